"""一是…二是…: where enumerators stand and which belong together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from notice_lint.document.paragraphs import Enumerator, Phrase
from notice_lint.parsing.lexer.alphabet import Hit, alphabet
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.parsing.lift.quoting import Quoter
from notice_lint.parsing.token import Token
from notice_lint.text.numerals import number_value
from notice_lint.text.spans import Span

_BEFORE = frozenset("。.;:,!?”’)】》 ")
"""What an enumerator at the beginning of a clause stands behind; some type a dot for 。."""
RUNNING = frozenset(("TEXT", "BARE_MEASURES", "BARE_STATUS", "LEAD", "STATUS", "STATUS_MARK"))
APART = frozenset(("BARE_CAUSE",))
"""Running text that counts by itself: the measures behind it begin with 一是 again."""


class Enumerators:
    """All enumerators of a document, in order."""

    def __init__(self, enumerators: Sequence[Enumerator]) -> None:
        """Take them with the places where they begin; columns need not be in reading order."""
        self._found = sorted(enumerators, key=lambda enumerator: enumerator.span.start)
        self._starts = [enumerator.span.start for enumerator in self._found]

    def within(self, leaves: Iterable[Token]) -> Iterator[Phrase]:
        """Yield those that stand in some text."""
        for token in leaves:
            start, end = token.piece.span
            first = bisect_left(self._starts, start)
            for enumerator in self._found[first : bisect_left(self._starts, end, first)]:
                yield Phrase(enumerator.text, enumerator.span)


def read_enumerators(leaves: Iterable[Token], quoter: Quoter) -> Iterator[Enumerator]:
    """Yield all enumerators of a document; whatever is no running text begins another block.

    A cell that goes for several rows is read once.
    """
    block = paragraph = 0
    read: set[Span] = set()
    for token in leaves:
        if token.terminal not in RUNNING:
            block += 1
        if token.terminal not in RUNNING | APART:
            continue
        paragraph += 1
        if token.piece.span in read:
            continue
        read.add(token.piece.span)
        for hit, value in _hits(token.piece):
            phrase = quoter.phrase(token.piece.locate(hit.start, hit.end))
            yield Enumerator(
                text=phrase.text,
                span=phrase.span,
                value=value,
                nested=_is_nested(token.piece.words, hit.start),
                doubled=hit.terminal == "DOUBLED",
                block=block,
                paragraph=paragraph,
            )
        block += token.terminal in APART


def _is_nested(words: str, start: int) -> bool:
    """Tell whether a colon or bracket stands before a place, with blanks or a quote between."""
    while start and words[start - 1] in " “":
        start -= 1
    return start > 0 and words[start - 1] in ":("


def _hits(piece: Segment) -> Iterator[tuple[Hit, int]]:
    """Yield enumerators with their numbers: at the beginning of clauses, 一是 behind any words.

    主要做法一是…二是… is told from 万众一是 by the 二是 that comes next.
    """
    end = before = 0
    for hit in alphabet("enumerator").scan(piece.words):
        start = hit.start
        if start and piece.words[start - 1] not in _BEFORE:
            continue
        value = number_value(piece.words[start : hit.end].partition("是")[0]) or 0
        if value == 2 and before != 1:
            yield from _hidden(piece.words, end, hit.start)
        yield hit, value
        end, before = hit.end, value


def _hidden(words: str, start: int, end: int) -> Iterator[tuple[Hit, int]]:
    firsts = list(alphabet("first_enumerator").scan(words[:end], start))
    yield from ((hit._replace(terminal="ENUMERATOR"), 1) for hit in firsts[-1:])
