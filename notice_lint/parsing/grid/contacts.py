"""Contact details in a table: labels beside the details, or above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notice_lint.document.source import Cell
from notice_lint.parsing.grid.cells import CellGrid
from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.lines import LogicalLine
from notice_lint.parsing.lexer.segments import Segment

CONTACT, SUPERVISION = "CONTACT", "SUPERVISION"


def contact_segments(grid: CellGrid) -> list[Segment]:
    """Return a line of contact details for each label that a table has; empty for none.

    A cell may ask the public to speak up as well.
    """
    rows = list(grid.rows.values())
    above = [cell for cell in rows[0] if is_contact_label(grid.words(cell))] if rows else []
    if len(rows) == 2 and len(above) == len(rows[0]) > 1:
        pairs = [[cell, *_below(cell, rows[1])] for cell in above]
    else:
        pairs = [pair for cells in rows for pair in _beside(grid, cells)]
    details = [_joined(lines) for pair in pairs if len(lines := _lines(grid, pair)) > 1]
    return [*_invitations(grid), *details] if details else []


def _invitations(grid: CellGrid) -> Iterator[Segment]:
    for text in grid.texts(grid.table.cells):
        hit = alphabet("line").match(text.words)
        asks = hit is not None and hit.terminal == SUPERVISION
        if asks or alphabet("invitation").match(text.words):
            yield text.as_(SUPERVISION)


def is_contact_label(words: str) -> bool:
    """Tell whether words are nothing but what contact details are called."""
    words = words.rstrip(":")
    hit = alphabet("contact").match(f"{words}:")
    return hit is not None and hit.end >= len(words) > 0


def _below(label: Cell, cells: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell.column == label.column]


def _beside(grid: CellGrid, cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Yield the labels of a row, each with the cells up to the next one."""
    pair: list[Cell] = []
    for cell in cells:
        if is_contact_label(grid.words(cell)):
            if pair:
                yield pair
            pair = [cell]
        elif pair:
            pair.append(cell)
    if pair:
        yield pair


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
