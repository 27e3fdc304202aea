"""Dates as notices write them: partial, without a year, with 旬 or 底."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from notice_lint.lexer.alphabet import alphabet
from notice_lint.text import number_value

_ORDER = {"YEAR": 0, "MONTH": 1, "DAY": 2, "THIRD": 2}
_LOOK_ALIKES = str.maketrans("○Oo0О", "〇〇〇〇〇")


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is given."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

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
    for given in _dates(words):
        month = given.get("MONTH", last.month if "YEAR" not in given else None)
        last = Day(given.get("YEAR", last.year), month, given.get("DAY"))
        days.append(last)
    return days


def _dates(words: str) -> Iterator[dict[str, int | None]]:
    fields: dict[str, int | None] = {}
    latest = -1
    for hit in alphabet("date").scan(words):
        order = _ORDER[hit.terminal]
        if order <= latest:
            yield fields
            fields = {}
        latest = order
        if hit.terminal != "THIRD":
            fields[hit.terminal] = _value(hit.terminal, words[hit.start : hit.end])
    if fields:
        yield fields


def _value(terminal: str, digits: str) -> int | None:
    if terminal == "YEAR" and not digits.isdecimal():
        return number_value(digits.translate(_LOOK_ALIKES))
    return number_value(digits)
