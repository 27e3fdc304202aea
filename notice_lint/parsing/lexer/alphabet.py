"""The terminals of grammar/lines.lark, ready to match."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import Any, NamedTuple

from lark import Lark
from lark.common import LexerConf
from lark.grammar import Symbol
from lark.lexer import Lexer, Token
from msgspec import Struct, convert, to_builtins

from notice_lint.artifacts import ArtifactCache
from notice_lint.datafiles import resources
from notice_lint.matching.branches import ANY, FIRST_HAN, Branch, branches, named, pruned, whole
from notice_lint.matching.first_set import FirstSet, union
from notice_lint.matching.switch import plain_search
from notice_lint.parsing.lexer.labels import NO_LABELS, OfficeLabels, terminals

ALPHABETS = (
    "line", "bullet", "counter", "column", "row_note", "problem_mark", "before", "behind", "label",
    "any_label",
    "seal", "sign_off", "invitation", "head", "pasted_title", "lead", "full_lead", "opens_lead",
    "inside", "clause", "closing", "last_words", "enumerator", "first_enumerator", "heading",
    "heading_form", "about", "opening", "act", "subject", "body_end", "mention", "date", "contact",
    "contact_verb", "contact_value", "supervision_lead", "genre", "rectifying", "publishes",
    "unread", "contact_detail", "status", "heading_status", "choice", "bare_status",
    "opening_status", "bare_cause", "summary", "claim", "bridge", "among", "amount",
    "clause_status", "first_mark", "area_mark", "first_cause", "announces", "advises", "defective",
    "frame_before", "frame_behind", "deadline", "turns", "filed",
)  # fmt: skip


REMEMBERED = 1024
"""Texts of which an alphabet knows what begins them: a notice has some hundred, asked for twice."""
OWN_ALPHABETS = ("own_label", "own_inner_label")
"""The labels of an office's own classes, which stand first among the others; mostly none."""


class Hit(NamedTuple):
    """A terminal found in a text; offsets count from the start of that text, half-open."""

    terminal: str
    start: int
    end: int


class LineTerminal(Struct, frozen=True, array_like=True):
    """What may stand in a place."""

    name: str
    branches: tuple[Branch, ...]
    named: FirstSet
    """Characters that it tells from ANY."""

    def before(self, char: str) -> Iterator[Way]:
        """Yield the ways in which it may begin with a character."""
        for guard, text in pruned(self.branches, char):
            yield Way(self.name, _compiled(guard) if guard else None, text)


class Way(Struct, frozen=True, dict=True):
    """A way in which a terminal may begin."""

    terminal: str
    guard: re.Pattern[str] | None
    """What must be there before its own expression is worth compiling."""
    text: str

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        return _compiled(self.text)

    def match(self, text: str, start: int, stop: int) -> re.Match[str] | None:
        """Return the match that begins at a place."""
        if self.guard and not self.guard.match(text, start, stop):
            return None
        return self._regex.match(text, start, stop)


class Alphabet(Struct, frozen=True, dict=True):
    """The terminals of one place, tried in order."""

    terminals: tuple[LineTerminal, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the terminals."""
        return tuple(terminal.name for terminal in self.terminals)

    @cached_property
    def ahead(self) -> str:
        """An expression that looks whether one of them may begin at a place."""
        firsts = (branch.first for terminal in self.terminals for branch in terminal.branches)
        inside = "" if plain_search() else union(firsts).inside
        return f"(?=[{inside}])" if inside else ""

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        texts = (f"(?P<{terminal.name}>{whole(terminal.branches)})" for terminal in self.terminals)
        return re.compile(f"{self.ahead}(?:{'|'.join(texts)})")

    @cached_property
    def _ways(self) -> WaysBefore:
        return WaysBefore(self.terminals)

    def match(self, text: str, start: int = 0, end: int | None = None) -> Hit | None:
        """Return the terminal that begins at a place; nothing from `end` on is looked at."""
        if not start and end is None:
            return self._first(text)
        return self._at(text, start, len(text) if end is None else min(end, len(text)))

    @cached_property
    def _first(self) -> Callable[[str], Hit | None]:
        """Returns what begins a text: one step of the parser asks what another has asked."""
        return lru_cache(REMEMBERED)(lambda text: self._at(text, 0, len(text)))

    def _at(self, text: str, start: int, stop: int) -> Hit | None:
        if plain_search():
            match = self._regex.match(text, start, stop)
            return Hit(match.lastgroup or "", *match.span()) if match else None
        for way in self._ways[text[start] if start < stop else ""]:
            match = way.match(text, start, stop)
            if match:
                return Hit(way.terminal, *match.span())
        return None

    def places(self, text: str, before: str, start: int = 0) -> list[int]:
        """Return where a terminal may begin behind matches of an expression."""
        if before not in self._before:
            self._before[before] = re.compile(f"(?:{before}){self.ahead}")
        return [match.end() for match in self._before[before].finditer(text, start)]

    @cached_property
    def _before(self) -> dict[str, re.Pattern[str]]:
        """The expressions that were asked for, with what the terminals may begin with."""
        return {}

    def scan(self, text: str, start: int = 0) -> Iterator[Hit]:
        """Yield every terminal in a text, left to right, without overlaps."""
        for match in self._regex.finditer(text, start):
            yield Hit(match.lastgroup or "", *match.span())


class WaysBefore(dict[str, tuple[Way, ...]]):
    """The ways in which the terminals of an alphabet may begin, by the character that comes."""

    def __init__(self, terminals: Sequence[LineTerminal]) -> None:
        """Take the terminals in order."""
        self._terminals = terminals
        self._named = union(terminal.named for terminal in terminals)

    def __missing__(self, char: str) -> tuple[Way, ...]:
        """Return them where they are first asked for, and keep them."""
        if FIRST_HAN <= char < ANY and not self._named.holds(char):
            self[char] = self[ANY]
        else:
            ways = [terminal.before(char) for terminal in self._terminals]
            self[char] = tuple(chain.from_iterable(ways))
        return self[char]


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    """Compile what many characters and alphabets have in common, once."""
    return re.compile(expression)


Alphabets = Mapping[str, Alphabet]
"""All alphabets by name."""


def spelled(name: str, words: Iterable[str]) -> LineTerminal:
    """Return a terminal for words of a document's own, in any form that a label has."""
    form = whole(alphabet("any_label").terminals[0].branches)
    listed = "|".join(map(re.escape, words))
    parts = branches(f"(?=[^一-鿿]*(?:{listed})(?![一-鿿]))(?:{form})")
    return LineTerminal(name, parts, named(parts))


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
        name: Alphabet(convert(terminals, tuple[LineTerminal, ...]))
        for name, terminals in places.items()
    }


def _places(text: str) -> dict[str, Any]:
    """Return the terminals of each alphabet, in order, as JSON can hold them."""
    names = (*ALPHABETS, *OWN_ALPHABETS)
    grammar = Lark(text, start=list(names), parser="lalr", lexer=NoLexer)
    regexps = {terminal.name: terminal.pattern.to_regexp() for terminal in grammar.terminals}
    rules = sorted(grammar.rules, key=lambda rule: rule.order)
    alternatives = {
        name: [rule.expansion[0] for rule in rules if rule.origin.name == name and rule.expansion]
        for name in names
    }
    divided = {
        name: LineTerminal(name, parts, named(parts))
        for name, regexp in regexps.items()
        for parts in (branches(regexp),)
    }
    places = {
        name: [divided[symbol.name] for symbol in _flat(alternatives[name], alternatives)]
        for name in ALPHABETS
    }
    stored: dict[str, Any] = to_builtins(places)
    return stored


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
