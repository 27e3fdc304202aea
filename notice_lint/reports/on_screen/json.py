"""A whole report for programs: `notice-lint/report/1`, published in schemas/report-1.json."""

from __future__ import annotations

from notice_lint.reports.format import WholeFormat
from notice_lint.reports.json_text import dump
from notice_lint.reports.model.report import Report
from notice_lint.reports.model.stored import stored_report


def render(report: Report) -> str:
    """Return a report as JSON text, on request with what was suppressed."""
    return dump(stored_report(report))


FORMAT = WholeFormat(render=render, usual_path="notice-lint.json")
