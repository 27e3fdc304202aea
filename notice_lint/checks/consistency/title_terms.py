"""What title and preamble both say of the inspection: its round, its form."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from notice_lint.checks.contract import PASSED, Check, Inapplicable, Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.violation import Finding, Related
from notice_lint.matching.pattern import Pattern
from notice_lint.text.numerals import number_value
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


class TermOptions(Struct, frozen=True):
    """Options of title-term."""

    titled: Pattern
    """How the title says it; group `term`."""
    named: Pattern
    """How the preamble says it; group `term`."""


def title_term(notice: Notice, options: TermOptions) -> Iterator[Verdict]:
    """Report what the title says otherwise than the preamble does."""
    title, preamble, view = notice.title, notice.preamble, notice.source.view
    titled = options.titled.search(view, *title.span) if title else None
    named = list(options.named.finditer(view, *preamble.span)) if preamble else []
    if titled is None or not named:
        yield Inapplicable(Wording("标题或导语没有写", "title or preamble does not say it"))
    elif _meaning(titled["term"]) in {_meaning(match["term"]) for match in named}:
        yield PASSED
    else:
        other = named[0]
        related = (Related(Span(*titled.span()), Wording("标题", "the title")),)
        params = {"titled": titled.group(), "named": other.group()}
        yield Finding(Span(*other.span()), params, related)


def _meaning(term: str) -> int | str:
    """Return the number that a term is, however it is written; else the term."""
    number = number_value(term)
    return term if number is None else number


CHECKS = (Check("title-term", title_term, TermOptions, ("titled", "named")),)
