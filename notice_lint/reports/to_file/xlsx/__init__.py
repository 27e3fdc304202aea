"""A workbook for the reviewer: what was found, the items, the summary; decisions are filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from msgspec import json

from notice_lint.reports.format import FileWords, Gathered, TextOptions, WholeFormat, WholeWriter
from notice_lint.reports.json_text import packed
from notice_lint.reports.model.report import FileReport, Report
from notice_lint.reports.to_file.xlsx import findings, items, matrix, summary
from notice_lint.reports.to_file.xlsx.findings import FindingRow
from notice_lint.reports.to_file.xlsx.items import ItemRow
from notice_lint.reports.to_file.xlsx.matrix import ComparedRow
from notice_lint.reports.to_file.xlsx.summary import FileFacts
from notice_lint.reports.to_file.xlsx.workbook import Book
from notice_lint.review.columns import MACHINE, MACHINE_COLUMNS, SCHEMA, finding_id
from notice_lint.text.wording import Lang
from notice_lint.unfinished import scratch_folder

Rows = tuple[tuple[FindingRow, ...], tuple[ItemRow, ...], tuple[ComparedRow, ...]]
"""What is found in one file, its items, and the problems of its papers."""
_DECODER = json.Decoder(Rows)


class Workbook(WholeWriter[FileFacts]):
    """Writes the sheets one after the other, their rows file by file."""

    fact_type = FileFacts

    def __init__(self, report: Report, _: TextOptions) -> None:
        """Take what the workbook is about; files come one by one."""
        self._report = report

    def part(self, file: FileReport) -> tuple[FileFacts, str]:
        """Return what the summary says of one file, and its rows on the other sheets."""
        lang = self._report.lang
        kinds = _rows(file, lang), items.rows(file, lang), matrix.rows(file, lang)
        rows = tuple(map(tuple, kinds))
        return FileFacts.of(file), packed(rows, foreign="\N{REPLACEMENT CHARACTER}")

    def whole(self, run: Gathered[FileFacts]) -> Iterator[str | bytes]:
        """Yield the workbook; raises UsageError where the extra is not installed."""
        lang = self._report.lang
        files = [part.facts for part in run.parts]
        with scratch_folder() as folder:
            book = Book(folder)
            findings.write(book, _of_kind(run, 0), lang)
            items.write(book, files, _of_kind(run, 1), lang)
            roles = matrix.roles_of(files)
            if roles:
                matrix.write(book, roles, _of_kind(run, 2), lang)
            summary.write(book, self._report, files, run.failures)
            _identities(book, _of_kind(run, 0), lang)
            yield from book.done()


def _of_kind(run: Gathered[FileFacts], kind: int) -> Iterator[Any]:
    """Yield the rows of one kind, the files after each other."""
    return (row for part in run.parts for row in _decoded(part)[kind])


def _decoded(part: FileWords[FileFacts]) -> Rows:
    rows: Rows = _DECODER.decode(part.text)
    return rows


def _rows(file: FileReport, lang: Lang) -> Iterator[FindingRow]:
    seen: Counter[str] = Counter()
    path = PurePath(file.path).as_posix()
    for violation in file.violations:
        fingerprint = violation.fingerprint
        seen[fingerprint] += 1
        id_ = finding_id(path, fingerprint, seen[fingerprint])
        yield findings.row_of(violation, file, id_, lang)


def _identities(book: Book, rows: Iterator[FindingRow], lang: Lang) -> None:
    """Write what the import needs, apart from what people sort, filter and add to."""
    sheet = book.sheet(MACHINE)
    sheet.line((SCHEMA, lang))
    sheet.line(MACHINE_COLUMNS)
    for row in rows:
        sheet.line(row.identity)
    sheet.xl.hide()


FORMAT = WholeFormat(
    open=Workbook,
    shows_documents=True,
    usual_path="notice-lint.xlsx",
    package="xlsxwriter",
    extra="sheet",
)
