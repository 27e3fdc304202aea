"""From text to violations: the ladder that every face of the tool stands on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Literal, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from notice_lint import readers
from notice_lint.checks.contract import PASSED, Inapplicable, Passed, anchor
from notice_lint.decisions import suppressions
from notice_lint.decisions.baseline import Accepted, Baseline
from notice_lint.decisions.suppressions import Complaint, Known, Suppression
from notice_lint.document.notice import Notice, Section
from notice_lint.document.source import Source
from notice_lint.document.violation import Finding, Ran, Suppressed, Violation, render
from notice_lint.errors import NoticeLintError
from notice_lint.limits import LIMITS, Limits
from notice_lint.parsing.parse import parse
from notice_lint.ruleset.profile import Profile
from notice_lint.ruleset.rule import Rule
from notice_lint.text.masking import masked
from notice_lint.text.numerals import NUMERAL
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

CRASHED = "NL005"
_T = TypeVar("_T")

_MARKER = re.compile(rf"[\s（(]*(?:问题|反馈问题)?(?:{NUMERAL.pattern}){{1,4}}[\s）)、.．,，:：]*")
"""A marker, or a number alone: no fingerprint is made of what may identify a person."""


class Plan(Struct, frozen=True):
    """What is done with violations once they are found."""

    suppress: bool = True
    """Whether decisions in and beside documents count."""
    decisions: tuple[Suppression, ...] = ()
    """Further decisions, besides those in and beside the document."""
    baseline: Baseline | None = None
    limits: Limits = LIMITS
    """How much of a file is read."""
    today: date = field(default_factory=date.today)
    stdin_name: str = readers.STDIN
    """What standard input is called."""


class FileResult(Struct, frozen=True):
    """What was found in one file, and what was looked at."""

    source: Source
    notice: Notice
    profile: Profile
    violations: tuple[Violation, ...]
    rules: tuple[Ran, ...]
    suppressed: tuple[Suppressed, ...] = ()
    baselined: tuple[Violation, ...] = ()
    stale: tuple[Accepted, ...] = ()
    """What the baseline accepts and is there no longer."""

    @property
    def crashed(self) -> bool:
        """Whether a rule failed, so that not everything is known."""
        return any(ran.state == "crashed" for ran in self.rules)


def lint(source: Source, profile: Profile, plan: Plan | None = None) -> FileResult:
    """Check one Source; raises RuleError when its sidecar is wrong."""
    plan = plan or Plan()
    notice = parse(source, profile.statuses)
    found: list[Violation] = []
    ran: list[Ran] = []
    for rule in profile.rules:
        if rule.is_checked:
            violations, outcome = apply(rule, notice, profile)
            found += violations
            ran.append(outcome)
    found.sort(key=lambda one: one.order)
    return _settle(FileResult(source, notice, profile, tuple(found), tuple(ran)), plan)


def _settle(result: FileResult, plan: Plan) -> FileResult:
    """Take out what is suppressed and what the baseline accepts."""
    decisions = [
        *suppressions.inline(result.notice),
        *suppressions.sidecar(result.source),
        *plan.decisions,
    ]
    profile = result.profile
    known = Known(
        codes={name: rule.code for rule in profile.catalogue.values() for name in _names(rule)},
        on=frozenset(ran.code for ran in result.rules if ran.state != "crashed"),
        today=plan.today,
    )
    split = suppressions.sort_out(result.violations, decisions if plan.suppress else [], known)
    told = suppressions.complaints(decisions if plan.suppress else [], split.used, known)
    own = (_complaint(result, one) for one in told if profile.catalogue[one.code].enabled)
    violations = sorted((*split.kept, *own), key=lambda one: one.order)
    baseline = plan.baseline or Baseline("", {})
    new, baselined, stale = baseline.part(result.source.path, violations)
    return replace(
        result,
        violations=tuple(new),
        suppressed=split.suppressed,
        baselined=tuple(baselined),
        stale=tuple(stale),
    )


def _names(rule: Rule) -> tuple[str, ...]:
    return rule.code, rule.name


def lint_files(
    paths: Iterable[str | NoticeLintError], profile_for: Callable[[str], Profile], plan: Plan
) -> Iterator[FileResult | NoticeLintError]:
    """Check files; one that cannot be read does not keep the others."""

    def check(path: str, name: str) -> FileResult:
        return lint(readers.read(path, plan.limits, name), profile_for(name), plan)

    return for_each(paths, plan, check)


def for_each(
    paths: Iterable[str | NoticeLintError], plan: Plan, act: Callable[[str, str], _T]
) -> Iterator[_T | NoticeLintError]:
    """Yield what comes of each file, by its path and its name, or the error that it ends with."""
    for path in paths:
        if isinstance(path, NoticeLintError):
            yield path
            continue
        try:
            yield act(path, plan.stdin_name if path == readers.STDIN else path)
        except NoticeLintError as error:
            yield error


def apply(rule: Rule, notice: Notice, profile: Profile) -> tuple[list[Violation], Ran]:
    """Run one rule; whatever it raises becomes a violation of its own."""
    check = rule.check
    if check.needs and not check.needs.met(notice):
        return [], Ran(rule.code, "not_applicable", 0, check.needs.reason)
    damage = _damage(notice) if check.counts else None
    if damage:
        return [], Ran(rule.code, "not_evaluated", 0, damage)
    try:
        verdicts = list(check.run(notice, rule.options))
        told = [one for one in verdicts if one is not PASSED]
        findings = [one for one in told if isinstance(one, Finding)]
        violations = [_violation(rule, notice, finding) for finding in findings]
    except Exception as error:  # noqa: BLE001 - a rule may be anybody's; none may stop the others
        return [_crash(rule, notice, profile, error)], Ran(rule.code, "crashed", 0, _told(error))
    reasons = [one.reason for one in told if isinstance(one, Inapplicable)]
    passed = sum(one.places for one in told if isinstance(one, Passed))
    places = len(findings) + passed + len(verdicts) - len(told)
    if not places:
        return violations, Ran(rule.code, "not_applicable", 0, next(iter(reasons), _NOTHING))
    return violations, Ran(rule.code, "applied", places)


_NOTHING = Wording("没有需要查的地方", "there is nothing to look at")


def _damage(notice: Notice) -> Wording | None:
    """Say that the outline is not whole, when a section or an item had to be set aside."""
    lost = [one for one in notice.set_aside if one.found in ("section", "item")]
    if not lost:
        return None
    line = notice.source.location(lost[0].span).line
    return Wording(
        f"第 {line} 行起的章节或整改事项位置不当，改正后才能核对",
        f"a section or item is out of place from line {line} on; mend that first",
    )


def _violation(rule: Rule, notice: Notice, finding: Finding) -> Violation:
    """Make a violation of a finding; it repeats no number of a person in full."""
    params = {
        name: masked(value) if isinstance(value, str) else value
        for name, value in finding.params.items()
    }
    raw = notice.source.raw_span(finding.span)
    return Violation(
        code=rule.code,
        name=rule.name,
        title=rule.file.title,
        severity=_severity(rule, finding),
        force=rule.file.force,
        basis=rule.file.basis,
        message=render(rule.file.message, params),
        span=finding.span,
        raw=raw,
        location=notice.source.raw_location(raw),
        outline=notice.path_at(finding.span.start),
        quote=masked(finding.span.of(notice.source.text)),
        fingerprint=_digest((rule.code,))
        if finding.whole
        else fingerprint(rule.code, notice, finding.span),
        params=params,
        related=finding.related,
        fixes=finding.fixes,
    )


def _severity(rule: Rule, finding: Finding) -> Literal["error", "warning", "info"]:
    """Return the severity of a finding: a milder one counts unless a profile set the rule's."""
    if finding.severity and "severity" not in rule.set_by:
        return finding.severity
    return rule.severity


