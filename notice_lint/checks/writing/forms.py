"""Kind `forms`: ways of writing that are wrong, each with what is wrong about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from notice_lint.checks.contract import Check, Passed, Verdict
from notice_lint.checks.habits import Habit, throughout
from notice_lint.checks.writing.replacements import filled, replacing
from notice_lint.checks.writing.scopes import (
    ROLES,
    ExceptionSpans,
    Scope,
    count_paragraphs,
    is_contact_value,
)
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Finding, Fix, Safety, Severity, Value
from notice_lint.matching.fragments import Expressions
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


class FormHabit(Habit, frozen=True, kw_only=True):
    """When a form is a habit of the document: of all uses of it and of the right one."""

    proper: Pattern
    """What is written in the right form."""


class Form(Struct, frozen=True, kw_only=True):
    """One wrong way of writing."""

    find: Pattern
    fault: Wording
    """What is wrong; may name `{match}`, `{better}` and the groups of `find`."""
    unless: Pattern | None = None
    """No fault where this matches across the same words."""
    letters: dict[str, str] = field(default_factory=dict)
    """What is written for a character, wherever it is in the words."""
    replace: str | None = None
    """What is written for the words as a whole; may name the groups of `find`."""
    safety: Safety = "unsafe"
    """How far either can be trusted."""
    severity: Severity | None = None
    """Where it is milder than the rule's own."""
    habit: FormHabit | None = None

    def better(self, words: str, groups: dict[str, str]) -> str | None:
        """Return how the words are written rightly; None where nobody can tell."""
        if self.replace is not None:
            return filled(self.replace, groups)
        written = "".join(self.letters.get(char, char) for char in words)
        return written if self.letters else None


class FormOptions(Expressions, frozen=True):
    """Options of forms."""

    forms: tuple[Form, ...]
    """Of two that match the same words the first is told."""
    scope: Scope = "prose"
    """Where to look."""


def forms(notice: Notice, options: FormOptions) -> Iterator[Verdict]:
    """Report wrong ways of writing; one that is a habit of the document once."""
    reported: list[Span] = []
    for form in options.forms:
        findings = [
            finding
            for finding in _findings(notice, form, options.scope)
            if not any(_overlap(finding.span, span) for span in reported)
        ]
        reported += [finding.span for finding in findings]
        if form.habit and form.habit.holds(len(findings), _count_proper(notice, form.habit)):
            yield throughout(findings, form.habit.severity)
        else:
            yield from findings
    yield Passed(max(0, count_paragraphs(notice, options.scope) - len(reported)))


def _overlap(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end


def _count_proper(notice: Notice, habit: FormHabit) -> int:
    return sum(
        len(list(matches))
        for paragraph, matches in notice.index.matches(habit.proper)
        if paragraph.role != "page"
    )


def _findings(notice: Notice, form: Form, scope: Scope) -> Iterator[Finding]:
    findings = (
        _finding(paragraph, match, form)
        for paragraph, matches in notice.index.matches(form.find)
        if paragraph.role in ROLES[scope]
        for match in _counted(paragraph, matches, form)
    )
    return (finding for finding in findings if not is_contact_value(notice, finding.span))


def _counted(
    paragraph: Paragraph, matches: Iterable[re.Match[str]], form: Form
) -> Iterator[re.Match[str]]:
    """Yield the matches behind the marker or label of a paragraph and outside exceptions."""
    exceptions = ExceptionSpans(paragraph.text, form.unless)
    for match in matches:
        if match.start() >= paragraph.lead and not exceptions.hold(match):
            yield match


def _finding(paragraph: Paragraph, match: re.Match[str], form: Form) -> Finding:
    words, span = match.group(), paragraph.span(*match.span())
    groups = {"match": words} | form.find.groups(match)
    better = form.better(words, groups)
    groups["better"] = better or ""
    fault = Wording(filled(form.fault.zh, groups), filled(form.fault.en, groups))
    fixes: tuple[Fix, ...] = ()
    if better is not None:
        fixes = (replacing(span, better, form.safety),)
    params: dict[str, Value] = {"match": words, "fault": fault, "count": 1}
    return Finding(span, params, fixes=fixes, severity=form.severity)


CHECKS = (Check("forms", forms, FormOptions, ("match", "fault", "count")),)
