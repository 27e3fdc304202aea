"""Decisions not to report: each names its rules and gives a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain

from msgspec import Struct

from notice_lint.document.nesting import standing, value_at
from notice_lint.document.notice import Notice
from notice_lint.document.source import Directive
from notice_lint.document.violation import Suppressed, Violation
from notice_lint.text.expression import Expression
from notice_lint.text.spans import Span

_FORM = Expression(
    r"notice-lint\s*[:：]\s*(?P<kind>ignore-file|ignore)\s*[\[［【](?P<rules>[^\]］】]*)[\]］】]"
    r"(?:\s*until\s*[:：]?\s*(?P<until>\d{4}-\d{2}-\d{2}))?"
    r"(?:\s*(?:--|——|—|－－)\s*(?P<reason>[\s\S]*))?"
)
_SEPARATORS = Expression(r"[,，、\s]+")


class Suppression(Struct, frozen=True):
    """One decision: which rules, where, why, until when."""

    rules: tuple[str, ...]
    """As written: codes or names."""
    reason: str
    until: date | None
    scope: Span | None
    """Violations that begin in this range of `Source.text`; None for the whole document."""
    words: str
    """As written in the document, or file and line of the sidecar."""
    raw: Span
    """Where to report what is wrong with it, in `Source.raw`."""
    at: str = ""
    """Outline path, in a sidecar."""
    quote: str = ""
    """Words of the violation, in a sidecar."""
    fingerprint: str = ""
    sound: bool = True
    """Whether it could be read at all."""

    def covers(self, violation: Violation) -> bool:
        """Tell whether the place of a violation is meant."""
        if self.scope and not self.scope.holds(violation.span.start):
            return False
        return (
            self.at in ("", violation.outline)
            and self.quote in violation.quote
            and self.fingerprint in ("", violation.fingerprint)
        )

    def is_expired(self, today: date) -> bool:
        """Tell whether it no longer holds; on its last day it does."""
        return self.until is not None and self.until < today


class KnownRules(Struct, frozen=True):
    """What suppressions are judged by."""

    codes: Mapping[str, str]
    """Codes and names of all rules, and the codes they stand for."""
    applied: frozenset[str]
    """Codes of the rules that were applied."""
    today: date


class SuppressionOutcome(Struct, frozen=True):
    """Violations with and without a decision, and what each decision was good for."""

    reported: tuple[Violation, ...]
    suppressed: tuple[Suppressed, ...]
    used: frozenset[tuple[int, str]]
    """Pairs of a decision, by its place in the list, and a code."""


def inline_suppressions(notice: Notice) -> Iterator[Suppression]:
    """Yield the decisions that stand in a document."""
    for directive in notice.source.directives:
        yield _read(notice, directive)


def _read(notice: Notice, directive: Directive) -> Suppression:
    form = _FORM.fullmatch(directive.text)
    until = _day(form["until"]) if form else None
    if form is None or (form["until"] and until is None):
        return Suppression((), "", None, None, directive.text, directive.raw, sound=False)
    whole = form["kind"] == "ignore-file"
    return Suppression(
        rules=tuple(filter(None, _SEPARATORS.split(form["rules"]))),
        reason=(form["reason"] or "").strip(),
        until=until,
        scope=None if whole else _scope(notice, directive),
        words=directive.text,
        raw=directive.raw,
    )


def _day(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words or "")
    except ValueError:
        return None


def _scope(notice: Notice, directive: Directive) -> Span:
    """Return what a directive is about: the line below it, or the one it stands in.

    A heading stands for all that is below it.
    """
    text = notice.source.text
    start = directive.at if directive.alone else text.rfind("\n", 0, directive.at) + 1
    while start < len(text) and text[start].isspace():
        start += 1
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    headed = (node.span.end for node in notice.beginning_in(Span(start, end)))
    return Span(start, max([end, *headed]))


class _InForce(Struct, frozen=True):
    """A suppression that counts, its place in the list, and the codes of its rules."""

    index: int
    suppression: Suppression
    codes: frozenset[str | None]


def _in_force(suppressions: Sequence[Suppression], known: KnownRules) -> Iterator[_InForce]:
    for index, suppression in enumerate(suppressions):
        if suppression.sound and not suppression.is_expired(known.today):
            codes = frozenset(known.codes.get(name) for name in suppression.rules)
            yield _InForce(index, suppression, codes)


class _ForOneRule:
    """The decisions about one rule, so kept that few of them are asked about each violation."""

    def __init__(self) -> None:
        self._anywhere: defaultdict[tuple[str, str], list[_InForce]] = defaultdict(list)
        self._ranges: defaultdict[Span, list[_InForce]] = defaultdict(list)

    def add(self, decision: _InForce) -> None:
        suppression = decision.suppression
        if suppression.scope:
            self._ranges[suppression.scope].append(decision)
        else:
            self._anywhere[suppression.fingerprint, suppression.at].append(decision)

    @cached_property
    def _places(self) -> list[tuple[int, tuple[list[_InForce], ...]]]:
        return list(standing(self._ranges.items()))

    def about(self, violation: Violation) -> list[_InForce]:
        """Return the decisions that cover a violation, in the order of the list."""
        near = [*chain.from_iterable(value_at(self._places, violation.span.start) or ())]
        for fingerprint in ("", violation.fingerprint):
            for at in ("", violation.outline):
                near += self._anywhere.get((fingerprint, at), ())
        covering = {each.index: each for each in near if each.suppression.covers(violation)}
        return [covering[index] for index in sorted(covering)]


def _by_code(in_force: Iterable[_InForce]) -> Mapping[str | None, _ForOneRule]:
    groups: defaultdict[str | None, _ForOneRule] = defaultdict(_ForOneRule)
    for decision in in_force:
        for code in decision.codes:
            groups[code].add(decision)
    return groups


def suppress(
    violations: Sequence[Violation], suppressions: Sequence[Suppression], known: KnownRules
) -> SuppressionOutcome:
    """Part what is suppressed from what is reported."""
    reported: list[Violation] = []
    suppressed: list[Suppressed] = []
    used: set[tuple[int, str]] = set()
    by_code = _by_code(_in_force(suppressions, known))
    for violation in violations:
        decisions = by_code.get(violation.code)
        hits = decisions.about(violation) if decisions else []
        used.update((hit.index, violation.code) for hit in hits)
        if hits:
            by = hits[0].suppression
            suppressed.append(Suppressed(violation, by.words, by.reason, by.until))
        else:
            reported.append(violation)
    return SuppressionOutcome(tuple(reported), tuple(suppressed), frozenset(used))
