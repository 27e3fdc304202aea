"""Where a text comes near a fixed term: one character is another, or two have changed places.

Variants are not listed. Of four neighbours three in a row stand as they are when one at the end is
another, and the outer two when one within is, or when the two within have changed places; where
the first or the last two have, three in a row are those of the term without one. So of all places
of a document those with three such characters or two are looked up in tables of pairs.
"""

from __future__ import annotations

import zlib
from array import array
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from notice_lint.artifacts import ArtifactCache
from notice_lint.matching.bigrams import pair_number
from notice_lint.matching.paragraph_index import ParagraphIndex, Searchable
from notice_lint.matching.windows import ENDS, HEAD, SIZE, TAIL, WindowTable, marked

LONGEST = 31
"""Characters of the longest term."""
MOST_HARMLESS = 20_000
"""Clauses that are remembered as having no slip: notices of one office are made of the same."""
CLAUSE_ENDS = "，。；"
"""Marks that no term has."""
INNER, OUTER, MARKS = "inner", "outer", "marks"
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


class WindowSlip(NamedTuple):
    """A slip that a window may be part of."""

    slip: TermSlip
    offset: int
    """Where in the term the window begins."""


class Row(NamedTuple):
    """A pair of characters in a term."""

    pair: int
    code: int
    """Where it is: the number of the term, and the place where its window begins."""
    others: str
    """The two other characters of the window."""


class PairTable:
    """Places in terms by the number of a pair of characters."""

    def __init__(self, pairs: str, starts: str, codes: str, others: str) -> None:
        """Take each pair, where its rows begin, and of each row the place and the other two."""
        self._starts, self._codes = map(_unpacked, (starts, codes))
        self._others = others
        self.pairs = {pair: number for number, pair in enumerate(_unpacked(pairs))}

    def codes(self, pair: int, others: str) -> Iterator[int]:
        """Yield the places of a pair beside which one of two other characters stands, or both."""
        number = self.pairs.get(pair)
        if number is None:
            return
        turned = others[::-1]
        for row in range(self._starts[number], self._starts[number + 1]):
            beside = self._others[2 * row : 2 * row + 2]
            if beside[0] == others[0] or beside[1] == others[1] or beside == turned:
                yield self._codes[row]


class TermIndex:
    """Terms, ready to be looked for in documents."""

    def __init__(self, terms: Sequence[str], compiled: dict[str, Any]) -> None:
        """Take the terms, and what `_compiled_terms` made of them."""
        self.terms = terms
        self._compiled = compiled
        self._harmless: set[str] = set()

    @classmethod
    def of_terms(cls, terms: Sequence[str]) -> TermIndex:
        """Compile terms; what is made of them is remembered."""
        return cls(terms, _COMPILED.of(" ".join(terms)))

    @cached_property
    def _tables(self) -> dict[str, PairTable]:
        return {name: PairTable(*self._compiled[name]) for name in (INNER, OUTER)}

    @cached_property
    def _table(self) -> WindowTable:
        return WindowTable(zlib.decompress(b64decode(self._compiled[MARKS])))

    @cached_property
    def _windows(self) -> frozenset[str]:
        """The terms that are no longer than a window."""
        return frozenset(term for term in self.terms if len(term) == SIZE)

    def slips(self, text: str, confuses: Confuses) -> dict[str, tuple[WindowSlip, ...]]:
        """Return the slips that windows of a text may be part of, by what stands there."""
        for mark in CLAUSE_ENDS:
            text = text.replace(mark, "\n")
        unknown = {*text.split("\n")} - self._harmless
        near = sorted(self._table.near("\n".join(unknown)) - self._windows)
        slips = {window: tuple(self._slips(window, confuses)) for window in near}
        slips = {window: of_window for window, of_window in slips.items() if of_window}
        self._remember(clause for clause in unknown if not any(map(clause.__contains__, slips)))
        return slips

    def _remember(self, clauses: Iterable[str]) -> None:
        """Note that clauses hold no slip."""
        if len(self._harmless) > MOST_HARMLESS:
            self._harmless.clear()
        self._harmless.update(clauses)

    def _slips(self, text: str, confuses: Confuses) -> Iterator[WindowSlip]:
        """Yield the slips that a window may be part of."""
        inner, outer = text[1:-1], text[0] + text[-1]
        for name, pair, others in ((INNER, inner, outer), (OUTER, outer, inner)):
            for code in self._tables[name].codes(pair_number(pair[0], pair[1]), others):
                term, offset = self.terms[code >> _BITS], code & _LAST
                slip = _slip(text, term, offset, confuses)
                if slip:
                    yield WindowSlip(slip, offset)


def near_misses(
    slips: Mapping[str, Iterable[WindowSlip]], index: ParagraphIndex[_P]
) -> Iterator[NearMiss[_P]]:
    """Yield where a character of a term is one that is confused with it, or two changed."""
    for window, of_window in slips.items():
        for paragraph, start in index.places(window):
            for slip, offset in of_window:
                yield from _near_miss(slip, start - offset, paragraph)


def _slip(window: str, term: str, offset: int, confuses: Confuses) -> TermSlip | None:
    """Return the slip by which a window differs from a term; None if by another, or by none."""
    right = term[offset : offset + SIZE]
    unlike = [place for place in range(SIZE) if window[place] != right[place]]
    if not unlike or _window_of(offset + unlike[0], term) != offset:
        return None
    first = unlike[0]
    if len(unlike) == 1:
        is_slip = confuses(window[first], right[first])
        return TermSlip(term, offset + first) if is_slip else None
    is_swap = window == swapped(right, first)
    return TermSlip(term, offset + first, is_swap) if is_swap else None


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
    rows: dict[str, list[Row]] = {INNER: [], OUTER: []}
    parts: list[tuple[str, int]] = []
    for number, term in enumerate(text.split()):
        for offset in range(len(term) - SIZE + 1):
            code = number << _BITS | offset
            right = term[offset : offset + SIZE]
            rows[OUTER].append(Row(pair_number(right[0], right[-1]), code, right[1:-1]))
            parts.append((right, ENDS))
            for written, mark in _found_by_inner(term, offset):
                others = written[0] + written[-1]
                rows[INNER].append(Row(pair_number(written[1], written[2]), code, others))
                parts.append((written, mark))
    tables: dict[str, Any] = {name: _columns(sorted(table)) for name, table in rows.items()}
    return tables | {MARKS: b64encode(zlib.compress(marked(parts), 9)).decode()}


def _found_by_inner(term: str, offset: int) -> Iterator[tuple[str, int]]:
    """Yield the windows from a place of a term on that are looked for by their inner pair.

    Each comes with which three in a row stand as they are.
    """
    window = term[offset : offset + SIZE]
    if offset == 0:
        yield from ((window, TAIL), (swapped(window, 0), HEAD))
    if offset + SIZE == len(term):
        yield from ((window, HEAD), (swapped(window, SIZE - 2), TAIL))


def _columns(rows: Sequence[Row]) -> list[str]:
    """Return the columns of a table: rows of one pair stand together."""
    starts = [at for at, row in enumerate(rows) if at == 0 or row.pair != rows[at - 1].pair]
    return [
        _packed(rows[start].pair for start in starts),
        _packed([*starts, len(rows)]),
        _packed(row.code for row in rows),
        "".join(row.others for row in rows),
    ]


def _packed(column: Iterable[int]) -> str:
    return b64encode(array("I", column).tobytes()).decode()


def _unpacked(column: str) -> array[int]:
    return array("I", b64decode(column))


_COMPILED = ArtifactCache(_compiled_terms)
