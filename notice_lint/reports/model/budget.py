"""How many findings of a rule are given one by one: what comes ten thousand times says no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from notice_lint.document.violation import Violation
from notice_lint.ruleset.verdicts import rest_of, stands_for

MOST_SUPPRESSED = 1000
"""Suppressed findings of a file that are listed; all are counted."""


def in_detail(violations: Sequence[Violation], most: int) -> Iterator[Violation]:
    """Yield the first findings of each rule, and behind them one that counts the rest of it."""
    totals: Counter[str] = Counter()
    for violation in violations:
        totals[violation.code] += stands_for(violation)
    shown: Counter[str] = Counter()
    for violation in violations:
        shown[violation.code] += 1
        if shown[violation.code] <= most:
            yield violation
        elif shown[violation.code] == most + 1:
            yield rest_of(violation, totals[violation.code] - most)
