"""The round of inspections that title and preamble name."""

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


class RoundOptions(Struct, frozen=True):
    """Options of round-name."""

    round: Pattern
    """A round by its number; group `number`."""


def round_name(notice: Notice, options: RoundOptions) -> Iterator[Verdict]:
    """Report a title that names another round than the preamble does."""
    title, preamble, view = notice.title, notice.preamble, notice.source.view
    titled = options.round.search(view, *title.span) if title else None
    named = list(options.round.finditer(view, *preamble.span)) if preamble else []
    if titled is None or not named:
        yield Inapplicable(Wording("标题或导语没有写轮次", "title or preamble names no round"))
    elif number_value(titled["number"]) in {number_value(match["number"]) for match in named}:
        yield PASSED
    else:
        other = named[0]
        related = (Related(Span(*other.span()), Wording("导语", "the preamble")),)
        params = {"round": titled.group(), "other": other.group()}
        yield Finding(Span(*titled.span()), params, related)


CHECKS = (Check("round-name", round_name, RoundOptions, ("round", "other")),)
