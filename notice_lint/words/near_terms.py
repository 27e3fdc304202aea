"""Where a text comes near a fixed term: one character is another, or two have changed places.

Variants are not listed. Of four neighbours the inner two stand as they are when one at the end is
another, and the outer two when one within is, or when the two within have changed places: so two
pairs are looked up, at all places of a document. Where the first or the last two have changed
places, the inner two are others, which are looked up with them.
"""

from __future__ import annotations

from array import array
from base64 import b64decode, b64encode
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from notice_lint.artifacts import ArtifactCache
from notice_lint.matching.paragraph_index import ParagraphIndex, Searchable
from notice_lint.matching.windows import (
    SIZE,
    inner_pair,
    outer_pair,
    window,
    window_columns,
    window_number,
)

LONGEST = 31
"""Characters of the longest term."""
INNER, OUTER = "inner", "outer"
MOST_HARMLESS = 100_000
"""Windows that are remembered: some 7 MB."""
_BITS = 5
_LAST = (1 << _BITS) - 1

_P = TypeVar("_P", bound=Searchable)
Confuses = Callable[[str, str], bool]
"""Tells whether one character is taken for another."""


class NearMiss(NamedTuple, Generic[_P]):
    """A place where something stands that is nearly a term."""

    paragraph: _P
    start: int
    term: str
    position: int
    """Where in the term it differs; of two characters that changed places, the first."""
    is_swap: bool
    gain: float = 0
    """How much better the text reads with a word."""

    @property
    def end(self) -> int:
        """Where it ends in the paragraph."""
        return self.start + len(self.term)

    @property
    def written(self) -> str:
        """What stands there."""
        return self.paragraph.text[self.start : self.end]


class TermSlip(NamedTuple):
    """One way to write a term wrong."""

    term: str
    position: int
    is_swap: bool = False


class Row(NamedTuple):
    """A pair of characters in a term."""

    pair: int
    code: int
    """Where it is: the number of the term, and the place where its window begins."""
    others: str
    """The two other characters of the window."""


class PairTable:
    """Places in terms by the number of a pair of characters, sorted."""

    def __init__(self, pairs: str, codes: str, others: str) -> None:
        """Take the pairs and the places, in base 64, and the two other characters of each."""
        self._pairs, self._codes = (array("I", b64decode(column)) for column in (pairs, codes))
        self._others = others
        self.pairs = frozenset(self._pairs)

    def codes(self, pair: int, others: str) -> Sequence[int]:
        """Return the places of a pair, if one of them has one of two other characters."""
        first = bisect_left(self._pairs, pair)
        last = bisect_right(self._pairs, pair, first)
        beside = self._others[2 * first : 2 * last]
        return self._codes[first:last] if others[0] in beside or others[1] in beside else ()


class TermIndex:
    """Terms, ready to be looked for in documents."""

    def __init__(self, terms: Sequence[str], compiled: dict[str, Any]) -> None:
        """Take the terms, and what `_compiled_terms` made of them."""
        self.terms = terms
        self._compiled = compiled

    @classmethod
    def of_terms(cls, terms: Sequence[str]) -> TermIndex:
        """Compile terms; what is made of them is remembered."""
        return cls(terms, _COMPILED.of(" ".join(terms)))

    @cached_property
    def _tables(self) -> dict[str, PairTable]:
        return {name: PairTable(*columns) for name, columns in self._compiled.items()}

    @cached_property
    def _harmless(self) -> set[int]:
        """The numbers of windows that were looked into and hold no slip.

        Notices are made of the same words, so that each window is looked into once.
        """
        return set()

    def near_misses(self, index: ParagraphIndex[_P], confuses: Confuses) -> Iterator[NearMiss[_P]]:
        """Yield where a character of a term is one that is confused with it, or two changed."""
        unknown = set().union(*window_columns(index.text)) - self._harmless
        for number in self._suspicious(unknown):
            text = window(number)
            slips = list(self._slips(number, text, confuses))
            if slips:
                unknown.remove(number)
            for paragraph, start in index.places(text) if slips else ():
                for slip, offset in slips:
                    yield from _near_miss(slip, start - offset, paragraph)
        self._remember(unknown)

    def _suspicious(self, numbers: Iterable[int]) -> list[int]:
        """Return the numbers of windows with two characters of a term."""
        inner, outer = self._tables[INNER].pairs, self._tables[OUTER].pairs
        return [
            number
            for number in numbers
            if inner_pair(number) in inner or outer_pair(number) in outer
        ]

    def _remember(self, harmless: Set[int]) -> None:
        """Note that windows hold no slip."""
        if len(self._harmless) > MOST_HARMLESS:
            self._harmless.clear()
        self._harmless.update(harmless)

    def _slips(self, number: int, text: str, confuses: Confuses) -> Iterator[tuple[TermSlip, int]]:
        """Yield the slips that a window may be part of, and where in their terms it begins."""
        for name, pair, others in (
            (INNER, inner_pair(number), text[0] + text[-1]),
            (OUTER, outer_pair(number), text[1:-1]),
        ):
            for code in self._tables[name].codes(pair, others):
                term, offset = self.terms[code >> _BITS], code & _LAST
                slip = _slip(text, term, offset, confuses)
                if slip:
                    yield slip, offset


