"""The cheapest repair that makes the tokens of a document fit the grammar of a notice.

Where a token does not fit, the parser may take terminals for left out (they are put in) or set the
token aside. All ways to go on are followed side by side, token by token, as in a Viterbi search:
those that come to the same stack are one from then on, and of these the cheapest is kept. So an
early signature and a missing invitation are weighed against each other by all that follows, and a
document without a fault is parsed in one pass. After Diekmann and Tratt, “Don't Panic! Better,
Fewer, Syntax Errors for LR Parsers”, ECOOP 2020 (CPCT+), which searches each fault by itself.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from math import inf
from typing import Literal, NamedTuple

from msgspec import Struct, field

from notice_lint.parsing.tables import FINISH, Automaton, Stack
from notice_lint.parsing.vocabulary import Vocabulary

BEAM = 24
"""Ways followed side by side. Two parts that changed places need three, an item in the wrong order
below a section of another six; the property tests of the variants never had more than eleven."""
SLACK = 6.0
"""Ways that cost this much more than the cheapest are given up: as much as a problem item taken
for left out with all its parts and a part set aside."""
TRIALS = 600
"""Stacks looked at for what may be left out before one token: an empty text needs 260."""
DEARER = 1.0
"""Ways to leave something out before one token are followed that cost this much more than the
cheapest: one part more."""
FURTHER = 0.1
"""What a further line of a part costs that is set aside with the line before it."""


class RepairStep(NamedTuple):
    """One step of a repair."""

    kind: Literal["shift", "insert", "aside"]
    terminal: str
    place: int
    """Place of the token that it is about, or before which the terminal is put in."""


class _Path(Struct, frozen=True):
    """One way to read all tokens so far."""

    cost: float
    stack: Stack
    aside: str = ""
    """The terminal set aside just before, if any."""
    origin: _Path | None = None
    """The way that it goes on from."""
    put_in: tuple[str, ...] = ()
    """The terminals put in before the last token."""


class Repairer(Struct, eq=False, dict=True):
    """Finds repairs for one grammar; what it learns of stacks is remembered."""

    vocabulary: Vocabulary
    known: dict[tuple[Stack, str], tuple[tuple[float, tuple[str, ...], Stack], ...]] = field(
        default_factory=dict
    )

    @cached_property
    def _automaton(self) -> Automaton:
        return self.vocabulary.automaton

    @cached_property
    def _closer(self) -> str:
        terminals = self.vocabulary.names.terminals.items()
        return next((name for name, traits in terminals if traits.closes), "")

    def steps(self, terminals: Sequence[str]) -> list[RepairStep]:
        """Return the steps that make some terminals fit, in order; empty where nothing will do."""
        ways = [_Path(0.0, (self._automaton.start,))]
        for terminal in (*terminals, FINISH):
            ways = _cheapest(self._next(ways, terminal))
            if not ways:
                return []
        return list(_steps(min(ways, key=_cost), terminals))

    def _next(self, ways: Iterable[_Path], terminal: str) -> Iterator[_Path]:
        traits, feed = self.vocabulary.traits(terminal), self._automaton.feed
        for way in ways:
            # what stands behind a label that was set aside goes with it for next to nothing, or
            # text of five lines would cost more than any part put in for it
            if way.aside and traits.continues and self._holds(way.aside, terminal):
                yield _Path(way.cost + FURTHER, way.stack, way.aside, way)
                continue
            stack = feed(way.stack, terminal)
            if stack is not None:
                # where a terminal fits it is taken: to try repairs there as well would square the
                # work, and the cheaper reading is found where the first terminal does not fit
                yield _Path(way.cost, stack, "", way)
                continue
            for cost, put_in, behind in self._solutions(way.stack, terminal):
                yield _Path(way.cost + cost, behind, "", way, put_in)
            if terminal != FINISH:
                cost = FURTHER if way.aside == terminal else traits.aside
                yield _Path(way.cost + cost, way.stack, terminal, way)

    def _holds(self, label: str, terminal: str) -> bool:
        """Tell whether a terminal may stand behind a label that was set aside."""
        return terminal in self.vocabulary.held.get(self.vocabulary.part_of(label), ())

    def _solutions(
        self, stack: Stack, terminal: str
    ) -> tuple[tuple[float, tuple[str, ...], Stack], ...]:
        key = stack, terminal
        if key not in self.known:
            self.known[key] = tuple(self._search(stack, terminal))
        return self.known[key]

    def _search(
        self, stack: Stack, terminal: str
    ) -> Iterator[tuple[float, tuple[str, ...], Stack]]:
        """Yield the cheapest terminals that let another one fit, with the stack behind it."""
        heap: list[tuple[float, int, tuple[str, ...], Stack]] = [(0.0, 0, (), stack)]
        seen: set[Stack] = set()
        serial = 0
        ceiling = inf
        while heap and serial < TRIALS:
            cost, _, put_in, here = heapq.heappop(heap)
            if cost > ceiling:
                return
            if here in seen:
                continue
            seen.add(here)
            behind = self._automaton.feed(here, terminal) if put_in else None
            if behind is not None:
                ceiling = min(ceiling, cost + DEARER)
                yield cost, put_in, behind
                continue
            for name, price, after in self._insertable(here, put_in):
                if after not in seen:
                    serial += 1
                    heapq.heappush(heap, (cost + price, serial, (*put_in, name), after))

    def _insertable(
        self, stack: Stack, put_in: Sequence[str]
    ) -> Iterator[tuple[str, float, Stack]]:
        """Yield the terminals that may be put in next, what each costs, and the stack behind it."""
        for name, price in self._prices(stack, put_in):
            # nothing is left out twice before one token, or sections are put in forever
            if name not in put_in or self.vocabulary.traits(name).continues:
                after = self._automaton.feed(stack, name)
                if after is not None:
                    yield name, price, after

    def _prices(self, stack: Stack, put_in: Sequence[str]) -> Iterator[tuple[str, float]]:
        """Yield the terminals that may be put in; what belongs to one put in already is free."""
        is_open = self._is_open(put_in)
        for name in self._automaton.terminals(stack):
            traits = self.vocabulary.traits(name)
            if traits.closes:
                may_be = is_open
            elif traits.continues:
                may_be = self._automaton.is_begun(stack)
            else:
                may_be = name != FINISH and not self.vocabulary.is_optional(name)
            if may_be:
                is_free = is_open or (traits.continues and bool(put_in))
                yield name, 0.0 if is_free else traits.missing

    def _is_open(self, put_in: Sequence[str]) -> bool:
        """Tell whether a section or item was put in and is not closed yet."""
        depth = 0
        for name in put_in:
            depth += (name in self.vocabulary.openers) - (name == self._closer)
        return depth > 0


def _cheapest(ways: Iterable[_Path]) -> list[_Path]:
    """Return the cheapest way to each stack, the cheapest first."""
    best: dict[tuple[Stack, str], _Path] = {}
    for way in ways:
        key = way.stack, way.aside
        if key not in best or way.cost < best[key].cost:
            best[key] = way
    if len(best) < 2:
        return list(best.values())
    ranked = sorted(best.values(), key=_cost)[:BEAM]
    return [way for way in ranked if way.cost <= ranked[0].cost + SLACK]


def _cost(way: _Path) -> float:
    return way.cost


def _steps(last: _Path, terminals: Sequence[str]) -> Iterator[RepairStep]:
    """Yield what a way does, token by token; its beginning has read none."""
    ways = [last]
    while ways[-1].origin is not None:
        ways.append(ways[-1].origin)
    for place, (way, terminal) in enumerate(
        zip(reversed(ways[:-1]), (*terminals, FINISH), strict=True)
    ):
        for name in way.put_in:
            yield RepairStep("insert", name, place)
        yield RepairStep("aside" if way.aside else "shift", terminal, place)
