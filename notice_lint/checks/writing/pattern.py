"""Kind `pattern`: words that must not be written, as a regular expression finds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from notice_lint.checks.contract import Check, Passed, Verdict
from notice_lint.checks.habits import throughout
from notice_lint.checks.writing.replacements import filled, replacing
from notice_lint.checks.writing.scopes import (
    ROLES,
    ExceptionSpans,
    Scope,
    count_paragraphs,
    is_in_contact,
)
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Finding, Safety, Value
from notice_lint.matching.fragments import Expressions
from notice_lint.matching.pattern import Pattern


class PatternOptions(Expressions, frozen=True):
    """Options of pattern."""

    forbid: Pattern
    """What must not be written."""
    unless: Pattern | None = None
    """No fault where this matches across the same words, such as a set phrase they are part of."""
    near: Pattern | None = None
    """A fault only where this is found in the same sentence."""
    replace: str | None = None
    """What should stand instead; may name `{match}` and the groups of `forbid`."""
    safety: Safety = "unsafe"
    """How far the replacement can be trusted."""
    scope: Scope = "text"
    """Where to look."""
    markers: bool = False
    """Whether to look at the marker or label that a paragraph begins with."""
    fold: int = 0
    """From this many on they are one habit and one finding; 0 for never."""
    once: bool = False
    """Whether one finding for each sentence is enough."""

    @property
    def params(self) -> tuple[str, ...]:
        """What a message may name besides `match`."""
        replacement = () if self.replace is None else ("replacement",)
        return (*self.forbid.names, "count", "phrase", *replacement)


def pattern(notice: Notice, options: PatternOptions) -> Iterator[Verdict]:
    """Report words that a regular expression finds; each paragraph is a place."""
    findings = [
        finding
        for paragraph, matches in notice.index.matches(options.forbid)
        if paragraph.role in ROLES[options.scope]
        for finding in _findings(paragraph, matches, options)
        if options.scope not in ("prose", "content") or not is_in_contact(notice, finding.span)
    ]
    if options.fold and len(findings) >= options.fold:
        findings = [throughout(findings)]
    yield from findings
    yield Passed(max(0, count_paragraphs(notice, options.scope) - len(findings)))


def _findings(
    paragraph: Paragraph, matches: Iterable[re.Match[str]], options: PatternOptions
) -> Iterator[Finding]:
    reported = (-1, -1)
    exceptions = ExceptionSpans(paragraph.text, options.unless)
    for match in matches:
        if exceptions.hold(match) or not _counts(paragraph, match, options):
            continue
        sentence = paragraph.sentence(match.start())
        if options.once and sentence == reported:
            continue
        reported = sentence
        yield _finding(paragraph, match, options)


def _counts(paragraph: Paragraph, match: re.Match[str], options: PatternOptions) -> bool:
    """Tell whether a match is in a place that is looked at, and near what must be near it."""
    if match.end() == match.start():
        return False
    if match.end() <= paragraph.lead and not options.markers:
        return False
    if options.near is None:
        return True
    return options.near.search(paragraph.text, *paragraph.sentence(match.start())) is not None


AROUND = 8
"""Code points on either side of a match that show what it stands in."""
_BEFORE, _BEHIND = re.compile(r"[^，。；：、！？,;:!?是]*$"), re.compile(r"[^，。；：、！？,;:!?]*")


def _phrase(text: str, match: re.Match[str]) -> str:
    """Return a match with the words around it, as far as its clause goes."""
    before = _BEFORE.search(text, max(0, match.start() - AROUND), match.start())
    behind = _BEHIND.match(text, match.end(), match.end() + AROUND)
    return f"{before.group() if before else ''}{match.group()}{behind.group() if behind else ''}"


def _finding(paragraph: Paragraph, match: re.Match[str], options: PatternOptions) -> Finding:
    words = {"match": match.group()} | options.forbid.groups(match)
    phrase = _phrase(paragraph.text, match)
    params: dict[str, Value] = {**words, "count": 1, "phrase": phrase}
    span = paragraph.span(*match.span())
    if options.replace is None:
        return Finding(span, params)
    replacement = filled(options.replace, words)
    fixes = (replacing(span, replacement, options.safety),)
    return Finding(span, params | {"replacement": replacement}, fixes=fixes)


CHECKS = (Check("pattern", pattern, PatternOptions, ("match",)),)
