"""At which depth the headings of tables stand, and whether their numbers go on from each other.

Inside a table nothing is mistyped for another level: rows stand below their groups, and those
below the heading above the table. Only the numbers are weighed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from notice_lint.document.notice import Numbering
from notice_lint.parsing.lexer.marks import ROW
from notice_lint.parsing.outline.costs import Rank
from notice_lint.parsing.outline.headings import UnreadHeading
from notice_lint.parsing.outline.transitions import Interpretation


class RowPlace(NamedTuple):
    """A heading of a table before its number is judged."""

    place: int
    """Of its segment among all."""
    rank: Rank
    value: int | None
    begins: bool
    """Whether another run may begin: in another table, below another heading."""
    cell: int
    """Where its number stands, which may go for several rows."""


class RunStart(NamedTuple):
    """What rows that are counted together have in common."""

    below: tuple[int, ...]
    """The table and the headings above."""
    values: tuple[int, ...]
    """The values before the one that counts: 2 in 2.1."""


class RowOutline(NamedTuple):
    """The readings of the headings in tables, by their place, and how the rows are numbered."""

    readings: dict[int, Interpretation]
    numbering: Numbering | None


def read_rows(
    headings: Sequence[UnreadHeading], written: Mapping[int, Interpretation]
) -> RowOutline:
    """Return the readings of all headings in tables; `written` are those of the others."""
    runs: dict[str, list[RowPlace]] = defaultdict(list)
    for style, place in _places(headings, written):
        runs[style].append(place)
    readings = {
        row.place: reading
        for run in runs.values()
        for row, reading in zip(run, _counted(run), strict=True)
    }
    return RowOutline(readings, _numbering(runs[ROW]))


def _places(
    headings: Sequence[UnreadHeading], written: Mapping[int, Interpretation]
) -> Iterator[tuple[str, RowPlace]]:
    """Yield the headings in tables with the run that each is numbered in."""
    where = _OpenHeadings()
    for heading in headings:
        if heading.mark.table:
            yield where.place(heading)
        else:
            where = _OpenHeadings(written[heading.index].rank, heading.index, where.before)


class _OpenHeadings:
    """The headings that are open where a table goes on."""

    def __init__(
        self, base: int = 0, index: int = -1, before: dict[str, RunStart] | None = None
    ) -> None:
        self.base = base
        self.index = index
        self.before = before or {}
        self.table = 0
        self.groups: dict[str, int] = {}
        """The styles of groups in the order of their depth, with the last heading of each."""

    def place(self, heading: UnreadHeading) -> tuple[str, RowPlace]:
        """Return where a heading in a table stands, with the run that it is numbered in."""
        mark = heading.mark
        if mark.table != self.table:
            self.table, self.groups = mark.table, {}
        style = mark.style if mark.style == ROW else f"{mark.style} {mark.like}"
        above = list(self.groups)
        depth = above.index(style) if style in self.groups else len(above)
        parents = tuple(self.groups[value] for value in above[:depth])
        start = RunStart((self.table, self.index, *parents), mark.above)
        begins = self.before.get(style) != start
        self.before[style] = start
        if mark.style != ROW:
            self.groups[style] = heading.index
        rank = max(Rank.GROUP + depth, self.base + 1 + depth, mark.style == ROW and Rank.ITEM)
        return style, RowPlace(
            heading.index, Rank(min(rank, Rank.LIST)), mark.value, begins, mark.span.start
        )


def _counted(run: Sequence[RowPlace]) -> Iterator[Interpretation]:
    """Yield the readings of a run, each number as what goes on from the one before it."""
    counter = _Counter()
    for place, after in zip_longest(run, run[1:]):
        yield counter.read(place, after.value if after else None)


class _Counter:
    """Counts the rows of a run."""

    def __init__(self) -> None:
        self.last = 0
        self.cell = -1
        self.restarts = False
        """Whether numbers began anew once, so that 1 is due where they may again."""
        self.passed: int | None = None
        """The number that comes too late: 3 stood before 2."""

    def read(self, place: RowPlace, after: int | None) -> Interpretation:
        """Return what a row was meant to be, by the number behind it too."""
        value = place.value
        due = 1 if place.begins and self.restarts else self.last + 1
        if value is None:
            return self._uncounted(place, due if after != due else None)
        is_same_cell = place.cell == self.cell
        self.cell = place.cell
        if is_same_cell:
            return Interpretation(place.rank, value, None)
        begun = (1, self.last + 1) if place.begins else ()
        if value in (due, self.passed, *begun):
            return self._right(place, value)
        self.passed = due if after == due else None
        self.last = due if after == due + 1 else value
        return Interpretation(place.rank, due, "number")

    def _uncounted(self, place: RowPlace, due: int | None) -> Interpretation:
        """Return a row without a number; one that the next goes on over had none."""
        self.last = due or self.last
        return Interpretation(place.rank, due, None)

    def _right(self, place: RowPlace, value: int) -> Interpretation:
        self.restarts = self.restarts or (value == 1 and self.last > 0)
        self.last = max(value, self.last) if value == self.passed else value
        self.passed = None
        return Interpretation(place.rank, value, None)


def _numbering(rows: Sequence[RowPlace]) -> Numbering | None:
    """Tell how rows are numbered; None where nothing shows it."""
    starts = [place.value for place in rows if place.begins and place.value is not None]
    if len(starts) < 2:
        return None
    return "restart" if 1 in starts[1:] else "continuous"
