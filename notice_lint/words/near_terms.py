"""Where a text comes near a fixed term: one character is another, or two have changed places.

Variants are not listed. Of four neighbours the inner two stand as they are when one at the end is
another, and the outer two when one within is: so two pairs are looked up, at all places of a
document. What changed places is found by its pairs of neighbours.
"""

from __future__ import annotations

from array import array
from base64 import b64decode, b64encode
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from notice_lint.artifacts import ArtifactCache
from notice_lint.matching.bigrams import bigram
from notice_lint.matching.paragraph_index import ParagraphIndex, Searchable
from notice_lint.matching.windows import SIZE, Windows, pair_number, window_number

LONGEST = 31
"""Characters of the longest term."""
APART = {"inner": 1, "outer": SIZE - 1}
"""How far apart the characters of the pairs are that are looked up."""
SWAP, EXACT = "swap", "exact"
MOST_HARMLESS = 50_000
"""Windows that are remembered: some 5 MB; ten thousand notices have fewer."""
_BITS = 5
_LAST = (1 << _BITS) - 1
_CHAR_BITS, _CHAR = 16, 0xFFFF

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
    first: int
    """Where in the term the pair begins by which the slip is found."""


class SlipTable:
    """Slips by the number of the pair by which they are found, sorted."""

    def __init__(self, columns: Sequence[str]) -> None:
        """Take, in base 64, the pairs, what else must be there, and the codes of the slips."""
        self._pairs, self._others, self._codes = (
            array("I", b64decode(column)) for column in columns
        )
        self.pairs = frozenset(self._pairs)

    def codes_at(self, text: str, place: int, apart: int) -> Iterator[int]:
        """Yield the codes of the slips of which the pair and a third character are at a place."""
        for other, code in self.rows(pair_number(text[place], text[place + apart])):
            third = place - 1 + (other >> _CHAR_BITS)
            if 0 <= third < len(text) and ord(text[third]) == other & _CHAR:
                yield code

    def rows(self, pair: int) -> Iterator[tuple[int, int]]:
        """Yield of each slip that is found by a pair what else must be there, and its code."""
        place = bisect_left(self._pairs, pair)
        while place < len(self._pairs) and self._pairs[place] == pair:
            yield self._others[place], self._codes[place]
            place += 1


class TermIndex:
    """Terms, ready to be looked for in documents."""

    def __init__(self, terms: Sequence[str], compiled: dict[str, Any]) -> None:
        """Take the terms and what `_compiled_terms` made of them."""
        self.terms = terms
        self._compiled = compiled

    @classmethod
    def of_terms(cls, terms: Sequence[str]) -> TermIndex:
        """Compile terms; what is made of them is remembered."""
        return cls(terms, _COMPILED.of(" ".join(terms)))

    @cached_property
    def _tables(self) -> dict[str, SlipTable]:
        return {name: SlipTable(self._compiled[name]) for name in (*APART, SWAP)}

    @cached_property
    def _harmless(self) -> dict[str, set[int]]:
        """The windows of terms as they are, and those that were looked into and hold no slip.

        Notices are made of the same words, so that each window is looked into once.
        """
        exact = array("Q", b64decode(self._compiled[EXACT]))
        return {name: set(exact) for name in APART}

    def _slip(self, code: int) -> TermSlip:
        return TermSlip(self.terms[code >> 2 * _BITS], code >> _BITS & _LAST, code & _LAST)

    def near_misses(self, index: ParagraphIndex[_P], confuses: Confuses) -> Iterator[NearMiss[_P]]:
        """Yield where a character of a term is one that is confused with it, or two changed."""
        windows = Windows(index.text)
        for name, apart in APART.items():
            table, harmless = self._tables[name], self._harmless[name]
            # the inner pair stands one behind the beginning of its window
            before = int(apart == 1)
            for place in windows.besides(windows.places(table.pairs, apart), harmless, before):
                codes = table.codes_at(index.text, place, apart)
                slips = [
                    slip
                    for slip in map(self._slip, codes)
                    if _is_confused(slip, index.text, place, confuses)
                ]
                if not slips and place and len(harmless) < MOST_HARMLESS:
                    harmless.add(windows.number(place - before))
                for slip in slips:
                    yield from _near_miss(slip, place, index)
        yield from self._swaps(index)

    def _swaps(self, index: ParagraphIndex[_P]) -> Iterator[NearMiss[_P]]:
        """Yield the near misses with two neighbours the wrong way round."""
        table = self._tables[SWAP]
        codes = (
            code
            for pair in table.pairs & index.bigrams
            for other, code in table.rows(pair)
            if other in index.bigrams
        )
        for slip in map(self._slip, codes):
            for paragraph, start in index.places(swapped(slip.term, slip.position)):
                yield NearMiss(paragraph, start, slip.term, slip.position, is_swap=True)


