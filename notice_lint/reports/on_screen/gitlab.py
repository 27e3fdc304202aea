"""GitLab code quality: the report that a merge request shows (artifacts:reports:codequality)."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from notice_lint.document.violation import Severity
from notice_lint.reports.exchange import LINED, from_root, message_of, numbered
from notice_lint.reports.format import WholeFormat
from notice_lint.reports.json_text import dump
from notice_lint.reports.model.report import Failure, FileReport, Report

_SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report) -> str:
    """Return a report as a list of issues; a file that cannot be read is one that blocks."""
    issues = [issue for file in report.files for issue in _issues(file, report)]
    return dump(issues + [_failure(failure) for failure in report.failures])


def _issues(file: FileReport, report: Report) -> Iterator[dict[str, Any]]:
    path = from_root(file.path)
    names = numbered(violation.fingerprint for violation in file.violations)
    for violation, name in zip(file.violations, names, strict=True):
        at = violation.location
        first, last = (at.line, at.end_line) if file.kind in LINED else (1, 1)
        yield {
            "description": message_of(violation, file, report.lang),
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


FORMAT = WholeFormat(render=render, usual_path="gl-code-quality-report.json")
