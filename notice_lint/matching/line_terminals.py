"""What may stand in a place of a text, and what of it may begin with the character that comes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import chain

from msgspec import Struct

from notice_lint.matching.branches import ANY, FIRST_HAN, Branch, pruned
from notice_lint.matching.first_set import FirstSet, union


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
