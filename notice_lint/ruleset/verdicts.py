"""What a check tells of the places of a document, gathered as it tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct, field
from msgspec.structs import replace

from notice_lint.checks.contract import Passed, Verdict
from notice_lint.decisions.fingerprint import digest_of
from notice_lint.document.violation import Finding, Violation
from notice_lint.text.wording import Wording

REST = "rest"
"""The parameter of a violation that stands for several: how many."""


class VerdictSummary(Struct):
    """How many places a check looked at, and its first findings, the rest counted."""

    most: int
    """Findings that are kept."""
    places: int = 0
    reason: Wording | None = None
    """Why it had nothing to look at, where it told."""
    findings: list[Finding] = field(default_factory=list)
    rest: int = 0
    """Findings of the kept ones the last stands for, besides itself."""

    def add(self, verdicts: Iterable[Verdict], is_told: Callable[[Finding], bool]) -> None:
        """Gather verdicts; findings that are not told count as places only."""
        for verdict in verdicts:
            if isinstance(verdict, Finding):
                self._find(verdict, is_told)
            elif isinstance(verdict, Passed):
                self.places += verdict.places
            else:
                self.reason = self.reason or verdict.reason
        self._cut()

    def _find(self, finding: Finding, is_told: Callable[[Finding], bool]) -> None:
        self.places += 1
        if is_told(finding):
            self.findings.append(finding)
        if len(self.findings) > 2 * self.most:
            self._cut()

    def _cut(self) -> None:
        """Keep those that stand first, and behind them one for the rest."""
        surplus = len(self.findings) - self.most - 1
        if surplus > 0:
            self.findings.sort(key=_place)
            del self.findings[-surplus:]
            self.rest += surplus


def _place(finding: Finding) -> tuple[int, int]:
    return finding.span


def stands_for(violation: Violation) -> int:
    """Return how many findings a violation stands for."""
    count: int = violation.params.get(REST, 1)
    return count


def rest_of(violation: Violation, count: int) -> Violation:
    """Return a violation that stands for so many of its rule, of which it is the first."""
    return replace(
        violation,
        message=Wording(
            f"另有 {count} 处同类问题，没有逐一列出；改正以上各处后请再检查",
            f"{count} more of this kind are not listed; correct those above and check again",
        ),
        params={REST: count},
        related=(),
        fixes=(),
        fingerprint=digest_of((violation.code, REST)),
    )
