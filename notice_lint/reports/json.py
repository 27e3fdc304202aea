"""Machine formats: `notice-lint/report/1`, published in schemas/report-1.json."""

from __future__ import annotations

import json
from collections.abc import Iterator

import msgspec

from notice_lint.reports.model.report import Failure, FileReport, Report
from notice_lint.reports.model.stored import StoredFailure, stored_file, stored_report
from notice_lint.reports.tally import Tally

INDENT = 2
ONE_LINE = 0
"""Indent of JSON on one line, with a blank behind each comma and colon."""


def render(report: Report) -> str:
    """Return a whole report as JSON text, on request with what was suppressed."""
    return dump(stored_report(report))


def dump(value: object) -> str:
    """Return JSON for people and programs alike: indented, Chinese as it is."""
    return _encoded(value, INDENT)


def _encoded(value: object, indent: int) -> str:
    try:
        return msgspec.json.format(msgspec.json.encode(value), indent=indent).decode() + "\n"
    except UnicodeEncodeError:  # a lone surrogate, as in a file name that is no UTF-8
        plain = msgspec.to_builtins(value)
        return json.dumps(plain, ensure_ascii=False, indent=indent or None) + "\n"


class Lines:
    """Writes JSON Lines: for each file one object, as it stands in `files` of a report."""

    def __init__(self, report: Report) -> None:
        """Take what the lines are about; its files come one by one."""
        self.suppressed = report.suppressed

    def add(self, entry: FileReport | Failure) -> Iterator[str]:
        """Yield the line of one file."""
        if isinstance(entry, Failure):
            yield _encoded(StoredFailure(entry.path, entry.message), ONE_LINE)
        else:
            yield _encoded(stored_file(entry, suppressed=self.suppressed), ONE_LINE)

    def end(self, _: Tally) -> Iterator[str]:
        """Yield nothing: each line stands for itself."""
        return iter(())
