"""Which findings concern what changed: all others are left to those who wrote them."""

from __future__ import annotations

from collections.abc import Iterable

from notice_lint.document.violation import Violation
from notice_lint.text.spans import Span


def in_changed(violation: Violation, changed: Iterable[Span]) -> bool:
    """Tell whether a finding, or a place that it is about, stands in changed lines."""
    places = (violation.span, *(related.place for related in violation.related))
    return any(
        place.start < span.end and span.start < max(place.end, place.start + 1)
        for span in changed
        for place in places
    )
