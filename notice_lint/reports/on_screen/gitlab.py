"""GitLab code quality: the report that a merge request shows (artifacts:reports:codequality)."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from notice_lint.document.violation import Severity
from notice_lint.reports.exchange import LINED, from_root, message_of, numbered
from notice_lint.reports.format import StreamFormat, StreamWriter, TextOptions
from notice_lint.reports.json_text import INDENT, dump, indented
from notice_lint.reports.model.report import Failure, FileReport, Report
from notice_lint.reports.tally import Tally
from notice_lint.text.wording import Lang

_SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


class Issues(StreamWriter):
    """Writes a list of issues, file by file; a file that cannot be read is one that blocks."""

    separator = ","

    def __init__(self, report: Report, _: TextOptions) -> None:
        """Take what the issues are about; files come one by one."""
        self._lang = report.lang

    def begin(self) -> str:
        """Return the beginning of the list."""
        return "["

    def file(self, file: FileReport) -> str:
        """Return the issues of one file."""
        return self.separator.join(map(_entry, _issues(file, self._lang)))

    def failure(self, failure: Failure) -> str:
        """Return the issue of a file that could not be checked."""
        return _entry(_failure(failure))

    def end(self, tally: Tally) -> str:
        """Return the end of the list."""
        is_empty = not tally.severities.total() and not tally.failures
        return "]\n" if is_empty else "\n]\n"


def _entry(issue: dict[str, Any]) -> str:
    return "\n" + indented(dump(issue), INDENT)


def _issues(file: FileReport, lang: Lang) -> Iterator[dict[str, Any]]:
    path = from_root(file.path)
    names = numbered(violation.fingerprint for violation in file.violations)
    for violation, name in zip(file.violations, names, strict=True):
        at = violation.location
        first, last = (at.line, at.end_line) if file.kind in LINED else (1, 1)
        yield {
            "description": message_of(violation, file, lang),
            "check_name": violation.code,
            "fingerprint": _digest(path, name),
            "severity": _SEVERITIES[violation.severity],
            "location": {"path": path, "lines": {"begin": first, "end": last}},
        }


def _failure(failure: Failure) -> dict[str, Any]:
    path = from_root(failure.path)
    return {
        "description": failure.message,
        "check_name": "unreadable",
        "fingerprint": _digest(path, failure.message),
        "severity": "blocker",
        "location": {"path": path, "lines": {"begin": 1}},
    }


def _digest(path: str, name: str) -> str:
    """Return a fingerprint that no other issue has: equal faults of two files are two."""
    return sha256(f"{path}\n{name}".encode("utf-8", "surrogatepass")).hexdigest()


FORMAT = StreamFormat(open=Issues, usual_path="gl-code-quality-report.json")
