"""Strings one of which is in every match of an expression: without them no text is searched."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import cache, cached_property
from typing import Any

from msgspec import Struct

from notice_lint.artifacts import ArtifactCache

MOST = 128
"""Strings looked for instead of one expression; where there were more, all texts are searched."""

Strings = frozenset[str]
_EMPTY: Strings = frozenset(("",))
_UNROLLED = 3
"""Times that a part is written out that occurs at least so often."""

_APART = 7
"""Bits by which the second of two neighbours is moved, so that pairs differ in their low bits."""


def bigrams(text: str) -> Set[int]:
    """Return the bigrams of all that stands in a text.

    Each is a number made of two neighbours, or of one character; all are made at one stroke.
    """
    first, second = _codes(text), _codes(f"{text[1:]}\n")
    pairs = int.from_bytes(first, sys.byteorder) ^ int.from_bytes(second, sys.byteorder) << _APART
    found = set(memoryview(pairs.to_bytes(len(second), sys.byteorder)).cast("I"))
    found.update(memoryview(first).cast("I"))
    return found


def _codes(text: str) -> bytes:
    """Return the code points of a text, four bytes each."""
    return text.encode(f"utf-32-{sys.byteorder[0]}e", "surrogatepass")


@cache
def bigram(string: str) -> int:
    """Return what every text has among its bigrams that holds one or two characters."""
    return ord(string[0]) ^ (ord(string[1]) << _APART if len(string) > 1 else 0)


class LiteralFacts(Struct, frozen=True):
    """What a part of an expression asks of a text."""

    exact: Strings | None
    """All that the part can match, where that is little; None where it is much or unknown."""
    literals: Strings | None
    """Strings one of which is in whatever it matches; None where nothing is known."""
    heads: Strings | None = None
    """Strings one of which all begins with that it matches, where `exact` is None."""
    tails: Strings | None = None
    """Strings one of which all ends with that it matches, where `exact` is None."""


_ANYTHING = LiteralFacts(None, None)


class Alternative(Struct, frozen=True, dict=True):
    """One of the alternatives that a whole expression consists of."""

    text: str
    literals: Strings | None = None
    """Strings one of which is in whatever it matches; None where nothing is known."""
    twice: tuple[int, int] | None = None
    """Least and most code points of what it matches first and then once more, if it does."""
    names: tuple[str, ...] = ()
    """Names of its groups."""

    @cached_property
    def _by_end(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for needle in self.literals or ():
            found.setdefault(bigram(needle[-2:]), []).append(needle)
        return found

    @cached_property
    def _ends(self) -> frozenset[int]:
        return frozenset(self._by_end)

    def held(self, present: Set[int]) -> list[str]:
        """Return the literals that a text with some bigrams may hold."""
        ends = self._ends & present
        return [one for end in ends for one in self._by_end[end] if bigram(one[:2]) in present]


def alternatives(expression: str) -> tuple[Alternative, ...]:
    """Return the alternatives of an expression, in order; one where it cannot be divided."""
    return tuple(
        Alternative(
            text,
            None if literals is None else frozenset(literals),
            None if twice is None else (twice[0], twice[1]),
            tuple(names),
        )
        for text, literals, twice, names in _BRANCHES.of(expression)
    )


def _branches(expression: str) -> list[tuple[Any, ...]]:
    found = [_branch(text) for text in _divided(expression)]
    if len(found) > 1 and (None in found or _NUMBERED.search(expression)):
        found = [_branch(expression)]
    known = (one or Alternative(expression) for one in found)
    return [
        (one.text, None if one.literals is None else sorted(one.literals), one.twice, one.names)
        for one in known
    ]


_BRANCHES = ArtifactCache(_branches)
_NUMBERED = re.compile(r"\\[1-9]|\(\?\(\d")
"""What refers to a group by its number, which is another one in a part of the expression."""


def _branch(text: str) -> Alternative | None:
    """Return an alternative by itself; None where it cannot stand by itself."""
    try:
        # the only parser of expressions there is; without it every text is searched
        tree = importlib.import_module("re._parser").parse(text)
    except (ImportError, AttributeError, re.error, RecursionError):
        return None
    if tree.state.flags != re.UNICODE or not tree.getwidth()[0]:
        return None
    found = _best([_sequence(tree)])
    least = found and frozenset(one for one in found if not _holds_another(one, found))
    return Alternative(text, least, _twice(list(tree)), tuple(tree.state.groupdict))


LONGEST = 16
"""Code points of what is looked for twice; longer strings are not."""


def _twice(parts: Sequence[tuple[Any, Any]]) -> tuple[int, int] | None:
    """Return the length of a group that an expression begins with and then refers to."""
    (group, body), (reference, number) = (*parts, ("", ()), ("", ()))[:2]
    if str(group) != "SUBPATTERN" or str(reference) != "GROUPREF" or body[0] != number:
        return None
    least, most = body[-1].getwidth()
    return (least, most) if least > 0 and most <= LONGEST else None


def _divided(expression: str) -> list[str]:
    """Divide an expression at each | that is in no group and no class."""
    texts, start, depth = [], 0, 0
    for token in _TOKEN.finditer(expression):
        depth += {"(": 1, ")": -1}.get(token.group(), 0)
        if token.group() == "|" and not depth:
            texts.append(expression[start : token.start()])
            start = token.end()
    return [*texts, expression[start:]]


_TOKEN = re.compile(r"\\.|\[\^?\]?(?:[^\]\\]|\\.)*\]|[()|]", re.DOTALL)


def _holds_another(string: str, strings: Strings) -> bool:
    return any(other in string for other in strings if other != string)


def _sequence(parts: Iterable[tuple[Any, Any]]) -> LiteralFacts:
    """Join parts that follow each other: what is exact runs together, else the best counts."""
    run: Strings = _EMPTY
    heads: Strings | None = None
    known: list[LiteralFacts] = []
    for operation, argument in _unrolled(parts):
        if operation == "ASSERT":
            ahead, body = argument
            around = _sequence(body)
            if ahead == 1:
                known += [around, LiteralFacts(_product(run, around.exact), None)]
            elif run == _EMPTY and around.exact is not None:
                run, heads = around.exact, heads or _EMPTY
            else:
                known.append(around)
            continue
        need = _need(operation, argument)
        joined = _product(run, need.exact)
        if joined is not None:
            run = joined
            continue
        longer = _product(run, need.heads) or run
        heads = heads or longer
        known += [LiteralFacts(longer, None), need]
        run = need.exact or need.tails or _EMPTY
    known.append(LiteralFacts(run, None))
    if heads is None:
        return LiteralFacts(run, _best(known))
    return LiteralFacts(None, _best(known), heads, run)


def _unrolled(parts: Iterable[tuple[Any, Any]]) -> Iterator[tuple[str, Any]]:
    """Yield parts by name, the first of those that are repeated singly: a+ is a and a*."""
    for named, argument in parts:
        operation = str(named)
        if operation.endswith("REPEAT") and argument[0] and argument[1] != 1:
            least, most, body = argument
            yield from [("ATOMIC_GROUP", body)] * min(least, _UNROLLED)
            yield operation, (0, most, body)
        else:
            yield operation, argument


def _product(heads: Strings, tails: Strings | None) -> Strings | None:
    if tails is None or len(heads) * len(tails) > MOST:
        return None
    return frozenset(head + tail for head in heads for tail in tails)


def _best(needs: Iterable[LiteralFacts]) -> Strings | None:
    """Return the strings that tell most: the longer the better, then the fewer the better."""
    known = [one for need in needs for one in (need.exact, need.literals) if one is not None]
    usable = [one for one in known if "" not in one]
    return max(usable, key=lambda one: (min([3, *map(len, one)]), -len(one)), default=None)


def _need(operation: str, argument: Any) -> LiteralFacts:
    known = _NEEDS.get(operation)
    return known(argument) if known else _ANYTHING


def _literal(code: int) -> LiteralFacts:
    return LiteralFacts(frozenset((chr(code),)), None)


def _group(argument: tuple[Any, int, int, Any]) -> LiteralFacts:
    _, flags, _, body = argument
    return _ANYTHING if flags else _sequence(body)


def _nothing(_argument: Any) -> LiteralFacts:
    return LiteralFacts(_EMPTY, None)


def _any(argument: tuple[Any, Sequence[Any]]) -> LiteralFacts:
    needs = [_sequence(alternative) for alternative in argument[1]]
    exact = _union([need.exact for need in needs])
    found = _union([_best([need]) for need in needs])
    if exact is not None:
        return LiteralFacts(exact, found)
    heads = _union([need.heads if need.exact is None else need.exact for need in needs])
    tails = _union([need.tails if need.exact is None else need.exact for need in needs])
    return LiteralFacts(None, found, heads, tails)


def _union(sets: list[Strings | None]) -> Strings | None:
    found: set[str] = set()
    for one in sets:
        if one is None:
            return None
        found |= one
    return frozenset(found) if len(found) <= MOST else None


def _repeat(argument: tuple[int, int, Any]) -> LiteralFacts:
    least, most, body = argument
    if most > 1:
        return _ANYTHING
    once = _sequence(body)
    if least:
        return once
    return LiteralFacts(None if once.exact is None else once.exact | _EMPTY, None)


def _members(items: Iterable[tuple[Any, Any]]) -> LiteralFacts:
    found: set[str] = set()
    for operation, argument in items:
        if str(operation) == "LITERAL":
            found.add(chr(argument))
        elif str(operation) == "RANGE" and argument[1] - argument[0] < MOST:
            found |= set(map(chr, range(argument[0], argument[1] + 1)))
        else:
            return _ANYTHING
    return LiteralFacts(frozenset(found), None) if len(found) <= MOST else _ANYTHING


_NEEDS: dict[str, Callable[[Any], LiteralFacts]] = {
    "LITERAL": _literal,
    "IN": _members,
    "SUBPATTERN": _group,
    "ATOMIC_GROUP": _sequence,
    "BRANCH": _any,
    "MAX_REPEAT": _repeat,
    "MIN_REPEAT": _repeat,
    "POSSESSIVE_REPEAT": _repeat,
    "ASSERT_NOT": _nothing,
    "AT": _nothing,
}
"""What each operation of an expression asks for; the others may match anything."""
