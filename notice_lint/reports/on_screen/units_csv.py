"""Offices against rules as CSV, all rules in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from notice_lint.document.terms import SEVERITIES
from notice_lint.reports.cells import safe_cell
from notice_lint.reports.format import FileWords, Gathered, TextOptions, WholeFormat, WholeWriter
from notice_lint.reports.model.report import FileReport, Report
from notice_lint.reports.units_table import FILES, UNIT, UnitFacts, unit_rows
from notice_lint.text.wording import Lang


class UnitsCsv(WholeWriter[UnitFacts]):
    """Writes the whole table."""

    fact_type = UnitFacts

    def __init__(self, report: Report, _: TextOptions) -> None:
        """Take what the table is about; files come one by one."""
        self._lang = report.lang

    def part(self, file: FileReport) -> tuple[UnitFacts, str]:
        """Return what one file adds to its office."""
        return UnitFacts.of(file), ""

    def whole(self, run: Gathered[UnitFacts]) -> Iterator[str | bytes]:
        """Yield the table."""
        yield _table(run.parts, self._lang)


def _table(parts: Sequence[FileWords[UnitFacts]], lang: Lang) -> str:
    """Return the table as CSV, with the mark by which Excel knows UTF-8."""
    listed, total = unit_rows([part.facts for part in parts], lang)
    codes = sorted(total.codes)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_head(codes, lang))
    for row in (*listed, total):
        counts = [row.severities[name] for name in SEVERITIES]
        cells = [safe_cell(row.name), row.files, *counts, *(row.codes[code] for code in codes)]
        writer.writerow(cells)
    return "\ufeff" + out.getvalue()


def _head(codes: Sequence[str], lang: Lang) -> Iterator[str]:
    for heading in (UNIT, FILES, *SEVERITIES.values()):
        yield heading.in_(lang)
    yield from codes


FORMAT = WholeFormat(open=UnitsCsv, is_bare=True, usual_path="notice-lint.units.csv")
