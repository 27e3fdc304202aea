"""From text to violations: the ladder that every face of the tool stands on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from notice_lint import readers
from notice_lint.check import Inapplicable, anchor
from notice_lint.errors import InputError
from notice_lint.notice import Notice, Section
from notice_lint.parser import parse
from notice_lint.profile import Profile
from notice_lint.rule import Rule, builtin_rules
from notice_lint.source import Source
from notice_lint.text import Span, Wording
from notice_lint.violation import Finding, Violation, render

State = Literal["applied", "not_applicable", "not_evaluated", "crashed"]

CRASHED = "NL005"

_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of one rule on one file."""

    code: str
    state: State
    places: int
    reason: Wording | None = None


@dataclass(frozen=True)
class FileResult:
    """What was found in one file, and what was looked at."""

    source: Source
    notice: Notice
    violations: tuple[Violation, ...]
    rules: tuple[Ran, ...]

    @property
    def crashed(self) -> bool:
        """Whether a rule failed, so that not everything is known."""
        return any(ran.state == "crashed" for ran in self.rules)


def lint(source: Source, profile: Profile) -> FileResult:
    """Check one Source."""
    notice = parse(source)
    violations: list[Violation] = []
    ran: list[Ran] = []
    for rule in profile.rules:
        found, outcome = _apply(rule, notice)
        violations.extend(found)
        ran.append(outcome)
    violations.sort(key=lambda one: one.order)
    return FileResult(source, notice, tuple(violations), tuple(ran))


def lint_paths(paths: Sequence[str], profile: Profile) -> Iterator[FileResult | InputError]:
    """Check files and folders; one that cannot be read does not keep the others."""
    for path in readers.find(paths):
        if isinstance(path, InputError):
            yield path
            continue
        try:
            source = readers.read(path)
        except InputError as error:
            yield error
        else:
            yield lint(source, profile)


def _apply(rule: Rule, notice: Notice) -> tuple[list[Violation], Ran]:
    """Run one rule; whatever it raises becomes a violation of its own."""
    try:
        verdicts = list(rule.check.run(notice, rule.options))
        findings = [one for one in verdicts if isinstance(one, Finding)]
        violations = [_violation(rule, notice, finding) for finding in findings]
    except Exception as error:  # noqa: BLE001 - a rule may be anybody's; none may stop the others
        return [_crash(rule, notice, error)], Ran(rule.code, "crashed", 0)
    reasons = [one.reason for one in verdicts if isinstance(one, Inapplicable)]
    places = len(verdicts) - len(reasons)
    if reasons and not places:
        return violations, Ran(rule.code, "not_applicable", 0, reasons[0])
    return violations, Ran(rule.code, "applied", places)


def _violation(rule: Rule, notice: Notice, finding: Finding) -> Violation:
    return Violation(
        code=rule.code,
        severity=finding.severity or rule.file.severity,
        message=render(rule.file.message, finding.params),
        span=finding.span,
        outline=notice.path_at(finding.span.start),
        quote=finding.span.of(notice.source.text),
        fingerprint=fingerprint(rule.code, notice, finding.span),
        params=finding.params,
        related=finding.related,
        fixes=finding.fixes,
    )


def _crash(rule: Rule, notice: Notice, error: Exception) -> Violation:
    params = {"code": rule.code, "error": f"{type(error).__name__}: {error}"}
    span = anchor(notice, ())
    return Violation(
        code=CRASHED,
        severity="error",
        message=render(builtin_rules()[CRASHED].file.message, params),
        span=span,
        outline="",
        quote=span.of(notice.source.text),
        fingerprint=_digest((CRASHED, rule.code)),
        params=params,
        related=(),
        fixes=(),
    )


def fingerprint(code: str, notice: Notice, span: Span) -> str:
    """Return what names a violation from one version of a document to the next.

    Code, the headings above it and its words; no line, no number, so that text put in or items
    renumbered elsewhere change nothing.
    """
    headings = [_BLANKS.sub("", words) for words in _headings_above(notice, span.start)]
    return _digest((code, *headings, _BLANKS.sub("", span.of(notice.source.view))))


def _headings_above(notice: Notice, offset: int) -> Iterator[str]:
    for node in notice.around(offset):
        yield node.heading.text if isinstance(node, Section) else node.problem.text


def _digest(parts: Iterable[str]) -> str:
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:16]
