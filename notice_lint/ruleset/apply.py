"""One rule applied to a notice: its findings as violations, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from notice_lint.checks.contract import anchor
from notice_lint.decisions.faults import SuppressionFault
from notice_lint.decisions.fingerprint import digest_of, fingerprint
from notice_lint.document.notice import Notice
from notice_lint.document.violation import Finding, Ran, Severity, Value, Violation, render
from notice_lint.ruleset.office_words import is_permitted
from notice_lint.ruleset.profile import Profile
from notice_lint.ruleset.rule import Rule
from notice_lint.ruleset.stopwatch import OUT_OF_TIME, OutOfTimeError, Stopwatch
from notice_lint.ruleset.verdicts import VerdictSummary, rest_of
from notice_lint.text.masking import masked
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

CRASHED, UNFINISHED = "NL005", "NL006"
OTHER_PAPER = Wording("不像整改通报", "this seems to be no rectification notice")
_NOTHING = Wording("没有需要查的地方", "there is nothing to look at")


class Applied(Struct, frozen=True):
    """What one rule came to on one notice."""

    ran: Ran
    violations: Sequence[Violation] = ()


class Bounds(Struct, frozen=True):
    """How much of one document the rules are allowed."""

    stopwatch: Stopwatch
    findings: int
    """Findings of a rule that become violations; one more stands for the rest."""


def apply_rule(rule: Rule, notice: Notice, profile: Profile, bounds: Bounds) -> Applied:
    """Run one rule; whatever it raises becomes a violation of its own."""
    check = rule.check
    if check.needs and not check.needs.met(notice):
        return Applied(Ran(rule.code, "not_applicable", 0, check.needs.reason))
    counts = check.counts or getattr(rule.options, "counts", False)
    damage = _damage(notice) if counts else None
    if damage:
        return not_evaluated(rule, damage)
    summary = VerdictSummary(bounds.findings)
    try:
        with bounds.stopwatch.rule():
            summary.add(check.run(notice, rule.options), partial(_is_told, notice, profile))
            violations = [_violation(rule, notice, finding) for finding in summary.findings]
    except OutOfTimeError:
        return not_evaluated(rule, OUT_OF_TIME)
    except Exception as error:  # noqa: BLE001 - a rule may be anybody's; none may stop the others
        ran = Ran(rule.code, "crashed", 0, _words_of(error))
        return Applied(ran, [_crash(rule, notice, profile, error)])
    if summary.rest:
        violations[-1] = rest_of(violations[-1], summary.rest + 1)
    return Applied(_ran(rule, summary), violations)


def _is_told(notice: Notice, profile: Profile, finding: Finding) -> bool:
    """Tell whether a finding is not about words that the office permits."""
    is_place = not finding.whole and bool(profile.permitted)
    return not (is_place and is_permitted(finding.span, notice, profile.permitted))


def not_evaluated(rule: Rule, reason: Wording) -> Applied:
    """Return that a rule was left out, and why."""
    return Applied(Ran(rule.code, "not_evaluated", 0, reason))


def _ran(rule: Rule, summary: VerdictSummary) -> Ran:
    """Return how many places a rule looked at, or why there was none."""
    if summary.places:
        return Ran(rule.code, "applied", summary.places)
    return Ran(rule.code, "not_applicable", 0, summary.reason or _NOTHING)


def _damage(notice: Notice) -> Wording | None:
    """Say that the outline is not whole: something was not read, or had to be set aside."""
    if notice.unread:
        line = notice.source.location(notice.unread[0].span).line
        return Wording(
            f"第 {line} 行起有像整改事项的文字未能读出（NL117）",
            f"what looks like items from line {line} on could not be read (NL117)",
        )
    misplaced = [piece for piece in notice.set_aside if piece.part in ("section", "item")]
    if not misplaced:
        return None
    line = notice.source.location(misplaced[0].span).line
    return Wording(
        f"第 {line} 行起的章节或整改事项位置不当，改正后才能核对",
        f"a section or item is out of place from line {line} on; mend that first",
    )


class _FindingPlace(Struct, frozen=True):
    """Where a violation is shown, and what it is known by."""

    raw: Span
    outline: str
    quote: str
    fingerprint: str


def _violation(rule: Rule, notice: Notice, finding: Finding) -> Violation:
    """Make a violation of a finding at its place."""
    place = _FindingPlace(
        raw=notice.source.raw_span(finding.span),
        outline=notice.path_at(finding.span.start),
        quote=finding.span.of(notice.source.masked_text),
        fingerprint=_fingerprint(rule, notice, finding),
    )
    return _placed(rule, notice, finding, place)


def _placed(rule: Rule, notice: Notice, finding: Finding, place: _FindingPlace) -> Violation:
    """Make a violation of a finding; it repeats no number of a person in full."""
    params = {
        name: masked(value) if isinstance(value, str) else value
        for name, value in finding.params.items()
    }
    return Violation(
        code=rule.code,
        name=rule.name,
        title=rule.file.title,
        severity=_severity(rule, finding),
        force=finding.force or rule.file.force,
        basis=finding.basis or rule.file.basis,
        message=render(_message(rule, finding), params),
        span=finding.span,
        raw=place.raw,
        location=notice.source.raw_location(place.raw),
        outline=place.outline,
        quote=place.quote,
        fingerprint=place.fingerprint,
        params=params,
        related=finding.related,
        fixes=finding.fixes,
    )


def _fingerprint(rule: Rule, notice: Notice, finding: Finding) -> str:
    if finding.whole:
        return digest_of((rule.code,))
    named = fingerprint(rule.code, notice, finding.span)
    return digest_of((named, finding.key)) if finding.key else named


def _message(rule: Rule, finding: Finding) -> Wording:
    """Return the message of a finding: its own where it is about the whole document."""
    throughout = rule.file.message_document if finding.whole and finding.related else None
    return throughout or rule.file.message


def _severity(rule: Rule, finding: Finding) -> Severity:
    """Return the severity of a finding: a milder one counts unless a profile set the rule's."""
    if finding.severity and "severity" not in rule.set_by:
        return finding.severity
    return rule.severity


