"""Index of the paragraphs of a document: which of them may hold a match of a pattern."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from operator import add
from typing import Generic, Protocol, TypeVar

from notice_lint.matching.alternatives import Alternative
from notice_lint.matching.bigrams import bigram, bigrams, pair_numbers
from notice_lint.matching.pattern import FEW_LITERALS, Pattern, matches_of_parts
from notice_lint.matching.switch import plain_search


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

    @cached_property
    def roles(self) -> Counter[str]:
        """How many paragraphs there are of each role."""
        return Counter(paragraph.role for paragraph in self.paragraphs)

    @cached_property
    def text(self) -> str:
        """All paragraphs, each in a line of its own."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @cached_property
    def _starts(self) -> list[int]:
        lengths = (len(paragraph.text) + 1 for paragraph in self.paragraphs)
        return list(accumulate(lengths, initial=0))

    @cached_property
    def pairs(self) -> Sequence[int]:
        """The number of the bigram at each place of the whole text."""
        return pair_numbers(self.text)

    @cached_property
    def bigrams(self) -> set[int]:
        """The bigrams of the whole document."""
        return bigrams(self.text, self.pairs)

    def matches(self, pattern: Pattern) -> Iterator[tuple[_P, Iterator[re.Match[str]]]]:
        """Yield the paragraphs that may hold matches of a pattern, in order, each with them.

        A paragraph is searched only for those alternatives of which a literal is in it.
        """
        if plain_search():
            for paragraph in self.paragraphs:
                yield paragraph, pattern.finditer(paragraph.text)
            return
        if not self.may_match(pattern):
            return
        for number, parts in sorted(self._parts_by_paragraph(pattern).items()):
            paragraph = self.paragraphs[number]
            yield paragraph, matches_of_parts(parts, paragraph.text)

    def may_match(self, pattern: Pattern) -> bool:
        """Tell whether a pattern may match anywhere: far cheaper than to look for its matches."""
        last = pattern.last_bigrams
        return last is None or not last.isdisjoint(self.bigrams)

    def _parts_by_paragraph(self, pattern: Pattern) -> dict[int, list[Pattern]]:
        """Return which parts of a pattern may match in which paragraph, by its number."""
        parts: dict[int, list[Pattern]] = {}
        for alternative, part in zip(pattern.alternatives, pattern.parts, strict=True):
            for number in self._candidates(alternative):
                parts.setdefault(number, []).append(part)
        return parts

    def _candidates(self, alternative: Alternative) -> Iterable[int]:
        """Return the numbers of the paragraphs that may hold a match of an alternative."""
        if alternative.literals is None:
            return range(len(self.paragraphs))
        literals = alternative.possible_literals(self.bigrams)
        if len(literals) > FEW_LITERALS:
            return range(len(self.paragraphs))
        return {number for literal in literals for number in self._holding(literal)}

    def may_hold(self, literal: str) -> bool:
        """Tell whether all bigrams of a string are in the document."""
        return self.bigrams.issuperset(map(bigram, map(add, literal, literal[1:])))

    def places(self, literal: str) -> Iterator[tuple[_P, int]]:
        """Yield the paragraphs that hold a string, once for each place, and where it begins."""
        offset = self.text.find(literal)
        while offset >= 0:
            yield self.at(offset)
            offset = self.text.find(literal, offset + 1)

    def at(self, offset: int) -> tuple[_P, int]:
        """Return the paragraph at an offset of the whole text, and the offset within it."""
        number = bisect_right(self._starts, offset) - 1
        return self.paragraphs[number], offset - self._starts[number]

    def _holding(self, literal: str) -> Iterator[int]:
        """Yield the numbers of the paragraphs that hold a string."""
        offset = self.text.find(literal)
        while offset >= 0:
            number = bisect_right(self._starts, offset) - 1
            yield number
            offset = self.text.find(literal, self._starts[number + 1])
