"""The parts of a problem item; text without a label told apart by what the document does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lark import Tree
from msgspec import Struct

from notice_lint.document.notice import Part, PartKind, StatusClass
from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lift.quoting import Quoter
from notice_lint.parsing.outline.tokens import Token
from notice_lint.text.spans import Span

LABELLED: dict[str, PartKind] = {"cause": "cause", "measures": "measures", "status": "status"}
_WRITTEN_BRACKETS = re.compile(r"^[【〖\[［(（](.*)[】〗\]］)）]$")
_BRACKETS = re.compile(r"^[【\[(](.*)[】\])]$")


class Habit(Struct, frozen=True):
    """What most items of a document do."""

    labels_measures: bool
    """Measures have a label."""
    states_first: bool
    """Text stands between the heading and the first label."""


class Content(Struct, frozen=True):
    """What an item holds besides its sub-items."""

    parts: tuple[Part, ...]
    statement: tuple[Span, ...]
    fields: tuple[Part, ...]
    texts: tuple[Token, ...]


def trees(node: Tree[Token], *rules: str) -> list[Tree[Token]]:
    """Return the children of a node made by some rules."""
    return [one for one in node.children if isinstance(one, Tree) and one.data in rules]


def below(node: Tree[Token], rule: str) -> Iterator[Tree[Token]]:
    """Yield all that one rule made below a node, at any depth."""
    for tree in trees(node, "section", "item"):
        if tree.data == rule:
            yield tree
        yield from below(tree, rule)


def leaves(node: Tree[Token], *terminals: str) -> list[Token]:
    """Return the leaves directly below a node, of some terminals or of all."""
    found = [one for one in node.children if isinstance(one, Token)]
    return [leaf for leaf in found if leaf.terminal in terminals] if terminals else found


class _Block(NamedTuple):
    """What stands in an item with a label or a mark of its own, as parsed."""

    rule: str
    leaves: list[Token]
    texts: list[Token]


def _blocks(item: Tree[Token], *rules: str) -> Iterator[_Block]:
    for tree in trees(item, *rules):
        inside = leaves(tree)
        yield _Block(str(tree.data), inside, [leaf for leaf in inside if leaf.terminal == "TEXT"])


def learn(items: Sequence[Tree[Token]]) -> Habit:
    """Learn from all items of a document where measures stand and how they are shown."""
    told = [({tree.data for tree in trees(one, *LABELLED)}, leaves(one, "TEXT")) for one in items]
    filled = [(rules, before) for rules, before in told if rules or before]
    labelled = [before for rules, before in filled if "measures" in rules]
    stated = sum(map(bool, labelled))
    return Habit(
        labels_measures=len(labelled) * 2 >= len(filled) > 0,
        states_first=stated * 2 >= len(labelled) > 0,
    )


def read_content(item: Tree[Token], habit: Habit, scribe: Quoter) -> Content:
    """Read what an item holds."""
    before = leaves(item, "TEXT")
    blocks = list(_blocks(item, *LABELLED, "statement", "field"))
    stated, unlabelled = _sort_out(blocks, before, habit)
    parts = [_unlabelled(unlabelled)] if unlabelled and unlabelled[0] in before else []
    fields = []
    for block in blocks:
        if block.rule == "statement":
            stated = [*stated, *block.texts]
        elif block.rule == "field":
            fields.append(_labelled(block, "field", block.texts, scribe))
        else:
            parts.extend(_parts(block, unlabelled, scribe))
    return Content(
        parts=tuple(parts),
        statement=tuple([leaf.piece.span for leaf in stated]),
        fields=tuple(fields),
        texts=(*before, *(leaf for block in blocks for leaf in block.texts)),
    )


def _sort_out(
    blocks: Sequence[_Block], before: list[Token], habit: Habit
) -> tuple[list[Token], list[Token]]:
    """Divide text without a label into how the problem shows and measures."""
    if any(block.rule == "measures" for block in blocks):
        return before, []
    behind_status = [leaf for one in blocks if one.rule == "status" for leaf in one.texts]
    if behind_status:
        return before, behind_status
    behind_cause = [leaf for one in blocks if one.rule == "cause" for leaf in _beyond(one.texts)]
    if behind_cause:
        return before, behind_cause
    if not habit.labels_measures or _enumerates(before[:1]):
        return [], before
    if not habit.states_first:
        return [], before
    return before[:1], before[1:]


def _beyond(texts: Sequence[Token]) -> Sequence[Token]:
    """Return the paragraphs that no longer belong to a cause: a second run of 一是 begins."""
    for index, leaf in enumerate(texts[1:], 1):
        words = leaf.piece.words
        if alphabet("first_enumerator").match(words) or not alphabet("enumerator").match(words):
            return texts[index:]
    return []


def _enumerates(texts: Sequence[Token]) -> bool:
    return any(alphabet("enumerator").match(leaf.piece.words) for leaf in texts)


def _unlabelled(texts: Sequence[Token]) -> Part:
    span = Span(texts[0].piece.span.start, texts[-1].piece.span.end)
    return Part("measures", None, span, tuple(leaf.piece.span for leaf in texts))


def _parts(block: _Block, unlabelled: Sequence[Token], scribe: Quoter) -> Iterator[Part]:
    known = {id(leaf) for leaf in unlabelled}
    apart = [leaf for leaf in block.texts if id(leaf) in known]
    own = [leaf for leaf in block.texts if id(leaf) not in known]
    if block.rule == "status":
        yield _status(block, scribe)
    else:
        yield _labelled(block, LABELLED[block.rule], own, scribe)
    if apart:
        yield _unlabelled(apart)


def _labelled(block: _Block, kind: PartKind, texts: Sequence[Token], scribe: Quoter) -> Part:
    label = block.leaves[0].piece
    end = texts[-1].piece.span.end if texts else label.span.end
    body = tuple([leaf.piece.span for leaf in texts])
    return Part(kind, scribe.phrase(label.core), Span(label.span.start, end), body)


def _status(block: _Block, scribe: Quoter) -> Part:
    labels = [leaf for leaf in block.leaves if leaf.terminal == "STATUS_LABEL"]
    values = [leaf for leaf in block.leaves if leaf.terminal in ("STATUS", "STATUS_MARK")]
    label = scribe.phrase(labels[0].piece.core) if labels else None
    pieces = [leaf.piece for leaf in (*labels, *values)]
    span = Span(pieces[0].span.start, pieces[-1].span.end)
    if not values:
        return Part("status", label, span, ())
    piece = values[0].piece
    words = _BRACKETS.sub(r"\1", piece.words)
    text = _WRITTEN_BRACKETS.sub(r"\1", scribe.phrase(piece.core).text)
    text = text.strip(" 。")
    class_ = scribe.statuses.get(text) or status_class(words)
    return Part("status", label, span, (piece.span,), text, class_)


def status_class(words: str) -> StatusClass | None:
    """Return the class that the words of a status belong to; None when they belong to none."""
    found = alphabet("status_words").match(words)
    if found is None:
        return None
    about = alphabet("about_status").match(words)
    hit = alphabet("status").match(words, about.end if about else 0)
    return _CLASSES.get(hit.terminal) if hit else None


_CLASSES: dict[str, StatusClass] = {
    "COMPLETED": "completed",
    "COMPLETED_ONGOING": "completed_ongoing",
    "BASICALLY_COMPLETED": "basically_completed",
    "IN_PROGRESS": "in_progress",
    "NOT_STARTED": "not_started",
}
