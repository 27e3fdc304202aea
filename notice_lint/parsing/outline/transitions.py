"""The ways one heading can follow another, and what each costs."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from enum import Enum
from math import inf
from operator import mul
from typing import NamedTuple

from msgspec import Struct

from notice_lint.document.notice import Fault
from notice_lint.parsing.outline import costs
from notice_lint.parsing.outline.costs import MEANT, RANKS, Rank


class MarkerFacts(Struct, frozen=True):
    """What is known of a heading before its outline is understood."""

    style: str
    value: int | None
    in_label: bool = False
    """Whether it stands behind a label of its own item, as a list would."""
    form: str | None = None
    """What its words look like; None when like nothing in particular."""
    may_be_listed: bool = True
    """Whether its words can be a measure in a list: not those of a problem."""


class Interpretation(NamedTuple):
    """What a heading was meant to be, and how it departs from that."""

    rank: Rank
    number: int | None
    fault: Fault | None


class NumberingMode(NamedTuple):
    """How numbers run: whether items and groups go on across the headings above them."""

    items_go_on: bool
    groups_go_on: bool


class OutlineState(NamedTuple):
    """What matters of the headings so far."""

    counts: tuple[int, ...]
    """The last number at each rank; index 0 unused."""
    path: tuple[Rank, ...]
    """The ranks of the open headings, outermost first."""
    fresh: bool
    """Whether no item was seen since the last 一、."""
    low: bool
    """Whether the open part has 1. directly below it."""
    swapped: Rank | None
    """The rank at which the last heading has the number of the next one."""
    apart: bool
    """Whether the open 一、 is about the work, whose items need not be numbered as problems are."""


class Transition(NamedTuple):
    """One heading read in one way."""

    state: OutlineState
    cost: float
    reading: Interpretation


class Wrong(Enum):
    """Ways in which a number can be wrong."""

    HERE = "here"
    """Only this one is; the next goes on as if it were right."""
    SWAPPED = "swapped"
    """It changed places with the next."""
    HERE_ON = "here on"
    """The next goes on from it."""


START = OutlineState((0,) * (len(Rank) + 1), (), True, False, None, False)


class Weights:
    """What the headings of a document, taken together, say about each of them."""

    def __init__(self, markers: Sequence[MarkerFacts]) -> None:
        """Count how often headings of each style and form are written at each rank."""
        self.styles = Counter(RANKS[marker.style] for marker in markers)
        self._forms: dict[str, Counter[Rank]] = defaultdict(Counter)
        self._known: dict[tuple[str, str, Rank], float] = {}
        for marker in markers:
            if marker.form:
                self._forms[marker.form][RANKS[marker.style]] += 1

    def rare(self, rank: Rank) -> float:
        """Weigh the only heading of its style."""
        return costs.RARE_COST if self.styles[rank] == 1 else 0.0

    def strange(self, marker: MarkerFacts, rank: Rank) -> float:
        """Weigh a rank at which no other heading of this form is, while others are elsewhere."""
        if marker.form is None:
            return 0.0
        key = marker.form, marker.style, rank
        weight = self._known.get(key)
        if weight is None:
            alike = self._forms[marker.form]
            total = alike.total() - 1
            others = alike[rank] - (RANKS[marker.style] is rank)
            weight = costs.FORM_COST if total and others <= 0.25 * total else 0.0
            self._known[key] = weight
        return weight


class Transitions(Struct, frozen=True):
    """All moves for one way of numbering in one document."""

    way: NumberingMode
    weights: Weights

    def any(
        self, state: OutlineState, marker: MarkerFacts, limit: float, ceiling: float
    ) -> Iterator[Transition]:
        """Yield every reading of the next heading that costs no more than a ceiling.

        Other ranks than the written one are tried where their style costs no more than a limit.
        """
        yield from self.as_written(state, marker, ceiling)
        if limit < costs.LIST_COST:
            return
        written = RANKS[marker.style]
        in_list = marker.in_label or Rank.LIST in state.path
        if written is Rank.ITEM and marker.may_be_listed and in_list:
            yield from self._right_style(state, marker, Rank.LIST, ceiling)
        if marker.value is not None and written is not Rank.NAMED:
            for rank in MEANT:
                near = costs.style_cost(written, rank) <= limit
                if near and rank is not written and self.weights.styles[rank]:
                    yield from self._mistyped(state, marker, rank, ceiling)

    def as_written(
        self, state: OutlineState, marker: MarkerFacts, ceiling: float = inf
    ) -> Iterator[Transition]:
        """Yield the readings that take the style of the marker as meant."""
        yield from self._right_style(state, marker, RANKS[marker.style], ceiling)

    def ending(self, state: OutlineState) -> float:
        """Return what the open headings cost when nothing follows."""
        return sum(costs.LONE_COSTS[rank] for rank in state.path if state.counts[rank] == 1)

    def _right_style(
        self, state: OutlineState, marker: MarkerFacts, rank: Rank, ceiling: float
    ) -> Iterator[Transition]:
        path = state.path[: bisect_left(state.path, rank)]
        parent = path[-1] if path else None
        skip = rank not in state.path and costs.skips(parent, rank)
        climb = rank is Rank.GROUP and parent is Rank.PART and state.low
        opens_list = rank is Rank.LIST and rank not in state.path
        base = costs.LIST_COST if opens_list else self.weights.rare(rank)
        base += self._place(state, rank) + self.weights.strange(marker, rank)
        base += costs.SKIP_COST * skip + costs.CLIMB_COST * climb
        otherwise: Fault | None = "skip" if skip else "climb" if climb else None
        for number, cost, wrong in self._numbers(state, marker.value, rank):
            if base + cost > ceiling:
                continue
            reading = Interpretation(rank, number, "number" if wrong else otherwise)
            follow = marker.value if wrong is Wrong.HERE_ON else number
            after = self._next(state, rank, follow or 0, path)
            if rank is Rank.PART:
                after = after._replace(apart=_is_apart(marker))
            if wrong is Wrong.SWAPPED:
                after = after._replace(swapped=rank)
            yield Transition(after, base + cost, reading)

    def _numbers(
        self, state: OutlineState, value: int | None, rank: Rank
    ) -> Iterator[tuple[int, float, Wrong | None]]:
        """Yield the numbers a heading can have been meant to have, with their costs."""
        expected = self._expected(state, rank)
        if value is None:
            yield expected[0] - 1, 0.0, None
        elif value in expected:
            yield value, 0.0, None
        elif state.swapped is rank and value == state.counts[rank]:
            yield expected[0], 0.0, None
        else:
            slip = costs.ANEW_COST if value == 1 else costs.NUMBER_COST
            for number in expected:
                yield number, slip, Wrong.HERE
                if value == number + 1:
                    yield number, slip + costs.SWAP_COST, Wrong.SWAPPED
            begins = state.counts[rank] == 0
            yield expected[0], costs.START_COST if begins else slip, Wrong.HERE_ON

    def _mistyped(
        self, state: OutlineState, marker: MarkerFacts, rank: Rank, ceiling: float
    ) -> Iterator[Transition]:
        path = state.path[: bisect_left(state.path, rank)]
        base = costs.style_cost(RANKS[marker.style], rank)
        base += self._place(state, rank) + self.weights.strange(marker, rank)
        for number in self._expected(state, rank):
            cost = base + costs.MISTYPED_NUMBER_COST * (number != marker.value)
            if cost > ceiling:
                continue
            reading = Interpretation(rank, number, "style")
            yield Transition(self._next(state, rank, number, path), cost, reading)

    def _place(self, state: OutlineState, rank: Rank) -> float:
        """Weigh where a heading stands: levels left with one heading, 一、 that comes late."""
        cost = 0.0
        for closed in state.path:
            if closed > rank and state.counts[closed] == 1:
                cost += costs.LONE_COSTS[closed]
        if rank is Rank.PART and state.path and state.path[0] is not Rank.PART:
            cost += costs.OUTSET_COST
        return cost

    def _expected(self, state: OutlineState, rank: Rank) -> tuple[int, ...]:
        following = state.counts[rank] + 1
        goes_on = self.way.items_go_on and rank in (Rank.ITEM, Rank.NAMED)
        if not goes_on or following == 1:
            return (following,)
        begins = state.fresh or (state.apart and state.path[-1:] == (Rank.GROUP,))
        return (following, 1) if begins else (following,)

    def _next(
        self, state: OutlineState, rank: Rank, number: int, path: tuple[Rank, ...]
    ) -> OutlineState:
        deeper = map(mul, state.counts[rank + 1 :], _KEPT[self.way][rank])
        counts = (*state.counts[:rank], number, *deeper)
        is_item = rank is Rank.ITEM or rank is Rank.NAMED
        fresh = rank is Rank.PART or (state.fresh and not is_item)
        below_part = is_item and bool(path) and path[-1] is Rank.PART
        low = rank > Rank.GROUP and (state.low or below_part)
        swapped = state.swapped if state.swapped and state.swapped < rank else None
        return OutlineState(counts, (*path, rank), fresh, low, swapped, state.apart)


def _is_apart(marker: MarkerFacts) -> bool:
    return not (marker.form or "").startswith(("RECTIFICATION", "PROBLEM", "DIRECTION", "DEFECT"))


def _goes_on(way: NumberingMode, above: Rank, rank: Rank) -> bool:
    if rank in (Rank.ITEM, Rank.NAMED):
        return way.items_go_on and above <= Rank.GROUP
    return rank is Rank.GROUP and way.groups_go_on


_KEPT = {
    way: [(), *(tuple(_goes_on(way, above, one) for one in Rank if one > above) for above in Rank)]
    for way in (NumberingMode(items, groups) for items in (False, True) for groups in (False, True))
}
"""For each way and rank, whether the numbers of the deeper ranks go on below another heading."""
