"""What people decided about findings: said with a reason, and what is left to show after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from notice_lint.document.source import Location
from notice_lint.document.violation import Suppressed
from notice_lint.reports.model.report import FileReport, ReportedViolation
from notice_lint.review.columns import Decision


class DecidedFinding(Struct, frozen=True):
    """A decision about all findings of a document that share code and fingerprint."""

    code: str
    fingerprint: str
    decision: Decision
    reason: str = ""
    until: date | None = None
    reviewer: str = ""
    when: str = ""
    """Day and time, as in 2024-07-01 09:30."""
    title: str = ""
    outline: str = ""

    @property
    def holds(self) -> bool:
        """Whether its term is not over."""
        return self.until is None or self.until >= date.today()

    @property
    def key(self) -> str:
        """What tells it from other decisions about the document."""
        return f"{self.code} {self.fingerprint}"


def key_of(violation: ReportedViolation) -> str:
    """Return what a decision about a finding is known by."""
    return f"{violation.code} {violation.fingerprint}"


def with_decisions(file: FileReport, decided: Mapping[str, DecidedFinding]) -> FileReport:
    """Return a report in which what may stay is listed apart, as what a sidecar names would be."""
    if not decided:
        return file
    settled: list[Suppressed[str, Location]] = []
    left: list[ReportedViolation] = []
    for violation in file.violations:
        said = decided.get(key_of(violation))
        if said and said.decision != "confirmed" and said.holds:
            settled.append(Suppressed(violation, said.reviewer, said.reason, said.until))
        else:
            left.append(violation)
    return replace(
        file,
        violations=tuple(left),
        suppressed_count=file.suppressed_count + len(settled),
        listed=(*file.suppressed, *settled),
    )
