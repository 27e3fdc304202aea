"""The terminals of grammar/lines.lark, ready to match."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from msgspec import Struct, json

from notice_lint.artifacts import ArtifactCache
from notice_lint.datafiles import resources
from notice_lint.matching.branches import branches, named, whole
from notice_lint.matching.first_set import union
from notice_lint.matching.line_terminals import LineTerminal, WaysBefore
from notice_lint.matching.switch import plain_search
from notice_lint.parsing.lexer.labels import NO_LABELS, OfficeLabels, terminals

ALPHABETS = (
    "line", "bullet", "counter", "column", "row_note", "problem_mark", "listed_problem",
    "before", "behind", "label", "any_label",
    "seal", "sign_off", "invitation", "head", "pasted_title", "lead", "full_lead", "opens_lead",
    "inside", "clause", "closing", "last_words", "enumerator", "first_enumerator", "heading",
    "heading_form", "about", "opening", "act", "subject", "body_end", "mention", "date", "contact",
    "contact_verb", "contact_value", "supervision_lead", "genre", "rectifying", "publishes",
    "unread", "contact_detail", "status", "heading_status", "choice", "bare_status",
    "opening_status", "bare_cause", "summary", "claim", "bridge", "among", "amount",
    "clause_status", "first_mark", "area_mark", "first_cause", "announces", "advises", "defective",
    "frame_before", "frame_behind", "deadline", "turns", "filed", "aside", "in_area", "opens_cause",
    "acts",
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


Alphabets = Mapping[str, Alphabet]
"""All alphabets by name."""


def spelled(name: str, words: Iterable[str]) -> LineTerminal:
    """Return a terminal for words of a document's own, in any form that a label has."""
    form = whole(alphabet("any_label").terminals[0].branches)
    listed = "|".join(map(re.escape, words))
    parts = branches(f"(?=[^一-鿿]*(?:{listed})(?![一-鿿]))(?:{form})")
    return LineTerminal(name, parts, named(parts))


@cache
def alphabet(name: str) -> Alphabet:
    """Return one alphabet of the line grammar, with the words that came with the program."""
    return alphabets()[name]


def alphabets(labels: OfficeLabels = NO_LABELS) -> Mapping[str, Alphabet]:
    """Return all alphabets; an office's words are added to the classes of labels."""
    return _alphabets(tuple([(name, tuple(words)) for name, words in sorted(labels.items())]))


@cache
def _alphabets(labels: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, Alphabet]:
    return _ReadAlphabets(
        _PLACES.of(f"{resources.read('grammar', 'lines.lark')}\n{terminals(dict(labels))}\n")
    )


class _ReadAlphabets(Mapping[str, Alphabet]):
    """Alphabets by name, each read when it is asked for: few documents need all."""

    def __init__(self, stored: Mapping[str, str]) -> None:
        """Take the terminals of each as they are stored."""
        self._stored = stored
        self._read: dict[str, Alphabet] = {}

    def __getitem__(self, name: str) -> Alphabet:
        if name not in self._read:
            self._read[name] = Alphabet(_DECODER.decode(self._stored[name]))
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)


_DECODER = json.Decoder(tuple[LineTerminal, ...])


def _places(text: str) -> dict[str, str]:
    """Return the terminals of each alphabet, in order, as JSON."""
    from notice_lint.parsing.lark_grammars import terminals_of_alphabets

    of_alphabets = terminals_of_alphabets(text, (*ALPHABETS, *OWN_ALPHABETS))
    return {name: json.encode(of_alphabets[name]).decode() for name in ALPHABETS}


_PLACES = ArtifactCache(_places)
