"""Annexes: those that the notice lists, those that it cites, and those that follow it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from notice_lint.checks.contract import ISSUED, PASSED, Check, Inapplicable, Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Finding
from notice_lint.matching.pattern import Pattern
from notice_lint.text.numerals import number_value
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


class AnnexOptions(Struct, frozen=True):
    """Options of annex-mismatch."""

    listed: Pattern
    """A line above the date that names an annex; group `number`, if it has one."""
    head: Pattern
    """The line that begins an annex; group `number`, if it has one."""
    cited: Pattern
    """Words of the text that send the reader to an annex; group `number`, if it has one."""


Annexes = Mapping[int, Span]
"""Where each annex is named, by number; one that stands alone without a number is the first."""


def annex_mismatch(notice: Notice, options: AnnexOptions) -> Iterator[Verdict]:
    """Report annexes that are numbered with gaps, missing behind the notice, or never named."""
    listed = _listed(notice, options)
    given = _given(notice, options)
    cited = _cited(notice, options)
    if not (listed or given or cited):
        yield Inapplicable(Wording("文中没有提到附件", "no annex is named"))
        return
    fault = (
        _gap(listed)
        or (_missing(listed, given, "列出") if given else None)
        or _missing(cited, {**listed, **given}, "引用")
        or _unnamed(given, {**listed, **cited})
    )
    yield fault or PASSED


def _listed(notice: Notice, options: AnnexOptions) -> Annexes:
    lines = [paragraph for paragraph in _annex_lines(notice) if not _is_below(notice, paragraph)]
    return _numbered(lines, options.listed)


def _given(notice: Notice, options: AnnexOptions) -> Annexes:
    lines = [paragraph for paragraph in _annex_lines(notice) if _is_below(notice, paragraph)]
    return _numbered(lines, options.head)


def _annex_lines(notice: Notice) -> Iterator[Paragraph]:
    return (paragraph for paragraph in notice.paragraphs if paragraph.role == "annex")


def _is_below(notice: Notice, paragraph: Paragraph) -> bool:
    return notice.issue_date is not None and paragraph.span() > notice.issue_date.span


def _numbered(lines: list[Paragraph], pattern: Pattern) -> Annexes:
    annexes: dict[int, Span] = {}
    for paragraph in lines:
        match = pattern.match(paragraph.text.strip())
        if match:
            annexes.setdefault(number_value(match["number"] or "1") or 1, paragraph.span())
    return annexes


def _cited(notice: Notice, options: AnnexOptions) -> Annexes:
    annexes: dict[int, Span] = {}
    for paragraph, matches in notice.index.matches(options.cited):
        for match in matches if paragraph.role != "annex" else ():
            number = number_value(match["number"] or "1") or 1
            annexes.setdefault(number, paragraph.span(*match.span()))
    return annexes


def _gap(listed: Annexes) -> Finding | None:
    for expected, number in enumerate(sorted(listed), 1):
        if number != expected:
            fact = Wording(f"缺少附件{expected}", f"annex {expected} is not in the list")
            return Finding(listed[number], {"fact": fact})
    return None


def _missing(named: Annexes, others: Annexes, how: str) -> Finding | None:
    for number in sorted(named.keys() - others.keys()):
        words = "附件" if len(named) == 1 else f"附件{number}"
        fact = Wording(f"正文{how}了{words}，文后没有", f"annex {number} is named, but not there")
        return Finding(named[number], {"fact": fact})
    return None


def _unnamed(given: Annexes, named: Annexes) -> Finding | None:
    for number in sorted(given.keys() - named.keys()):
        words = "附件" if len(given) == 1 else f"附件{number}"
        fact = Wording(f"文后有{words}，正文没有列出", f"annex {number} is there, but never named")
        return Finding(given[number], {"fact": fact})
    return None


CHECKS = (Check("annex-mismatch", annex_mismatch, AnnexOptions, ("fact",), ISSUED),)
