"""Periods between two dates, held against how long they are said to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct

from notice_lint.checks.contract import PASSED, Check, Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import DateMention
from notice_lint.document.violation import Finding, Related, Value
from notice_lint.matching.pattern import Pattern
from notice_lint.text.numerals import number_value
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

HOLIDAYS = 8
"""Working days that the holidays of a few weeks may take: the week of October, the new year."""
MAKE_UP = 3
"""Days of a weekend that may be worked for them."""
MONTH = 30.4
ROOM = 12
"""Days that a number of months may be off: from the 10th of March to the end of April is 两个月."""


class DurationOptions(Struct, frozen=True):
    """Options of duration."""

    length: Pattern
    """Behind a period: how long it is; groups `count` and `unit`, or `count_2` and `unit_2`."""


def duration(notice: Notice, options: DurationOptions) -> Iterator[Verdict]:
    """Report a period that is longer or shorter than the text behind it says."""
    for first, last in pairwise(notice.dates):
        start, end = _day(first), _day(last)
        if not last.until or start is None or end is None or start > end:
            continue
        match = options.length.match(notice.source.text, last.span.end)
        if match is None or _fits(start, end, match):
            yield PASSED
            continue
        yield _finding(notice, Span(first.span.start, last.span.end), (start, end), match)


def _day(mention: DateMention) -> date | None:
    if not mention.year or not mention.day or not mention.exists:
        return None
    return date(mention.year, mention.month, mention.day)


def _length(match: re.Match[str]) -> tuple[int, str, Span]:
    """Return how long a period is said to be, its unit, and where that stands."""
    suffix = "" if match["count"] else "_2"
    count, unit = f"count{suffix}", f"unit{suffix}"
    span = Span(match.start(count), match.end(unit))
    return number_value(match[count]) or 0, match[unit], span


def _fits(start: date, end: date, match: re.Match[str]) -> bool:
    count, unit, _ = _length(match)
    days = (end - start).days + 1
    if unit == "个月":
        return abs(days - count * MONTH) <= ROOM
    if unit == "个工作日":
        return -MAKE_UP <= _week_days(start, end) - count <= HOLIDAYS
    return count in (days, days - 1)


def _week_days(start: date, end: date) -> int:
    days = (start + timedelta(offset) for offset in range((end - start).days + 1))
    return sum(day.weekday() < 5 for day in days)


def _finding(
    notice: Notice, period: Span, bounds: tuple[date, date], match: re.Match[str]
) -> Finding:
    _, unit, span = _length(match)
    days = (bounds[1] - bounds[0]).days + 1
    weekdays = _week_days(*bounds)
    measure = Wording(f"是{days}天", f"is {days} days")
    if unit == "个工作日":
        measure = Wording(f"除去双休日是{weekdays}天", f"has {weekdays} days of the week")
    params: dict[str, Value] = {
        "period": period.of(notice.source.text),
        "days": measure,
        "length": span.of(notice.source.text),
    }
    return Finding(span, params, (Related(period, Wording("起止日期", "the period")),))


CHECKS = (Check("duration", duration, DurationOptions, ("period", "days", "length")),)
