"""Sheets as a Source, each a table: for ledgers only."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from notice_lint.datafiles.workbook import CellSheet, read_sheets
from notice_lint.document.source import Cell, Source, Table
from notice_lint.document.tables import table_of
from notice_lint.errors import InputError
from notice_lint.limits import LIMITS, Limits
from notice_lint.readers.encoding import decode
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

_PACKED = b"PK\x03\x04"
_PARTS = b"xl/workbook"
_OLE = b"\xd0\xcf\x11\xe0"
_SAMPLE = 4096
"""Characters of a list parted by commas that show by which mark it is parted."""
_EMPTY = Wording("表格是空的", "the sheet is empty")


def is_sheet(data: bytes, path: str) -> bool:
    """Tell whether a file is a workbook, or a list parted by commas or tabs."""
    if data.startswith(_PACKED):
        return _PARTS in data
    suffix = path.rpartition(".")[2].lower()
    return (
        suffix in ("csv", "tsv", "xls", "et") if data.startswith(_OLE) else suffix in ("csv", "tsv")
    )


def read_sheet(data: bytes, path: str, limits: Limits = LIMITS) -> Source:
    """Return what the sheets of a file hold; raises InputError, UsageError."""
    is_packed = data.startswith((_PACKED, _OLE))
    sheets = read_sheets(data, path, limits) if is_packed else [_listed(decode(data, path))]
    writer = _SheetWriter()
    for sheet in sheets:
        if sheet.is_shown:
            writer.add(sheet)
    if not writer.tables:
        raise InputError(path, _EMPTY)
    text = "".join(writer.text)
    digest = hashlib.sha256(data).hexdigest()
    tables, names = tuple(writer.tables), tuple(writer.names)
    return Source(path, "sheet", text, text, digest, tables=tables, sheets=names)


def _listed(text: str) -> CellSheet:
    """Return a list parted by commas, semicolons or tabs as a sheet without a name."""
    try:
        dialect: Any = csv.Sniffer().sniff(text[:_SAMPLE], ",;\t")
    except csv.Error:
        dialect = csv.excel
    return CellSheet("", list(csv.reader(text.splitlines(keepends=True), dialect)))


class _SheetWriter:
    """Writes sheets one below the other, a line a cell."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.tables: list[Table] = []
        self.names: list[str] = []
        self._length = 0

    def add(self, sheet: CellSheet) -> None:
        """Add a sheet that holds a table."""
        start = self._length, len(self.text)
        cells = list(self._cells(sheet))
        self._write("\n")
        table = table_of("".join(self.text), cells) if cells else None
        if table:
            self.tables.append(table)
            self.names.append(sheet.name)
        else:
            self._length = start[0]
            del self.text[start[1] :]

    def _write(self, words: str) -> Span:
        start = self._length
        self.text.append(words)
        self._length += len(words)
        return Span(start, self._length)

    def _cells(self, sheet: CellSheet) -> Iterator[Cell]:
        """Yield the cells but those that a merged one covers."""
        sizes = {
            first: (last[0] - first[0] + 1, last[1] - first[1] + 1) for first, last in sheet.merged
        }
        covered = {place for first, last in sheet.merged for place in _covered(first, last)}
        for row, values in enumerate(sheet.rows):
            for column, value in enumerate(values):
                if (row, column) in covered:
                    continue
                span = self._write(_words(value))
                self._write("\n")
                rows, columns = sizes.get((row, column), (1, 1))
                yield Cell(span, row + 1, column + 1, rows, columns)


def _covered(first: tuple[int, int], last: tuple[int, int]) -> Iterator[tuple[int, int]]:
    for row in range(first[0], last[0] + 1):
        for column in range(first[1], last[1] + 1):
            if (row, column) != first:
                yield row, column


def _words(value: Any) -> str:
    """Return the words of a cell; days as a person writes them, a box that is ticked as a tick."""
    if isinstance(value, bool):
        return "√" if value else ""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip() if value else ""
