"""Contact details in a table: labels beside the details, or above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notice_lint.document.source import Cell
from notice_lint.parsing.grid.cells import CellGrid
from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.lines import LogicalLine
from notice_lint.parsing.lexer.segment import Segment

CONTACT, SUPERVISION = "CONTACT", "SUPERVISION"


def contact_segments(grid: CellGrid) -> list[Segment]:
    """Return a line of contact details for each label that a table has; empty for none.

    A cell may ask the public to speak up as well.
    """
    details = [_joined(lines) for pair in _pairs(grid) if len(lines := _lines(grid, pair)) > 1]
    return [*_invitations(grid), *details] if details else []


def _pairs(grid: CellGrid) -> Iterator[list[Cell]]:
    """Yield labels with what stands below them, where all are in one row, else beside them."""
    rows = list(grid.rows.values())
    if len(rows) == 2 and len(rows[0]) > 1 and all(_is_label(grid, cell) for cell in rows[0]):
        yield from ([label, *_below(label, rows[1])] for label in rows[0])
    else:
        yield from (pair for cells in rows for pair in _beside(grid, cells))


def _invitations(grid: CellGrid) -> Iterator[Segment]:
    for text in grid.texts(grid.table.cells):
        hit = alphabet("line").match(text.words)
        asks = hit is not None and hit.terminal == SUPERVISION
        if asks or alphabet("invitation").match(text.words):
            yield text.as_(SUPERVISION)


def _is_label(grid: CellGrid, cell: Cell) -> bool:
    """Tell whether a cell holds nothing but what contact details are called."""
    words = grid.words(cell).rstrip(":")
    hit = alphabet("contact").match(f"{words}:")
    return hit is not None and hit.end >= len(words) > 0


def _below(label: Cell, cells: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell.column == label.column]


def _beside(grid: CellGrid, cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Yield the labels of a row, each with the cells up to the next one."""
    pair: list[Cell] = []
    for cell in cells:
        if _is_label(grid, cell):
            yield from [pair] if pair else []
            pair = [cell]
        elif pair:
            pair.append(cell)
    yield from [pair] if pair else []


def _lines(grid: CellGrid, cells: Sequence[Cell]) -> list[LogicalLine]:
    return [line for cell in cells for line in grid.lines(cell)]


def _joined(lines: Sequence[LogicalLine]) -> Segment:
    """Make one line of contact details of a label and what stands beside it."""
    parts, view = [], ""
    for line in lines:
        parts += [(len(view) + start, place) for start, place in line.parts]
        view += line.view
    whole = LogicalLine(CONTACT, 0, view, tuple(parts))
    return Segment(CONTACT, whole, 0, view, whole.span())
