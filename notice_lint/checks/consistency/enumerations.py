"""Kind `listed-count`: how many are named, and how many the text says they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from notice_lint.checks.contract import PASSED, Check, Inapplicable, Verdict
from notice_lint.document.notice import Enumerator, Notice
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Finding, Related, Value
from notice_lint.matching.fragments import Expressions
from notice_lint.matching.pattern import Pattern
from notice_lint.text.numerals import number_value
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


class ListForm(Struct, frozen=True):
    """One way to name several things and say how many they are."""

    find: Pattern
    """Groups `list`, `claim` with the number and `number`; `more` where not all need be named."""
    divider: Pattern
    """What surely divides two of them."""
    binder: Pattern
    """What may divide two of them, or belong to the name of one: 和."""


class ListedCounts(Expressions, frozen=True):
    """Options of listed-count."""

    forms: tuple[ListForm, ...]
    announced: Pattern
    """What announces 一是…二是…, right before the first; groups `claim` and `number`."""


def listed_count(notice: Notice, options: ListedCounts) -> Iterator[Verdict]:
    """Report a list whose members are more or fewer than its number says."""
    yield Inapplicable(Wording("没有写明个数的列举", "nothing listed is counted"))
    for form in options.forms:
        for paragraph, matches in notice.index.matches(form.find):
            yield from (_judge(paragraph, match, form) for match in matches)
    for first, run in _runs(notice):
        yield from _judge_run(notice, first, run, options)


def _judge(paragraph: Paragraph, match: re.Match[str], form: ListForm) -> Verdict:
    number = number_value(match["number"])
    least = 1 + len(list(form.divider.finditer(match["list"])))
    most = least + len(list(form.binder.finditer(match["list"])))
    is_open = match.groupdict().get("more") is not None
    if number is None or (least <= number and (is_open or number <= most)):
        return PASSED
    listed = paragraph.span(*match.span("list"))
    return _finding(paragraph.span(*match.span("claim")), match["claim"], least, listed)


def _runs(notice: Notice) -> Iterator[tuple[Enumerator, list[Enumerator]]]:
    """Yield each 一是 with the enumerators that count on from it."""
    run: list[Enumerator] = []
    for enumerator in notice.enumerators:
        goes_on = run and enumerator.block == run[-1].block and enumerator.value > run[-1].value
        if run and not goes_on:
            yield run[0], run
        run = [*run, enumerator] if goes_on else [enumerator]
    if run:
        yield run[0], run


def _judge_run(
    notice: Notice, first: Enumerator, run: list[Enumerator], options: ListedCounts
) -> Iterator[Verdict]:
    """Judge what stands before a 一是 and says how many follow; a gap in them is NL307's."""
    paragraph = notice.paragraph_at(first.span.start)
    if paragraph is None or first.value != 1 or any(enumerator.nested for enumerator in run[1:]):
        return
    start = paragraph.span().start
    announced = options.announced.search(notice.source.text, start, first.span.start)
    number = number_value(announced["number"]) if announced else None
    if announced is None or number is None:
        return
    if number in (len(run), run[-1].value):
        yield PASSED
    else:
        yield _finding(Span(*announced.span("claim")), announced["claim"], len(run), run[-1].span)


def _finding(span: Span, claim: str, counted: int, listed: Span) -> Finding:
    params: dict[str, Value] = {"claim": claim, "counted": counted}
    return Finding(span, params, (Related(listed, Wording("列举", "the list")),))


CHECKS = (Check("listed-count", listed_count, ListedCounts, ("claim", "counted")),)
