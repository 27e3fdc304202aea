"""One slip, one finding: where two rules speak of one place, the one that knows more is heard."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import accumulate

from notice_lint.document.violation import Violation
from notice_lint.ruleset.rule import Rule
from notice_lint.text.spans import Span


def heard(violations: Iterable[Violation], rules: Mapping[str, Rule]) -> list[Violation]:
    """Return the violations without those that yield to another one at the same place."""
    reported = list(violations)
    places: dict[str, list[Span]] = defaultdict(list)
    for violation in reported:
        places[violation.code] += _places(violation)
    coverage = {code: _Coverage(spans) for code, spans in places.items()}
    return [
        violation
        for violation in reported
        if not any(
            coverage[code].touches(violation.span)
            for code in rules[violation.code].file.yields_to
            if code in coverage
        )
    ]


def _places(violation: Violation) -> list[Span]:
    """Return where a violation speaks: its own place and those it is about as well."""
    return [violation.span, *(place.place for place in violation.related if not place.path)]


class _Coverage:
    """The places of one rule, to be asked whether it speaks of another place."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((max(span.end, span.start + 1) for span in ordered), max))

    def touches(self, span: Span) -> bool:
        """Tell whether a place shares a character with one of these; an empty one takes up one."""
        before = bisect_left(self._starts, max(span.end, span.start + 1))
        return before > 0 and self._ends[before - 1] > span.start
