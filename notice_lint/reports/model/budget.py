"""How many findings of a rule are given one by one: what comes ten thousand times says no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from notice_lint.decisions.fingerprint import digest_of
from notice_lint.document.violation import Violation
from notice_lint.text.wording import Wording

MOST_SUPPRESSED = 1000
"""Suppressed findings of a file that are listed; all are counted."""


def in_detail(violations: Sequence[Violation], most: int) -> Iterator[Violation]:
    """Yield the first findings of each rule, and behind them one that counts the rest of it."""
    totals = Counter(violation.code for violation in violations)
    shown: Counter[str] = Counter()
    for violation in violations:
        shown[violation.code] += 1
        if shown[violation.code] <= most:
            yield violation
        elif shown[violation.code] == most + 1:
            yield _rest(violation, totals[violation.code] - most)


def _rest(violation: Violation, count: int) -> Violation:
    """Return one finding that stands for the rest, at the first place of them."""
    return replace(
        violation,
        message=Wording(
            f"另有 {count} 处同类问题，没有逐一列出；改正以上各处后请再检查",
            f"{count} more of this kind are not listed; correct those above and check again",
        ),
        params={"rest": count},
        related=(),
        fixes=(),
        fingerprint=digest_of((violation.code, "rest")),
    )
