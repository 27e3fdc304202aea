"""What the columns of a table hold none of whose heads is known: told by the cells alone.

The anchor is a column of statuses: 已完成整改, 正在推进. What is told in clauses beside it is the
problem, and what answers it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from msgspec import Struct

from notice_lint.document.source import Cell
from notice_lint.parsing.grid.cells import CellGrid
from notice_lint.parsing.grid.kinds import AREA, CAUSE, MEASURES, NUMBER, PROBLEM, STATUS
from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.statuses import find_status
from notice_lint.text.numerals import NUMERAL

LEAST = 2
"""Statuses that make a column of them, and columns of clauses that a list of problems has."""
CLAUSE = 6
"""Code points of a text from which on it says what was wrong or done, and is no name or date."""
LONGEST_STATUS = 40
"""Code points of a cell that says no more than how far a problem is settled."""
LONGEST_HEAD = 12
"""Code points of the longest head of a column: 整改牵头校领导."""
_MARKS = " .、:()[]【】第条项号"


class Contents(NamedTuple):
    """What columns hold, and the rows of the header."""

    kinds: dict[int, str]
    header: list[int]


class ColumnCells(Struct, frozen=True):
    """A column with its cells below the header that hold words."""

    number: int
    cells: Sequence[Cell]
    words: Sequence[str]

    def is_mostly(self, tests: Sequence[bool]) -> bool:
        """Tell whether most of its cells pass a test."""
        return sum(tests) * 2 > len(self.words)

    @property
    def tells(self) -> bool:
        """Whether most cells hold a clause."""
        return self.is_mostly([len(word) >= CLAUSE for word in self.words])

    @property
    def is_counted(self) -> bool:
        """Whether the cells are counted: 1, 第二项."""
        return all(not NUMERAL.sub("", word).strip(_MARKS) for word in self.words)

    @property
    def spans_rows(self) -> bool:
        """Whether a cell reaches over several rows."""
        return any(cell.row_span > 1 for cell in self.cells)

    @property
    def defects(self) -> float:
        """The share of cells that tell what is not as it should be."""
        telling = sum(alphabet("defective").match(word) is not None for word in self.words)
        return telling / len(self.words)


def contents(grid: CellGrid) -> Contents | None:
    """Return what the columns of a table hold by their cells; None where that shows no problems."""
    header = _header(grid)
    columns = list(columns_below(grid, header[-1] + 1 if header else 1))
    states = [column for column in columns if _are_statuses(grid, column)]
    answers = _answers([column for column in columns if column.tells and column not in states])
    if not states or not answers:
        return None
    return Contents(numbered(columns) | answers | {states[-1].number: STATUS}, header)


def numbered(columns: Sequence[ColumnCells]) -> dict[int, str]:
    """Return the first column, where its cells are counted."""
    return {column.number: NUMBER for column in columns[:1] if column.is_counted}


def _header(grid: CellGrid) -> list[int]:
    """Return the row that may be a header: the first with several cells, all of them brief."""
    for row in grid.rows:
        cells = grid.filled(row)
        if len(cells) > 1:
            words = list(map(grid.words, cells))
            is_brief = all(len(word) <= LONGEST_HEAD for word in words)
            return [row] if is_brief and not _is_item(grid, words) else []
    return []


def _is_item(grid: CellGrid, words: Sequence[str]) -> bool:
    """Tell whether words of a row are a status and what it is the status of, not two heads."""
    is_stated = any(_is_status(grid, word) for word in words)
    return is_stated and any(len(word) >= CLAUSE or word.isdecimal() for word in words)


def columns_below(grid: CellGrid, first: int) -> Iterator[ColumnCells]:
    """Yield the columns that hold something from a row on, rows with a single cell left out."""
    rows = [cells for row in grid.rows if row >= first and len(cells := grid.filled(row)) > 1]
    below = sorted(chain.from_iterable(rows), key=_column)
    for number, held in groupby(below, key=_column):
        cells = list(held)
        yield ColumnCells(number, cells, list(map(grid.words, cells)))


def _column(cell: Cell) -> int:
    return cell.column


def _are_statuses(grid: CellGrid, column: ColumnCells) -> bool:
    """Tell whether all cells of a column are statuses, or all but one of many."""
    statuses = sum(_is_status(grid, word) for word in column.words)
    return statuses >= LEAST and statuses >= len(column.words) - len(column.words) // 4


def _is_status(grid: CellGrid, words: str) -> bool:
    known = words in grid.office.statuses or find_status(words) is not None
    return known and len(words) <= LONGEST_STATUS


def _answers(clauses: Sequence[ColumnCells]) -> dict[int, str]:
    """Return the columns of the area, the problem, the cause and what was done, as far as told."""
    has_area = len(clauses) > LEAST and clauses[0].spans_rows
    area, texts = clauses[:has_area], clauses[has_area:]
    if len(texts) < LEAST:
        return {}
    stated, *rest = texts
    kinds = dict.fromkeys([column.number for column in rest], MEASURES)
    if len(rest) > 1 and rest[0].defects > rest[1].defects:
        kinds[rest[0].number] = CAUSE
    return kinds | {column.number: AREA for column in area} | {stated.number: PROBLEM}
