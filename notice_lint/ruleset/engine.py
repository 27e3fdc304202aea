"""From one Source to its violations; reads no file."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from notice_lint.decisions.baseline import compare
from notice_lint.decisions.decisions import Decisions
from notice_lint.decisions.faults import suppression_faults
from notice_lint.decisions.scope import in_changed
from notice_lint.decisions.suppressions import (
    KnownRules,
    Suppression,
    inline_suppressions,
    suppress,
)
from notice_lint.document.companions import Companions, with_comparison
from notice_lint.document.notice import Notice
from notice_lint.document.source import Source
from notice_lint.document.violation import Violation
from notice_lint.errors import InputError
from notice_lint.limits import LIMITS, Limits
from notice_lint.parsing.parse import parse
from notice_lint.ruleset.apply import (
    OTHER_PAPER,
    Applied,
    Bounds,
    apply_rule,
    fault_violation,
    not_evaluated,
    unfinished,
)
from notice_lint.ruleset.precedence import heard
from notice_lint.ruleset.profile import Profile
from notice_lint.ruleset.result import FileResult
from notice_lint.ruleset.rule import Rule
from notice_lint.ruleset.stopwatch import OutOfTimeError, Stopwatch
from notice_lint.text.wording import Wording

_UNKNOWN = ("crashed", "not_evaluated")
"""What leaves open whether a rule would have found something."""


class LintOptions(Struct, frozen=True):
    """How much of a document is checked for how long, and beside what."""

    limits: Limits = LIMITS
    companions: Companions | None = None


_USUAL = LintOptions()


def lint(
    source: Source,
    profile: Profile,
    decisions: Decisions | None = None,
    options: LintOptions = _USUAL,
) -> FileResult:
    """Check one Source by a profile, by what people decided about it, and beside its papers.

    Raises InputError where its structure is not read in the time that a document may take.
    """
    limits, companions = options.limits, options.companions
    bounds = Bounds(Stopwatch(limits.check_seconds), limits.findings * KEPT)
    with bounds.stopwatch.armed():
        notice = _parsed(source, profile, bounds.stopwatch)
        if companions is not None and companions.papers:
            notice = _beside(notice, companions)
        applied = _apply(notice, profile, bounds)
    reported = [violation for rule in applied for violation in rule.violations]
    reported += unfinished(applied, notice, profile, limits.check_seconds)
    result = FileResult(
        source,
        notice,
        profile,
        violations=_sorted(heard(reported, profile.catalogue)),
        rules=tuple(rule.ran for rule in applied),
    )
    return _decided(result, decisions or Decisions())


KEPT = 10
"""Times the findings listed of a rule: what is kept, since decisions take some out."""


def _beside(notice: Notice, companions: Companions) -> Notice:
    """Lay a notice beside its papers; only then is what compares them imported."""
    from notice_lint.compare.reading import compared_with

    return with_comparison(notice, compared_with(notice, companions))


def _parsed(source: Source, profile: Profile, stopwatch: Stopwatch) -> Notice:
    try:
        with stopwatch.all():
            return parse(source, profile.statuses, profile.grammar, profile.labels)
    except OutOfTimeError as error:
        seconds = stopwatch.seconds
        raise InputError(
            source.path,
            Wording(
                f"{seconds} 秒内没有读完结构，未检查",
                f"its structure was not read within {seconds} seconds; nothing was checked",
            ),
        ) from error


def _apply(notice: Notice, profile: Profile, bounds: Bounds) -> list[Applied]:
    """Apply all rules; none but a gate where a gate reports that it is closed."""
    rules = [rule for rule in profile.rules if rule.is_checked]
    gates = {
        rule.code: apply_rule(rule, notice, profile, bounds) for rule in rules if rule.check.gate
    }
    is_closed = any(gate.violations for gate in gates.values())

    def apply(rule: Rule) -> Applied:
        if is_closed:
            return not_evaluated(rule, OTHER_PAPER)
        return apply_rule(rule, notice, profile, bounds)

    return [gates.get(rule.code) or apply(rule) for rule in rules]


def _sorted(violations: Iterable[Violation]) -> tuple[Violation, ...]:
    return tuple(sorted(violations, key=lambda violation: violation.order))


def _decided(result: FileResult, decisions: Decisions) -> FileResult:
    """Take out what is decided on; report what is wrong with suppressions."""
    suppressions: list[Suppression] = []
    if decisions.suppress:
        suppressions = [*inline_suppressions(result.notice), *decisions.outside]
    known = _known_rules(result, decisions)
    outcome = suppress(result.violations, suppressions, known)
    faults = [
        fault_violation(fault, result.notice, result.profile)
        for fault in suppression_faults(suppressions, outcome.used, known)
        if result.profile.catalogue[fault.code].enabled
    ]
    beside_baseline = compare(decisions.accepted, _sorted((*outcome.reported, *faults)))
    return replace(
        result,
        violations=_in_scope(beside_baseline.new, decisions),
        suppressed=outcome.suppressed,
        baselined=beside_baseline.accepted,
        stale=beside_baseline.stale,
        reviewed=decisions.reviewed,
    )


def _in_scope(violations: tuple[Violation, ...], decisions: Decisions) -> tuple[Violation, ...]:
    """Return the violations that concern what changed, where only that is asked for."""
    if decisions.changed is None:
        return violations
    changed = decisions.changed
    return tuple(violation for violation in violations if in_changed(violation, changed))


def _known_rules(result: FileResult, decisions: Decisions) -> KnownRules:
    rules = result.profile.catalogue.values()
    return KnownRules(
        codes={name: rule.code for rule in rules for name in (rule.code, rule.name)},
        applied=frozenset(ran.code for ran in result.rules if ran.state not in _UNKNOWN),
        today=decisions.today,
    )
