"""An expression divided at its outermost |: each alternative is searched for by itself."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cached_property
from typing import Any

from msgspec import Struct

from notice_lint.artifacts import ArtifactCache
from notice_lint.matching.bigrams import bigram
from notice_lint.matching.literals import Strings, required_literals
from notice_lint.matching.syntax_tree import parse


class Alternative(Struct, frozen=True, dict=True):
    """One of the alternatives that a whole expression consists of."""

    text: str
    literals: Strings | None = None
    """Required literals; None where nothing is known."""
    names: tuple[str, ...] = ()
    """Names of its groups."""

    @cached_property
    def _literals_by_last_bigram(self) -> dict[int, list[str]]:
        by_bigram: dict[int, list[str]] = {}
        for literal in self.literals or ():
            by_bigram.setdefault(bigram(literal[-2:]), []).append(literal)
        return by_bigram

    @cached_property
    def _last_bigrams(self) -> frozenset[int]:
        return frozenset(self._literals_by_last_bigram)

    def possible_literals(self, present: Set[int]) -> list[str]:
        """Return the literals that a text with some bigrams may hold."""
        return [
            literal
            for last in self._last_bigrams & present
            for literal in self._literals_by_last_bigram[last]
            if bigram(literal[:2]) in present
        ]


def alternatives(expression: str) -> tuple[Alternative, ...]:
    """Return the alternatives of an expression, in order; one where it cannot be divided."""
    return tuple(
        Alternative(text, None if literals is None else frozenset(literals), tuple(names))
        for text, literals, names in _STORED.of(expression)
    )


def _alternatives(expression: str) -> list[tuple[Any, ...]]:
    """Return the alternatives as JSON can hold them."""
    parts = [_analyzed(text) for text in divided(expression)]
    if len(parts) > 1 and (None in parts or _NUMBERED_GROUP.search(expression)):
        parts = [_analyzed(expression)]
    known = (alternative or Alternative(expression) for alternative in parts)
    return [
        (
            alternative.text,
            None if alternative.literals is None else sorted(alternative.literals),
            alternative.names,
        )
        for alternative in known
    ]


_STORED = ArtifactCache(_alternatives)
"""Analyses of an earlier run: those of our own rules take 0.04 s of a start of 0.45 s."""
_NUMBERED_GROUP = re.compile(r"\\[1-9]|\(\?\(\d")
"""What refers to a group by its number, which is another one in a part of the expression."""


def _analyzed(text: str) -> Alternative | None:
    """Return an alternative by itself; None where it cannot stand by itself."""
    tree = parse(text)
    if tree is None or tree.state.flags != re.UNICODE or not tree.getwidth()[0]:
        return None
    return Alternative(text, required_literals(tree), tuple(tree.state.groupdict))


def divided(expression: str) -> list[str]:
    """Return the parts of an expression between each | that is in no group and no class."""
    texts, start, depth = [], 0, 0
    for token in _TOKEN.finditer(expression):
        depth += {"(": 1, ")": -1}.get(token.group(), 0)
        if token.group() == "|" and not depth:
            texts.append(expression[start : token.start()])
            start = token.end()
    return [*texts, expression[start:]]


_TOKEN = re.compile(r"\\.|\[\^?\]?(?:[^\]\\]|\\.)*\]|[()|]", re.DOTALL)
