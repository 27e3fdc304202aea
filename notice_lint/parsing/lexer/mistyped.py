"""Markers mistyped beside their like: 3： between 2. and 4., 第3、 behind 2."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.lines import FAMILY, MARKS, FamilyMember, TextLine
from notice_lint.parsing.lexer.marker_readings import FamilyKey, MarkerReading

HEADING_FORMS = frozenset(("PROBLEM", "DIRECTION", "PLAN", "WORK"))
"""What only a heading says."""


class Run(NamedTuple):
    """The last marker of a family, and a line that may be the next one, mistyped."""

    key: FamilyKey
    kind: str
    path: tuple[int, ...]
    waiting: tuple[int, MarkerReading] | None = None

    @classmethod
    def of(cls, line: TextLine, marker: MarkerReading) -> Run:
        """Return the run that a marker goes on from or begins."""
        return cls(marker.key, line.kind, line.member.path if line.member else marker.path[:1])

    def takes(self, reading: MarkerReading) -> bool:
        """Tell whether a marker goes on from the last one, in nearly its form."""
        prefix, kind = reading.key.words
        run_prefix, run_kind = self.key.words
        alike = prefix == run_prefix or (len(prefix) <= 1 and not run_prefix)
        is_next = alike and kind == run_kind and reading.path[-1] == self.path[-1] + 1
        # 二是 below （一） lists what was done about it
        return is_next and reading.key.is_enumerator == self.key.is_enumerator

    def likeness(self, reading: MarkerReading) -> tuple[bool, bool]:
        """Weigh how much of a mistyped marker is as it should be."""
        return reading.key.prefix == self.key.prefix, reading.key.suffix == self.key.suffix

    def joined(self, line: TextLine, reading: MarkerReading) -> TextLine:
        """Return a line as the member that it was meant to be."""
        if self.kind != FAMILY:
            return line._replace(kind=self.kind, lead=reading.end)
        member = FamilyMember(self.key.name, (*self.path[:-1], reading.path[-1]))
        return line._replace(kind=FAMILY, lead=reading.end, member=member)


def mistyped(
    lines: Sequence[TextLine], readings_of: Sequence[Sequence[MarkerReading]]
) -> Iterator[tuple[int, TextLine]]:
    """Yield lines whose number is just the one that a family leaves out, as its members.

    The last of a row leaves no gap: it says itself that it is a heading.
    """
    runs: dict[str, Run] = {}
    for index, (line, candidates) in enumerate(zip(lines, readings_of, strict=True)):
        if line.kind not in MARKS:
            yield from _missed(runs, lines, index, candidates)
            continue
        marker = next((reading for reading in candidates if reading.end >= line.lead), None)
        if marker is not None:
            name = line.member.family if line.member else line.kind
            yield from _filled(runs.get(name), lines, marker)
            runs[name] = Run.of(line, marker)


def _filled(
    last: Run | None, lines: Sequence[TextLine], marker: MarkerReading
) -> Iterator[tuple[int, TextLine]]:
    """Yield the line that waited for the next marker to show that it fills a gap."""
    if last and last.waiting and marker.path[-1] == last.path[-1] + 2:
        place, missed = last.waiting
        yield place, last.joined(lines[place], missed)


def _missed(
    runs: dict[str, Run],
    lines: Sequence[TextLine],
    index: int,
    candidates: Sequence[MarkerReading],
) -> Iterator[tuple[int, TextLine]]:
    """Remember the run that a line may go on with; yield it at once where it is a heading."""
    fitting = [
        (name, reading)
        for reading in candidates
        for name, last in runs.items()
        if last.takes(reading)
    ]
    if not fitting:
        return
    name, reading = max(fitting, key=lambda fit: runs[fit[0]].likeness(fit[1]))
    last = runs[name]
    if _is_heading(lines, index, reading.end):
        yield index, last.joined(lines[index], reading)
        runs[name] = last._replace(path=(*last.path[:-1], reading.path[-1]), waiting=None)
    elif last.waiting is None:
        runs[name] = last._replace(waiting=(index, reading))


def _is_heading(lines: Sequence[TextLine], index: int, start: int) -> bool:
    """Tell whether the words behind a marker are those of a heading, or labels stand below."""
    words = lines[index].view[start:].strip(" 。")
    form = alphabet("heading_form").match(words)
    has_label = index + 1 < len(lines) and lines[index + 1].kind == "CAUSE"
    return has_label or (form is not None and form.terminal in HEADING_FORMS)
