"""Which stretches of a text are marked, by what: pure ranges, no elements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from notice_lint.document.source import LINE_BREAK
from notice_lint.text.spans import Span

DEEPEST = 6
"""Ranges over one stretch that are named; those that begin last are the nearest to it."""


class Stretch(Struct, frozen=True):
    """A part of one line that the same ranges cover; it may be empty where one begins."""

    span: Span
    over: tuple[int, ...]
    """Indexes of the ranges that cover it, the one that begins last first."""
    starts: tuple[int, ...]
    """Indexes of the ranges that begin at its start."""


def lines(text: str) -> Iterator[Span]:
    """Yield each line of a text without its end."""
    start = 0
    for line_break in LINE_BREAK.finditer(text):
        yield Span(start, line_break.start())
        start = line_break.end()
    yield Span(start, len(text))


def stretches(text: str, ranges: Sequence[Span]) -> Iterator[list[Stretch]]:
    """Yield for each line its parts; ranges may overlap, nest and be empty."""
    sweep = _Sweep(ranges)
    for line in lines(text):
        yield list(sweep.line(line))


class _Sweep:
    """Goes through a text once, with the ranges that are open at each place."""

    def __init__(self, ranges: Sequence[Span]) -> None:
        by_start = sorted(
            range(len(ranges)), key=lambda index: (ranges[index].start, -ranges[index].end)
        )
        self.ranges = ranges
        self.waiting = list(reversed(by_start))
        self.ending = sorted(range(len(ranges)), key=lambda index: -ranges[index].end)
        self.open: dict[int, None] = {}

    def line(self, line: Span) -> Iterator[Stretch]:
        at = line.start
        while True:
            starts = tuple(self.begin(at))
            self.close(at)
            until = self.next_change(at, line.end)
            if at < until or starts:
                yield Stretch(Span(at, until), self.over(), starts)
            if until >= line.end and not self.starts_at(line.end):
                return
            at = until

    def begin(self, at: int) -> Iterator[int]:
        """Yield the ranges that begin up to a place; one within a line break begins at its end."""
        while self.waiting and self.ranges[self.waiting[-1]].start <= at:
            index = self.waiting.pop()
            if self.ranges[index].end > at:
                self.open[index] = None
            yield index

    def close(self, at: int) -> None:
        while self.ending and self.ranges[self.ending[-1]].end <= at:
            self.open.pop(self.ending.pop(), None)

    def next_change(self, at: int, end: int) -> int:
        """Return where the next range begins or ends, at the latest the end of the line."""
        if self.waiting:
            end = min(end, self.ranges[self.waiting[-1]].start)
        if self.ending:
            end = min(end, self.ranges[self.ending[-1]].end)
        return max(at, end)

    def starts_at(self, at: int) -> bool:
        return bool(self.waiting) and self.ranges[self.waiting[-1]].start <= at

    def over(self) -> tuple[int, ...]:
        return tuple(index for index, _ in zip(reversed(self.open), range(DEEPEST), strict=False))
