"""Causes that only their place shows: the first sentences of each item, before what was done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.token import COMPOUND, END, ITEM, SECTION, Token
from notice_lint.text.expression import Expression

BARE_CAUSE = "BARE_CAUSE"
_TEXT = "TEXT"
_LABELLED = frozenset(("CAUSE", "MEASURES"))
LEAST = 3
"""Items that open with a cause from which on it is how a document tells them."""
SHARE = 2 / 3
"""Of the items that state a cause or open with one: so many make it the habit of a document."""
_NO_CAUSE = frozenset(("SHOWS", "ACTS"))
_FIGURE = Expression(r"\d")
_CLAUSE = Expression(r"[,;]")
_SENTENCE = Expression(r"[^。!?]+[。!?]*[”’)】》]*")


class ItemOpening(NamedTuple):
    """What an item begins with."""

    place: int
    """Of the text behind its heading; of the heading where no text is there."""
    states_cause: bool
    """Whether the item names its cause somewhere."""


def open_with_causes(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield tokens; where most items open with their cause, what each opens with is called so.

    Documents that give causes or measures a label are left alone: there text tells how a problem
    shows.
    """
    openings = list(_openings(tokens))
    opens = {
        opening.place: _cause_end(tokens[opening.place].piece.words)
        for opening in openings
        if not opening.states_cause
    }
    is_habit = _is_habit(tokens, openings)
    for place, token in enumerate(tokens):
        end = opens.get(place, 0) if is_habit and token.terminal == _TEXT else 0
        yield from _divided(token, end) if end else (token,)


def _openings(tokens: Sequence[Token]) -> Iterator[ItemOpening]:
    """Yield what stands behind the heading of each item that holds no others."""
    for place, token in enumerate(tokens):
        if token.terminal == ITEM:
            inside = [other.terminal for other in _inside(tokens, place)]
            is_text = inside[:1] == [_TEXT]
            yield ItemOpening(place + is_text, BARE_CAUSE in inside)


def _inside(tokens: Sequence[Token], place: int) -> Iterator[Token]:
    """Yield what an item holds, up to its end."""
    for token in tokens[place + 1 :]:
        if token.terminal in (END, ITEM, COMPOUND, SECTION):
            return
        yield token


def _is_habit(tokens: Sequence[Token], openings: Sequence[ItemOpening]) -> bool:
    if any(token.terminal in _LABELLED for token in tokens):
        return False
    stated = sum(opening.states_cause for opening in openings)
    opened = sum(_tells_shortcoming(tokens[opening.place]) for opening in openings)
    return stated + opened >= max(LEAST, SHARE * len(openings))


def _tells_shortcoming(text: Token) -> bool:
    words = text.piece.words
    is_opening = text.terminal == _TEXT and not _tells_work(words)
    return is_opening and alphabet("opens_cause").match(words) is not None


def _tells_work(words: str) -> bool:
    """Tell whether a sentence begins with what was done, or how the problem shows."""
    hit = alphabet("acts").match(words)
    return hit is not None and hit.terminal in _NO_CAUSE


def _cause_end(words: str) -> int:
    """Return where the sentences end that a text begins with and that tell of no work; 0 for none.

    Behind the first one only what falls short goes on with it, without figures, and never all of
    the text: what was done is told behind it, if only in a clause.
    """
    if _tells_work(words):
        return 0
    sentences = list(_SENTENCE.finditer(words))
    first, *rest = sentences
    end = [first, *takewhile(_goes_on, rest[:-1])][-1].end()
    return end if rest else next(_working_clauses(words), end)


def _working_clauses(words: str) -> Iterator[int]:
    """Yield where clauses begin that tell of work: 针对研讨不够的原因，局党组健全机制."""
    return (
        clause.end() for clause in _CLAUSE.finditer(words) if _tells_work(words[clause.end() :])
    )


def _goes_on(sentence: re.Match[str]) -> bool:
    words = sentence.group()
    falls_short = alphabet("opens_cause").match(words) is not None
    return falls_short and not _tells_work(words) and not _FIGURE.search(words)


def _divided(text: Token, end: int) -> Iterator[Token]:
    """Yield a text as a cause and what stands behind it."""
    piece = text.piece
    if end >= len(piece.words):
        yield Token(BARE_CAUSE, piece.as_(BARE_CAUSE))
        return
    yield Token(BARE_CAUSE, piece.part(BARE_CAUSE, 0, end))
    yield Token(_TEXT, piece.part(_TEXT, end))
