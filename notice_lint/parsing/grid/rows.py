"""A table with one row an item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from notice_lint.document.source import Cell
from notice_lint.parsing.grid.cells import CellGrid
from notice_lint.parsing.grid.columns import Columns
from notice_lint.parsing.grid.headings import group, problem
from notice_lint.parsing.grid.kinds import AREA, CAUSE, NUMBER, PROBLEM, STATUS
from notice_lint.parsing.grid.parts import parts
from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.lines import KNOWN_MARKS, LogicalLine
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.text.expression import Expression

_HAN = Expression("[一-鿿]")

Held = dict[str, list[Cell]]
"""The cells of a row or of an item by what they hold."""


class BodyRow(NamedTuple):
    """The cells of a row that hold words, and those from above that reach down to it."""

    cells: list[Cell]
    held: Held
    reaching: Held


def row_segments(grid: CellGrid, columns: Columns) -> Iterator[Segment]:
    """Yield the items of a table, below the headings of their groups."""
    body = TableBody(grid, columns)
    item: Held = {}
    areas: dict[int, str] = {}
    for row in body.rows:
        heading = body.group_heading(row)
        if heading or body.begins_item(row):
            yield from body.item(item)
            item = {}
        if heading:
            yield heading
        elif not body.is_note(row):
            yield from body.areas(row, areas)
            _add(item, row, is_new=not item)
    yield from body.item(item)


def _add(item: Held, row: BodyRow, is_new: bool) -> None:
    """Add the cells of a row to an item; those from above go with the first of its rows."""
    for held in (row.reaching, row.held) if is_new else (row.held,):
        for kind, cells in held.items():
            if kind not in (PROBLEM, AREA) or held is row.held:
                item.setdefault(kind, []).extend(cells)


class TableBody(Struct, frozen=True, dict=True):
    """The rows below the header of a table."""

    grid: CellGrid
    columns: Columns

    @property
    def rows(self) -> Iterator[BodyRow]:
        """The rows in order; one that repeats the header on another page is none."""
        open_: dict[int, Cell] = {}
        for row, cells in self.grid.rows.items():
            is_repeated = tuple(map(self.grid.words, cells)) in self.columns.heads
            if row < self.columns.first or is_repeated:
                continue
            open_ = {at: cell for at, cell in open_.items() if cell.row + cell.row_span > row}
            filled = self.grid.filled(row)
            reaching = self.columns.held(list(open_.values()))
            yield BodyRow(filled, self.columns.held(filled), reaching)
            open_ |= {cell.column: cell for cell in filled if cell.row_span > 1}

    @cached_property
    def counts_in_digits(self) -> bool:
        """Whether most rows are numbered in digits: then 一 numbers a group of them."""
        words = [
            self.grid.words(cell)
            for cell in self.grid.table.cells
            if cell.row >= self.columns.first and self.columns.kind(cell) == NUMBER
        ]
        return sum(word[:1].isdigit() for word in words) * 2 > sum(map(bool, words))

    def is_note(self, row: BodyRow) -> bool:
        """Tell whether a row is no item: a sum, a note, who filled in the table."""
        return not row.cells or _is_note(self.grid.words(row.cells[0]))

    def begins_item(self, row: BodyRow) -> bool:
        """Tell whether a row has a problem of its own.

        One that a number from above goes for too must have a status or a cause of its own.
        """
        goes_on = bool(row.reaching.get(NUMBER)) and not self.numbers_areas
        is_own = not goes_on or bool({STATUS, CAUSE} & set(row.held))
        return PROBLEM in row.held and is_own and not self.is_note(row)

    @cached_property
    def numbers_areas(self) -> bool:
        """Whether the numbers are those of areas: one reaches over all rows of its area."""
        areas = {
            (cell.row, cell.row_span)
            for cell in self.grid.table.cells
            if self.columns.kind(cell) == AREA and cell.row_span > 1
        }
        return any(
            (cell.row, cell.row_span) in areas
            for cell in self.grid.table.cells
            if self.columns.kind(cell) == NUMBER
        )

    def group_heading(self, row: BodyRow) -> Segment | None:
        """Return the heading that a row is which holds but one text, with its number."""
        numbers = row.held.get(NUMBER, [])
        texts = [cell for cell in row.cells if cell not in numbers]
        if len(texts) > 1 or len(numbers) > 1 or self.is_note(row):
            return None
        cell, number = (texts[0], numbers) if texts else (numbers[0], [])
        if not self._heads_rows(cell, number):
            return None
        return group(self.grid, self.grid.lines(cell)[0], self._first_line(number))

    def _heads_rows(self, cell: Cell, number: Sequence[Cell]) -> bool:
        """Tell whether the only text of a row heads others: by its width, column or marker."""
        words = self.grid.words(cell)
        if "。" in words[:-1]:
            return False
        kind = self.columns.kind(cell)
        if cell.column_span * 2 > self.grid.width or kind == AREA:
            return True
        if kind == NUMBER:
            return _HAN.search(words) is not None
        if kind != PROBLEM:
            return False
        form = alphabet("heading_form").match(words)
        is_area = form is not None and form.terminal == "DIRECTION"
        return is_area or (self.counts_in_digits and self._is_marked(words, number))

    def _is_marked(self, words: str, number: Sequence[Cell]) -> bool:
        """Tell whether a text has a marker, or a number that is none of those of rows."""
        if number:
            return not any(map(str.isdigit, self.grid.words(number[0])))
        hit = alphabet("line").match(words)
        return hit is not None and hit.terminal in KNOWN_MARKS

    def _first_line(self, cells: Sequence[Cell]) -> LogicalLine | None:
        return self.grid.lines(cells[0])[0] if cells else None

    def areas(self, row: BodyRow, open_: dict[int, str]) -> Iterator[Segment]:
        """Yield the headings of the areas that begin in a row; `open_` are those by column."""
        for cell in row.held.get(AREA, ()):
            words = self.grid.words(cell)
            if open_.get(cell.column) == words:
                continue
            for column in [column for column in open_ if column >= cell.column]:
                del open_[column]
            open_[cell.column] = words
            numbers = row.held.get(NUMBER, []) if self.numbers_areas else []
            line = self.grid.lines(cell)[0]
            yield group(self.grid, line, self._first_line(numbers), cell.column)

    def item(self, held: Held) -> Iterator[Segment]:
        """Yield the heading and the parts of an item, in the order of the grammar.

        What goes on from another page has no heading here: it belongs to the last item there.
        """
        texts = self.grid.texts(held.get(PROBLEM, ()))
        numbers = [] if self.numbers_areas else held.get(NUMBER, [])
        if texts:
            yield from problem(self.grid, texts, self._first_line(numbers))
        yield from parts(self.grid, held)


def _is_note(words: str) -> bool:
    return alphabet("row_note").match(words) is not None
