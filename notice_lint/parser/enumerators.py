"""一是…二是…: where enumerators stand and which belong together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from notice_lint.lexer.alphabet import Hit, alphabet
from notice_lint.lexer.pieces import Piece
from notice_lint.notice import Enumerator, Phrase
from notice_lint.outline.tokens import Leaf
from notice_lint.parser.written import Scribe
from notice_lint.text import number_value

_CLAUSE = re.compile(r"(?:^|[。;:,!?”’)】》 ])(?=[一二三四五六七八九十]{1,2}是)")
_SENTENCE_END = "。;!?"
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
    before = words[: hit.start].rstrip(" ”’)】》")
    return Enumerator(
        text=phrase.text,
        span=phrase.span,
        value=number_value(words[hit.start : hit.end - 1]) or 0,
        block=at[0],
        paragraph=at[1],
        introduced=bool(before) and before[-1] not in _SENTENCE_END,
    )


def _hits(piece: Piece) -> Iterator[Hit]:
    for found in _CLAUSE.finditer(piece.words):
        hit = alphabet("enumerator").match(piece.words, found.end())
        if hit:
            yield hit
