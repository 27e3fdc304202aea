"""Required literals: strings one of which is in every match of an expression.

A text that holds none of them has no match, and to look for strings is many times faster than to
search for an expression. What is known of each part of an expression is a LiteralFacts; the facts
of the whole are those of its parts, joined one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from typing import Any

from msgspec import Struct

from notice_lint.matching.syntax_tree import Node, nodes

MOST_STRINGS = 256
"""Strings that a part of an expression may stand for; with more of them nothing is said of it.

It bounds products of classes, which grow without end: (?:19|20)[0-9]{2} alone is 200 strings. Of
the 878 alternatives in our rules and terminals 28 have no required literals with it, 38 with a
quarter of it, 27 with four times as many.
"""
UNROLLED = 3
"""Times that a repeated part is written out: `_selectivity` holds strings of three characters for
as good as longer ones."""

Strings = frozenset[str]
EMPTY: Strings = frozenset(("",))


class LiteralFacts(Struct, frozen=True):
    """What is known of all texts that a part of an expression matches."""

    exact: Strings | None = None
    """All of these texts, where they are few; None where they are many or unknown."""
    required: Strings | None = None
    """Strings one of which is in each of these texts; None where there is nothing to say."""
    heads: Strings | None = None
    """Strings one of which each text begins with, where `exact` is None."""
    tails: Strings | None = None
    """Strings one of which each text ends with, where `exact` is None."""

    @property
    def beginnings(self) -> Strings | None:
        """Strings one of which each text begins with."""
        return self.heads if self.exact is None else self.exact

    @property
    def endings(self) -> Strings | None:
        """Strings one of which each text ends with."""
        return self.tails if self.exact is None else self.exact

    @property
    def best(self) -> Strings | None:
        """The strings that exclude most texts, of all that are in every match."""
        return _best(self.exact, self.required, self.tails)

    def then(self, following: LiteralFacts) -> LiteralFacts:
        """Return the facts of this part with another behind it.

        As long as all can be written out it is; at the first part that is too wide the strings
        before it are laid aside, and others begin behind it.
        """
        endings = self.endings or EMPTY
        joined = _product(endings, following.exact)
        if joined is None:
            across = _product(endings, following.heads) or endings
            required = _best(self.required, across, following.best)
            heads = across if self.exact is not None else self.heads
            return LiteralFacts(None, required, heads, following.endings or EMPTY)
        if self.exact is None:
            return LiteralFacts(None, self.required, self.heads, joined)
        return LiteralFacts(joined, _best(self.required, following.required))

    def either(self, other: LiteralFacts) -> LiteralFacts:
        """Return the facts of this part or another in its place."""
        required = _union(self.best, other.best)
        exact = _union(self.exact, other.exact)
        if exact is not None:
            return LiteralFacts(exact, required)
        heads = _union(self.beginnings, other.beginnings)
        return LiteralFacts(None, required, heads, _union(self.endings, other.endings))

    def before(self, ahead: LiteralFacts) -> LiteralFacts:
        """Return the facts of this part where a lookahead must match behind it."""
        across = _product(self.endings or EMPTY, ahead.exact)
        required = _best(self.required, ahead.best, across)
        return LiteralFacts(self.exact, required, self.heads, self.tails)

    def after(self, behind: LiteralFacts) -> LiteralFacts:
        """Return the facts of this part where a lookbehind must match at its end."""
        if self.endings in (EMPTY, None) and behind.exact is not None:
            # what comes next stands behind these strings, though they are no part of the match
            return LiteralFacts(None, self.required, self.heads or EMPTY, behind.exact)
        required = _best(self.required, behind.best)
        return LiteralFacts(self.exact, required, self.heads, self.tails)


NOTHING = LiteralFacts(EMPTY)
"""Facts of what matches between two characters."""
ANYTHING = LiteralFacts()
"""Facts of what nothing is known of."""


def required_literals(tree: Iterable[tuple[Any, Any]], ignored: str = "") -> Strings | None:
    """Return strings one of which is in every match, some characters taken out of both.

    None where nothing is known.
    """
    best = _FactsReader(ignored).sequence(tree).best
    if best is None:
        return None
    return frozenset(string for string in best if not _holds_another(string, best))


def holds_one(text: str, strings: Iterable[str]) -> bool:
    """Tell whether some string is in a text."""
    return any(map(text.__contains__, strings))


def _holds_another(string: str, strings: Strings) -> bool:
    return any(other in string for other in strings if other != string)


class _FactsReader(Struct, frozen=True):
    """Reads what the parts of an expression say of the texts they match."""

    ignored: str
    """Characters that count for nothing, in expressions and in texts."""

    def sequence(self, parts: Iterable[tuple[Any, Any]]) -> LiteralFacts:
        """Return the facts of parts that follow each other."""
        return reduce(self._extended, _unrolled(parts), NOTHING)

    def _extended(self, facts: LiteralFacts, node: Node) -> LiteralFacts:
        """Return the facts of a sequence with one more part."""
        operation, argument = node
        if operation == "ASSERT":
            direction, body = argument
            around = self.sequence(body)
            return facts.before(around) if direction == 1 else facts.after(around)
        read = _READERS.get(operation)
        if read is None:
            return facts.then(ANYTHING)
        # re gives an operation of several arguments as a tuple
        arguments = argument if isinstance(argument, tuple) else (argument,)
        return facts.then(read(self, *arguments))

    def literal(self, code: int) -> LiteralFacts:
        return LiteralFacts(frozenset((self._char(code),)))

    def _char(self, code: int) -> str:
        char = chr(code)
        return "" if char in self.ignored else char

    def members(self, items: Iterable[tuple[Any, Any]]) -> LiteralFacts:
        """Return the facts of a character class."""
        members: set[str] = set()
        for operation, argument in nodes(items):
            if operation == "LITERAL":
                members.add(self._char(argument))
            elif operation == "RANGE" and argument[1] - argument[0] < MOST_STRINGS:
                members |= set(map(self._char, range(argument[0], argument[1] + 1)))
            else:
                return ANYTHING
        return LiteralFacts(frozenset(members)) if len(members) <= MOST_STRINGS else ANYTHING

    def group(self, _number: int | None, added: int, _removed: int, body: Any) -> LiteralFacts:
        return ANYTHING if added else self.sequence(body)

    def branch(self, _none: None, alternatives: Iterable[Any]) -> LiteralFacts:
        return reduce(LiteralFacts.either, map(self.sequence, alternatives))

    def repeat(self, least: int, most: int, body: Any) -> LiteralFacts:
        once = self.sequence(body)
        if once.exact == EMPTY:
            return NOTHING
        if most > 1:
            return ANYTHING
        return once if least else LiteralFacts(_union(once.exact, EMPTY))

    def zero_width(self, *_arguments: Any) -> LiteralFacts:
        return NOTHING


def _unrolled(parts: Iterable[tuple[Any, Any]]) -> Iterator[Node]:
    """Yield parts by name, the first of those that are repeated singly: a+ is a and a*."""
    for operation, argument in nodes(parts):
        if operation.endswith("REPEAT") and argument[0] and argument[1] != 1:
            least, most, body = argument
            yield from [("ATOMIC_GROUP", body)] * min(least, UNROLLED)
            yield operation, (0, most, body)
        else:
            yield operation, argument


_READERS: dict[str, Callable[..., LiteralFacts]] = {
    "LITERAL": _FactsReader.literal,
    "IN": _FactsReader.members,
    "SUBPATTERN": _FactsReader.group,
    "ATOMIC_GROUP": _FactsReader.sequence,
    "BRANCH": _FactsReader.branch,
    "MAX_REPEAT": _FactsReader.repeat,
    "MIN_REPEAT": _FactsReader.repeat,
    "POSSESSIVE_REPEAT": _FactsReader.repeat,
    "ASSERT_NOT": _FactsReader.zero_width,
    "AT": _FactsReader.zero_width,
}
"""What each operation says of the texts it matches; the others may match anything."""


def _best(*candidates: Strings | None) -> Strings | None:
    """Return the strings that exclude most texts: the longer the better, then the fewer."""
    usable = [strings for strings in candidates if strings is not None and "" not in strings]
    return max(usable, key=_selectivity, default=None)


def _selectivity(strings: Strings) -> tuple[int, int]:
    # pairs of Han characters are rare enough; beyond three the number of strings decides
    return min([3, *map(len, strings)]), -len(strings)


def _product(heads: Strings, tails: Strings | None) -> Strings | None:
    if tails is None or len(heads) * len(tails) > MOST_STRINGS:
        return None
    return frozenset(head + tail for head in heads for tail in tails)


def _union(strings: Strings | None, others: Strings | None) -> Strings | None:
    if strings is None or others is None or len(strings | others) > MOST_STRINGS:
        return None
    return strings | others
