"""Columns of a table that are filled for most items and empty for a few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import compress, pairwise
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from notice_lint.document.notice import Notice, ProblemItem
from notice_lint.document.source import Cell, Table
from notice_lint.text.spans import Span

LONGEST_HEAD = 16
"""Code points of the longest head of a column; more is a text that reaches over it."""


class ItemRows(NamedTuple):
    """An item of a table with the rows that it takes up."""

    item: ProblemItem
    rows: range


class SparseColumn(Struct, frozen=True):
    """A column that most items fill, with those that do and those that do not."""

    head: str
    """What stands above it; empty where nothing short does."""
    example: Span
    """A cell of it that holds something."""
    having: Sequence[ProblemItem]
    lacking: Sequence[ProblemItem]
    kind: str
    """The part of an item that it holds; empty where it holds none."""

    @property
    def is_part(self) -> bool:
        """Whether it has a head and holds a part of the items: no number, no area."""
        return bool(self.head and self.kind)


def sparse_columns(notice: Notice, least: int) -> Iterator[SparseColumn]:
    """Yield the columns of tables with at least so many items that some of these leave empty."""
    for number, table in enumerate(notice.source.tables, 1):
        items = [item for item in notice.all_items if item.row and item.row[0] == number]
        if len(items) >= least:
            yield from _columns(notice, table, list(_with_rows(items)))


def _with_rows(items: Sequence[ProblemItem]) -> Iterator[ItemRows]:
    """Yield items with their rows; what stands below the last one may be a note."""
    starts = [item.row[1] for item in items if item.row]
    ends = [after for _, after in pairwise(starts)] + [starts[-1] + 1]
    for item, start, end in zip(items, starts, ends, strict=True):
        yield ItemRows(item, range(start, max(end, start + 1)))


def _columns(notice: Notice, table: Table, items: Sequence[ItemRows]) -> Iterator[SparseColumn]:
    words = notice.source.text
    filled = [cell for cell in table.cells if cell.span.of(words).strip()]
    for number in sorted({cell.column for cell in table.cells}):
        cells = [cell for cell in filled if _covers(cell, number)]
        column = _column(cells, items)
        if column and column.lacking:
            yield replace(column, head=_head(cells, items[0].rows.start, words))


def _column(cells: Sequence[Cell], items: Sequence[ItemRows]) -> SparseColumn | None:
    """Return what the cells of a column say of items; None where it is empty for all."""
    first = [next((cell for cell in cells if _reaches(cell, place.rows)), None) for place in items]
    having = [place.item for place in compress(items, first)]
    lacking = [place.item for place, cell in zip(items, first, strict=True) if cell is None]
    example = next(filter(None, first), None)
    if example is None:
        return None
    return SparseColumn("", example.span, having, lacking, _kind(having, cells))


def _head(cells: Sequence[Cell], row: int, words: str) -> str:
    """Return what stands right above a row in a column; empty where that is no head."""
    above = [cell for cell in cells if cell.row + cell.row_span <= row]
    head = above[-1].span.of(words) if above else ""
    return head if len(head) <= LONGEST_HEAD else ""


def _covers(cell: Cell, column: int) -> bool:
    return cell.column <= column < cell.column + cell.column_span


def _reaches(cell: Cell, rows: range) -> bool:
    return cell.row < rows.stop and cell.row + cell.row_span > rows.start


def _kind(having: Sequence[ProblemItem], cells: Sequence[Cell]) -> str:
    """Return the part of the items that a column holds; empty where it is none."""
    starts = {cell.span.start for cell in cells}
    kinds = Counter(
        part.kind
        for item in having
        for part in item.parts
        if starts & {part.span.start, *(body.start for body in part.body)}
    )
    return kinds.most_common(1)[0][0] if kinds else ""
