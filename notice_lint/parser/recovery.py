"""Parsing that never fails: what fits nowhere is set aside and the rest goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedToken

from notice_lint import data
from notice_lint.lexer.alphabet import NoLexer
from notice_lint.outline.tokens import END, Leaf

OPENERS = frozenset(("SECTION", "ITEM"))


@dataclass(frozen=True, slots=True)
class Misfit:
    """Leaves next to each other that fit nowhere, and the terminals that would have fitted."""

    leaves: tuple[Leaf, ...]
    expected: frozenset[str]


def build(leaves: Sequence[Leaf]) -> tuple[Tree[Token], list[Misfit]]:
    """Parse leaves by grammar/notice.lark; each token of the tree holds a Leaf as its value."""
    parser: Any = _grammar().parse_interactive()  # half of its methods are not annotated
    misfits: list[tuple[list[Leaf], frozenset[str]]] = []
    lost = 0
    adjacent = False
    for leaf in leaves:
        if lost and leaf.terminal == END:
            lost -= 1
            continue
        if _feed(parser, leaf):
            adjacent = adjacent and leaf.terminal == END
            continue
        lost += leaf.terminal in OPENERS
        if adjacent:
            misfits[-1][0].append(leaf)
        else:
            misfits.append(([leaf], frozenset(parser.accepts())))
        adjacent = True
    tree: Tree[Token] = parser.feed_eof()
    return tree, [Misfit(tuple(found), expected) for found, expected in misfits]


def _feed(parser: Any, leaf: Leaf) -> bool:
    token = Token(leaf.terminal, "")
    token.value = leaf
    try:
        parser.feed_token(token)
    except UnexpectedToken:
        return False
    return True


@cache
def _grammar() -> Lark:
    grammar = data.read("grammar", "notice.lark")
    return Lark(grammar, parser="lalr", lexer=NoLexer, tree_class=_Branch)


class _Branch(Tree[Token]):
    """A tree whose name is a plain string: comparing Lark's own takes five times as long."""

    def __init__(self, data: str, children: list[Token | Tree[Token]]) -> None:
        super().__init__(str(data), children)
