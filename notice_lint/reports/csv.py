"""A table for spreadsheets: a row for each violation, UTF-8 with the mark by which Excel knows it.

A cell that a spreadsheet would take for a formula is preceded by an apostrophe, and all cells are
quoted, as OWASP advises on CSV injection. A file that cannot be read has a row of its own, of the
severity `failure`. What was suppressed is no row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from notice_lint.reports.model.report import Failure, FileReport, Report, ReportedViolation
from notice_lint.reports.tally import Tally
from notice_lint.text.wording import Lang

COLUMNS = (
    "path", "place", "line", "column", "end_line", "end_column", "paragraph", "page", "severity",
    "code", "name", "title", "message", "outline", "quote", "basis", "force", "fingerprint",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters of a formula, full-width forms too: Excel in Chinese takes them alike."""


class Rows:
    """Writes CSV, file by file."""

    def __init__(self, report: Report) -> None:
        """Begin a table: its head goes before whatever comes first."""
        self._lang = report.lang
        self._head = "\ufeff" + _row(dict(zip(COLUMNS, COLUMNS, strict=True)))

    def add(self, entry: FileReport | Failure) -> Iterator[str]:
        """Yield the rows of one file."""
        yield from self._begin()
        if isinstance(entry, Failure):
            yield _row({"path": entry.path, "severity": "failure", "message": entry.message})
        else:
            for violation in entry.violations:
                yield _row(_values(entry, violation, self._lang))

    def end(self, _: Tally) -> Iterator[str]:
        """Yield the head, where there was no file."""
        yield from self._begin()

    def _begin(self) -> Iterator[str]:
        head, self._head = self._head, ""
        if head:
            yield head


def _values(file: FileReport, violation: ReportedViolation, lang: Lang) -> dict[str, object]:
    at = violation.location
    return {
        "path": file.path,
        "place": file.place(at, lang),
        "line": at.line,
        "column": at.column,
        "end_line": at.end_line,
        "end_column": at.end_column,
        "paragraph": at.paragraph,
        "page": at.page,
        "severity": violation.severity,
        "code": violation.code,
        "name": violation.name,
        "title": violation.title,
        "message": violation.message,
        "outline": violation.outline,
        "quote": violation.quote,
        "basis": violation.basis,
        "force": violation.force,
        "fingerprint": violation.fingerprint,
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
