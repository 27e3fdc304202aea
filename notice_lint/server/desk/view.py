"""What the desk shows: a line for each document, a line for each rule, what has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from notice_lint.decisions.decided import DecidedFinding, Decision, key_of
from notice_lint.document.violation import SEVERITIES, Severity
from notice_lint.reports.model.report import FileReport, ReportedViolation
from notice_lint.reports.on_screen.html.tags import clean
from notice_lint.server.desk.store import StoredRun, counted
from notice_lint.server.memory import Draft


class UnitLine(Struct, frozen=True):
    """One document on the desk."""

    draft: Draft
    counts: Mapping[str, int]
    decided: int
    open: int
    """Findings that nobody has decided about."""
    added: int | None
    """Findings that were not there the last time; None where there was none."""
    gone: int

    @property
    def title(self) -> str:
        """The title of the notice, else the name of its file."""
        document = self.draft.checked.report.document
        return clean(document.title if document else "")

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: the worst first."""
        return *(-self.counts[name] for name in SEVERITIES), self.draft.name


class RuleLine(Struct, frozen=True):
    """All findings of one rule in some documents."""

    code: str
    severity: Severity
    total: int
    documents: int
    verdicts: Mapping[Decision, int]
    """How many were decided, and how."""
    who: str
    """Who decided last, and when."""
    sample: str

    @property
    def open(self) -> int:
        """How many nobody has decided about."""
        return self.total - sum(self.verdicts.values())


class Desk(Struct, frozen=True, dict=True):
    """Some documents, as a reviewer sees them."""

    drafts: Sequence[Draft]
    before: StoredRun | None = None
    chosen: Draft | None = None
    """The only document whose rules are listed."""

    @cached_property
    def units(self) -> list[UnitLine]:
        """A line for each document, the worst first."""
        return sorted(map(self._unit, self.drafts), key=lambda line: line.order)

    def _unit(self, draft: Draft) -> UnitLine:
        violations = draft.report.violations
        undecided = sum(decision_of(draft, each) is None for each in violations)
        added, gone = self._changed(draft)
        return UnitLine(
            draft=draft,
            counts=Counter(violation.severity for violation in violations),
            decided=len(findings_of(draft)) - undecided,
            open=undecided,
            added=added,
            gone=gone,
        )

    def _changed(self, draft: Draft) -> tuple[int | None, int]:
        now = keys_of(draft.report)
        if draft.previous:
            return counted(keys_of(draft.previous), now)
        if self.before and draft.name in self.before.paths:
            return counted(self.before.of(draft.name), now)
        return None, 0

    @cached_property
    def rules(self) -> list[RuleLine]:
        """A line for each rule: the gravest first, then the most frequent."""
        listed: dict[str, list[tuple[Draft, ReportedViolation]]] = {}
        for draft in [self.chosen] if self.chosen else self.drafts:
            for violation in findings_of(draft):
                listed.setdefault(violation.code, []).append((draft, violation))
        lines = [_rule(code, of) for code, of in listed.items()]
        return sorted(
            lines, key=lambda line: (SEVERITIES.index(line.severity), -line.total, line.code)
        )

    @property
    def alarms(self) -> list[RuleLine]:
        """The rules that were mistaken most often."""
        lines = [line for line in self.rules if line.verdicts.get("false_alarm")]
        return sorted(lines, key=lambda line: -line.verdicts["false_alarm"])

    @property
    def open(self) -> int:
        """Findings that nobody has decided about."""
        return sum(line.open for line in self.units)


def findings_of(draft: Draft) -> list[ReportedViolation]:
    """Return all findings of a document, those with them that were decided to be none."""
    report = draft.report
    return [*report.violations, *(entry.violation for entry in report.suppressed)]


def decision_of(draft: Draft, violation: ReportedViolation) -> DecidedFinding | None:
    """Return what was decided about a finding and still holds."""
    decided = draft.decided.get(key_of(violation.code, violation.fingerprint))
    return decided if decided and decided.holds else None


def _rule(code: str, listed: list[tuple[Draft, ReportedViolation]]) -> RuleLine:
    violations = [violation for _, violation in listed]
    decisions = [decision for each in listed if (decision := decision_of(*each))]
    last = max(decisions, key=lambda decision: decision.when, default=None)
    settled = sum(_is_settled_elsewhere(*each) for each in listed)
    verdicts = Counter(decision.decision for decision in decisions)
    verdicts["exempt"] += settled
    return RuleLine(
        code=code,
        severity=min((each.severity for each in violations), key=SEVERITIES.index),
        total=len(violations),
        documents=len({draft.id for draft, _ in listed}),
        verdicts=+verdicts,
        who=" · ".join(filter(None, (last.reviewer, last.when, last.reason))) if last else "",
        sample=clean(violations[0].quote.strip()[:40]),
    )


def _is_settled_elsewhere(draft: Draft, violation: ReportedViolation) -> bool:
    """Tell whether a finding is suppressed by the document or a sidecar, not from this desk."""
    is_listed = any(entry.violation is violation for entry in draft.report.suppressed)
    return is_listed and decision_of(draft, violation) is None


def keys_of(report: FileReport) -> Counter[str]:
    """Return how often each thing was found, by code and fingerprint."""
    return Counter(key_of(each.code, each.fingerprint) for each in report.violations)


class VersionComparison(Struct, frozen=True):
    """Two versions of one notice."""

    gone: tuple[ReportedViolation, ...]
    left: tuple[ReportedViolation, ...]
    added: tuple[ReportedViolation, ...]


def compared(old: FileReport, new: FileReport) -> VersionComparison:
    """Return what was solved, what is left, what is new."""
    before, after = keys_of(old), keys_of(new)
    return VersionComparison(
        tuple(_beyond(old.violations, after)),
        tuple(_within(new.violations, before)),
        tuple(_beyond(new.violations, before)),
    )


def _within(
    violations: Iterable[ReportedViolation], others: Counter[str]
) -> Iterator[ReportedViolation]:
    """Yield findings as often as they are among others."""
    left = others.copy()
    for violation in violations:
        key = key_of(violation.code, violation.fingerprint)
        if left[key] > 0:
            left[key] -= 1
            yield violation


def _beyond(
    violations: Sequence[ReportedViolation], others: Counter[str]
) -> Iterator[ReportedViolation]:
    """Yield findings that are not among others, or more often than there."""
    known = {id(violation) for violation in _within(violations, others)}
    return (violation for violation in violations if id(violation) not in known)
