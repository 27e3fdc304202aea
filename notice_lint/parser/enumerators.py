"""一是…二是…: where enumerators stand and which belong together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from notice_lint.lexer.alphabet import Hit, alphabet
from notice_lint.lexer.pieces import Piece
from notice_lint.notice import Enumerator
from notice_lint.outline.tokens import Leaf
from notice_lint.parser.written import Scribe
from notice_lint.prose import Phrase
from notice_lint.text import number_value

_CLAUSE = re.compile(r"(?:^|[。;:,!?”’)】》 ])(?=[一二三四五六七八九十]{1,2}是)")
RUNNING = frozenset(("TEXT", "LEAD", "STATUS", "STATUS_MARK"))


def enumerators_in(leaves: Iterable[Leaf], scribe: Scribe) -> Iterator[Phrase]:
    """Yield the enumerators of some text, as written."""
    for leaf in leaves:
        for hit in _hits(leaf.piece):
            yield scribe.phrase(leaf.piece.locate(hit.start, hit.end))


def read_enumerators(leaves: Iterable[Leaf], scribe: Scribe) -> Iterator[Enumerator]:
    """Yield all enumerators of a document; whatever is no running text begins another block."""
    block = paragraph = 0
    for leaf in leaves:
        if leaf.terminal not in RUNNING:
            block += 1
            continue
        paragraph += 1
        for hit in _hits(leaf.piece):
            yield _enumerator(leaf.piece, hit, (block, paragraph), scribe)


def _enumerator(piece: Piece, hit: Hit, at: tuple[int, int], scribe: Scribe) -> Enumerator:
    words = piece.words
    phrase = scribe.phrase(piece.locate(hit.start, hit.end))
    return Enumerator(
        text=phrase.text,
        span=phrase.span,
        value=_value(words, hit),
        nested=words[: hit.start].rstrip(" “").endswith((":", "(")),
        doubled=hit.terminal == "DOUBLED",
        block=at[0],
        paragraph=at[1],
    )


def _value(words: str, hit: Hit) -> int:
    return number_value(words[hit.start : hit.end].partition("是")[0]) or 0


def _hits(piece: Piece) -> Iterator[Hit]:
    """Yield the enumerators at the beginning of clauses, and an 一是 right behind other words.

    主要做法一是…二是… is told from 万众一是 by the 二是 that comes next.
    """
    last: Hit | None = None
    for found in _CLAUSE.finditer(piece.words):
        hit = alphabet("enumerator").match(piece.words, found.end())
        if hit is None:
            continue
        if _value(piece.words, hit) == 2 and (last is None or _value(piece.words, last) != 1):
            yield from _hidden(piece.words, last.end if last else 0, hit.start)
        yield hit
        last = hit


def _hidden(words: str, start: int, end: int) -> Iterator[Hit]:
    firsts = list(alphabet("first_enumerator").scan(words[:end], start))
    yield from (replace(hit, terminal="ENUMERATOR") for hit in firsts[-1:])
