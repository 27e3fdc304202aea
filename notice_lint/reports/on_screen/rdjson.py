"""rdjson, the diagnostic format of reviewdog (its DiagnosticResult).

Columns there count bytes of UTF-8, so the text of the document is needed; where it is not at hand,
a range names its lines only. Word files and PDF have no lines, so the message names the place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from notice_lint.document.source import LINE_BREAK, Location
from notice_lint.document.violation import Severity
from notice_lint.reports.exchange import LINED, from_root, message_of
from notice_lint.reports.format import StreamFormat, StreamWriter, TextOptions
from notice_lint.reports.json_text import ONE_LINE, dump
from notice_lint.reports.model.report import Failure, FileReport, Report, ReportedFix
from notice_lint.reports.tally import Tally

_SEVERITIES: dict[Severity, str] = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


class Diagnostics(StreamWriter):
    """Writes one JSON object, its diagnostics file by file."""

    separator = ",\n"

    def __init__(self, report: Report, _: TextOptions) -> None:
        """Take what the diagnostics are about; their files come one by one."""
        self._lang = report.lang

    def begin(self) -> str:
        """Return the beginning of the object."""
        return '{"source": {"name": "notice-lint"}, "diagnostics": [\n'

    def file(self, file: FileReport) -> str:
        """Return the diagnostics of one file."""
        return self.separator.join(map(_line, self._values(file)))

    def failure(self, failure: Failure) -> str:
        """Return the diagnostic of a file that could not be checked."""
        location = {"path": from_root(failure.path)}
        value = {"message": failure.message, "location": location, "severity": "ERROR"}
        return _line(value)

    def end(self, tally: Tally) -> str:
        """Return the end of the object."""
        is_empty = not tally.severities.total() and not tally.failures
        return "]}\n" if is_empty else "\n]}\n"

    def _values(self, file: FileReport) -> Iterator[dict[str, Any]]:
        path, text = from_root(file.path), file.document.text if file.document else None
        lines = dict(enumerate(LINE_BREAK.split(text), 1)) if text is not None else {}
        for violation in file.violations:
            message = message_of(violation, file, self._lang)
            place = file.place(violation.location, self._lang)
            named = f"{file.path}:{place}: {violation.severity} {violation.code}"
            location: dict[str, Any] = {"path": path}
            value: dict[str, Any] = {
                "message": message,
                "location": location,
                "severity": _SEVERITIES[violation.severity],
                "code": {"value": violation.code},
                "original_output": f"{named} {message}",
            }
            if file.kind in LINED:
                location["range"] = _range(violation.location, lines)
                fixes = [
                    suggestion for fix in violation.fixes for suggestion in _suggestions(fix, lines)
                ]
                value.update({"suggestions": fixes} if fixes else {})
            yield value


def _line(value: Mapping[str, Any]) -> str:
    return dump(value, ONE_LINE).removesuffix("\n")


def _suggestions(fix: ReportedFix, lines: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    """Yield a fix of one edit; one of several is no suggestion, as each would be taken alone."""
    if fix.safety != "display" and len(fix.edits) == 1:
        (edit,) = fix.edits
        range_ = _range(edit.place, lines)
        if "column" in range_["start"]:
            yield {"range": range_, "text": edit.text}


def _range(at: Location, lines: Mapping[int, str]) -> dict[str, dict[str, int]]:
    """Return a range, end exclusive; without columns where a line is not known."""
    start, end = {"line": at.line}, {"line": at.end_line}
    if at.line in lines and at.end_line in lines:
        start["column"] = _bytes(lines[at.line], at.column)
        end["column"] = _bytes(lines[at.end_line], at.end_column)
    return {"start": start, "end": end}


def _bytes(line: str, column: int) -> int:
    """Return the column in bytes of UTF-8, from 1."""
    return len(line[: column - 1].encode("utf-8", "surrogatepass")) + 1


FORMAT = StreamFormat(open=Diagnostics, shows_documents=True, usual_path="notice-lint.rdjson.json")
