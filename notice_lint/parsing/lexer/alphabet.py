"""The terminals of grammar/lines.lark, ready to match."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

from lark import Lark
from lark.common import LexerConf
from lark.lexer import Lexer, Token
from msgspec import Struct

from notice_lint.artifacts import ArtifactCache
from notice_lint.datafiles import resources
from notice_lint.matching.compiled_regex import compiled
from notice_lint.matching.first_set import first_set

ALPHABETS = (
    "line", "counter", "before", "behind", "head", "lead", "full_lead", "inside", "closing",
    "enumerator", "first_enumerator",
    "heading", "heading_form", "about", "opening", "act", "mention", "date", "contact",
    "contact_value", "status", "status_words", "about_status", "summary", "claim", "among",
    "amount",
)  # fmt: skip


class Hit(NamedTuple):
    """A terminal found in a text; offsets count from the start of that text, half-open."""

    terminal: str
    start: int
    end: int


class Alphabet(Struct, frozen=True, dict=True):
    """The terminals of one place, tried in order."""

    patterns: tuple[tuple[str, str], ...]
    first_chars: str
    """What they may begin with, as the inside of a character class; empty for anything."""

    @property
    def ahead(self) -> str:
        """An expression that looks whether one of them may begin at a place."""
        return f"(?=[{self.first_chars}])" if self.first_chars else ""

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        terminals = "|".join(f"(?P<{name}>{regexp})" for name, regexp in self.patterns)
        return compiled(f"{self.ahead}(?:{terminals})")

    def match(self, text: str, start: int = 0) -> Hit | None:
        """Return the terminal that begins at a place."""
        found = self._regex.match(text, start)
        return Hit(found.lastgroup or "", *found.span()) if found else None

    def scan(self, text: str, start: int = 0) -> Iterator[Hit]:
        """Yield every terminal in a text, left to right, without overlaps."""
        for found in self._regex.finditer(text, start):
            yield Hit(found.lastgroup or "", *found.span())


class NoLexer(Lexer):
    """Stands in for Lark's lexer, so that no pattern is compiled before it is needed."""

    def __init__(self, _conf: LexerConf) -> None:
        """Take the terminals as Lark hands them over."""

    def lex(self, _lexer_state: object, _parser_state: object) -> Iterator[Token]:
        """Yield nothing: tokens are made elsewhere."""
        return iter(())


@cache
def alphabet(name: str) -> Alphabet:
    """Return one alphabet of the line grammar."""
    return _alphabets()[name]


@cache
def _alphabets() -> dict[str, Alphabet]:
    places = _PLACES.of(resources.read("grammar", "lines.lark"))
    return {
        name: Alphabet(tuple(map(tuple, patterns)), first_chars)
        for name, (patterns, first_chars) in places.items()
    }


def _places(text: str) -> dict[str, tuple[list[tuple[str, str]], str]]:
    """Return the terminals of each alphabet, in order, and what they may begin with."""
    grammar = Lark(text, start=list(ALPHABETS), parser="lalr", lexer=NoLexer)
    regexps = {terminal.name: terminal.pattern.to_regexp() for terminal in grammar.terminals}
    places: dict[str, list[tuple[str, str]]] = {name: [] for name in ALPHABETS}
    for rule in sorted(grammar.rules, key=lambda rule: rule.order):
        places[rule.origin.name].append((rule.expansion[0].name, regexps[rule.expansion[0].name]))
    return {
        name: (patterns, first_set(regexp for _, regexp in patterns))
        for name, patterns in places.items()
    }


_PLACES = ArtifactCache(_places)