def _slip(window: str, term: str, offset: int, confuses: Confuses) -> TermSlip | None:
    """Return the slip by which a window differs from a term; None if by another, or by none."""
    right = term[offset : offset + SIZE]
    first = next((place for place in range(SIZE) if window[place] != right[place]), SIZE)
    position = offset + first
    if first == SIZE or _window_of(position, term) != offset:
        return None
    if window[first + 1 :] == right[first + 1 :]:
        return TermSlip(term, position) if confuses(window[first], right[first]) else None
    is_swap = window == swapped(right, first)
    return TermSlip(term, position, is_swap) if is_swap else None


def _window_of(position: int, term: str) -> int:
    """Return where the window begins by which another character at a place is found."""
    return max(0, min(position - 1, len(term) - SIZE))


def _near_miss(slip: TermSlip, start: int, paragraph: _P) -> Iterator[NearMiss[_P]]:
    """Yield the near miss of a slip of a term from a place on, if all else is as in the term."""
    term, position, is_swap = slip
    words = paragraph.text[start : start + len(term)] if start >= 0 else ""
    ahead = position + 1 + is_swap
    if len(words) == len(term) and (words[:position], words[ahead:]) == (
        term[:position],
        term[ahead:],
    ):
        yield NearMiss(paragraph, start, term, position, is_swap)


def swapped(term: str, position: int) -> str:
    """Return a term with two neighbours the wrong way round."""
    return f"{term[:position]}{term[position + 1]}{term[position]}{term[position + 2 :]}"


def _compiled_terms(text: str) -> dict[str, Any]:
    """Return the tables of terms that are parted by blanks, as JSON can hold them."""
    tables: dict[str, list[Row]] = {INNER: [], OUTER: []}
    for number, term in enumerate(text.split()):
        for offset in range(len(term) - SIZE + 1):
            code = number << _BITS | offset
            right = term[offset : offset + SIZE]
            tables[OUTER].append(Row(outer_pair(window_number(right)), code, right[1:-1]))
            for written in _found_by_inner(term, offset):
                pair = inner_pair(window_number(written))
                tables[INNER].append(Row(pair, code, written[0] + written[-1]))
    return {name: _columns(sorted(rows)) for name, rows in tables.items()}


def _found_by_inner(term: str, offset: int) -> Iterator[str]:
    """Yield the windows from a place of a term on that are looked for by their inner pair."""
    window = term[offset : offset + SIZE]
    is_first, is_last = offset == 0, offset + SIZE == len(term)
    if is_first or is_last:
        yield window
    if is_first:
        yield swapped(window, 0)
    if is_last:
        yield swapped(window, SIZE - 2)


def _columns(rows: Sequence[Row]) -> list[str]:
    others = "".join(row.others for row in rows)
    return [_packed(row.pair for row in rows), _packed(row.code for row in rows), others]


def _packed(column: Iterable[int]) -> str:
    return b64encode(array("I", column).tobytes()).decode()


_COMPILED = ArtifactCache(_compiled_terms)
