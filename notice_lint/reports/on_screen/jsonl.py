"""JSON Lines: for each file one object, as it stands in `files` of `notice-lint/report/1`."""

from __future__ import annotations

from notice_lint.reports.format import StreamFormat, StreamWriter, TextOptions
from notice_lint.reports.json_text import ONE_LINE, dump
from notice_lint.reports.model.report import Failure, FileReport, Report
from notice_lint.reports.model.stored import StoredFailure, stored_file


class JsonLines(StreamWriter):
    """Writes one line for each file."""

    def __init__(self, report: Report, _: TextOptions) -> None:
        """Take what the lines are about; its files come one by one."""
        self.suppressed = report.suppressed

    def file(self, file: FileReport) -> str:
        """Return the line of one file."""
        return dump(stored_file(file, suppressed=self.suppressed), ONE_LINE)

    def failure(self, failure: Failure) -> str:
        """Return the line of a file that could not be checked."""
        return dump(StoredFailure(failure.path, failure.message), ONE_LINE)


FORMAT = StreamFormat(open=JsonLines, usual_path="notice-lint.jsonl")
