"""GitLab code quality: the report that a merge request shows (artifacts:reports:codequality)."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from notice_lint.document.violation import Severity
from notice_lint.reports.exchange import LINED, from_root, numbered, told
from notice_lint.reports.json import dump
from notice_lint.reports.model.record import Failure, FileRecord, Report

_SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report) -> str:
    """Return a report as a list of issues; a file that cannot be read is one that blocks."""
    issues = [issue for file in report.files for issue in _issues(file, report)]
    return dump(issues + [_failure(one) for one in report.failures])


def _issues(file: FileRecord, report: Report) -> Iterator[dict[str, Any]]:
    path = from_root(file.path)
    names = numbered(one.fingerprint for one in file.violations)
    for one, name in zip(file.violations, names, strict=True):
        at = one.location
        first, last = (at.line, at.end_line) if file.kind in LINED else (1, 1)
        yield {
            "description": told(file, one, report.lang),
            "check_name": one.code,
            "fingerprint": _digest(path, name),
            "severity": _SEVERITIES[one.severity],
            "location": {"path": path, "lines": {"begin": first, "end": last}},
        }


def _failure(one: Failure) -> dict[str, Any]:
    path = from_root(one.path)
    return {
        "description": one.message,
        "check_name": "unreadable",
        "fingerprint": _digest(path, one.message),
        "severity": "blocker",
        "location": {"path": path, "lines": {"begin": 1}},
    }


def _digest(path: str, name: str) -> str:
    """Return a fingerprint that no other issue has: equal faults of two files are two."""
    return sha256(f"{path}\n{name}".encode("utf-8", "surrogatepass")).hexdigest()
