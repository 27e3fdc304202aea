"""The parser that Lark makes of grammar/notice.lark; its tables are kept from run to run."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache
from typing import Any

import lark
from lark import Lark, Tree
from lark.grammar import Rule
from lark.lexer import TerminalDef

from notice_lint.artifacts import ArtifactCache
from notice_lint.datafiles import resources
from notice_lint.parsing.lexer.alphabet import NoLexer
from notice_lint.parsing.outline.tokens import Token

_TROUBLE = (AssertionError, AttributeError, LookupError, TypeError, ValueError)
"""What comes of tables where Lark stores them in another form than it does today."""


class ParseNode(Tree[Token]):
    """A tree whose name is a plain string: comparing Lark's own takes five times as long."""

    def __init__(self, data: str, children: list[Token | Tree[Token]]) -> None:
        """Take a name and what stands below it."""
        super().__init__(str(data), children)


_CLASSES = {one.__name__: one for one in (NoLexer, ParseNode)}
"""Classes that tables name."""


@cache
def grammar() -> Lark:
    """Return the parser of a notice."""
    text = resources.read("grammar", "notice.lark")
    with suppress(*_TROUBLE):
        tables = json.loads(_TABLES.of(f"{lark.__version__}\n{text}"), object_hook=_restored)
        loaded: Lark = Lark.load(tables)
        return loaded
    return _built(text)


def _built(text: str) -> Lark:
    return Lark(text, parser="lalr", lexer=NoLexer, tree_class=ParseNode)


def _tables(text: str) -> str:
    """Return what Lark makes of a grammar, which stands below the version of Lark, as JSON."""
    tables, memo = _built(text.partition("\n")[2]).memo_serialize([TerminalDef, Rule])
    return json.dumps({"data": tables, "memo": memo}, default=lambda one: {"class": one.__name__})


def _restored(told: dict[str, Any]) -> Any:
    """Return an object as it was before JSON made its keys strings and its classes names."""
    if "class" in told:
        return _CLASSES[told["class"]]
    return {int(key) if key.isdigit() else key: value for key, value in told.items()}


_TABLES = ArtifactCache(_tables)
