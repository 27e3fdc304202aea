"""Problems that are clauses of one paragraph: 主要问题：一是…；二是…."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.parsing.token import END, LISTED, Token

_LEAST = 2
"""Clauses that make a list."""


Listing = Literal["", "paragraphs", "clauses"]
"""In what of the text of an area its problems stand, if in any."""


def listed(piece: Segment, listing: Listing) -> Iterator[Token]:
    """Yield a text as what stands around its lists, and an item for each clause of these.

    Below the heading of an area every clause is a problem, or every paragraph where there are
    several; elsewhere the words before must say so.
    """
    if (
        listing == "paragraphs"
        and _is_problem(piece.words)
        and not goes_on(piece.words, several=True)
    ):
        yield from _item(piece)
    else:
        yield from _clauses(piece, is_area=bool(listing))


def announces(words: str) -> bool:
    """Tell whether a paragraph says that those below it are problems: 存在的主要问题有：."""
    return alphabet("announces").match(words) is not None and not alphabet("advises").match(words)


def counts(words: str) -> bool:
    """Tell whether words hold clauses that are counted: 一是…二是…."""
    return len(list(alphabet("enumerator").scan(words))) >= _LEAST


def goes_on(words: str, *, several: bool = False) -> bool:
    """Tell whether a paragraph begins with a clause that is counted, and holds `several`.

    在党的建设方面 may stand before the first.
    """
    starts = next((starts for starts, _ in _lists(words)), ())
    area = alphabet("in_area").match(words)
    is_counted = alphabet("enumerator").match(words, area.end if area else 0) is not None
    return is_counted and (not several or len(starts) >= _LEAST)


def _is_problem(words: str) -> bool:
    """Tell whether a paragraph among others is a problem: counted among them, or about a defect."""
    if _lead(words):
        return True
    before = words[: min((starts[0] for starts, _ in _lists(words)), default=0)]
    is_advice = alphabet("advises").match(before) is not None
    return not is_advice and next(alphabet("defective").scan(words), None) is not None


def _clauses(piece: Segment, *, is_area: bool) -> Iterator[Token]:
    place = 0
    for starts, end in _lists(piece.words):
        before = piece.words[place : starts[0]]
        announced = is_area or alphabet("announces").match(before)
        if len(starts) < _LEAST or not announced or alphabet("advises").match(before):
            continue
        yield from _text(piece, place, starts[0])
        for first, last in pairwise((*starts, end)):
            yield from _item(piece.part("TEXT", first, last))
        place = end
    yield from _text(piece, place, len(piece.words))


def _text(piece: Segment, start: int, end: int) -> Iterator[Token]:
    """Yield a range of a text as it was, where it holds any words."""
    if start == 0 and end == len(piece.words):
        yield Token(piece.kind, piece)
    elif piece.words[start:end].strip():
        yield Token(piece.kind, piece.part(piece.kind, start, end))


def _item(clause: Segment) -> Iterator[Token]:
    """Yield a clause as an item: its first sentence is the problem, without 一是 before it."""
    start = _lead(clause.words)
    hit = alphabet("heading").match(clause.words, start)
    end = hit.end if hit else len(clause.words)
    yield Token(LISTED, clause.part("TEXT", start, end))
    rest = clause.words[end:].lstrip("。.:;,!? ")
    if rest:
        yield Token("TEXT", clause.part("TEXT", len(clause.words) - len(rest)))
    yield Token(END, clause)


def _lead(words: str) -> int:
    """Return where the words behind 一是 or a bullet begin, 0 without one."""
    lead = alphabet("enumerator").match(words) or alphabet("bullet").match(words)
    return lead.end if lead else 0


def _lists(words: str) -> Iterator[tuple[Sequence[int], int]]:
    """Yield where the clauses of each list begin, and where it ends.

    They begin at 一是, 二是; without any of these at each sentence, where all tell a defect. A list
    ends with the sentence of its last clause where another follows.
    """
    starts: list[int] = []
    for hit in alphabet("enumerator").scan(words):
        if hit.start and words[hit.start - 1] not in "。;:, ":
            continue
        if starts and alphabet("first_enumerator").match(words, hit.start):
            stop = words.find("。", starts[-1], hit.start)
            yield starts, stop + 1 or hit.start
            starts = []
        starts.append(hit.start)
    if starts or (starts := _defects(words)):
        yield starts, len(words)


def _defects(words: str) -> list[int]:
    starts = [0, *(place + 1 for place, char in enumerate(words) if char in "。;")]
    pairs = pairwise((*starts, len(words)))
    sentences = [(start, words[start:end]) for start, end in pairs if end > start]
    telling = [start for start, sentence in sentences if alphabet("defective").match(sentence)]
    return telling if len(telling) == len(sentences) else []
