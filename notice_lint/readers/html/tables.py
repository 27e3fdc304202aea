"""The tables of a page that hold data, not those that only set it, with the place of each cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from msgspec import Struct, field

from notice_lint.document.source import Cell
from notice_lint.document.tables import TableDraft
from notice_lint.readers.html.page import CELLS, PageElement, PageReader
from notice_lint.text.spans import Span

_RULED = re.compile(r"mso|border\s*:(?!\s*(?:none|0))|border-collapse|border-(?:top|left|bottom)")
_MOST_SPANNED = 1000
"""Columns that a cell may cover in HTML."""
_ARTICLE_SHARE = 0.6
_ARTICLE_LINES = 8
"""Share of the words of a table, and lines, from which on a cell holds a page, not a datum."""


class PageTable(Struct):
    """A table: its rows with the elements of their cells, and the table that a cell of it is in."""

    element: PageElement
    outer: PageTable | None = None
    rows: list[list[PageElement]] = field(default_factory=list)

    def begin_row(self) -> list[PageElement]:
        """Add a row and return it."""
        self.rows.append([])
        return self.rows[-1]

    @property
    def cells(self) -> list[PageElement]:
        """All its cells in order."""
        return [cell for row in self.rows for cell in row]


class _TablePart(Struct):
    """The table and the row that an element stands in."""

    table: PageTable | None = None
    row: list[PageElement] | None = None


def data_tables(page: PageReader) -> list[PageTable]:
    """Return the tables that hold data, the outer before the inner."""
    tables = list(_tables(page.elements))
    holders = {id(table.outer) for table in tables}
    sizes = [0, *accumulate(len(piece.text.strip()) for piece in page.pieces)]
    return [
        table
        for table in tables
        if max(map(len, table.rows), default=0) > 1
        and (_is_ruled(table) or not (id(table) in holders or _sets_page(page, table, sizes)))
    ]


def drafts_of(tables: Iterable[PageTable], spans: Mapping[int, Span]) -> list[TableDraft]:
    """Return the tables as they were written; `spans` says where, by the number of an element.

    A table that only sets the page is as if it were not there.
    """
    drafts: dict[int, TableDraft] = {}
    for table in tables:
        if table.element.opened in spans:
            outer = table.outer
            while outer and id(outer) not in drafts:
                outer = outer.outer
            cells = list(_placed_cells(table, spans))
            drafts[id(table)] = TableDraft(drafts[id(outer)] if outer else None, cells)
    return list(drafts.values())


def _tables(elements: Sequence[PageElement]) -> Iterator[PageTable]:
    """Yield all tables, the outer before the inner; a cell outside of a row has one of its own."""
    parts: dict[int, _TablePart] = {}
    for element in elements:
        part = parts.get(id(element.parent), _TablePart())
        if element.tag == "table":
            table = PageTable(element, part.table)
            part = _TablePart(table)
            yield table
        elif part.table and element.tag == "tr":
            part = _TablePart(part.table, part.table.begin_row())
        elif part.table and element.tag in CELLS:
            row = part.table.begin_row() if part.row is None else part.row
            row.append(element)
        parts[id(element)] = part


def _is_ruled(table: PageTable) -> bool:
    """Tell whether a table says that it holds data: borders are drawn, or columns are headed."""
    border = table.element.attributes.get("border", "0")
    styling = f"{table.element.names} {table.element.style}".lower()
    if table.element.attributes.get("role") in ("presentation", "none"):
        return False
    if border not in ("", "0") or _RULED.search(styling):
        return True
    return any(cell.tag == "th" or _RULED.search(cell.style) for cell in table.cells)


def _sets_page(page: PageReader, table: PageTable, sizes: Sequence[int]) -> bool:
    """Tell whether a table only sets a page: most of its words stand in one cell, as an article."""
    if table.element.attributes.get("role") in ("presentation", "none"):
        return True
    whole = sizes[table.element.last] - sizes[table.element.first]
    for cell in table.cells:
        if sizes[cell.last] - sizes[cell.first] > _ARTICLE_SHARE * whole:
            pieces = page.pieces[cell.first : cell.last]
            return sum(piece.is_break for piece in pieces) >= _ARTICLE_LINES
    return False


def _span(cell: PageElement, name: str) -> int:
    digits = re.match(r"\s*(\d{1,5})", cell.attributes.get(name, ""))
    return int(digits[1]) if digits else 1


def _placed_cells(table: PageTable, spans: Mapping[int, Span]) -> Iterator[Cell]:
    """Yield the cells of a table with their places (HTML 4.9.12, forming a table)."""
    covered: dict[int, int] = {}
    """For each column the last row that a cell above covers."""
    for number, row in enumerate(table.rows, 1):
        column = 1
        for element in row:
            while covered.get(column, 0) >= number:
                column += 1
            rows, columns = _size(element, len(table.rows) - number + 1)
            if rows > 1:
                covered.update(dict.fromkeys(range(column, column + columns), number + rows - 1))
            span = spans[element.opened]
            yield Cell(span, number, column, rows, columns, _is_header(element))
            column += columns


def _size(element: PageElement, rows_left: int) -> tuple[int, int]:
    """Return how many rows and columns a cell covers; 0 rows are all that are left."""
    rows = _span(element, "rowspan") or rows_left
    columns = min(max(1, _span(element, "colspan")), _MOST_SPANNED)
    return min(rows, rows_left), columns


def _is_header(element: PageElement) -> bool:
    row = element.parent
    group = row.parent if row else None
    return element.tag == "th" or (group is not None and group.tag == "thead")
