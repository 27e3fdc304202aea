"""Regular expressions of rules: compiled when first used, kept from running away."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property
from typing import Any

from msgspec import Struct

from notice_lint.matching.compiled_regex import compiled
from notice_lint.matching.prefilter import Alternative, alternatives, bigram

TIME_LIMIT = 1.0
"""Seconds that one search of an expression of somebody's own may take."""


FEW = 8
"""Strings that are looked for before an expression is searched for; more take longer than that."""


class Pattern(Struct, frozen=True, dict=True):
    """A regular expression of a rule.

    `limited` is one that did not come with the program: it is run by the package regex, whose
    searches end with TimeoutError after TIME_LIMIT. `sought` is one that texts are searched for
    only where something of it was found.
    """

    text: str
    limited: bool = False
    sought: bool = False

    @cached_property
    def _compiled(self) -> Any:
        if not self.limited:
            return compiled(self.text)
        import regex

        return regex.compile(self.text)

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
        found: set[str] = set()
        for alternative in self.alternatives:
            if alternative.literals is None:
                return None
            found |= alternative.literals
        return frozenset(found)

    @cached_property
    def ends(self) -> Set[int] | None:
        """Grams one of which is in every text with a match; None when nothing is known."""
        if self.literals is None or any(alternative.twice for alternative in self.alternatives):
            return None
        return frozenset([bigram(needle[-2:]) for needle in self.literals])

    @cached_property
    def parts(self) -> tuple[Pattern, ...]:
        """A pattern for each alternative, to be searched for by itself."""
        return tuple([Pattern(one.text, self.limited, sought=True) for one in self.alternatives])

    def groups(self, found: re.Match[str]) -> dict[str, str]:
        """Return the words of each named group; none of one that a part or a match has not."""
        words = found.groupdict("")
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

    @cached_property
    def _few(self) -> tuple[str, ...] | None:
        if self.sought or not self.literals or len(self.literals) > FEW:
            return None
        return tuple(self.literals)

    def _is_missed(self, words: str) -> bool:
        """Tell whether words surely hold no match, in less time than it takes to search them."""
        return self._few is not None and not any(map(words.__contains__, self._few))

    def search(self, words: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match in a range; raises TimeoutError."""
        if end == sys.maxsize and self._is_missed(words):
            return None
        found: re.Match[str] | None = self._compiled.search(words, start, end, **self._limit)
        return found

    def fullmatch(self, words: str) -> re.Match[str] | None:
        """Return the match of the whole text; raises TimeoutError."""
        found: re.Match[str] | None = self._compiled.fullmatch(words, **self._limit)
        return found

    def match(self, words: str, start: int = 0) -> re.Match[str] | None:
        """Return the match that begins at a place; raises TimeoutError."""
        found: re.Match[str] | None = self._compiled.match(words, start, **self._limit)
        return found

    def finditer(
        self, words: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        """Yield all matches in a range; raises TimeoutError."""
        if end == sys.maxsize and self._is_missed(words):
            return iter(())
        found: Iterator[re.Match[str]] = self._compiled.finditer(words, start, end, **self._limit)
        return found

    def sub(self, replacement: str, words: str) -> str:
        """Return the text with every match replaced; raises TimeoutError."""
        result: str = self._compiled.sub(replacement, words, **self._limit)
        return result


def together(parts: Sequence[Pattern], words: str) -> Iterator[re.Match[str]]:
    """Yield the matches of parts of one pattern, as if they were its only alternatives."""
    if len(parts) == 1:
        yield from parts[0].finditer(words)
        return
    found = [(one, part) for part in parts if (one := part.search(words))]
    while found:
        # of those that begin at one place the first alternative counts
        first, _ = min(found, key=_begins)
        yield first
        found = list(_onward(found, words, first.end()))


def _begins(found: tuple[re.Match[str], Pattern]) -> int:
    return found[0].start()


def _onward(
    found: Iterable[tuple[re.Match[str], Pattern]], words: str, start: int
) -> Iterator[tuple[re.Match[str], Pattern]]:
    """Yield the first match of each part from a place on."""
    for one, part in found:
        following = one if one.start() >= start else part.search(words, start)
        if following:
            yield following, part
