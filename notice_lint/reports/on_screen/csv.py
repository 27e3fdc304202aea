"""A table for spreadsheets: a row for each violation, UTF-8 with the mark by which Excel knows it.

A cell that a spreadsheet would take for a formula is preceded by an apostrophe, and all cells are
quoted, as OWASP advises on CSV injection. A file that cannot be read has a row of its own, of the
severity `failure`. What was suppressed is no row.
"""

from __future__ import annotations

import csv
import io

from notice_lint.reports.cells import safe_cell
from notice_lint.reports.format import StreamFormat, StreamWriter, TextOptions
from notice_lint.reports.model.report import Failure, FileReport, Report, ReportedViolation
from notice_lint.text.wording import Lang

COLUMNS = (
    "path", "place", "line", "column", "end_line", "end_column", "paragraph", "page", "severity",
    "code", "name", "title", "message", "outline", "quote", "basis", "force", "fingerprint",
)  # fmt: skip


class Rows(StreamWriter):
    """Writes CSV, file by file."""

    def __init__(self, report: Report, _: TextOptions) -> None:
        """Take what the table is about; its files come one by one."""
        self._lang = report.lang

    def begin(self) -> str:
        """Return the head of the table."""
        return "\ufeff" + _row(dict(zip(COLUMNS, COLUMNS, strict=True)))

    def file(self, file: FileReport) -> str:
        """Return the rows of one file."""
        return "".join(_row(_values(file, violation, self._lang)) for violation in file.violations)

    def failure(self, failure: Failure) -> str:
        """Return the row of a file that could not be checked."""
        return _row({"path": failure.path, "severity": "failure", "message": failure.message})


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


FORMAT = StreamFormat(open=Rows, is_bare=True, usual_path="notice-lint.csv")
