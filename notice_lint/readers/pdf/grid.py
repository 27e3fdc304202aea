"""Tables of a page: rectangles between ruling lines that cross, the merged ones as one cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from notice_lint.readers.pdf.rules import NEAR, RulingLine

_MOST_CELLS = 10_000
"""Cells of one grid; graph paper or a plan has more, and each costs a look at the lines around."""


class GridCell(Struct, frozen=True):
    """A cell of a grid: the first row and column it covers, from 0, and how many."""

    row: int
    column: int
    row_span: int
    column_span: int


class Grid(Struct, frozen=True, dict=True):
    """A table: the places of its lines, from the left and from the top, and its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    """Points from below, so that they fall."""
    cells: tuple[GridCell, ...]

    @cached_property
    def _owners(self) -> dict[tuple[int, int], int]:
        return {
            (row, column): index
            for index, cell in enumerate(self.cells)
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }

    @cached_property
    def _depths(self) -> tuple[float, ...]:
        return tuple(-y for y in self.ys)

    def cell_at(self, x: float, y: float) -> int | None:
        """Return the index of the cell that holds a point."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[-1] < y <= self.ys[0]):
            return None
        place = bisect_right(self._depths, -y) - 1, bisect_right(self.xs, x) - 1
        return self._owners.get(place)


def grids(lines: Sequence[RulingLine]) -> list[Grid]:
    """Return the tables that lines draw, those of two columns and more, from the top down."""
    drawn = filter(None, (_grid(group) for group in _crossing(lines)))
    return sorted(drawn, key=lambda grid: -grid.ys[0])


def _crossing(lines: Sequence[RulingLine]) -> Iterator[list[RulingLine]]:
    """Yield the groups of lines that hang together by crossing or touching each other."""
    left = list(lines)
    while left:
        group = [left.pop()]
        for line in group:
            touching = [other for other in left if _touch(line, other)]
            group.extend(touching)
            left = [other for other in left if other not in touching] if touching else left
        yield group


def _touch(line: RulingLine, other: RulingLine) -> bool:
    if line.is_vertical == other.is_vertical:
        return False
    return line.reaches(other.at) and other.reaches(line.at)


def _grid(lines: Sequence[RulingLine]) -> Grid | None:
    vertical = [line for line in lines if line.is_vertical]
    level = [line for line in lines if not line.is_vertical]
    xs = _places(vertical)
    ys = _places(level)[::-1]
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > _MOST_CELLS:
        return None
    walls = _Walls(xs, ys, vertical, level)
    return Grid(tuple(xs), tuple(ys), tuple(walls.cells()))


def _places(lines: Sequence[RulingLine]) -> list[float]:
    """Return where lines are, each place once."""
    places: list[float] = []
    for at in sorted(line.at for line in lines):
        if not places or at > places[-1] + NEAR:
            places.append(at)
    return places


class _Walls:
    """Which rectangles of a grid lines part from each other."""

    def __init__(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        vertical: Sequence[RulingLine],
        level: Sequence[RulingLine],
    ) -> None:
        self._xs, self._ys = xs, ys
        self._vertical = {index: _at(vertical, x) for index, x in enumerate(xs)}
        self._level = {index: _at(level, y) for index, y in enumerate(ys)}

    def cells(self) -> Iterator[GridCell]:
        covered: set[tuple[int, int]] = set()
        for row in range(len(self._ys) - 1):
            for column in range(len(self._xs) - 1):
                if (row, column) in covered:
                    continue
                cell = GridCell(row, column, self._rows(row, column), self._columns(row, column))
                covered.update(
                    (row + down, column + right)
                    for down in range(cell.row_span)
                    for right in range(cell.column_span)
                )
                yield cell

    def _columns(self, row: int, column: int) -> int:
        """Return how many columns no line parts from one, in a row."""
        middle = (self._ys[row] + self._ys[row + 1]) / 2
        last = column + 1
        while last < len(self._xs) - 1 and not _covers(self._vertical[last], middle):
            last += 1
        return last - column

    def _rows(self, row: int, column: int) -> int:
        middle = (self._xs[column] + self._xs[column + 1]) / 2
        last = row + 1
        while last < len(self._ys) - 1 and not _covers(self._level[last], middle):
            last += 1
        return last - row


def _at(lines: Sequence[RulingLine], place: float) -> list[RulingLine]:
    return [line for line in lines if abs(line.at - place) <= NEAR]


def _covers(lines: Sequence[RulingLine], place: float) -> bool:
    return any(line.reaches(place) for line in lines)
