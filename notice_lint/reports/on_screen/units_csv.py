"""Offices against rules as CSV, all rules in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from notice_lint.document.terms import SEVERITIES
from notice_lint.reports.cells import safe_cell
from notice_lint.reports.format import WholeFormat
from notice_lint.reports.model.report import Report
from notice_lint.reports.units_table import FILES, UNIT, unit_rows
from notice_lint.text.wording import Lang


def render(report: Report) -> str:
    """Return the whole table as CSV, with the mark by which Excel knows UTF-8."""
    listed, total = unit_rows(report)
    codes = sorted(total.codes)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_head(codes, report.lang))
    for row in (*listed, total):
        counts = [row.severities[name] for name in SEVERITIES]
        cells = [safe_cell(row.name), row.files, *counts, *(row.codes[code] for code in codes)]
        writer.writerow(cells)
    return "\ufeff" + out.getvalue()


def _head(codes: Sequence[str], lang: Lang) -> Iterator[str]:
    for heading in (UNIT, FILES, *SEVERITIES.values()):
        yield heading.in_(lang)
    yield from codes


FORMAT = WholeFormat(render=render, is_bare=True, usual_path="notice-lint.units.csv")
