"""The straight lines that are drawn on a page: strokes, thin rectangles, frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import attrgetter
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

NEAR = 2.5
"""Points within which two lines are the same, or touch: lines are up to as thick."""
_SHORTEST = 8.0
"""Points of a line that may border a cell; the strokes of drawn characters are shorter."""
_MOST_OBJECTS = 20_000
"""Objects of a page that are looked at; a map or a plan has more, and no table."""
_MOST_LINES = 2_000
"""Lines of a page: a table of 60 rows and 12 columns, each border drawn cell by cell, has 1,600."""
_PATH = 2
"""FPDF_PAGEOBJ_PATH."""


class RulingLine(Struct, frozen=True, order=True):
    """A line, at a place across it, from one end to the other; points from the lower left."""

    is_vertical: bool
    at: float
    start: float
    end: float

    def reaches(self, place: float) -> bool:
        """Tell whether it covers a place along it."""
        return self.start - NEAR <= place <= self.end + NEAR


def ruling_lines(page: Any) -> list[RulingLine]:
    """Return the lines of a page, pieces of one joined; none where there are too many."""
    objects = islice(page.get_objects(), _MOST_OBJECTS)
    paths = (path for path in objects if path.type == _PATH)
    lines = sorted(line for path in paths for line in _lines(*path.get_bounds()))
    joined = list(_joined(lines))
    return joined if len(joined) <= _MOST_LINES else []


def _lines(left: float, bottom: float, right: float, top: float) -> Iterator[RulingLine]:
    """Yield the line that a path is, or the sides of the rectangle around it."""
    width, height = right - left, top - bottom
    if height <= NEAR < _SHORTEST <= width:
        yield RulingLine(False, (bottom + top) / 2, left, right)
    elif width <= NEAR < _SHORTEST <= height:
        yield RulingLine(True, (left + right) / 2, bottom, top)
    elif width >= _SHORTEST and height >= _SHORTEST:
        yield from (RulingLine(False, y, left, right) for y in (bottom, top))
        yield from (RulingLine(True, x, bottom, top) for x in (left, right))


def _joined(lines: Sequence[RulingLine]) -> Iterator[RulingLine]:
    """Yield lines with the pieces that go on from each other, or lie on each other, as one."""
    for _, parallel in groupby(lines, key=attrgetter("is_vertical")):
        for row in _near(list(parallel)):
            yield from _joined_row(row)


def _joined_row(row: Sequence[RulingLine]) -> Iterator[RulingLine]:
    joined = row[0]
    for line in row[1:]:
        if line.start > joined.end + NEAR:
            yield joined
            joined = line
        joined = replace(joined, end=max(joined.end, line.end))
    yield joined


def _near(lines: Iterable[RulingLine]) -> Iterator[list[RulingLine]]:
    """Yield groups of lines at the same place, each sorted by where the lines start."""
    group: list[RulingLine] = []
    for line in lines:
        if group and line.at > group[0].at + NEAR:
            yield sorted(group, key=attrgetter("start"))
            group = []
        group.append(line)
    if group:
        yield sorted(group, key=attrgetter("start"))