def _words_of(error: Exception) -> Wording:
    if isinstance(error, TimeoutError):
        return Wording("正则表达式运行超时", "a regular expression took too long")
    words = f"{type(error).__name__}: {error}"
    return Wording(words, words)


def _crash(rule: Rule, notice: Notice, profile: Profile, error: Exception) -> Violation:
    crash_rule = profile.catalogue[CRASHED]
    finding = Finding(anchor(notice, ()), {"code": rule.code, "error": _words_of(error)})
    violation = _violation(crash_rule, notice, finding)
    return replace(violation, fingerprint=digest_of((CRASHED, rule.code)), outline="")


def unfinished(
    applied: Sequence[Applied], notice: Notice, profile: Profile, seconds: int
) -> Iterator[Violation]:
    """Yield a violation that names the rules for which there was no time."""
    rule = profile.catalogue.get(UNFINISHED)
    codes = [each.ran.code for each in applied if each.ran.reason is OUT_OF_TIME]
    if codes and rule and rule.enabled:
        shown = "、".join(codes[:NAMED])
        rest = len(codes) - NAMED
        names = Wording(shown, shown)
        if rest > 0:
            names = Wording(f"{shown} 等 {len(codes)} 条", f"{shown} and {rest} more")
        params: dict[str, Value] = {"rules": names, "seconds": seconds}
        yield _violation(rule, notice, Finding(anchor(notice, ()), params, whole=True))


NAMED = 10
"""Codes of rules that a message lists."""


def fault_violation(fault: SuppressionFault, notice: Notice, profile: Profile) -> Violation:
    """Report what is wrong with a suppression, at the suppression."""
    suppression = fault.suppression
    place = _FindingPlace(
        raw=suppression.raw,
        outline="",
        quote=suppression.raw.of(notice.source.masked_raw),
        fingerprint=digest_of((fault.code, suppression.words)),
    )
    finding = Finding(Span(0, 0), fault.params)
    return _placed(profile.catalogue[fault.code], notice, finding, place)
