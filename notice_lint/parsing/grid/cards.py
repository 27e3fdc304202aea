"""A small table for each item: labels beside the texts, or above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from notice_lint.document.source import Cell
from notice_lint.parsing.grid.cells import CellGrid
from notice_lint.parsing.grid.columns import (
    AREA,
    FIELD,
    NUMBER,
    PROBLEM,
    STATUS,
    column_kind,
)
from notice_lint.parsing.grid.headings import problem
from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.lines import KNOWN_MARKS, LogicalLine, is_label
from notice_lint.parsing.lexer.roles import classify_labels
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.parsing.lexer.statuses import find_status
from notice_lint.text.numerals import NUMERAL

TITLE = "TITLE_ROW"
"""A row across the table that is the problem itself."""
UNKNOWN = "UNKNOWN"
LEAST = 2
"""Labels that make a table one of labels and texts."""


class LabelledCells(Struct):
    """A label with the cells beside it, or below it."""

    kind: str
    label: Cell
    texts: list[Cell] = field(default_factory=list)


class Card(Struct):
    """What one item holds."""

    number: Cell | None = None
    problem: LabelledCells | None = None
    labelled: list[LabelledCells] = field(default_factory=list)


def card_segments(grid: CellGrid) -> list[Segment] | None:
    """Return what a table says that has labels beside its texts; None where it has none."""
    pairs = list(_pairs(grid))
    known = [pair for pair in pairs if is_label(pair.kind)]
    if sum(pair.label.column == 1 for pair in known) < LEAST:
        return None
    divided = [segment for card in _cards(pairs) for segment in _card(grid, card)]
    return list(classify_labels(divided, grid.office.statuses))


def _pairs(grid: CellGrid) -> Iterator[LabelledCells]:
    """Yield labels with their texts; what no label stands beside goes on with the text before."""
    labels = {cell: column_kind(grid, cell) for cell in grid.table.cells}
    names_problem = PROBLEM in labels.values()
    pair: LabelledCells | None = None
    for cells in grid.rows.values():
        for cell in cells:
            kind = labels[cell] or _unlabelled(grid, cells, cell, names_problem)
            if kind:
                yield from [pair] if pair else []
                pair = LabelledCells(kind, cell, [cell] if kind == TITLE else [])
            elif pair:
                pair.texts.append(cell)
    yield from [pair] if pair else []


def _unlabelled(grid: CellGrid, cells: Sequence[Cell], cell: Cell, names_problem: bool) -> str:
    """Return what a cell is that is no known label: a problem across the table, another label.

    An unknown label stands first in its row with its text behind it.
    """
    if len(cells) == 1 and cell.column_span >= grid.width:
        hit = alphabet("line").match(grid.words(cell))
        is_marked = hit is not None and hit.terminal in KNOWN_MARKS
        return TITLE if is_marked or not names_problem else ""
    return UNKNOWN if cell.column == 1 and len(cells) > 1 and grid.words(cell) else ""


def _cards(pairs: Sequence[LabelledCells]) -> Iterator[Card]:
    """Yield the items; what stands above the first problem belongs to it."""
    card = Card()
    for pair in pairs:
        begins = pair.kind in (PROBLEM, TITLE, NUMBER) and bool(card.problem)
        if begins:
            yield card
            card = Card()
        if pair.kind == NUMBER:
            card.number = next(iter(pair.texts), None)
        elif pair.kind in (PROBLEM, TITLE):
            card.problem = pair
        else:
            card.labelled.append(pair)
    yield card


def _card(grid: CellGrid, card: Card) -> Iterator[Segment]:
    """Yield the heading of an item and its parts, each behind its label."""
    texts = grid.texts(card.problem.texts) if card.problem else []
    if card.problem and texts:
        label = card.number or (card.problem.label if card.problem.kind == PROBLEM else None)
        yield from problem(grid, texts, _number(grid, label))
    for pair in card.labelled:
        yield from _part(grid, pair)


def _number(grid: CellGrid, cell: Cell | None) -> LogicalLine | None:
    """Return the number of an item: of a cell of its own, or of the label 问题1."""
    line = next(iter(grid.lines(cell)), None) if cell else None
    return line if line and NUMERAL.search(line.view) else None


def _part(grid: CellGrid, pair: LabelledCells) -> Iterator[Segment]:
    """Yield a label and its texts; one that nobody knows is judged by what it holds."""
    texts = grid.texts(pair.texts)
    labels = grid.texts([pair.label])
    if not texts or not labels:
        return
    kind = pair.kind if is_label(pair.kind) else _judged(pair.kind, texts)
    yield labels[0].as_(kind)
    yield from texts


def _judged(kind: str, texts: Sequence[Segment]) -> str:
    return STATUS if kind != AREA and find_status(texts[0].words) else FIELD
