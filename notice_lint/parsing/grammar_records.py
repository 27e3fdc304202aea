"""A grammar of notices as records: its rules, its automaton, and what they make of a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec import Struct


class ParseNode(Struct, eq=False):
    """A part of a document as the grammar sees it."""

    data: str
    """The rule, or the alternative of it, that made the node."""
    children: list[Any]
    """Tokens and nodes."""


class GrammarSymbol(NamedTuple):
    """What a rule asks for: a terminal, or another rule."""

    name: str
    is_term: bool


class KeptChild(NamedTuple):
    """What of a rule comes into the tree."""

    place: int
    is_opened: bool
    """Whether its children come in its place."""


class GrammarRule(Struct, frozen=True):
    """One alternative of a rule, repetitions and options written out."""

    name: str
    alias: str | None
    expansion: tuple[GrammarSymbol, ...]
    children: tuple[KeptChild, ...]
    is_transparent: bool
    """Whether a single child stands for the node."""

    def node(self, values: list[Any]) -> Any:
        """Return the node of what was read by the rule."""
        below: list[Any] = []
        for place, is_opened in self.children:
            child = values[place]
            if is_opened:
                below += child.children
            else:
                below.append(child)
        if self.is_transparent and len(below) == 1:
            return below[0]
        return ParseNode(self.alias or self.name, below)


class GrammarTables(Struct, frozen=True, eq=False):
    """The automaton of a grammar, and its rules."""

    rules: tuple[GrammarRule, ...]
    states: tuple[Mapping[str, int], ...]
    """By terminal or rule the state that follows, or -1 less the place of a rule to reduce by."""
    start: int
    end: int
