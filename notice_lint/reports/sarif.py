"""SARIF 2.1.0, the OASIS format for results of static analysis.

A line number means something only in a file of text. In a Word file or PDF a result is at line 1,
since GitHub takes none without a line, and the message of its location names the paragraph or page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from notice_lint.about import __version__
from notice_lint.document.source import Location
from notice_lint.reports.exchange import LINED, numbered, uri
from notice_lint.reports.json import dump
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
from notice_lint.reports.sarifrules import LEVELS, rule_values

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "noticeLint/v1"

_DIRECTIVE = re.compile(r"notice-lint\s*[:：]")
_LANGUAGES = {"zh": "zh-CN", "en": "en"}


def render(report: Report) -> str:
    """Return a report as a SARIF log of one run; what was suppressed is always in it."""
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]})


def _run(report: Report) -> dict[str, Any]:
    rules = rule_values(report)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    files = [_SarifFile(file, number, index) for number, file in enumerate(report.files)]
    driver = {
        "name": "notice-lint",
        "version": __version__,
        "semanticVersion": __version__,
        "language": _LANGUAGES[report.lang],
        "rules": rules,
    }
    return {
        "tool": {"driver": driver},
        "language": _LANGUAGES[report.lang],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\r", "\n"],
        "invocations": [_invocation(report, files)],
        "artifacts": [file.artifact() for file in files],
        "results": [result for file in files for result in file.results()],
        "properties": {"profile": report.profile},
    }


def _invocation(report: Report, files: list[_SarifFile]) -> dict[str, Any]:
    failed = bool(report.failures) or any(file.crashed for file in report.files)
    notes = [_failure(one) for one in report.failures]
    notes += [note for file in files for note in file.notifications()]
    return {"executionSuccessful": not failed, "toolExecutionNotifications": notes}


def _failure(one: Failure) -> dict[str, Any]:
    note: dict[str, Any] = {"level": "error", "message": {"text": one.message or one.path}}
    if one.path:
        note["locations"] = [{"physicalLocation": {"artifactLocation": _artifact(one.path)}}]
    return note


def _artifact(path: str) -> dict[str, Any]:
    address = uri(path)
    rooted = address.startswith("file:")
    return {"uri": address} if rooted else {"uri": address, "uriBaseId": "%SRCROOT%"}


class _SarifFile(Struct, frozen=True):
    """Writes what is about one file."""

    file: FileRecord
    number: int
    """Its place among the artifacts."""
    rules: dict[str, int]
    """Places of the rules, by code."""

    def artifact(self) -> dict[str, Any]:
        return {
            "location": _artifact(self.file.path),
            "roles": ["analysisTarget"],
            "hashes": {"sha-256": self.file.sha256},
        }

    def at(self) -> dict[str, Any]:
        return {**_artifact(self.file.path), "index": self.number}

    def notifications(self) -> Iterator[dict[str, Any]]:
        """Yield which rules crashed, and which could not be applied to what is damaged."""
        levels = {"crashed": "error", "not_evaluated": "note"}
        for one in self.file.rules:
            if one.state in levels:
                yield self.notification(one, levels[one.state])

    def notification(self, one: Outcome, level: str) -> dict[str, Any]:
        return {
            "level": level,
            "message": {"text": one.reason or one.state},
            "associatedRule": {"id": one.code, "index": self.rules[one.code]},
            "locations": [{"physicalLocation": {"artifactLocation": self.at()}}],
        }

    def results(self) -> Iterator[dict[str, Any]]:
        """Yield all violations in order of place.

        Equal fingerprints are numbered over suppressed ones too, so that a decision on one does
        not rename the others.
        """
        found: list[tuple[Found, Decided | None]] = [(one, None) for one in self.file.violations]
        found += [(one.found, one) for one in self.file.suppressed]
        found.sort(key=lambda pair: _order(pair[0]))
        names = numbered(one.fingerprint for one, _ in found)
        for (one, decided), name in zip(found, names, strict=True):
            result = {**self.result(one), "partialFingerprints": {FINGERPRINT: name}}
            if decided:
                result["suppressions"] = [_suppression(decided)]
            yield result

    def result(self, one: Found) -> dict[str, Any]:
        made = {
            "ruleId": one.code,
            "ruleIndex": self.rules[one.code],
            "level": LEVELS[one.severity],
            "message": {"text": one.message or one.title or one.code},
            "locations": [self.location(one)],
            "relatedLocations": [
                self.related(other, number) for number, other in enumerate(one.related, 1)
            ],
            "fixes": [self.fix(fix) for fix in self.fixes(one)],
            "properties": {"force": one.force, "basis": one.basis},
        }
        return {name: value for name, value in made.items() if value != []}

    def location(self, one: Found) -> dict[str, Any]:
        region = {**self.region(one.location), "snippet": {"text": one.quote}}
        made: dict[str, Any] = {"physicalLocation": self.physical(region)}
        if one.outline:
            made["logicalLocations"] = [{"fullyQualifiedName": one.outline}]
        return self.named(made, one.place, one.location)

    def related(self, other: Other, number: int) -> dict[str, Any]:
        region = self.region(other.location)
        made = {"id": number, "physicalLocation": self.physical(region)}
        if self.lined or not other.place:
            return {**made, "message": {"text": other.label or other.place}}
        return self.named(made, f"{other.label} {other.place}".strip(), other.location)

    @property
    def lined(self) -> bool:
        return self.file.kind in LINED

    def named(self, made: dict[str, Any], place: str, at: Location) -> dict[str, Any]:
        """Add the name of a place in a file that has no lines."""
        if self.lined:
            return made
        numbers = {"paragraph": at.paragraph, "page": at.page}
        known = {name: number for name, number in numbers.items() if number is not None}
        return {**made, "message": {"text": place}, **({"properties": known} if known else {})}

    def physical(self, region: dict[str, Any]) -> dict[str, Any]:
        return {"artifactLocation": self.at(), "region": region}

    def region(self, at: Location) -> dict[str, Any]:
        if not self.lined:
            return {"startLine": 1}
        return {
            "startLine": at.line,
            "startColumn": at.column,
            "endLine": at.end_line,
            "endColumn": at.end_column,
        }

    def fixes(self, one: Found) -> list[Repair]:
        """Return the fixes that a program may apply to the bytes of the file."""
        if not self.lined:
            return []
        return [fix for fix in one.fixes if fix.safety != "display" and fix.edits]

    def fix(self, one: Repair) -> dict[str, Any]:
        replacements = [
            {
                "deletedRegion": self.region(edit.location),
                "insertedContent": {"text": edit.text},
            }
            for edit in one.edits
        ]
        return {
            "description": {"text": one.title},
            "artifactChanges": [{"artifactLocation": self.at(), "replacements": replacements}],
            "properties": {"safety": one.safety},
        }


def _order(one: Found) -> tuple[int, int, int, str]:
    at = one.location
    return at.page or 0, at.line, at.column, one.code


def _suppression(one: Decided) -> dict[str, Any]:
    made: dict[str, Any] = {
        "kind": "inSource" if _DIRECTIVE.match(one.by) else "external",
        "status": "accepted",
        "justification": one.reason,
        "properties": {"by": one.by},
    }
    if one.until:
        made["properties"]["until"] = one.until
    return made
