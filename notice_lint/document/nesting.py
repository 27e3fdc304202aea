"""What holds a place: the innermost of ranges that may lie in each other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from notice_lint.text.spans import Span

Value = TypeVar("Value")


def value_at(places: Sequence[tuple[int, Value]], offset: int) -> Value | None:
    """Return what the last place at or before an offset says; None where there is none."""
    index = bisect_right(places, offset, key=itemgetter(0)) if places else 0
    return places[index - 1][1] if index else None


def standing(
    ranges: Iterable[tuple[Span, Value]],
) -> Iterator[tuple[int, tuple[Value, ...]]]:
    """Yield each offset from which on other ranges hold what follows, with all that do; sorted."""
    listed = [(span, value) for span, value in ranges if span.start < span.end]
    changes = sorted((at, number) for number, (span, _) in enumerate(listed) for at in span)
    holding: dict[int, Value] = {}
    for at, group in groupby(changes, key=itemgetter(0)):
        for _, number in group:
            if number in holding:
                del holding[number]
            else:
                holding[number] = listed[number][1]
        yield at, tuple(holding.values())


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
