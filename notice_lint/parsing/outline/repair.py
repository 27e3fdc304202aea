"""The cheapest explanation of a sequence of heading markers.

Authors mistype markers: （1） for （一）, 3 twice, a level skipped. Each heading is read with the
rank and number it was meant to have, so that what all departures cost together is least. Dynamic
programming over (numbers and ranks of the open headings), one heading a step, once for each mode
of numbering; an outline without a fault takes one pass and no search.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from msgspec import Struct

from notice_lint.document.notice import Numbering
from notice_lint.parsing.outline.costs import Rank
from notice_lint.parsing.outline.evidence import MarkerFacts, Weights
from notice_lint.parsing.outline.transitions import (
    START,
    Interpretation,
    NumberingMode,
    OutlineState,
    Transition,
    Transitions,
)

BEAM = 32
"""States kept after each heading.

Of 150 invented outlines with three to six slips each, 32 find the cheapest reading of all, 16 of
148, 8 of 145, 4 of 135 (tests/test_outline.py keeps a sample).
"""
LONG = 400
"""Headings of an outline longer than any real one; the longest of the seeds has 100."""
NARROW_BEAM = 6
"""States kept in such an outline, so that 10,000 disordered headings take seconds."""
SLACK = 3.6
"""States this much dearer than the best are given up.

The dearest single slip costs 3.0: another style, strange words, another number. At 1.8 a mistyped
（八） among 7. and 9. is given up before 9. shows what it was.
"""
MARGIN = 3
"""A mode of numbering with this many more faults at first sight is not searched.

