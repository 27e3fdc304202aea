"""Measures without a label: told from the description of a problem by what the document does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.token import COMPOUND, END, ITEM, SECTION, Token

BARE_MEASURES = "BARE_MEASURES"
_OPENING = frozenset((ITEM, COMPOUND, SECTION))
_TEXT = "TEXT"
_STATUSES = frozenset(("STATUS", "STATUS_MARK", "BARE_STATUS"))
_LABELLED = frozenset(("CAUSE",))
_STATED = frozenset(("BARE_CAUSE",))
"""A cause that text states ends with its sentence: what stands behind is no more of it."""


class _Block(Struct):
    """A label or a status with the text behind it; the first of an item is its heading."""

    terminal: str
    texts: list[int] = field(default_factory=list)
    """Places of the text in the stream."""


class _ItemBlocks(Struct):
    """What stands directly in one item."""

    blocks: list[_Block]
    is_compound: bool

    @property
    def before(self) -> list[int]:
        """Text between the heading and the first label."""
        return self.blocks[0].texts

    def behind(self, terminals: frozenset[str]) -> list[list[int]]:
        """Return the texts behind some labels."""
        return [block.texts for block in self.blocks if block.terminal in terminals]

    @property
    def labels_measures(self) -> bool:
        """Whether the measures have a label."""
        return any(block.terminal in ("MEASURES", BARE_MEASURES) for block in self.blocks)

    @property
    def is_filled(self) -> bool:
        """Whether anything stands below the heading."""
        return len(self.blocks) > 1 or bool(self.before)


class _Habit(Struct, frozen=True):
    """What most items of a document do."""

    labels_measures: bool
    """Measures have a label."""
    states_first: bool
    """Text stands between the heading and the first label."""


def label_measures(tokens: Sequence[Token]) -> list[Token]:
    """Return tokens in which the text that begins the measures of an item is called so."""
    items = list(_items(tokens))
    habit = _learn(items)
    measures = {place for item in items for place in _measures(item, habit, tokens)}
    return [
        token._replace(terminal=BARE_MEASURES)
        if place in measures and place - 1 not in measures
        else token
        for place, token in enumerate(tokens)
    ]


def _items(tokens: Sequence[Token]) -> Iterator[_ItemBlocks]:
    open_: list[_ItemBlocks | None] = []
    for place, token in enumerate(tokens):
        if token.terminal == END:
            item = open_.pop()
            if item:
                yield item
        elif token.terminal in _OPENING:
            is_item = token.terminal != SECTION
            blocks = _ItemBlocks([_Block(token.terminal)], token.terminal == COMPOUND)
            open_.append(blocks if is_item else None)
        elif open_ and open_[-1]:
            _add(open_[-1], token, place)


def _add(item: _ItemBlocks, token: Token, place: int) -> None:
    if token.terminal == _TEXT:
        item.blocks[-1].texts.append(place)
    else:
        item.blocks.append(_Block(token.kind))


def _learn(items: Sequence[_ItemBlocks]) -> _Habit:
    filled = [item for item in items if item.is_filled]
    labelled = [item for item in filled if item.labels_measures]
    stated = sum(bool(item.before) for item in labelled)
    return _Habit(
        labels_measures=len(labelled) * 2 >= len(filled) > 0,
        states_first=stated * 2 >= len(labelled) > 0,
    )


def _measures(item: _ItemBlocks, habit: _Habit, tokens: Sequence[Token]) -> list[int]:
    """Return the places of the text that holds the measures of an item, where no label does."""
    if item.labels_measures:
        return []
    behind = _behind_cause(item, tokens) or _behind_status(item)
    if behind or _enumerates(item.before[:1], tokens):
        return behind or item.before
    if item.behind(_LABELLED | _STATED) or item.is_compound:
        return []  # what stands before a cause or sub-items tells how the problem shows
    is_stated = habit.labels_measures and habit.states_first
    return item.before[1:] if is_stated else item.before


def _behind_status(item: _ItemBlocks) -> list[int]:
    return [place for texts in item.behind(_STATUSES) for place in texts]


def _behind_cause(item: _ItemBlocks, tokens: Sequence[Token]) -> list[int]:
    labelled = (_beyond(texts, tokens) for texts in item.behind(_LABELLED))
    return [place for texts in (*labelled, *item.behind(_STATED)) for place in texts]


def _beyond(texts: Sequence[int], tokens: Sequence[Token]) -> Sequence[int]:
    """Return the paragraphs that no longer belong to a cause: a second run of 一是 begins.

    What is numbered goes on listing causes: 1.研究不深。 2.培育不足。
    """
    for index, place in enumerate(texts[1:], 1):
        piece = tokens[place].piece
        is_listed = alphabet("enumerator").match(piece.words) or piece.mark is not None
        if alphabet("first_enumerator").match(piece.words) or not is_listed:
            return texts[index:]
    return []


def _enumerates(texts: Sequence[int], tokens: Sequence[Token]) -> bool:
    return any(alphabet("enumerator").match(tokens[place].piece.words) for place in texts)
