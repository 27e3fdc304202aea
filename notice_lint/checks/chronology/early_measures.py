"""Measures of an item that are dated before the inspection began."""

from __future__ import annotations

from collections.abc import Iterator

from notice_lint.checks.contract import PASSED, Check, Precondition, Verdict
from notice_lint.document.notice import Notice, ProblemItem
from notice_lint.document.paragraphs import DateMention
from notice_lint.document.violation import Finding, Related, Value
from notice_lint.matching.fragments import Expressions
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording


class EarlyMeasures(Expressions, frozen=True):
    """Options of early-measure."""

    before: Pattern
    """Right before a date where something was done on it, not to something of that date."""
    done: Pattern
    """Behind such a date: what was done."""
    unless: Pattern
    """What shows, in the sentence around a date, that former times or others are told of."""


def early_measure(notice: Notice, options: EarlyMeasures) -> Iterator[Verdict]:
    """Report a measure dated before the inspection that found the problem had begun."""
    preamble = notice.preamble
    assert preamble
    started, period = preamble.inspection_start, preamble.period
    assert started
    assert period
    for date in notice.dates:
        if date.year_from != "written" or not date.latest or not _is_of_measures(notice, date):
            continue
        if date.latest >= started or not _is_measure(notice, date, options, started):
            yield PASSED
            continue
        params: dict[str, Value] = {"date": date.text, "period": period.text}
        related = (Related(period.span, Wording("巡察时间", "the period")),)
        yield Finding(date.span, params, related)


def _is_of_measures(notice: Notice, date: DateMention) -> bool:
    """Tell whether a date stands in what an item says was done."""
    items = [node for node in notice.around(date.span.start) if isinstance(node, ProblemItem)]
    return any(
        part.kind in ("measures", "situation") and part.span.holds(date.span.start)
        for part in (items[-1].parts if items else ())
    )


def _is_measure(notice: Notice, date: DateMention, options: EarlyMeasures, started: str) -> bool:
    """Tell whether something was done on a date, and its sentence names no day of afterwards."""
    paragraph = notice.paragraph_at(date.span.start)
    if paragraph is None:
        return False
    near = date.span.start - paragraph.span().start
    place = max(0, paragraph.text.find(date.text, max(0, near - 2)))
    start, end = paragraph.sentence(place)
    start = max(start, paragraph.text.rfind("；", start, place) + 1, paragraph.lead)
    stop = paragraph.text.find("；", place, end)
    sentence = paragraph.text[start : end if stop < 0 else stop]
    behind = paragraph.text[place + len(date.text) : start + len(sentence)]
    return (
        options.before.search(paragraph.text[start:place]) is not None
        and options.done.match(behind) is not None
        and options.unless.search(sentence) is None
        and not _goes_on(notice, date, start + len(sentence) - place, started)
    )


def _goes_on(notice: Notice, date: DateMention, length: int, started: str) -> bool:
    """Tell whether the words behind a date name a day since the inspection began."""
    end = date.span.start + length
    following = (other for other in notice.dates if date.span.end <= other.span.start < end)
    return any(other.latest is None or other.latest >= started for other in following)


STARTED = Precondition(
    lambda notice: notice.preamble and notice.preamble.inspection_start and notice.preamble.period,
    Wording("导语没有写巡察开始时间", "the preamble does not say when the inspection began"),
)
CHECKS = (Check("early-measure", early_measure, EarlyMeasures, ("date", "period"), STARTED),)