With 1, two of those 150 outlines are read in the other mode, with none 23 more.
"""
ITEM_RANKS = (Rank.ITEM, Rank.NAMED, Rank.MEMBER, Rank.SUB, Rank.PAREN, Rank.CIRCLE)
"""The ranks at which items may stand, the commonest first."""
ROUNDING = 1e-6
"""What sums of the same costs can differ by."""


class Outline(Struct, frozen=True):
    """The readings of all headings, in order."""

    readings: tuple[Interpretation, ...]
    numbering: Numbering | None


class _Explanation(NamedTuple):
    cost: float
    readings: tuple[Interpretation, ...]
    mode: NumberingMode
    contradictions: int = 0
    """Headings that say that they stand elsewhere: 下一步… amid problems."""

    @property
    def faults(self) -> int:
        return sum(reading.fault is not None for reading in self.readings)

    @property
    def is_sound(self) -> bool:
        """Whether there is nothing to repair."""
        return not self.faults and not self.contradictions


class _SearchStep(Struct, frozen=True):
    cost: float
    transition: Transition
    before: _SearchStep | None


_Steps = Mapping[OutlineState, _SearchStep | None]
"""The last step to each state that the headings so far can lead to."""
_Choices = Callable[[OutlineState, float, float], Iterable[Transition]]
"""What one heading can be read as in a state, up to two costs."""


def repair(markers: Sequence[MarkerFacts]) -> Outline:
    """Return the cheapest reading of an outline."""
    weights = Weights(markers)
    modes = [Transitions(mode, weights) for mode in _modes(weights.ranks)]
    plain: list[_Explanation] = []
    for transitions in modes:
        plain.append(_read_as_written(markers, transitions))
        if plain[-1].is_sound:
            return _outline(plain[-1])
    # a mode with many more faults as written is not worth a search, which costs far more
    most = min(explanation.faults for explanation in plain) + MARGIN
    likely = [
        transitions
        for transitions, explanation in zip(modes, plain, strict=True)
        if explanation.faults <= most
    ]
    searched = _explanations(markers, likely, min(map(_total, plain)))
    return _outline(min([*searched, *plain], key=_total))


def _outline(best: _Explanation) -> Outline:
    return Outline(best.readings, _numbering(best.readings, best.mode))


def _modes(ranks: Counter[Rank]) -> Iterator[NumberingMode]:
    """Yield the modes of numbering that can differ for headings of these ranks."""
    shallow = sorted(rank for rank in ranks if rank <= Rank.GROUP)
    nested = [rank for rank in shallow if ranks[rank] > 1]
    for groups_go_on in (False, True)[: 1 + (len(nested) > 1)]:
        for items_go_on in (False, True)[: 1 + bool(shallow)]:
            yield NumberingMode(items_go_on, groups_go_on)


def _numbering(readings: Sequence[Interpretation], mode: NumberingMode) -> Numbering | None:
    """Name how items are numbered; None where nothing shows it."""
    items = ((rank, mode.items_go_on) for rank in ITEM_RANKS)
    for rank, goes_on in (*items, (Rank.GROUP, mode.groups_go_on)):
        runs = _runs(readings, rank)
        if runs:
            return ("continuous" if goes_on else "restart") if runs > 1 else None
    return None


def _runs(readings: Sequence[Interpretation], rank: Rank) -> int:
    runs, is_open = 0, False
    for reading in readings:
        if reading.rank < rank:
            is_open = False
        elif reading.rank is rank:
            runs += not is_open
            is_open = True
    return runs


def _read_as_written(markers: Sequence[MarkerFacts], transitions: Transitions) -> _Explanation:
    """Read every heading in the style it has, going on from the number it has."""
    readings, state, cost, contradictions = [], START, 0.0, 0
    for marker in markers:
        *_, transition = transitions.as_written(state, marker)
        contradictions += transitions.contradicts(state, marker, marker.rank)
        readings.append(transition.reading)
        state = transition.state
        cost += transition.cost
    cost += transitions.ending(state)
    return _Explanation(cost, tuple(readings), transitions.mode, contradictions)


def _explanations(
    markers: Sequence[MarkerFacts], modes: Sequence[Transitions], ceiling: float
) -> Iterator[_Explanation]:
    """Search one mode after the other, none further than what the cheapest reading so far costs."""
    for transitions in modes:
        explanation = _search(markers, transitions, ceiling + ROUNDING)
        if explanation:
            ceiling = min(ceiling, explanation.cost)
            yield explanation


def _total(explanation: _Explanation) -> float:
    return explanation.cost


def _search(
    markers: Sequence[MarkerFacts], transitions: Transitions, ceiling: float
) -> _Explanation | None:
    """Return the cheapest reading in one mode of numbering; None where all cost too much."""
    steps: _Steps = {START: None}
    beam = BEAM if len(markers) <= LONG else NARROW_BEAM
    for marker in markers:
        steps = _best(_advance(steps, partial(transitions.all, marker), ceiling), beam)
        if not steps:
            return None
    ends = ((_cost(step) + transitions.ending(state), step) for state, step in steps.items())
    cost, last = min(ends, key=lambda end: end[0])
    return _Explanation(cost, _trace(last), transitions.mode) if cost <= ceiling else None


def _cost(step: _SearchStep | None) -> float:
    return step.cost if step else 0.0


def _advance(steps: _Steps, choices: _Choices, ceiling: float) -> dict[OutlineState, _SearchStep]:
    reached: dict[OutlineState, _SearchStep] = {}
    # the limit grows with the cheapest state so far; the ceiling is that of a whole reading at hand
    limit = min(min(map(_cost, steps.values())) + SLACK, ceiling)
    for state, before in steps.items():
        so_far = _cost(before)
        for transition in choices(state, limit - so_far, ceiling - so_far):
            cost = so_far + transition.cost
            known = reached.get(transition.state)
            if known is None or cost < known.cost:
                reached[transition.state] = _SearchStep(cost, transition, before)
    return reached


def _best(reached: dict[OutlineState, _SearchStep], beam: int) -> _Steps:
    ranked = sorted(reached.items(), key=lambda item: item[1].cost)[:beam]
    limit = ranked[0][1].cost + SLACK if ranked else 0.0
    return {state: step for state, step in ranked if step.cost <= limit}


def _trace(step: _SearchStep | None) -> tuple[Interpretation, ...]:
    readings = []
    while step is not None:
        readings.append(step.transition.reading)
        step = step.before
    return tuple(reversed(readings))
