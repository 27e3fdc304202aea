"""Parsing that never fails: what fits nowhere is set aside and the rest goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lark import Tree
from lark.exceptions import UnexpectedToken
from msgspec import Struct

from notice_lint.parsing.lift.tables import grammar
from notice_lint.parsing.outline.tokens import END, Token

OPENERS = frozenset(("SECTION", "ITEM"))


class Misfit(Struct, frozen=True):
    """Leaves next to each other that fit nowhere, and the terminals that would have fitted."""

    leaves: tuple[Token, ...]
    expected: frozenset[str]


def build(leaves: Sequence[Token]) -> tuple[Tree[Token], list[Misfit]]:
    """Parse leaves, the tokens of grammar/notice.lark."""
    parser: Any = grammar().parse_interactive()  # half of its methods are not annotated
    misfits: list[tuple[list[Token], frozenset[str]]] = []
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


def _feed(parser: Any, leaf: Token) -> bool:
    try:
        parser.feed_token(leaf)
    except UnexpectedToken:
        return False
    return True
