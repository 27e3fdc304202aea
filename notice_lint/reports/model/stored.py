"""The published form of a report, `notice-lint/report/1`: schemas/report-1.json as types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import UNSET, Struct
from msgspec.structs import replace

from notice_lint.about import __version__
from notice_lint.document.violation import NOWHERE, SEVERITIES, Count
from notice_lint.reports.model.report import Failure, FileReport, Report, ReportedViolation


class StoredTool(Struct, frozen=True):
    """What wrote a report."""

    name: Literal["notice-lint"]
    version: str


class StoredSummary(Struct, frozen=True):
    """How many files there are, how many violations of each severity, and what is no notice."""

    files: Count
    errors: Count
    warnings: Count
    infos: Count
    not_notices: Count = 0


class StoredReport(Struct, frozen=True, omit_defaults=True):
    """A whole report as JSON holds it."""

    schema: Literal["notice-lint/report/1"]
    tool: StoredTool
    profile: str
    files: tuple[FileReport, ...]
    summary: StoredSummary
    failures: tuple[Failure, ...] = ()


class StoredFailure(Struct, frozen=True):
    """A line of JSON Lines about a file that could not be checked."""

    path: str
    failure: str


def stored_report(report: Report) -> StoredReport:
    """Return a report as it is published, on request with what was suppressed."""
    return StoredReport(
        schema="notice-lint/report/1",
        tool=StoredTool("notice-lint", __version__),
        profile=report.profile,
        files=tuple(stored_file(file, suppressed=report.suppressed) for file in report.files),
        summary=_summary(report.files),
        failures=report.failures,
    )


def _summary(files: Sequence[FileReport]) -> StoredSummary:
    severities = [violation.severity for file in files for violation in file.violations]
    counts = {f"{name}s": severities.count(name) for name in SEVERITIES}
    others = sum(not file.is_notice for file in files)
    return StoredSummary(files=len(files), not_notices=others, **counts)


def stored_file(file: FileReport, *, suppressed: bool) -> FileReport:
    """Return a file without what is not published."""
    listed = (replace(entry, violation=_bare(entry.violation)) for entry in file.suppressed)
    return replace(
        file,
        violations=tuple(map(_bare, file.violations)),
        listed=tuple(listed) if suppressed else UNSET,
        numbering=None,
        openings={},
        document=None,
        unit="",
    )


def _bare(violation: ReportedViolation) -> ReportedViolation:
    # a default is left out only where it is the very object, which one from a process is not
    return replace(violation, span=NOWHERE, raw=NOWHERE, excerpt=None)
