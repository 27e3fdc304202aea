"""What decisions leave to be shown of a document."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from notice_lint.decisions.decided import DecidedFinding, key_of
from notice_lint.document.source import Location
from notice_lint.document.violation import Suppressed
from notice_lint.reports.model.report import FileReport, ReportedViolation


def with_decisions(file: FileReport, decided: Mapping[str, DecidedFinding]) -> FileReport:
    """Return a report in which what may stay is listed apart, as what a sidecar names would be."""
    if not decided:
        return file
    settled: list[Suppressed[str, Location]] = []
    left: list[ReportedViolation] = []
    for violation in file.violations:
        decision = decided.get(key_of(violation.code, violation.fingerprint))
        if decision and decision.decision != "confirmed" and decision.holds:
            by, reason, until = decision.reviewer, decision.reason, decision.until
            settled.append(Suppressed(violation, by, reason, until))
        else:
            left.append(violation)
    return replace(
        file,
        violations=tuple(left),
        suppressed_count=file.suppressed_count + len(settled),
        listed=(*file.suppressed, *settled),
        decided={key: decision for key, decision in decided.items() if decision.holds},
    )
