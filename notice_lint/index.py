"""What characters stand next to each other in a document: what is not there is not looked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from notice_lint.needles import grams, may_hold
from notice_lint.pattern import Pattern
from notice_lint.prose import Paragraph

FEW = 12
"""Strings that are looked for one by one; with more of them all paragraphs are searched."""


class Index:
    """All paragraphs of a document, to be asked which of them may hold a match of a pattern."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        """Take the paragraphs in order."""
        self.paragraphs = paragraphs

    @cached_property
    def _text(self) -> str:
        return "\n".join(one.text for one in self.paragraphs)

    @cached_property
    def _starts(self) -> list[int]:
        lengths = (len(one.text) + 1 for one in self.paragraphs)
        return list(accumulate(lengths, initial=0))

    @cached_property
    def _grams(self) -> frozenset[int]:
        return grams(self._text)

    def lean(self, pattern: Pattern) -> Pattern:
        """Return a pattern that matches the same in these paragraphs, and is no slower."""
        return pattern.lean(self._grams)

    def holding(self, pattern: Pattern) -> Sequence[Paragraph]:
        """Return the paragraphs that may hold a match, in order; all others hold none."""
        if pattern.needles is None:
            return self.paragraphs
        present = [one for one in pattern.needles if may_hold(self._grams, one)]
        if len(present) > FEW:
            return self.paragraphs
        found = {place for one in present for place in self._holding(one)}
        return [self.paragraphs[place] for place in sorted(found)]

    def _holding(self, string: str) -> Iterator[int]:
        """Yield the places of the paragraphs that hold a string."""
        at = self._text.find(string)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            yield place
            at = self._text.find(string, self._starts[place + 1])
