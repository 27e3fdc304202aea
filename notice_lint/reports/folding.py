"""Repeats brought together: what is found again and again in a file is shown once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from notice_lint.reports.model.report import ReportedViolation

FOLD = 4
"""Violations of one rule in one file that are folded."""


def groups(
    violations: Sequence[ReportedViolation], *, fold: bool = True
) -> list[list[ReportedViolation]]:
    """Bring together what is folded, at the place of its first."""
    counts = Counter(violation.code for violation in violations)
    grouped: dict[object, list[ReportedViolation]] = {}
    for index, violation in enumerate(violations):
        folded = fold and counts[violation.code] >= FOLD
        grouped.setdefault(violation.code if folded else index, []).append(violation)
    return list(grouped.values())
