"""Regular expressions of rules: compiled when first used, and stopped when they run away."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property
from typing import Any

from msgspec import Struct

from notice_lint.matching.alternatives import Alternative, alternatives
from notice_lint.matching.bigrams import bigram
from notice_lint.matching.literals import holds_one
from notice_lint.matching.switch import plain_search

TIME_LIMIT = 1.0
"""Seconds that one search of an expression of somebody's own may take.

(a+)+b in a line of thirty a's would take hours in the package re. A search of one paragraph takes
less than a millisecond, so that no honest expression comes near the limit on a slow machine.
"""
FEW_LITERALS = 12
"""Strings that are looked for one by one instead of an expression; with more all is searched.

It bounds the worst case: each goes through the whole text once. From 6 to 40 the real notices take
the same time, for few of the strings of an expression pass the test of bigrams.
"""
_ABSENT = "hash of a text without its strings"
_METHODS = ("search", "fullmatch", "match", "finditer")


class Pattern(Struct, frozen=True, dict=True):
    """A regular expression of a rule."""

    text: str
    limited: bool = False
    """Whether it did not come with the program: it is then run by the package regex, whose
    searches end with TimeoutError after TIME_LIMIT."""

    @cached_property
    def _compiled(self) -> Any:
        if self.limited:
            import regex

            return regex.compile(self.text)
        compiled = re.compile(self.text)
        # from now on they stand for its own methods, which saves thousands of calls in a notice
        self.__dict__.update({name: getattr(compiled, name) for name in _METHODS})
        return compiled

    def _is_put_off(self, words: str) -> bool:
        """Tell whether a text lacks what each match has, so that nothing need be compiled yet."""
        if self.__dict__.get(_ABSENT) == hash(words):  # a text is asked about place by place
            return True
        if self.limited or self.literals is None or plain_search():
            return False
        is_absent = len(self.literals) <= FEW_LITERALS and not holds_one(words, self.literals)
        if is_absent:
            self.__dict__[_ABSENT] = hash(words)
        return is_absent

    @cached_property
    def _limit(self) -> dict[str, float]:
        return {"timeout": TIME_LIMIT} if self.limited else {}

    @cached_property
    def alternatives(self) -> tuple[Alternative, ...]:
        """Its alternatives, in order."""
        # the package regex reads some expressions otherwise
        return (Alternative(self.text),) if self.limited else alternatives(self.text)

    @cached_property
    def literals(self) -> frozenset[str] | None:
        """Strings one of which is in every match; None when nothing is known."""
        literals: set[str] = set()
        for alternative in self.alternatives:
            if alternative.literals is None:
                return None
            literals |= alternative.literals
        return frozenset(literals)

    @cached_property
    def last_bigrams(self) -> Set[int] | None:
        """Bigrams one of which is in every text with a match; None when nothing is known."""
        if self.literals is None:
            return None
        return frozenset([bigram(literal[-2:]) for literal in self.literals])

    @cached_property
    def parts(self) -> tuple[Pattern, ...]:
        """A pattern for each alternative, to be searched for by itself."""
        return tuple(Pattern(alternative.text, self.limited) for alternative in self.alternatives)

    def groups(self, match: re.Match[str]) -> dict[str, str]:
        """Return the words of each named group; none of one that a part or a match has not."""
        words = match.groupdict("")
        return {name: words.get(name, "") for name in self.names}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of its groups."""
        if len(self.alternatives) == 1:
            return tuple(self._compiled.groupindex)
        return tuple([name for alternative in self.alternatives for name in alternative.names])

    def check(self) -> str | None:
        """Return what is wrong with the expression, in the words of the compiler; None if sound."""
        try:
            re.compile(self.text)
            _ = self._compiled
        except Exception as error:  # noqa: BLE001 - re and regex raise classes of their own
            return str(error)
        return None

    def search(self, words: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match in a range; raises TimeoutError."""
        if self._is_put_off(words):
            return None
        match: re.Match[str] | None = self._compiled.search(words, start, end, **self._limit)
        return match

    def fullmatch(self, words: str) -> re.Match[str] | None:
        """Return the match of the whole text; raises TimeoutError."""
        if self._is_put_off(words):
            return None
        match: re.Match[str] | None = self._compiled.fullmatch(words, **self._limit)
        return match

    def match(self, words: str, start: int = 0) -> re.Match[str] | None:
        """Return the match that begins at a place; raises TimeoutError."""
        if self._is_put_off(words):
            return None
        match: re.Match[str] | None = self._compiled.match(words, start, **self._limit)
        return match

    def finditer(
        self, words: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        """Yield all matches in a range; raises TimeoutError."""
        if self._is_put_off(words):
            return iter(())
        matches: Iterator[re.Match[str]] = self._compiled.finditer(words, start, end, **self._limit)
        return matches

    def sub(self, replacement: str, words: str) -> str:
        """Return the text with every match replaced; raises TimeoutError."""
        result: str = self._compiled.sub(replacement, words, **self._limit)
        return result


MatchOfPart = tuple[re.Match[str], Pattern]


def matches_of_parts(parts: Sequence[Pattern], words: str) -> Iterator[re.Match[str]]:
    """Yield the matches of parts of one pattern, as if they were its only alternatives."""
    if len(parts) == 1:
        yield from parts[0].finditer(words)
        return
    upcoming = [(match, part) for part in parts if (match := part.search(words))]
    while upcoming:
        # min takes the first of those that begin at one place, as an expression takes the first
        # alternative that matches there
        match, _ = min(upcoming, key=_start)
        yield match
        upcoming = list(_advanced(upcoming, words, match.end()))


def _start(upcoming: MatchOfPart) -> int:
    return upcoming[0].start()


def _advanced(upcoming: Iterable[MatchOfPart], words: str, start: int) -> Iterator[MatchOfPart]:
    """Yield the first match of each part from a place on."""
    for match, part in upcoming:
        following = match if match.start() >= start else part.search(words, start)
        if following:
            yield following, part