def _is_confused(slip: TermSlip, text: str, place: int, confuses: Confuses) -> bool:
    """Tell whether the character that is left open is taken for that of the term."""
    at = place - slip.first + slip.position
    return 0 <= at < len(text) and confuses(text[at], slip.term[slip.position])


def _near_miss(slip: TermSlip, place: int, index: ParagraphIndex[_P]) -> Iterator[NearMiss[_P]]:
    """Yield the near miss of a slip whose pair begins at a place, if all else is as in the term."""
    term, position = slip.term, slip.position
    start = place - slip.first
    words = index.text[start : start + len(term)] if start >= 0 else ""
    rest = f"{words[:position]}{term[position]}{words[position + 1 :]}"
    if len(words) == len(term) and rest == term:
        paragraph, offset = index.at(start)
        yield NearMiss(paragraph, offset, term, position, is_swap=False)


def swapped(term: str, position: int) -> str:
    """Return a term with two neighbours the wrong way round."""
    return f"{term[:position]}{term[position + 1]}{term[position]}{term[position + 2 :]}"


class _Row(NamedTuple):
    """What is written down of one slip."""

    table: str
    pair: int
    other: int
    """Of a swap another bigram; else a third character, and how far behind the pair's first it is,
    from one before it on."""
    position: int
    first: int


def _rows(term: str) -> Iterator[_Row]:
    """Yield what is written down of each slip of a term."""
    for position in range(len(term)):
        start = max(0, min(position - 1, len(term) - SIZE))
        is_within = 0 < position - start < SIZE - 1
        table, first = ("outer", start) if is_within else ("inner", start + 1)
        pair = (first, first + APART[table])
        (third,) = {*range(start, start + SIZE)} - {position, *pair}
        other = third - first + 1 << _CHAR_BITS | ord(term[third])
        yield _Row(table, pair_number(*(term[place] for place in pair)), other, position, first)
    for position in range(len(term) - 1):
        if term[position] != term[position + 1]:
            yield _Row(SWAP, *_swap_pairs(term, position), position, 0)


def _swap_pairs(term: str, position: int) -> tuple[int, int]:
    """Return two bigrams of a swap, first one that is in no order right.

    人工 for 工人 is in each document; what it stands beside then is in few.
    """
    variant = swapped(term, position)
    beside = 1 if position == 0 else position - 1
    pairs = (variant[beside : beside + 2], variant[position : position + 2])
    return bigram(pairs[0]), bigram(pairs[1])


def _compiled_terms(text: str) -> dict[str, Any]:
    """Return the tables of terms that are parted by blanks, as JSON can hold them."""
    terms = text.split()
    rows: dict[str, list[tuple[int, int, int]]] = {name: [] for name in (*APART, SWAP)}
    for number, term in enumerate(terms):
        for row in _rows(term):
            code = number << 2 * _BITS | row.position << _BITS | row.first
            rows[row.table].append((row.pair, row.other, code))
    tables: dict[str, Any] = {name: _columns(sorted(pairs)) for name, pairs in rows.items()}
    windows = {
        window_number(term[start : start + SIZE])
        for term in terms
        for start in range(len(term) - SIZE + 1)
    }
    return tables | {EXACT: _packed(array("Q", sorted(windows)))}


def _columns(rows: Sequence[tuple[int, int, int]]) -> list[str]:
    return [_packed(array("I", [row[column] for row in rows])) for column in range(3)]


def _packed(column: array[int]) -> str:
    return b64encode(column.tobytes()).decode()


_COMPILED = ArtifactCache(_compiled_terms)
