"""Physical lines, and the paragraphs they make up."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from notice_lint.parsing.lexer.alphabet import Alphabets, Hit, alphabet, alphabets
from notice_lint.parsing.lexer.labels import LABEL_SUFFIX
from notice_lint.parsing.lexer.pasted import pieces
from notice_lint.text.spans import Span

TEXT = "TEXT"
FAMILY = "FAMILY_MARK"
"""A marker that no terminal knows and the document counts with."""
UNNUMBERED = "UNNUMBERED"
"""A heading without a marker."""
KNOWN_MARKS = frozenset(name for name in alphabet("line").names if name.endswith("_MARK"))
MARKS = KNOWN_MARKS | {FAMILY, UNNUMBERED}
LABELS = frozenset(alphabet("label").names)


class FamilyMember(NamedTuple):
    """What a marker that no terminal knows is among its like."""

    family: str
    """The marker that the family begins with: 第一、 1-1 【问题1】."""
    path: tuple[int, ...]
    """The values of its numerals; the last one counts."""


class TextLine(NamedTuple):
    """One line that is not blank, without the blanks around it."""

    span: Span
    view: str
    kind: str
    lead: int
    """Length of what its kind rests on: the marker or label at its beginning."""
    indent: int
    member: FamilyMember | None = None

    def as_(self, kind: str) -> TextLine:
        """Return the line with another kind."""
        return TextLine(self.span, self.view, kind, 0, self.indent)


class LogicalLine(Struct, frozen=True, dict=True):
    """One logical line: a line, or several that belong together."""

    kind: str
    lead: int
    view: str
    parts: tuple[tuple[int, int], ...]
    """Pairs (offset in view, offset in Source), sorted: one for each line joined."""
    member: FamilyMember | None = None

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.parts]

    def _offset(self, index: int) -> int:
        base, source = self.parts[bisect_right(self._starts, index) - 1]
        return source + index - base

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Return the range of the Source that holds a range of the view."""
        last = max(start, len(self.view) if end is None else end)
        if len(self.parts) == 1:
            source = self.parts[0][1]
            return Span(source + start, source + last)
        first = self._offset(start)
        return Span(first, self._offset(last - 1) + 1 if last > start else first)


def physical_lines(view: str, known: Alphabets | None = None) -> Iterator[TextLine]:
    """Yield the lines that are not blank, each with its kind as its own words show it."""
    match = (known or alphabets())["line"].match
    for place, line in pieces(view):
        shown = line.rstrip(" ")
        words = shown.lstrip(" ")
        if words:
            indent = len(shown) - len(words)
            start = place + indent
            hit = match(words)
            if hit is None or hit.terminal not in MARKS:
                hit = _bulleted(words) or hit
            kind, lead = (hit.terminal, hit.end) if hit else (TEXT, 0)
            yield TextLine(Span(start, start + len(words)), words, kind, lead, indent)


def is_label(kind: str) -> bool:
    """Tell whether a line or a segment of a kind begins with a label."""
    return kind in LABELS or kind.endswith(LABEL_SUFFIX)


def heading_families(lines: Sequence[TextLine] | Sequence[LogicalLine]) -> frozenset[str]:
    """Return the families that number labels less often than headings: 乙、整改进展 is one.

    A label stands there again and again, or has its text behind it.
    """
    numbered = [(line.member.family, _behind_mark(line)) for line in lines if line.member]
    again = Counter(numbered)
    families = Counter(family for family, _ in numbered)
    labelled: Counter[str] = Counter()
    for family, words in numbered:
        label = alphabet("label").match(words)
        is_label = label and (
            again[family, words] > 1 or label.end < len(words) or words[-1] in ":】"
        )
        labelled[family] += bool(is_label)
    return frozenset(family for family in families if labelled[family] * 2 < families[family])


def _behind_mark(line: TextLine | LogicalLine) -> str:
    return line.view[line.lead :].lstrip(" ")


def bullet_end(words: str) -> int:
    """Return where the words behind a bullet or a box to tick begin; 0 without one."""
    bullet = alphabet("bullet").match(words)
    return bullet.end if bullet else 0


def _bulleted(words: str) -> Hit | None:
    """Return the marker behind a bullet: ● 1. [x] 一、"""
    start = bullet_end(words)
    hit = alphabet("line").match(words, start) if start else None
    return hit if hit and hit.terminal in MARKS else None


def join(lines: Sequence[TextLine]) -> LogicalLine:
    """Make one paragraph of lines that belong together."""
    first = lines[0]
    if len(lines) == 1:
        return LogicalLine(
            first.kind, first.lead, first.view, ((0, first.span.start),), first.member
        )
    parts, length = [], 0
    for line in lines:
        parts.append((length, line.span.start))
        length += len(line.view)
    view = "".join(line.view for line in lines)
    return LogicalLine(first.kind, first.lead, view, tuple(parts), first.member)
