"""The terminals of grammar/lines.lark, ready to match."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from lark import Lark
from lark.common import LexerConf
from lark.grammar import Symbol
from lark.lexer import Lexer, Token
from msgspec import Struct

from notice_lint.artifacts import ArtifactCache
from notice_lint.datafiles import resources
from notice_lint.matching.first_set import first_set
from notice_lint.matching.switch import plain_search
from notice_lint.parsing.lexer.labels import NO_LABELS, OfficeLabels, terminals

ALPHABETS = (
    "line", "bullet", "counter", "column", "row_note", "problem_mark", "before", "behind", "label",
    "seal", "sign_off", "invitation", "head", "pasted_title", "lead", "full_lead", "opens_lead",
    "inside", "clause", "closing", "last_words", "enumerator", "first_enumerator", "heading",
    "heading_form", "about", "opening", "act", "subject", "body_end", "mention", "date", "contact",
    "contact_verb", "contact_value", "supervision_lead", "genre", "rectifying", "publishes",
    "unread", "contact_detail", "status", "heading_status", "choice", "bare_status",
    "opening_status", "bare_cause", "summary", "claim", "bridge", "among", "amount",
    "clause_status", "first_mark", "first_cause", "announces", "advises", "defective",
    "frame_before", "frame_behind", "deadline",
)  # fmt: skip


OWN_ALPHABETS = ("own_label", "own_inner_label")
"""The labels of an office's own classes, which stand first among the others; mostly none."""


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
    def names(self) -> tuple[str, ...]:
        """The names of the terminals."""
        return tuple(name for name, _ in self.patterns)

    @property
    def ahead(self) -> str:
        """An expression that looks whether one of them may begin at a place."""
        if plain_search() or not self.first_chars:
            return ""
        return f"(?=[{self.first_chars}])"

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        terminals = "|".join(f"(?P<{name}>{regexp})" for name, regexp in self.patterns)
        return re.compile(f"{self.ahead}(?:{terminals})")

    def match(self, text: str, start: int = 0, end: int | None = None) -> Hit | None:
        """Return the terminal that begins at a place; nothing from `end` on is looked at."""
        match = self._regex.match(text, start, len(text) if end is None else end)
        return Hit(match.lastgroup or "", *match.span()) if match else None

    def scan(self, text: str, start: int = 0) -> Iterator[Hit]:
        """Yield every terminal in a text, left to right, without overlaps."""
        for match in self._regex.finditer(text, start):
            yield Hit(match.lastgroup or "", *match.span())


class NoLexer(Lexer):
    """Stands in for Lark's lexer, so that no pattern is compiled before it is needed."""

    def __init__(self, _conf: LexerConf) -> None:
        """Take the terminals as Lark hands them over."""

    def lex(self, _lexer_state: object, _parser_state: object) -> Iterator[Token]:
        """Yield nothing: tokens are made elsewhere."""
        return iter(())


@cache
def alphabet(name: str) -> Alphabet:
    """Return one alphabet of the line grammar, with the words that came with the program."""
    return alphabets()[name]


def alphabets(labels: OfficeLabels = NO_LABELS) -> Mapping[str, Alphabet]:
    """Return all alphabets; an office's words are added to the classes of labels."""
    return _alphabets(tuple([(name, tuple(words)) for name, words in sorted(labels.items())]))


@cache
def _alphabets(labels: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, Alphabet]:
    places = _PLACES.of(f"{resources.read('grammar', 'lines.lark')}\n{terminals(dict(labels))}\n")
    return {
        name: Alphabet(tuple(map(tuple, patterns)), first_chars)
        for name, (patterns, first_chars) in places.items()
    }


def _places(text: str) -> dict[str, tuple[list[tuple[str, str]], str]]:
    """Return the terminals of each alphabet, in order, and what they may begin with."""
    names = (*ALPHABETS, *OWN_ALPHABETS)
    grammar = Lark(text, start=list(names), parser="lalr", lexer=NoLexer)
    regexps = {terminal.name: terminal.pattern.to_regexp() for terminal in grammar.terminals}
    rules = sorted(grammar.rules, key=lambda rule: rule.order)
    alternatives = {
        name: [rule.expansion[0] for rule in rules if rule.origin.name == name and rule.expansion]
        for name in names
    }
    places = {
        name: [
            (symbol.name, regexps[symbol.name])
            for symbol in _flat(alternatives[name], alternatives)
        ]
        for name in ALPHABETS
    }
    return {
        name: (patterns, first_set(regexp for _, regexp in patterns))
        for name, patterns in places.items()
    }


def _flat(
    symbols: Sequence[Symbol], alternatives: Mapping[str, Sequence[Symbol]]
) -> Iterator[Symbol]:
    """Yield terminals; the name of another alphabet stands for all of its own."""
    for symbol in symbols:
        if symbol.is_term:
            yield symbol
        else:
            yield from _flat(alternatives[symbol.name], alternatives)


_PLACES = ArtifactCache(_places)
