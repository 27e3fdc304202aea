"""What a run comes to, counted file by file so that no file need be kept."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct, field

from notice_lint.document.violation import reaches
from notice_lint.reports.model.report import Failure, FileReport


class Tally(Struct):
    """Counts over all files of a run."""

    files: int = 0
    failures: int = 0
    crashed: bool = False
    not_notices: int = 0
    suppressed: int = 0
    baselined: int = 0
    severities: Counter[str] = field(default_factory=Counter)
    variants: Counter[str] = field(default_factory=Counter)
    """Files whose titles chose a grammar, by what notices of their kind are called."""
    violations: Counter[str] = field(default_factory=Counter)
    """Violations by code."""
    states: Counter[str] = field(default_factory=Counter)
    """Files by code and what became of the rule there, as in `NL201 applied`."""
    places: Counter[str] = field(default_factory=Counter)
    """Places looked at, by code."""

    @classmethod
    def of(cls, *files: FileReport) -> Tally:
        """Count some files."""
        tally = cls()
        for file in files:
            tally.add(file)
        return tally

    def add(self, entry: FileReport | Failure) -> None:
        """Count one file."""
        if isinstance(entry, Failure):
            self.failures += 1
            return
        self.files += 1
        self.not_notices += not entry.is_notice
        self.crashed |= entry.crashed
        self.suppressed += entry.suppressed_count
        self.baselined += entry.baselined
        self.variants.update([entry.variant] if entry.variant else [])
        self.severities.update(violation.severity for violation in entry.violations)
        self.violations.update(violation.code for violation in entry.violations)
        for ran in entry.rules:
            self.states[f"{ran.code} {ran.state}"] += 1
            self.places[ran.code] += ran.places

    def merge(self, other: Tally) -> None:
        """Add what was counted elsewhere."""
        self.files += other.files
        self.failures += other.failures
        self.not_notices += other.not_notices
        self.crashed |= other.crashed
        self.suppressed += other.suppressed
        self.baselined += other.baselined
        self.severities.update(other.severities)
        self.variants.update(other.variants)
        self.violations.update(other.violations)
        self.states.update(other.states)
        self.places.update(other.places)

    @property
    def codes(self) -> set[str]:
        """The codes of all rules that were looked at."""
        return set(self.places)

    @property
    def applied(self) -> int:
        """How many rules found something to look at."""
        return sum(1 for code in self.places if self.states[f"{code} applied"])

    @property
    def idle(self) -> int:
        """How many rules found nothing to look at in any file."""
        return len(self.places) - self.applied

    def reaches(self, severity: str) -> bool:
        """Tell whether a violation at or above a severity was found."""
        return reaches((name for name, count in self.severities.items() if count), severity)
