"""What characters stand next to each other in a document: what is not there is not looked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property
from itertools import accumulate
from typing import Generic, Protocol, TypeVar

from notice_lint.matching.pattern import Pattern, together
from notice_lint.matching.prefilter import Alternative, bigrams

FEW = 12
"""Strings that are looked for one by one; with more of them all paragraphs are searched."""
MOST_TRIED = 16
"""Places in a paragraph that are tried one by one; with more of them all of it is searched."""


class Searchable(Protocol):
    """A stretch of text with what it is in its document."""

    @property
    def text(self) -> str:
        """What is searched."""

    @property
    def role(self) -> str:
        """What it is: a heading, a label, text."""


_P = TypeVar("_P", bound=Searchable)


class ParagraphIndex(Generic[_P]):
    """All paragraphs of a document, to be asked which of them may hold a match of a pattern."""

    def __init__(self, paragraphs: Sequence[_P]) -> None:
        """Take the paragraphs in order."""
        self.paragraphs = paragraphs
        self._shifted: dict[int, bytes] = {}

    @cached_property
    def roles(self) -> Counter[str]:
        """How many paragraphs there are of each role."""
        return Counter(one.role for one in self.paragraphs)

    @cached_property
    def _text(self) -> str:
        return "\n".join(one.text for one in self.paragraphs)

    @cached_property
    def _starts(self) -> list[int]:
        lengths = (len(one.text) + 1 for one in self.paragraphs)
        return list(accumulate(lengths, initial=0))

    @cached_property
    def _bigrams(self) -> Set[int]:
        return bigrams(self._text)

    def matches(self, pattern: Pattern) -> Iterator[tuple[_P, Iterator[re.Match[str]]]]:
        """Yield the paragraphs that may hold matches of a pattern, in order, each with them.

        A paragraph is searched only for those alternatives of which something is in it.
        """
        if pattern.ends is not None and pattern.ends.isdisjoint(self._bigrams):
            return
        parts: dict[int, list[Pattern]] = {}
        for alternative, part in zip(pattern.alternatives, pattern.parts, strict=True):
            for place in self._places(alternative, part):
                parts.setdefault(place, []).append(part)
        for place in sorted(parts):
            paragraph = self.paragraphs[place]
            yield paragraph, together(parts[place], paragraph.text)

    def _places(self, alternative: Alternative, part: Pattern) -> Iterable[int]:
        """Return the places of the paragraphs that may hold a match of a alternative, each once."""
        if alternative.twice:
            return self._repeating(alternative.twice, part)
        held = alternative.held(self._bigrams) if alternative.literals is not None else None
        if held is None or len(held) > FEW:
            return range(len(self.paragraphs))
        return {place for one in held for place in self._holding(one)}

    def _holding(self, string: str) -> Iterator[int]:
        """Yield the places of the paragraphs that hold a string."""
        at = self._text.find(string)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            yield place
            at = self._text.find(string, self._starts[place + 1])

    def _repeating(self, lengths: tuple[int, int], part: Pattern) -> set[int]:
        """Return the places of the paragraphs where a match begins with a string written twice."""
        least, most = lengths
        found: set[int] = set()
        for length in range(least, most + 1):
            at = self._twice(length, 0)
            tried = Counter[int]()
            while at >= 0:
                place = bisect_right(self._starts, at) - 1
                tried[place] += 1
                start = self._starts[place]
                if tried[place] > MOST_TRIED or part.match(self.paragraphs[place].text, at - start):
                    found.add(place)
                at = self._twice(length, self._starts[place + 1] if place in found else at + 1)
        return found

    def _twice(self, length: int, start: int) -> int:
        """Return the first place from one on where some code points stand twice; -1 for none."""
        if length not in self._shifted:
            self._shifted[length] = self._differences(length)
        differences, width = self._shifted[length], self._units[1]
        nothing = bytes(width * length)
        at = differences.find(nothing, width * start)
        while at > 0 and at % width:
            at = differences.find(nothing, at + 1)
        return at // width

    def _differences(self, length: int) -> bytes:
        """Return for each code point what its bits differ in from another one some places on."""
        bits, width = self._units
        return (bits ^ bits >> 8 * width * length).to_bytes(width * len(self._text), "little")

    @cached_property
    def _units(self) -> tuple[int, int]:
        """The text as one number, and how many bytes of it a code point takes."""
        units, width = self._text.encode("utf-16-le", "surrogatepass"), 2
        if len(units) > width * len(self._text):
            units, width = self._text.encode("utf-32-le", "surrogatepass"), 4
        return int.from_bytes(units, "little"), width
