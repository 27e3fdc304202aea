"""A whole report for programs: `notice-lint/report/1`, published in schemas/report-1.json."""

from __future__ import annotations

from notice_lint.reports.format import StreamFormat, StreamWriter, TextOptions
from notice_lint.reports.json_text import INDENT, dump, indented
from notice_lint.reports.model.report import Failure, FileReport, Report
from notice_lint.reports.model.stored import stored_file, stored_frame
from notice_lint.reports.tally import Tally

_FILES = '"files": []'


class JsonReport(StreamWriter):
    """Writes one JSON object, its files one by one."""

    separator = ","

    def __init__(self, report: Report, _: TextOptions) -> None:
        """Take what the report is about; its files come one by one."""
        self._report = report
        self._failures: list[Failure] = []

    def begin(self) -> str:
        """Return what stands before the files."""
        return self._frame(Tally())[0]

    def file(self, file: FileReport) -> str:
        """Return one file, on request with what was suppressed."""
        stored = stored_file(file, suppressed=self._report.suppressed)
        return "\n" + indented(dump(stored), 2 * INDENT)

    def failure(self, failure: Failure) -> str:
        """Keep a failure: those stand behind the files."""
        self._failures.append(failure)
        return ""

    def end(self, tally: Tally) -> str:
        """Return what stands behind the files."""
        return ("\n" + " " * INDENT if tally.files else "") + self._frame(tally)[1]

    def _frame(self, tally: Tally) -> tuple[str, str]:
        """Return a report without files, divided where they belong."""
        whole = dump(stored_frame(self._report.profile, tally, self._failures))
        head, _, tail = whole.partition(_FILES)
        return head + _FILES[:-1], _FILES[-1] + tail


FORMAT = StreamFormat(open=JsonReport, usual_path="notice-lint.json")
