"""What may stand in a place of a text, and what of it may begin with the character that comes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from msgspec import Struct

from notice_lint.matching.branches import ANY, BLANK, FIRST_HAN, Branch, pruned
from notice_lint.matching.first_set import FirstSet, union
from notice_lint.matching.literals import holds_one

LONGEST = 1000
"""Characters of a text that is looked through before an expression is compiled: a paragraph.

To look through a long line at each of its places would take the square.
"""
PATIENCE = 100
"""Texts that are looked through before an expression is compiled: then it takes as long."""


class LineTerminal(Struct, frozen=True, array_like=True):
    """What may stand in a place."""

    name: str
    branches: tuple[Branch, ...]
    named: FirstSet
    """Characters that it tells from ANY."""

    def before(self, char: str) -> Iterator[Way]:
        """Yield the ways in which it may begin with a character."""
        for left in pruned(self.branches, char):
            guard = _compiled(left.guard) if left.guard else None
            yield Way(self.name, guard, left.text, left.words)


class Way(Struct):
    """A way in which a terminal may begin."""

    terminal: str
    guard: re.Pattern[str] | None
    """What must be there before its own expression is worth compiling."""
    text: str
    words: tuple[str, ...]
    """Strings one of which must be in the text, blanks taken out, before it is worth that."""
    regex: re.Pattern[str] | None = None
    put_off: int = 0

    def match(self, text: str, start: int, stop: int) -> re.Match[str] | None:
        """Return the match that begins at a place."""
        if self.guard and not self.guard.match(text, start, stop):
            return None
        if self.regex is None:
            if self._is_put_off(text):
                return None
            self.regex = _compiled(self.text)
        return self.regex.match(text, start, stop)

    def _is_put_off(self, text: str) -> bool:
        """Tell whether a text lacks what each match has, so that nothing need be compiled yet."""
        self.put_off += 1
        if not self.words or self.put_off > PATIENCE or len(text) > LONGEST:
            return False
        return not holds_one(text.replace(BLANK, ""), self.words)


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
