"""The published form of a report, `notice-lint/report/1`: schemas/report-1.json as types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import UNSET, Struct
from msgspec.structs import replace

from notice_lint.about import __version__
from notice_lint.document.violation import NOWHERE, SEVERITIES, Count
from notice_lint.reports.model.report import Failure, FileReport, ReportedViolation
from notice_lint.reports.tally import Tally


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


def stored_frame(profile: str, tally: Tally, failures: Sequence[Failure]) -> StoredReport:
    """Return a report as it is published, but for its files."""
    counts = {f"{name}s": tally.severities[name] for name in SEVERITIES}
    return StoredReport(
        schema="notice-lint/report/1",
        tool=StoredTool("notice-lint", __version__),
        profile=profile,
        files=(),
        summary=StoredSummary(files=tally.files, not_notices=tally.not_notices, **counts),
        failures=tuple(failures),
    )


def stored_file(file: FileReport, *, suppressed: bool) -> FileReport:
    """Return a file without what is not published."""
    listed = (replace(entry, violation=_bare(entry.violation)) for entry in file.suppressed)
    return replace(
        file,
        violations=tuple(map(_bare, file.violations)),
        listed=tuple(listed) if suppressed else UNSET,
        numbering=None,
        openings={},
        decided={},
        document=None,
        unit="",
    )


def _bare(violation: ReportedViolation) -> ReportedViolation:
    # a default is left out only where it is the very object, which one from a process is not
    return replace(violation, span=NOWHERE, raw=NOWHERE, excerpt=None)