def _told(error: Exception) -> Wording:
    if isinstance(error, TimeoutError):
        return Wording("正则表达式运行超时", "a regular expression took too long")
    words = f"{type(error).__name__}: {error}"
    return Wording(words, words)


def _crash(rule: Rule, notice: Notice, profile: Profile, error: Exception) -> Violation:
    own = profile.catalogue[CRASHED]
    finding = Finding(anchor(notice, ()), {"code": rule.code, "error": _told(error)})
    violation = _violation(own, notice, finding)
    return replace(violation, fingerprint=_digest((CRASHED, rule.code)), outline="")


def _complaint(result: FileResult, one: Complaint) -> Violation:
    """Report what is wrong with a decision, at the decision."""
    rule = result.profile.catalogue[one.code]
    violation = _violation(rule, result.notice, Finding(Span(0, 0), one.params))
    return replace(
        violation,
        raw=one.about.raw,
        location=result.source.raw_location(one.about.raw),
        outline="",
        quote=one.about.raw.of(result.source.raw),
        fingerprint=_digest((one.code, one.about.words)),
    )


def fingerprint(code: str, notice: Notice, span: Span) -> str:
    """Return what names a violation from one version of a document to the next.

    Code, the headings above it and its words; no line, no number, so that text put in or items
    renumbered elsewhere change nothing.
    """
    headings = [_solid(words) for words in _headings_above(notice, span.start)]
    words = _solid(span.of(notice.source.view))
    return _digest((code, *headings, "" if _MARKER.fullmatch(words) else words))


def _solid(words: str) -> str:
    return "".join(words.split())


def _headings_above(notice: Notice, offset: int) -> Iterator[str]:
    for node in notice.around(offset):
        yield node.heading.text if isinstance(node, Section) else node.problem.text


def _digest(parts: Iterable[str]) -> str:
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:16]
