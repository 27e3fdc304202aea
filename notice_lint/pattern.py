"""Regular expressions of rules: compiled when first used, kept from running away."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from notice_lint.needles import Branch, branches
from notice_lint.regexes import compiled

TIME_LIMIT = 1.0
"""Seconds that one search of an expression of somebody's own may take."""


FEW = 8
"""Strings that are looked for before an expression is searched for; more take longer than that."""
MOST_LEAN = 16
"""Forms of one pattern that are kept; each is compiled when first used."""


@dataclass(frozen=True)
class Pattern:
    """A regular expression of a rule.

    `limited` is one that did not come with the program: it is run by the package regex, whose
    searches end with TimeoutError after TIME_LIMIT. `passing` is one that serves few texts.
    """

    text: str
    limited: bool = False
    passing: bool = False

    @cached_property
    def _compiled(self) -> Any:
        if not self.limited:
            return re.compile(self.text) if self.passing else compiled(self.text)
        import regex

        return regex.compile(self.text)

    @cached_property
    def _limit(self) -> dict[str, float]:
        return {"timeout": TIME_LIMIT} if self.limited else {}

    @cached_property
    def _branches(self) -> tuple[Branch, ...]:
        # the package regex reads some expressions otherwise
        return (Branch(self.text, None, self.text),) if self.limited else branches(self.text)

    @cached_property
    def needles(self) -> frozenset[str] | None:
        """Strings one of which is in every match; None when nothing is known."""
        found: set[str] = set()
        for branch in self._branches:
            if branch.needles is None:
                return None
            found |= branch.needles
        return frozenset(found)

    @cached_property
    def _lean(self) -> dict[tuple[bool, ...], Pattern]:
        return {}

    def lean(self, present: Set[int]) -> Pattern:
        """Return a pattern that matches the same in a text that has only some grams.

        Alternatives that can match nothing there take time at every place of the text.
        """
        alive = tuple([branch.may_match(present) for branch in self._branches])
        if all(alive) or (alive not in self._lean and len(self._lean) == MOST_LEAN):
            return self
        if alive not in self._lean:
            texts = (
                branch.text if lives else branch.never
                for branch, lives in zip(self._branches, alive, strict=True)
            )
            lean = Pattern("|".join(texts), self.limited, passing=True)
            kept = (one for one, lives in zip(self._branches, alive, strict=True) if lives)
            lean.__dict__["_branches"] = tuple(kept)
            self._lean[alive] = lean
        return self._lean[alive]

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

    @cached_property
    def _few(self) -> tuple[str, ...] | None:
        return tuple(self.needles) if self.needles and len(self.needles) <= FEW else None

    def _is_missed(self, words: str) -> bool:
        """Tell whether words surely hold no match, in less time than it takes to search them."""
        return self._few is not None and not any(one in words for one in self._few)

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
