"""Regular expressions of rules: compiled when first used, kept from running away."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

TIME_LIMIT = 1.0
"""Seconds that one search of an expression of somebody's own may take."""


@dataclass(frozen=True)
class Pattern:
    """A regular expression of a rule.

    `limited` is one that did not come with the program: it is run by the package regex, whose
    searches end with TimeoutError after TIME_LIMIT.
    """

    text: str
    limited: bool = False

    @cached_property
    def _compiled(self) -> Any:
        if not self.limited:
            return re.compile(self.text)
        import regex

        return regex.compile(self.text)

    @cached_property
    def _limit(self) -> dict[str, float]:
        return {"timeout": TIME_LIMIT} if self.limited else {}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of its groups."""
        return tuple(self._compiled.groupindex)

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
        yield from self._compiled.finditer(words, start, end, **self._limit)

    def sub(self, replacement: str, words: str) -> str:
        """Return the text with every match replaced; raises TimeoutError."""
        result: str = self._compiled.sub(replacement, words, **self._limit)
        return result
