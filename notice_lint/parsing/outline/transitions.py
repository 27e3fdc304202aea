"""The ways one heading can follow another, and what each costs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import Enum
from math import inf
from operator import mul
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from notice_lint.document.notice import Fault
from notice_lint.parsing.outline import costs
from notice_lint.parsing.outline.costs import Rank
from notice_lint.parsing.outline.evidence import MarkerFacts, Weights


class Interpretation(Struct, frozen=True):
    """What a heading was meant to be, and how it departs from that."""

    rank: Rank
    number: int | None
    fault: Fault | None


class NumberingMode(NamedTuple):
    """How numbers run: whether items and groups go on across the headings above them."""

    items_go_on: bool
    groups_go_on: bool


class OutlineState(Struct, frozen=True):
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


class Transition(Struct, frozen=True):
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


class NumberReading(Struct, frozen=True):
    """The number that a heading can have been meant to have."""

    number: int | None
    cost: float
    last: int
    """The number that the next heading goes on from."""
    wrong: Wrong | None = None


START = OutlineState((0,) * (len(Rank) + 1), (), True, False, None, False)


class Transitions(Struct, frozen=True):
    """All transitions for one mode of numbering in one document."""

    mode: NumberingMode
    weights: Weights

    def all(
        self, marker: MarkerFacts, state: OutlineState, limit: float, ceiling: float
    ) -> Iterator[Transition]:
        """Yield every reading of the next heading that costs no more than a ceiling.

        Other ranks than the written one are tried where their style costs no more than a limit.
        """
        yield from self.as_written(state, marker, ceiling)
        if Rank.LIST in state.path:
            # it goes on for nothing, whatever is left of the limit
            may_be_list = True
        elif limit < costs.LIST_COST:
            return
        else:
            may_be_list = marker.in_label
        if may_be_list and marker.rank is Rank.ITEM and marker.may_be_listed:
            yield from self._right_style(state, marker, Rank.LIST, ceiling)
        for rank in self.weights.targets if marker.may_be_mistyped else ():
            if rank is not marker.rank and costs.style_cost(marker.rank, rank) <= limit:
                yield from self._mistyped(state, marker, rank, ceiling)

    def as_written(
        self, state: OutlineState, marker: MarkerFacts, ceiling: float = inf
    ) -> Iterator[Transition]:
        """Yield the readings that take the style of the marker as meant."""
        yield from self._right_style(state, marker, marker.rank, ceiling)

    def ending(self, state: OutlineState) -> float:
        """Return what the open headings cost when nothing follows."""
        return sum(costs.lone_cost(rank) for rank in state.path if state.counts[rank] == 1)

    def _right_style(
        self, state: OutlineState, marker: MarkerFacts, rank: Rank, ceiling: float
    ) -> Iterator[Transition]:
        path = state.path[: bisect_left(state.path, rank)]
        departure = self._departure(state, marker, rank)
        base = self._base(state, marker, rank)
        if departure:
            base += costs.DEPARTURE_COST
        for number in self._numbers(state, marker, rank):
            if base + number.cost > ceiling:
                continue
            reading = Interpretation(rank, number.number, "number" if number.wrong else departure)
            after = self._next(state, rank, number.last, path)
            if rank is Rank.PART:
                after = replace(after, apart=_is_apart(marker))
            if number.wrong is Wrong.SWAPPED:
                after = replace(after, swapped=rank)
            yield Transition(after, base + number.cost, reading)

    def _departure(self, state: OutlineState, marker: MarkerFacts, rank: Rank) -> Fault | None:
        """Tell whether a heading leaves out a level, or climbs back to one above.

        Below a family that only the document knows nothing is left out.
        """
        above = _above(state, rank)
        if rank is Rank.SUB and marker.is_known and rank not in state.path:
            usual = above is not None and above not in self.weights.family_ranks
            return "skip" if usual and costs.skips(above, rank) else None
        return "climb" if rank is Rank.GROUP and state.low and above is Rank.PART else None

    def _base(self, state: OutlineState, marker: MarkerFacts, rank: Rank) -> float:
        """Weigh a rank, whatever the number."""
        opens_list = rank is Rank.LIST and rank not in state.path
        cost = costs.LIST_COST if opens_list else 0.0
        if rank is Rank.ITEM and _goes_on_in_list(state, marker):
            cost += costs.LIST_ENDS_COST
        if rank is Rank.ITEM and marker.delimiter in self.weights.listing:
            cost += costs.STYLE_COST
        return cost + self._place(state, rank) + self._words(state, marker, rank)

    def _words(self, state: OutlineState, marker: MarkerFacts, rank: Rank) -> float:
        """Weigh what a heading says against where it would stand."""
        if self.contradicts(state, marker, rank):
            return costs.PLAN_COST
        return self.weights.strange(marker, rank)

    def contradicts(self, state: OutlineState, marker: MarkerFacts, rank: Rank) -> bool:
        """Tell whether a heading would stand amid problems and says that it heads a part."""
        amid_problems = state.counts[rank] > 0 and not state.apart and state.path[0] < rank
        return marker.form == "PLAN" and rank > Rank.GROUP and amid_problems

    def _numbers(
        self, state: OutlineState, marker: MarkerFacts, rank: Rank
    ) -> Iterator[NumberReading]:
        """Yield the numbers a heading can have been meant to have; the likeliest last."""
        value = marker.value
        expected = self._expected(state, rank)
        following = expected[0]
        if value is None:
            yield NumberReading(None, costs.UNCOUNTED_COST, following - 1)
            yield NumberReading(following, 0.0, following)
        elif value in expected or (value == 1 and marker.begins):
            yield NumberReading(value, 0.0, value)
        elif state.swapped is rank and value == state.counts[rank]:
            yield NumberReading(following, 0.0, following)
        else:
            yield from _wrong_numbers(value, expected)

    def _mistyped(
        self, state: OutlineState, marker: MarkerFacts, rank: Rank, ceiling: float
    ) -> Iterator[Transition]:
        path = state.path[: bisect_left(state.path, rank)]
        base = costs.style_cost(marker.rank, rank)
        base += self._place(state, rank) + self._words(state, marker, rank)
        for number in self._expected(state, rank):
            cost = base + costs.MISTYPED_NUMBER_COST * (number != marker.value)
            if cost > ceiling:
                continue
            reading = Interpretation(rank, number, "style")
            yield Transition(self._next(state, rank, number, path), cost, reading)

    def _place(self, state: OutlineState, rank: Rank) -> float:
        """Weigh where a heading stands: the levels that it leaves with a single one."""
        cost = 0.0
        for closed in state.path:
            if closed > rank and state.counts[closed] == 1:
                cost += costs.lone_cost(closed)
        return cost

    def _expected(self, state: OutlineState, rank: Rank) -> tuple[int, ...]:
        following = state.counts[rank] + 1
        if following == 1 or rank < Rank.NAMED or not self.mode.items_go_on:
            return (following,)
        if rank > Rank.ITEM:
            return (following,) if rank in state.path else (following, 1)
        begins = state.fresh or (state.apart and state.path[-1:] == (Rank.GROUP,))
        return (following, 1) if begins else (following,)

    def _next(
        self, state: OutlineState, rank: Rank, number: int, path: tuple[Rank, ...]
    ) -> OutlineState:
        deeper = map(mul, state.counts[rank + 1 :], _KEPT[self.mode][rank])
        counts = (*state.counts[:rank], number, *deeper)
        is_item = rank is Rank.ITEM or rank is Rank.NAMED
        fresh = rank is Rank.PART or (state.fresh and not is_item)
        below_part = is_item and bool(path) and path[-1] is Rank.PART
        low = rank > Rank.GROUP and (state.low or below_part)
        swapped = state.swapped if state.swapped and state.swapped < rank else None
        return OutlineState(counts, (*path, rank), fresh, low, swapped, state.apart)


def _above(state: OutlineState, rank: Rank) -> Rank | None:
    place = bisect_left(state.path, rank)
    return state.path[place - 1] if place else None


def _wrong_numbers(value: int, expected: Sequence[int]) -> Iterator[NumberReading]:
    slip = costs.ANEW_COST if value == 1 else costs.DEPARTURE_COST
    for number in expected:
        yield NumberReading(number, slip, number, Wrong.HERE)
        if value == number + 1:
            yield NumberReading(number, slip + costs.SWAP_COST, number, Wrong.SWAPPED)
    yield NumberReading(expected[0], slip, value, Wrong.HERE_ON)


def _goes_on_in_list(state: OutlineState, marker: MarkerFacts) -> bool:
    """Tell whether a heading has the next number of an open list, and may be one of its lines."""
    is_open = Rank.LIST in state.path and marker.may_be_listed
    return is_open and marker.value == state.counts[Rank.LIST] + 1


def _is_apart(marker: MarkerFacts) -> bool:
    return not (marker.form or "").startswith(("RECTIFICATION", "PROBLEM", "DIRECTION", "DEFECT"))


def _goes_on(mode: NumberingMode, above: Rank, rank: Rank) -> bool:
    if rank >= Rank.NAMED:
        return mode.items_go_on and above <= Rank.GROUP
    return mode.groups_go_on and Rank.CHAPTER < rank <= Rank.GROUP


_KEPT = {
    mode: [
        (),
        *(tuple(_goes_on(mode, above, rank) for rank in Rank if rank > above) for above in Rank),
    ]
    for mode in (
        NumberingMode(items, groups) for items in (False, True) for groups in (False, True)
    )
}
"""For each mode and rank, whether the numbers of the deeper ranks go on below another heading."""
