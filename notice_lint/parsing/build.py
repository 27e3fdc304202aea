"""From tokens to a tree that fits the grammar, with what had to be repaired."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from msgspec import Struct

from notice_lint.parsing.grammar_records import ParseNode
from notice_lint.parsing.repair import Repairer, RepairStep
from notice_lint.parsing.tables import DocumentTree
from notice_lint.parsing.token import Token
from notice_lint.parsing.vocabulary import TEXT, Vocabulary

ROOT = "start"


class PutIn(NamedTuple):
    """A terminal that was taken for left out."""

    terminal: str

    @property
    def type(self) -> str:
        """The terminal, as Lark asks a token for it."""
        return self.terminal


class MissingPart(NamedTuple):
    """A part that the grammar requires and the document lacks."""

    part: str
    within: str
    """The part that should hold it."""
    owner: Token | None
    """Heading of the section or item that it is missing in; None for the document."""
    at: Token | None
    """Heading or label of the part that should hold it."""


class MisfitTokens(NamedTuple):
    """Tokens next to each other that were set aside."""

    tokens: tuple[Token, ...]
    owner: Token | None
    """Heading of the section or item that they stand in; None for the document."""
    expected: tuple[str, ...]
    """The terminals that would have fitted."""


class Parsed(Struct, frozen=True):
    """A document as the grammar sees it."""

    tree: ParseNode
    missing: tuple[MissingPart, ...]
    misfits: tuple[MisfitTokens, ...]
    arrangements: Mapping[int, str]
    """In which of its orders the grammar took an item, by the identity of its heading."""


Child: TypeAlias = "Token | PutIn | ParseNode"


@cache
def repairer(vocabulary: Vocabulary) -> Repairer:
    """Return what repairs documents of a vocabulary; what it learns is shared by all of them."""
    return Repairer(vocabulary)


def build(tokens: Sequence[Token], vocabulary: Vocabulary) -> Parsed:
    """Parse tokens by the grammar of a vocabulary; total: any tokens give a tree."""
    steps = repairer(vocabulary).steps([token.terminal for token in tokens])
    if not steps:
        whole = MisfitTokens(tuple(tokens), None, ())
        return Parsed(ParseNode(ROOT, []), (), (whole,) if tokens else (), {})
    builder = _Builder(tokens, vocabulary)
    tree = builder.build(steps)
    pruner = _Pruner(vocabulary)
    (start,) = pruner.pruned(tree, _Place(None, "", None))
    return Parsed(start, tuple(pruner.missing), tuple(builder.misfits()), pruner.arrangements)


class _Builder:
    """Makes a tree of what the steps of a repair leave and put in."""

    def __init__(self, tokens: Sequence[Token], vocabulary: Vocabulary) -> None:
        self.tokens = tokens
        self.vocabulary = vocabulary
        self.trees = DocumentTree(vocabulary.grammar)
        self.open: list[Token | PutIn] = []
        self.aside: list[tuple[int, Token, Token | None, tuple[str, ...]]] = []

    def build(self, steps: Sequence[RepairStep]) -> ParseNode:
        for step in steps:
            if step.kind == "aside":
                self._set_aside(step)
            elif step.kind == "insert":
                self._feed(PutIn(step.terminal))
            elif step.place < len(self.tokens):
                self._feed(self.tokens[step.place])
        return self.trees.finish()

    def _feed(self, token: Token | PutIn) -> None:
        self.trees.feed(token)
        if self.vocabulary.traits(token.terminal).closes:
            self.open.pop()
        elif token.terminal in self.vocabulary.openers:
            self.open.append(token)

    def _set_aside(self, step: RepairStep) -> None:
        owner = next((opener for opener in reversed(self.open) if isinstance(opener, Token)), None)
        is_next = bool(self.aside) and self.aside[-1][0] == step.place - 1
        expected = () if is_next else tuple(self.trees.accepted())
        self.aside.append((step.place, self.tokens[step.place], owner, expected))

    def misfits(self) -> Iterator[MisfitTokens]:
        """Yield what was set aside, tokens next to each other together."""
        run: list[Token] = []
        for place, (index, token, owner, expected) in enumerate(self.aside):
            if not run:
                first = owner, expected
            run.append(token)
            following = self.aside[place + 1] if place + 1 < len(self.aside) else None
            if following is None or following[0] != index + 1 or following[2] is not owner:
                yield MisfitTokens(tuple(run), *first)
                run = []


class _Place(NamedTuple):
    """Where in the tree something stands."""

    owner: Token | None
    within: str
    at: Token | None


class _Pruner:
    """Takes what was put in out of the tree again, and notes what it stood for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.missing: list[MissingPart] = []
        self.arrangements: dict[int, str] = {}

    def pruned(self, tree: ParseNode, place: _Place) -> list[ParseNode]:
        """Return a tree without what was put in; what is left of it where its head was."""
        first = tree.children[0] if tree.children else None
        if isinstance(first, PutIn):
            self.missing.append(MissingPart(tree.data, place.within, place.owner, place.at))
            return self._left(tree, place)
        here = self._inside(tree, first, place)
        children: list[Any] = []
        for child in tree.children:
            if isinstance(child, PutIn):
                self._note(child, tree, (place, here))
            elif isinstance(child, ParseNode):
                children.extend(self._below(child, here))
            else:
                children.append(child)
        return [ParseNode(tree.data, children)]

    def _inside(self, tree: ParseNode, first: Child | None, place: _Place) -> _Place:
        """Return the place of what a tree holds."""
        head = first if isinstance(first, Token) else None
        opens = head is not None and head.terminal in self.vocabulary.openers
        return _Place(head if opens else place.owner, tree.data, head)

    def _below(self, child: ParseNode, here: _Place) -> list[Any]:
        if child.data not in self.vocabulary.arrangements:
            return self.pruned(child, here)
        if here.owner is not None and here.within == "item":
            self.arrangements.setdefault(id(here.owner), child.data)
        return [node for branch in child.children for node in self._below(branch, here)]

    def _note(self, child: PutIn, tree: ParseNode, places: tuple[_Place, _Place]) -> None:
        """Note a terminal that is missing inside a part: the part itself, or what it says."""
        outer, inner = places
        if self.vocabulary.traits(child.terminal).continues:
            self.missing.append(MissingPart(TEXT, inner.within, inner.owner, inner.at))
            return
        part = self.vocabulary.part_of(child.terminal)
        place = outer if part == tree.data else inner
        self.missing.append(MissingPart(part, place.within, place.owner, place.at))

    def _left(self, tree: ParseNode, place: _Place) -> list[Any]:
        """Return what of the document stands below a heading or label that was put in."""
        left: list[Any] = []
        for child in tree.children:
            if isinstance(child, ParseNode):
                is_put_in = isinstance(next(iter(child.children), None), PutIn)
                left.extend(self._left(child, place) if is_put_in else self.pruned(child, place))
            elif isinstance(child, Token):
                left.append(child)
        return left


def by_owner(misfits: Sequence[MisfitTokens]) -> dict[int, list[MisfitTokens]]:
    """Return what was set aside by the identity of the heading it stands below."""
    owned: dict[int, list[MisfitTokens]] = {}
    for misfit in misfits:
        owned.setdefault(id(misfit.owner), []).append(misfit)
    return owned
