"""Running text as it is written: phrases, paragraphs, dates."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from functools import cached_property
from typing import Literal, NamedTuple

from msgspec import Struct

from notice_lint.text.personal_number import PersonalNumber
from notice_lint.text.persons import personal_numbers
from notice_lint.text.spans import Span


class Phrase(NamedTuple):
    """Words as they are written, without line breaks, and where they stand."""

    text: str
    span: Span


RELATIVE_YEARS = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1}
"""Words for a year that count from the year of issue."""

SENTENCE = re.compile(r"[^。！？；;]+")
"""A sentence, or a part of one that a semicolon ends, without its mark."""

YearFrom = Literal["written", "relative", "carried", "unknown"]
Role = Literal[
    "title", "note", "page", "preamble", "heading", "label", "text", "supervision", "contact",
    "formula", "signature", "date", "annex", "remark", "cell",
]  # fmt: skip


_STOP = re.compile("[。！？!?]")


class Paragraph(Struct, frozen=True, dict=True):
    """One logical paragraph as it is written, lines that were broken joined again."""

    text: str
    role: Role
    lead: int
    """Length of the marker or label it begins with."""
    parts: tuple[tuple[int, int], ...]
    """Pairs (offset in text, offset in the Source), sorted: one for each line joined."""

    @cached_property
    def personal_numbers(self) -> tuple[PersonalNumber, ...]:
        """The numbers of persons and accounts in it."""
        return tuple(personal_numbers(self.text))

    @cached_property
    def _stops(self) -> list[int]:
        return [stop.start() for stop in _STOP.finditer(self.text)]

    def sentence(self, place: int) -> tuple[int, int]:
        """Return the range of the sentence around a place, half-open."""
        index = bisect_left(self._stops, place)
        start = self._stops[index - 1] + 1 if index else 0
        return start, self._stops[index] if index < len(self._stops) else len(self.text)

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Return the range of the Source that holds a range of the text, half-open."""
        last = len(self.text) if end is None else end
        first = self._offset(start)
        return Span(first, self._offset(last - 1) + 1 if last > start else first)

    def _offset(self, index: int) -> int:
        if len(self.parts) == 1:
            return self.parts[0][1] + index
        base, source = self.parts[bisect_right(self.parts, index, key=lambda part: part[0]) - 1]
        return source + index - base


class DateMention(NamedTuple):
    """A date in the text, as far as it is given."""

    text: str
    span: Span
    year: int | None
    month: int
    day: int | None
    third: str
    """上旬, 中旬, 下旬, 初, 底, 末 or nothing."""
    year_from: YearFrom
    relative: str
    """今年, 去年 and the like, or nothing."""
    until: bool
    """Whether it ends a range that another date begins."""

    @property
    def earliest(self) -> str | None:
        """The first day it may mean, ISO 8601; None without a year."""
        first = {"中旬": 11, "下旬": 21, "底": 21, "末": 21}.get(self.third, 1)
        return self._iso(self.day or first)

    @property
    def latest(self) -> str | None:
        """The last day it may mean, ISO 8601; None without a year."""
        last = {"上旬": 10, "初": 10, "中旬": 20}.get(self.third, 31)
        return self._iso(self.day or last)

    @property
    def exists(self) -> bool:
        """Whether a calendar has it; 29 February is a day where no year is known."""
        if not 1 <= self.month <= 12:
            return self.day is None and self.year_from != "written"
        return self.day is None or 1 <= self.day <= monthrange(self.year or 2000, self.month)[1]

    def _iso(self, day: int) -> str | None:
        return None if self.year is None else f"{self.year:04}-{self.month:02}-{day:02}"
