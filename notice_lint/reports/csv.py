"""A table for spreadsheets: a row for each violation, UTF-8 with the mark by which Excel knows it.

A cell that a spreadsheet would take for a formula is preceded by an apostrophe, and all cells are
quoted, as OWASP advises on CSV injection. A file that cannot be read has a row of its own, of the
severity `failure`. What was suppressed is no row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from notice_lint.reports.model.record import Failure, FileRecord, Found, Report
from notice_lint.reports.tally import Tally

COLUMNS = (
    "path", "place", "line", "column", "end_line", "end_column", "paragraph", "page", "severity",
    "code", "name", "title", "message", "outline", "quote", "basis", "force", "fingerprint",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters of a formula, full-width forms too: Excel in Chinese takes them alike."""


class Rows:
    """Writes CSV, file by file."""

    def __init__(self, _: Report) -> None:
        """Begin a table: its head goes before whatever comes first."""
        self._head = "\ufeff" + _row(dict(zip(COLUMNS, COLUMNS, strict=True)))

    def add(self, one: FileRecord | Failure) -> Iterator[str]:
        """Yield the rows of one file."""
        yield from self._begin()
        if isinstance(one, Failure):
            yield _row({"path": one.path, "severity": "failure", "message": one.message})
        else:
            yield from (_row(_values(one, found)) for found in one.violations)

    def end(self, _: Tally) -> Iterator[str]:
        """Yield the head, where there was no file."""
        yield from self._begin()

    def _begin(self) -> Iterator[str]:
        head, self._head = self._head, ""
        if head:
            yield head


def _values(file: FileRecord, one: Found) -> dict[str, object]:
    at = one.location
    return {
        "path": file.path,
        "place": one.place,
        "line": at.line,
        "column": at.column,
        "end_line": at.end_line,
        "end_column": at.end_column,
        "paragraph": at.paragraph,
        "page": at.page,
        "severity": one.severity,
        "code": one.code,
        "name": one.name,
        "title": one.title,
        "message": one.message,
        "outline": one.outline,
        "quote": one.quote,
        "basis": one.basis,
        "force": one.force,
        "fingerprint": one.fingerprint,
    }


def _row(values: dict[str, object]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([safe_cell(values.get(name)) for name in COLUMNS])
    return out.getvalue()


def safe_cell(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value).replace("\0", "\N{REPLACEMENT CHARACTER}")
    return f"'{text}" if text.startswith(_FORMULA) else text
