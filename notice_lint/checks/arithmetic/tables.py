"""Rows of a table that sum up the rows above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from notice_lint.checks.contract import PASSED, Check, Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.source import Cell, Table
from notice_lint.document.violation import Finding, Related
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording

_FIGURE = re.compile(r"(?P<number>\d{1,15}(?:\.\d{1,4})?) *[个项条件人次户万元亿]{0,3}")
_EMPTY = frozenset(("", "-", "—", "－", "/", "无"))
LEAST = 2
"""Figures above that make a sum."""


class TableTotal(Struct, frozen=True):
    """Options of table-total."""

    total: Pattern
    """What the first cell of a row says that sums up the rows above."""
    part: Pattern
    """The same of a row that sums up those since the last of its kind, and counts in no total."""
    unsummed: Pattern
    """Heads of columns that nobody adds up: numbers of rows, shares, years."""


class TableColumn(Struct, frozen=True):
    """The figures that a row sums up, and its own."""

    sum: Cell
    above: tuple[Cell, ...]


def table_total(notice: Notice, options: TableTotal) -> Iterator[Verdict]:
    """Report a sum in a table that is not that of the figures above it in its column."""
    view = notice.source.view
    for table in notice.source.tables:
        for column in _columns(table, view, options):
            added = sum((_figure(view, cell) for cell in column.above), Decimal(0))
            given = column.sum.span.of(notice.source.text)
            if added == _figure(view, column.sum):
                yield PASSED
                continue
            related = tuple(Related(cell.span, _PART) for cell in column.above)
            yield Finding(column.sum.span, {"given": given, "added": str(added)}, related)


def _columns(table: Table, view: str, options: TableTotal) -> Iterator[TableColumn]:
    """Yield the columns of each row that sums up, in which nothing but figures stands above."""
    summed: list[Sequence[Cell]] = []
    since_part: list[Sequence[Cell]] = []
    for cells in _rows(table):
        head = _head(view, cells)
        if options.part.search(head):
            yield from _of_row(cells, since_part, view, options)
            since_part = []
        elif options.total.search(head):
            yield from _of_row(cells, summed, view, options)
        else:
            summed.append(cells)
            since_part.append(cells)


def _head(view: str, cells: Sequence[Cell]) -> str:
    """Return the first words of a row."""
    return next(filter(None, (_words(view, cell) for cell in cells)), "")


def _of_row(
    sums: Sequence[Cell], rows: Sequence[Sequence[Cell]], view: str, options: TableTotal
) -> Iterator[TableColumn]:
    figures = (cell for cell in sums if _is_figure(view, cell))
    for cell in figures:
        column = [other for row in rows for other in row if other.column == cell.column]
        above = _above(column, view, options)
        if _are_figures(view, above):
            yield TableColumn(cell, tuple(above))


def _above(column: Sequence[Cell], view: str, options: TableTotal) -> Sequence[Cell]:
    """Return the cells of a column that hold something below its head; none where nobody adds."""
    body = _below_head(column, view)
    heads = "".join(_words(view, cell) for cell in column[: len(column) - len(body)])
    if options.unsummed.search(heads):
        return ()
    return [cell for cell in body if _words(view, cell) not in _EMPTY]


def _are_figures(view: str, cells: Sequence[Cell]) -> bool:
    return len(cells) >= LEAST and all(_is_figure(view, cell) for cell in cells)


def _below_head(column: Sequence[Cell], view: str) -> Sequence[Cell]:
    """Return the cells of a column from the first figure or empty cell on."""
    places = (
        place
        for place, cell in enumerate(column)
        if _is_figure(view, cell) or _words(view, cell) in _EMPTY
    )
    return column[next(places, len(column)) :]


def _rows(table: Table) -> Iterator[list[Cell]]:
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    return (rows[row] for row in sorted(rows))


def _words(view: str, cell: Cell) -> str:
    return "".join(cell.span.of(view).split())


def _is_figure(view: str, cell: Cell) -> bool:
    is_single = cell.column_span == cell.row_span == 1
    return is_single and _FIGURE.fullmatch(_words(view, cell)) is not None


def _figure(view: str, cell: Cell) -> Decimal:
    figure = _FIGURE.fullmatch(_words(view, cell))
    return Decimal(figure["number"]) if figure else Decimal(0)


_PART = Wording("分项", "a part")

CHECKS = (Check("table-total", table_total, TableTotal, ("given", "added")),)
