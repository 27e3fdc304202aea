"""The tables of a Word file: merged cells, rows that head it (ECMA-376 part 1, 17.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from notice_lint.document.source import Cell
from notice_lint.document.tables import TableDraft
from notice_lint.docx.package import W, attribute, child_value
from notice_lint.text.numerals import small_number
from notice_lint.text.spans import Span

_MOST_SPANNED = 63
"""Columns of a table in Word."""


def rows_of(table: Any) -> Iterator[Any]:
    """Yield the rows of a table itself, not of those in it."""
    for row in table.iter(W + "tr"):
        if next(row.iterancestors(W + "tbl")) is table:
            yield row


def cells_of(row: Any) -> Iterator[Any]:
    """Yield the cells of a row itself."""
    for cell in row.iter(W + "tc"):
        if next(cell.iterancestors(W + "tr")) is row:
            yield cell


class TableReader(Struct):
    """Places the cells of a table while their words are read."""

    draft: TableDraft
    row: int = 0
    column: int = 1
    is_header: bool = False
    _above: dict[int, int] = field(default_factory=dict)
    """For each column the index of the cell in `draft` that begins there, in the last row."""
    _beside: dict[int, int] = field(default_factory=dict)
    """The same of the row that is being read."""

    def begin_row(self, row: Any) -> None:
        """Go to the next row; a grid may begin columns further on."""
        properties = row.find(W + "trPr")
        self.row += 1
        self.column = 1 + _whole(properties, "gridBefore", 0)
        self.is_header = _is_on(properties, "tblHeader")
        self._above, self._beside = self._beside, {}

    def add(self, cell: Any, span: Span) -> None:
        """Add a cell, or let the one that it is merged with cover its place too."""
        properties = cell.find(W + "tcPr")
        columns = min(max(1, _whole(properties, "gridSpan", 1)), _MOST_SPANNED)
        above = self._above.get(self.column)
        before = self._beside.get(self.column - 1)
        if _goes_on(properties, "vMerge") and above is not None:
            self._cover(above, rows=1)
            self._beside[self.column] = above
        elif _goes_on(properties, "hMerge") and before is not None:
            self._cover(before, columns=columns)
            self._beside[self.column] = before
        else:
            self._beside[self.column] = len(self.draft.cells)
            self.draft.cells.append(Cell(span, self.row, self.column, 1, columns, self.is_header))
        self.column += columns

    def _cover(self, index: int, rows: int = 0, columns: int = 0) -> None:
        cell = self.draft.cells[index]
        self.draft.cells[index] = replace(
            cell, row_span=cell.row_span + rows, column_span=cell.column_span + columns
        )


def _whole(properties: Any, name: str, default: int) -> int:
    stated = child_value(properties, name) if properties is not None else None
    return small_number(stated, default)


def _is_on(properties: Any, name: str) -> bool:
    element = properties.find(W + name) if properties is not None else None
    return element is not None and attribute(element, "val") not in ("0", "false", "off")


def _goes_on(properties: Any, name: str) -> bool:
    """Tell whether a cell goes on with the one above or before, not whether it begins a merge."""
    element = properties.find(W + name) if properties is not None else None
    return element is not None and attribute(element, "val") in (None, "continue")
