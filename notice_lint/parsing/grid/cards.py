"""A small table for each item: labels beside the texts, or above them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, field

from notice_lint.document.source import Cell
from notice_lint.parsing.grid.cells import CellGrid
from notice_lint.parsing.grid.columns import column_kind
from notice_lint.parsing.grid.headings import problem
from notice_lint.parsing.grid.kinds import AREA, FIELD, NUMBER, PROBLEM, STATUS
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
    labels = dict(_labels(grid))
    column = _label_column(labels)
    if column is None:
        return None
    pairs = list(_pairs(grid, labels, column))
    divided = [segment for card in _cards(pairs) for segment in _card(grid, card)]
    return list(classify_labels(divided, grid.office.statuses))


def _labels(grid: CellGrid) -> Iterator[tuple[Cell, str]]:
    """Yield all cells, each with what it is the label of.

    A text beside a label may end as one does, 更新没有责任人, in a column that holds few labels.
    """
    kinds = {cell: column_kind(grid, cell) for cell in grid.table.cells}
    rare = _rarely_named(grid, kinds)
    for cells in grid.rows.values():
        yield cells[0], kinds[cells[0]]
        for beside, cell in pairwise(cells):
            yield cell, "" if kinds[beside] and cell.column in rare else kinds[cell]


def _rarely_named(grid: CellGrid, kinds: Mapping[Cell, str]) -> set[int]:
    """Return the columns in which less than half of the cells look like labels."""
    filled = Counter(cell.column for cell in kinds if grid.words(cell))
    named = Counter(cell.column for cell in kinds if kinds[cell])
    return {column for column in filled if named[column] * 2 < filled[column]}


def _label_column(labels: Mapping[Cell, str]) -> int | None:
    """Return the column that labels go down: the first, or the one behind the numbers of items."""
    counts = Counter(
        cell.column for cell, kind in labels.items() if kind == PROBLEM or is_label(kind)
    )
    if counts[1] >= LEAST:
        return 1
    goes_down = counts[2] >= LEAST and any(
        cell.column == 1 and cell.row_span >= LEAST for cell in labels
    )
    return 2 if goes_down else None


def _pairs(grid: CellGrid, labels: Mapping[Cell, str], column: int) -> Iterator[LabelledCells]:
    """Yield labels with their texts; what no label stands beside goes on with the text before."""
    pair: LabelledCells | None = None
    for cell, kind in _kinds(grid, labels, column):
        if kind:
            yield from [pair] if pair else []
            holds = kind == TITLE or cell.column < column
            pair = LabelledCells(kind, cell, [cell] if holds else [])
        elif pair:
            pair.texts.append(cell)
    yield from [pair] if pair else []


def _kinds(grid: CellGrid, labels: Mapping[Cell, str], column: int) -> Iterator[tuple[Cell, str]]:
    """Yield all cells, each with what it begins; before the labels stand the numbers of items."""
    names_problem = PROBLEM in labels.values()
    for cells in grid.rows.values():
        for cell in cells:
            is_before = cell.column < column and not labels[cell]
            kind = labels[cell] or _unlabelled(grid, cells, cell, names_problem)
            yield cell, NUMBER if is_before else kind


def _unlabelled(grid: CellGrid, cells: Sequence[Cell], cell: Cell, names_problem: bool) -> str:
    """Return what a cell is that is no known label: a problem across the table, another label.

    An unknown label stands first in its row with its text behind it.
    """
    if len(cells) == 1 and cell.column_span >= grid.width:
        hit = alphabet("line").match(grid.words(cell))
        is_marked = hit is not None and hit.terminal in KNOWN_MARKS
        return TITLE if is_marked or not names_problem else ""
    may_head = cell.column == 1 and len(cells) > 1 and grid.words(cell)
    return _by_its_text(grid.words(cells[1])) if may_head else ""


def _by_its_text(words: str) -> str:
    """Return what an unknown label heads: a problem where its text says so, 问题一：…."""
    hit = alphabet("line").match(words)
    return PROBLEM if hit is not None and hit.terminal == "NAMED_MARK" else UNKNOWN


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
