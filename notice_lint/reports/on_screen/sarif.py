"""SARIF 2.1.0, the OASIS format for results of static analysis.

A line number means something only in a file of text. In a Word file or PDF a result is at line 1,
since GitHub takes none without a line, and the message of its location names the paragraph or page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from msgspec import Struct

from notice_lint.about import SITE, __version__
from notice_lint.document.source import Location
from notice_lint.document.violation import Ran, Suppressed
from notice_lint.reports.exchange import LINED, numbered, uri
from notice_lint.reports.format import Gathered, TextOptions, WholeFormat, WholeWriter
from notice_lint.reports.json_text import INDENT, dump, indented
from notice_lint.reports.model.report import (
    Failure,
    FileReport,
    Report,
    ReportedFix,
    ReportedRelated,
    ReportedViolation,
    RuleInfo,
)
from notice_lint.reports.sarif_values import LEVELS, rule_values, rules_in, suppression_values
from notice_lint.text.wording import COLONS, Lang

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "noticeLint/v1"

_LANGUAGES = {"zh": "zh-CN", "en": "en"}


class SarifFacts(Struct, frozen=True):
    """What is to be known of one file before its part of the log is written."""

    crashed: bool
    rules: tuple[RuleInfo, ...]
    """Those that it was checked by and the report does not know."""


class SarifLog(WholeWriter[SarifFacts]):
    """Writes a log of one run; what was suppressed is always in it."""

    fact_type = SarifFacts

    def __init__(self, report: Report, _: TextOptions) -> None:
        """Take what the log is about; files come one by one."""
        self._report = report
        self._rules = {code: place for place, code in enumerate(sorted(report.rules))}

    def part(self, file: FileReport) -> tuple[SarifFacts, str]:
        """Return what the log says of one file, for each of its lists."""
        writer = _SarifFile(file, self._rules, self._report.lang)
        unknown = [rule for code, rule in rules_in(file).items() if code not in self._rules]
        lists = {
            NOTES: _entries(writer.notifications(), NOTES),
            ARTIFACTS: _entries([writer.artifact()], ARTIFACTS),
            RESULTS: _entries(writer.results(), RESULTS),
        }
        return SarifFacts(file.crashed, tuple(unknown)), BETWEEN.join(lists.values())

    def whole(self, run: Gathered[SarifFacts]) -> Iterator[str | bytes]:
        """Yield the log."""
        failures = _entries(map(_failure, run.failures), NOTES)
        left = dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [self._run(run)]})
        for place, name in enumerate(DEPTHS):
            head, _, left = left.partition(f'"{name}": []')
            yield f'{head}"{name}": ['
            yield from self._listed(run, place, failures if name == NOTES else "")
            left = f"]{left}"
        yield left

    def _listed(self, run: Gathered[SarifFacts], place: int, first: str) -> Iterator[str]:
        """Yield the entries of one list, of all files."""
        separator = ""
        texts = (part.text.split(BETWEEN)[place] for part in run.parts)
        for index, text in enumerate(chain([first], texts), -1):
            if text:
                # a string of JSON holds no quotation mark as it is, so that this is no string
                yield separator + text.replace(_PLACE, f'"index": {index}')
                separator = ","
        if separator:
            yield "\n" + " " * (list(DEPTHS.values())[place] - INDENT)

    def _run(self, run: Gathered[SarifFacts]) -> dict[str, Any]:
        """Return the run with empty lists."""
        lang = self._report.lang
        unknown = {rule.code: rule for part in run.parts for rule in part.facts.rules}
        driver = {
            "name": "notice-lint",
            "version": __version__,
            "semanticVersion": __version__,
            "informationUri": SITE,
            "language": _LANGUAGES[lang],
            "rules": rule_values((self._report.rules, unknown), lang),
        }
        failed = bool(run.failures) or any(part.facts.crashed for part in run.parts)
        return {
            "tool": {"driver": driver},
            "language": _LANGUAGES[lang],
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\r", "\n"],
            "invocations": [{"executionSuccessful": not failed, NOTES: []}],
            ARTIFACTS: [],
            RESULTS: [],
            "properties": {"profile": self._report.profile},
        }


NOTES, ARTIFACTS, RESULTS = "toolExecutionNotifications", "artifacts", "results"
DEPTHS = {NOTES: 6 * INDENT, ARTIFACTS: 4 * INDENT, RESULTS: 4 * INDENT}
"""The lists of a log that files add to, in their order, and how deep their entries stand."""
BETWEEN = "\0"
"""Stands between the lists of one file: no JSON holds it."""
_UNPLACED = -1
"""Index of an artifact before all files are known."""
_PLACE = f'"index": {_UNPLACED}'


def _entries(values: Iterable[dict[str, Any]], name: str) -> str:
    """Return entries of a list as they stand in the log."""
    return ",".join(f"\n{indented(dump(value), DEPTHS[name])}" for value in values)


def _failure(failure: Failure) -> dict[str, Any]:
    message = failure.message or failure.path
    note: dict[str, Any] = {"level": "error", "message": {"text": message}}
    if failure.path:
        note["locations"] = [{"physicalLocation": {"artifactLocation": _artifact(failure.path)}}]
    return note


def _artifact(path: str) -> dict[str, Any]:
    address = uri(path)
    rooted = address.startswith("file:")
    return {"uri": address} if rooted else {"uri": address, "uriBaseId": "%SRCROOT%"}


class _SarifFile(Struct, frozen=True):
    """Writes what is about one file."""

    file: FileReport
    rules: dict[str, int]
    """Places of the rules that the report knows, by code."""
    lang: Lang

    def artifact(self) -> dict[str, Any]:
        return {
            "location": _artifact(self.file.path),
            "roles": ["analysisTarget"],
            "hashes": {"sha-256": self.file.sha256},
        }

    def at(self) -> dict[str, Any]:
        return {**_artifact(self.file.path), "index": _UNPLACED}

    def notifications(self) -> Iterator[dict[str, Any]]:
        """Yield which rules crashed, and which could not be applied to what is damaged."""
        levels = {"crashed": "error", "not_evaluated": "note"}
        for ran in self.file.rules:
            if ran.state in levels:
                yield self.notification(ran, levels[ran.state])

    def notification(self, ran: Ran[str], level: str) -> dict[str, Any]:
        return {
            "level": level,
            "message": {"text": ran.reason or ran.state},
            "associatedRule": {"id": ran.code, **self.index("index", ran.code)},
            "locations": [{"physicalLocation": {"artifactLocation": self.at()}}],
        }

    def index(self, name: str, code: str) -> dict[str, int]:
        """Return the place of a rule; nothing of one that only this file knows."""
        return {name: self.rules[code]} if code in self.rules else {}

    def results(self) -> Iterator[dict[str, Any]]:
        """Yield all violations in order of place.

        Equal fingerprints are numbered over suppressed ones too, so that a decision on one does
        not rename the others.
        """
        listed: list[tuple[ReportedViolation, Suppressed[str, Location] | None]] = []
        listed += [(violation, None) for violation in self.file.violations]
        listed += [(suppressed.violation, suppressed) for suppressed in self.file.suppressed]
        listed.sort(key=lambda pair: _order(pair[0]))
        names = numbered(violation.fingerprint for violation, _ in listed)
        for (violation, suppressed), name in zip(listed, names, strict=True):
            result = {**self.result(violation), "partialFingerprints": {FINGERPRINT: name}}
            if suppressed:
                result["suppressions"] = [suppression_values(suppressed)]
            yield result

    def result(self, violation: ReportedViolation) -> dict[str, Any]:
        result = {
            "ruleId": violation.code,
            **self.index("ruleIndex", violation.code),
            "level": LEVELS[violation.severity],
            "message": {"text": violation.message or violation.title or violation.code},
            "locations": [self.location(violation)],
            "relatedLocations": [
                self.related(related, number) for number, related in enumerate(violation.related, 1)
            ],
            "fixes": [self.fix(fix) for fix in self.fixes(violation)],
            "properties": {"force": violation.force, "basis": violation.basis},
        }
        return {name: value for name, value in result.items() if value != []}

    def location(self, violation: ReportedViolation) -> dict[str, Any]:
        region = {**self.region(violation.location), "snippet": {"text": violation.quote}}
        location: dict[str, Any] = {"physicalLocation": self.physical(region)}
        if violation.outline:
            location["logicalLocations"] = [{"fullyQualifiedName": violation.outline}]
        return self.named(location, self.place(violation.location), violation.location)

    def related(self, related: ReportedRelated, number: int) -> dict[str, Any]:
        if related.path:
            return self.elsewhere(related, number)
        region, place = self.region(related.place), self.place(related.place)
        location = {"id": number, "physicalLocation": self.physical(region)}
        if self.has_lines:
            return {**location, "message": {"text": related.label or place}}
        return self.named(location, f"{related.label} {place}".strip(), related.place)

    def elsewhere(self, related: ReportedRelated, number: int) -> dict[str, Any]:
        """Name a place in another paper, whose lines a program that shows the report has not."""
        words = f"{related.label}{COLONS[self.lang]}{self.file.related_place(related, self.lang)}"
        physical = {"artifactLocation": {"uri": uri(related.path)}}
        return {"id": number, "physicalLocation": physical, "message": {"text": words}}

    def place(self, at: Location) -> str:
        return self.file.place(at, self.lang)

    @property
    def has_lines(self) -> bool:
        return self.file.kind in LINED

    def named(self, location: dict[str, Any], place: str, at: Location) -> dict[str, Any]:
        """Add the name of a place in a file that has no lines."""
        if self.has_lines:
            return location
        numbers = {"paragraph": at.paragraph, "page": at.page}
        known = {name: number for name, number in numbers.items() if number is not None}
        properties = {"properties": known} if known else {}
        return {**location, "message": {"text": place}, **properties}

    def physical(self, region: dict[str, Any]) -> dict[str, Any]:
        return {"artifactLocation": self.at(), "region": region}

    def region(self, at: Location) -> dict[str, Any]:
        if not self.has_lines:
            return {"startLine": 1}
        return {
            "startLine": at.line,
            "startColumn": at.column,
            "endLine": at.end_line,
            "endColumn": at.end_column,
        }

    def fixes(self, violation: ReportedViolation) -> list[ReportedFix]:
        """Return the fixes that a program may apply to the bytes of the file."""
        if not self.has_lines:
            return []
        return [fix for fix in violation.fixes if fix.safety != "display" and fix.edits]

    def fix(self, fix: ReportedFix) -> dict[str, Any]:
        replacements = [
            {
                "deletedRegion": self.region(edit.place),
                "insertedContent": {"text": edit.text},
            }
            for edit in fix.edits
        ]
        return {
            "description": {"text": fix.title},
            "artifactChanges": [{"artifactLocation": self.at(), "replacements": replacements}],
            "properties": {"safety": fix.safety},
        }


def _order(violation: ReportedViolation) -> tuple[int, int, int, str]:
    at = violation.location
    return at.page or 0, at.line, at.column, violation.code


FORMAT = WholeFormat(open=SarifLog, usual_path="notice-lint.sarif")
