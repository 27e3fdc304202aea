"""What holds a place: the innermost of ranges that may lie in each other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TypeVar

from notice_lint.text.spans import Span

Value = TypeVar("Value")


def value_at(places: Sequence[tuple[int, Value]], offset: int) -> Value | None:
    """Return what the last place at or before an offset says; None where there is none."""
    index = bisect_right(places, offset, key=itemgetter(0)) if places else 0
    return places[index - 1][1] if index else None


def innermost(ranges: Iterable[tuple[Span, Value]]) -> Iterator[tuple[int, Value | None]]:
    """Yield each offset from which on another range is the innermost, or none is; sorted."""
    outward: list[tuple[Span, Value]] = []
    for span, value in sorted(ranges, key=lambda placed: (placed[0].start, -placed[0].end)):
        yield from _leave(outward, span.start)
        yield span.start, value
        outward.append((span, value))
    while outward:
        yield from _leave(outward, outward[-1][0].end)


def _leave(outward: list[tuple[Span, Value]], offset: int) -> Iterator[tuple[int, Value | None]]:
    """Take out the ranges that end at or before an offset, and yield what holds it from there."""
    while outward and outward[-1][0].end <= offset:
        span, _ = outward.pop()
        yield span.end, outward[-1][1] if outward else None
