"""Machine formats: `notice-lint/report/1`, published in schemas/report-1.json."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from msgspec.structs import asdict

from notice_lint.about import __version__
from notice_lint.document.source import CellPlace, Location
from notice_lint.document.violation import SEVERITIES
from notice_lint.reports.model.record import (
    Decided,
    Failure,
    FileRecord,
    Found,
    Other,
    Outcome,
    Repair,
    Report,
)
from notice_lint.reports.tally import Tally

SCHEMA = "notice-lint/report/1"


def render(report: Report) -> str:
    """Return a whole report as JSON text, on request with what was suppressed."""
    told = {
        "schema": SCHEMA,
        "tool": {"name": "notice-lint", "version": __version__},
        "profile": report.profile,
        "files": [file_value(one, suppressed=report.suppressed) for one in report.files],
        "summary": summary_value(report),
    }
    if report.failures:
        told["failures"] = [asdict(one) for one in report.failures]
    return dump(told)


def summary_value(report: Report) -> dict[str, int]:
    """Return how many files there are, and how many violations of each severity."""
    found = [one for file in report.files for one in file.violations]
    counts = {f"{name}s": sum(one.severity == name for one in found) for name in SEVERITIES}
    return {"files": len(report.files), **counts}


def dump(value: object) -> str:
    """Return JSON for people and programs alike: indented, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


class Lines:
    """Writes JSON Lines: for each file one object, as it stands in `files` of a report."""

    def __init__(self, report: Report) -> None:
        """Take what the lines are about; its files come one by one."""
        self.suppressed = report.suppressed

    def add(self, one: FileRecord | Failure) -> Iterator[str]:
        """Yield the line of one file."""
        told = (
            {"path": one.path, "failure": one.message}
            if isinstance(one, Failure)
            else file_value(one, suppressed=self.suppressed)
        )
        yield json.dumps(told, ensure_ascii=False) + "\n"

    def end(self, _: Tally) -> Iterator[str]:
        """Yield nothing: each line stands for itself."""
        return iter(())


def file_value(file: FileRecord, *, suppressed: bool) -> dict[str, Any]:
    """Return a file as JSON shows it."""
    told = {
        "path": file.path,
        "sha256": file.sha256,
        "kind": file.kind,
        "violations": [_found(one) for one in file.violations],
        "suppressed": file.suppressed_count,
        "baselined": file.baselined,
        "rules": [_outcome(one) for one in file.rules],
    }
    if file.stale:
        told["stale"] = [asdict(one) for one in file.stale]
    if suppressed:
        told["suppressed_violations"] = [_decided(one) for one in file.suppressed]
    return told


def _decided(one: Decided) -> dict[str, Any]:
    return {
        "violation": _found(one.found),
        "by": one.by,
        "reason": one.reason,
        "until": one.until,
    }


def _outcome(one: Outcome) -> dict[str, Any]:
    told: dict[str, Any] = {"code": one.code, "state": one.state, "places": one.places}
    if one.reason:
        told["reason"] = one.reason
    return told


def _found(one: Found) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "title": one.title,
        "severity": one.severity,
        "force": one.force,
        "message": one.message,
        "params": dict(one.params),
        "basis": one.basis,
        "location": place(one.location),
        "outline": one.outline,
        "quote": one.quote,
        "related": [_other(related) for related in one.related],
        "fixes": [_repair(fix) for fix in one.fixes],
        "fingerprint": one.fingerprint,
    }


def _other(one: Other) -> dict[str, Any]:
    return {"location": place(one.location), "label": one.label}


def _repair(fix: Repair) -> dict[str, Any]:
    edits = [{"location": place(edit.location), "text": edit.text} for edit in fix.edits]
    return {"safety": fix.safety, "title": fix.title, "edits": edits}


def place(location: Location) -> dict[str, int | CellPlace]:
    """Return a location as JSON shows it."""
    return {name: value for name, value in asdict(location).items() if value is not None}
