"""A workbook for the reviewer: what was found, the items, the summary; decisions are filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from notice_lint.reports.format import WholeFormat
from notice_lint.reports.model.report import Report
from notice_lint.reports.to_file.xlsx import findings, items, matrix, summary
from notice_lint.reports.to_file.xlsx.findings import FindingRow
from notice_lint.reports.to_file.xlsx.workbook import Book
from notice_lint.review.columns import MACHINE, MACHINE_COLUMNS, SCHEMA, finding_id
from notice_lint.text.wording import Lang


def render(report: Report) -> bytes:
    """Return a report as a workbook; raises UsageError where the extra is not installed."""
    book = Book()
    rows = list(_rows(report))
    findings.write(book, rows, report.lang)
    items.write(book, report)
    matrix.write(book, report)
    summary.write(book, report)
    _identities(book, rows, report.lang)
    return book.done()


def _rows(report: Report) -> Iterator[FindingRow]:
    for file in report.files:
        seen: Counter[str] = Counter()
        path = PurePath(file.path).as_posix()
        for violation in file.violations:
            fingerprint = violation.fingerprint
            seen[fingerprint] += 1
            id_ = finding_id(path, fingerprint, seen[fingerprint])
            place = file.place(violation.location, report.lang)
            decided = file.decision_about(violation)
            yield FindingRow(id_, path, file.sha256, place, violation, decided)


def _identities(book: Book, rows: Sequence[FindingRow], lang: Lang) -> None:
    """Write what the import needs, apart from what people sort, filter and add to."""
    sheet = book.sheet(MACHINE)
    for line in ((SCHEMA, lang), MACHINE_COLUMNS, *(row.identity for row in rows)):
        for column, value in enumerate(line):
            sheet.put(column, value)
        sheet.next()
    sheet.xl.hide()


FORMAT = WholeFormat(
    render=render,
    shows_documents=True,
    usual_path="notice-lint.xlsx",
    package="xlsxwriter",
    extra="sheet",
)
