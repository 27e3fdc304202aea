"""What columns hold whose heads nobody knows: told by what stands in them, and between which."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from notice_lint.document.source import Cell
from notice_lint.parsing.grid.cells import CellGrid
from notice_lint.parsing.grid.contents import CLAUSE, ColumnCells, columns_below, numbered
from notice_lint.parsing.grid.kinds import (
    ANSWERS,
    CAUSE,
    FIELD,
    MEASURES,
    PROBLEM,
    SITUATION,
    STATUS,
)
from notice_lint.parsing.lexer.statuses import find_status

SURE = 2
"""Answers that show what a table is about whose head names no problem."""


def guessed(grid: CellGrid, kinds: Mapping[int, str], first: int) -> dict[int, str]:
    """Return what columns hold by their heads, `kinds`, and the others by their cells.

    A column of statuses is known by them: 改到哪一步; what a head spans besides them, as 审核人
    below 销号情况, is none. With two answers known, the first column of texts before them states
    the problem, the last one behind it says what was done: 怎么改的, and one between both that
    tells more of what is amiss says why: 由来.
    """
    below = [cell for cell in grid.table.cells if cell.row >= first and grid.words(cell)]
    unknown = [column for column in range(1, grid.width + 1) if column not in kinds]
    known = {**kinds, **_states(grid, below, kinds, unknown), **_restated(grid, below, kinds)}
    texts = [column for column in unknown if column not in known and _tells(grid, below, column)]
    known |= _stated(known, texts)
    known |= _done(known, texts)
    columns = list(columns_below(grid, first))
    return numbered(columns) | known | _caused(known, columns)


def _states(
    grid: CellGrid, below: Sequence[Cell], kinds: Mapping[int, str], unknown: Sequence[int]
) -> dict[int, str]:
    """Return the column of statuses, where no head names one."""
    if _holds(kinds, (STATUS, SITUATION)):
        return {}
    states = [column for column in unknown if _all_status(grid, below, column)]
    return dict.fromkeys(states[-1:], STATUS)


def _restated(grid: CellGrid, below: Sequence[Cell], kinds: Mapping[int, str]) -> dict[int, str]:
    """Return what columns are of which the heads say how far it is, where one holds statuses."""
    columns = [column for column, kind in kinds.items() if kind in (STATUS, SITUATION)]
    states = [column for column in columns if _all_status(grid, below, column)]
    if not states or len(columns) == len(states):
        return {}
    named = [column for column in columns if kinds[column] == STATUS]
    return dict.fromkeys(named, FIELD) | dict.fromkeys(states[:1], STATUS)


def _done(known: Mapping[int, str], texts: Sequence[int]) -> dict[int, str]:
    """Return the column that says what was done about problems, where no head names one."""
    if not _holds(known, (PROBLEM,)) or _holds(known, (MEASURES, SITUATION)):
        return {}
    return dict.fromkeys([column for column in texts if column not in known][-1:], MEASURES)


def _stated(known: Mapping[int, str], texts: Sequence[int]) -> dict[int, str]:
    """Return the column that states the problems, where enough is known that answers them."""
    answers = [column for column, kind in known.items() if kind in ANSWERS]
    if _holds(known, (PROBLEM,)) or len(answers) < SURE:
        return {}
    return dict.fromkeys([column for column in texts if column < min(answers)][:1], PROBLEM)


def _caused(known: Mapping[int, str], columns: Sequence[ColumnCells]) -> dict[int, str]:
    """Return the column that says why, where no head does, between the problem and the measures."""
    if _holds(known, (CAUSE,)):
        return {}
    causes = [column for column in columns if column.tells and _is_between(column.number, known)]
    measures = [column.defects for column in columns if known.get(column.number) == MEASURES]
    return {
        column.number: CAUSE for column in causes[:1] if column.defects > max(measures, default=1)
    }


def _is_between(number: int, known: Mapping[int, str]) -> bool:
    """Tell whether nobody knows a column, which stands behind the problem, before measures."""
    before = {kind for column, kind in known.items() if column < number}
    behind = {kind for column, kind in known.items() if column > number}
    return number not in known and PROBLEM in before and MEASURES in behind


def _holds(kinds: Mapping[int, str], wanted: Container[str]) -> bool:
    return any(kind in wanted for kind in kinds.values())


def _all_status(grid: CellGrid, below: Sequence[Cell], column: int) -> bool:
    words = [grid.words(cell) for cell in below if cell.column == column]
    return bool(words) and all(word in grid.office.statuses or find_status(word) for word in words)


def _tells(grid: CellGrid, below: Sequence[Cell], column: int) -> bool:
    """Tell whether most cells of a column hold a clause."""
    words = [grid.words(cell) for cell in below if cell.column == column]
    return sum(len(word) >= CLAUSE for word in words) * 2 > len(words)
