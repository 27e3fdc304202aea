"""Dates as notices write them: partial, without a year, with 旬 or 底."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from notice_lint.document.ends import IssueDate
from notice_lint.document.paragraphs import RELATIVE_YEARS, DateMention, YearFrom
from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.lines import LogicalLine
from notice_lint.parsing.lift.quoting import Quoter
from notice_lint.text.numerals import number_value

_LOOK_ALIKES = str.maketrans("○Oo0О元廿卅123456789", "〇〇〇〇〇一二三一二三四五六七八九")
_UNTIL = re.compile(r" *(?:至|到|[-~]{1,2}) *")


class Day(NamedTuple):
    """A date as far as it is given."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    relative: str = ""
    third: str = ""

    @property
    def iso(self) -> str | None:
        """ISO 8601 to the precision given; None without a year."""
        if self.year is None:
            return None
        parts = [f"{self.year:04}"]
        for value in (self.month, self.day):
            if value is None:
                break
            parts.append(f"{value:02}")
        return "-".join(parts)


def read_days(words: str, year: int | None = None) -> list[Day]:
    """Read the dates in some words; what is left out is carried over from the one before."""
    days: list[Day] = []
    last = Day(year)
    for given in _given(words):
        month = given.month if given.month or given.year else last.month
        last = given._replace(year=_following(given, last.year), month=month)
        days.append(last)
    return days


def _following(given: Day, last: int | None) -> int | None:
    """Return the year of a date behind another: its own, the next one, else the same."""
    if given.year is not None:
        return given.year
    return last + 1 if last is not None and given.relative == "次年" else last


def _given(words: str) -> Iterator[Day]:
    """Yield the dates in some words with nothing but what is written."""
    day: dict[str, Any] = {}
    latest = -1
    for hit in alphabet("date").scan(words):
        name, order, value = _PARTS[hit.terminal]
        if order <= latest:
            yield Day(**day)
            day = {}
        latest = order
        day[name] = value(words[hit.start : hit.end])
    if latest >= 0:
        yield Day(**day)


def _value(digits: str) -> int | None:
    return int(digits) if digits.isdecimal() else number_value(digits.translate(_LOOK_ALIKES))


_PARTS: dict[str, tuple[str, int, Callable[[str], int | str | None]]] = {
    "YEAR": ("year", 0, _value),
    "RELATIVE": ("relative", 0, str),
    "MONTH": ("month", 1, _value),
    "DAY": ("day", 2, _value),
    "THIRD": ("third", 2, str),
}
"""For each terminal of a date: the part of a Day, its place in a date, and how it is read."""


def read_mentions(
    paragraphs: Sequence[LogicalLine], quoter: Quoter, issued: IssueDate | None
) -> Iterator[DateMention]:
    """Yield the dates in the text that name a month, each with its year as far as it is known."""
    year = int(issued.iso[:4]) if issued and issued.iso else None
    for paragraph in paragraphs:
        if paragraph.kind not in ("DATE_LINE", "SIGNED_LINE", "PAGE_HEAD", "PAGE_FOOT"):
            yield from _mentions(paragraph, quoter, year)


def _mentions(
    paragraph: LogicalLine, quoter: Quoter, issue_year: int | None
) -> Iterator[DateMention]:
    last: Day | None = None
    end = 0
    if "月" not in paragraph.view:
        return
    for hit in alphabet("mention").scan(paragraph.view):
        given = next(_given(paragraph.view[hit.start : hit.end]), None)
        if given is None or given.month is None:
            continue
        year, source = _year(given, last, issue_year)
        phrase = quoter.phrase(paragraph.span(hit.start, hit.end))
        yield DateMention(
            text=phrase.text,
            span=phrase.span,
            year=year,
            month=given.month,
            day=given.day,
            third=given.third,
            year_from=source,
            relative=given.relative,
            until=last is not None and bool(_UNTIL.fullmatch(paragraph.view, end, hit.start)),
        )
        last, end = given._replace(year=year), hit.end


def _year(given: Day, last: Day | None, issue_year: int | None) -> tuple[int | None, YearFrom]:
    """Return the year of a date and what it is known from."""
    if given.year is not None:
        return given.year, "written"
    if given.relative in RELATIVE_YEARS:
        if issue_year is None:
            return None, "unknown"
        return issue_year + RELATIVE_YEARS[given.relative], "relative"
    if last is None or last.year is None:
        return None, "unknown"
    return last.year + (given.relative == "次年"), "carried"
