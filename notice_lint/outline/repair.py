"""The cheapest explanation of a sequence of heading markers.

Authors mistype markers: （1） for （一）, 3 twice, a level skipped. Each heading is read with the
rank and number it was meant to have, so that what all departures cost together is least. Dynamic
programming over (numbers and ranks of the open headings), one heading a step, once for each way
of numbering; an outline without a fault takes one pass and no search.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from notice_lint.notice import Numbering
from notice_lint.outline.levels import RANKS, Rank
from notice_lint.outline.moves import START, Marker, Move, Moves, Reading, State, Way

BEAM = 32
"""States kept after each heading; fewer in an outline longer than any real one."""
LONG = 400
NARROW_BEAM = 6
SLACK = 3.6
"""States this much dearer than the best are given up."""
MARGIN = 3
"""A way of numbering with this many more faults at first sight is not searched."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The readings of all headings, in order."""

    readings: tuple[Reading, ...]
    numbering: Numbering | None


class _Step(NamedTuple):
    cost: float
    move: Move
    before: _Step | None


def repair(markers: Sequence[Marker]) -> Outline:
    """Return the cheapest reading of an outline."""
    styles = Counter(RANKS[marker.style] for marker in markers)
    forms = _forms(markers)
    ways = [Moves(way, styles, forms) for way in _ways(styles)]
    faults = {}
    for moves in ways:
        readings = _read_as_written(markers, moves)
        faults[moves.way] = sum(reading.fault is not None for reading in readings)
        if not faults[moves.way]:
            return Outline(readings, _numbering(readings, moves.way))
    likely = [moves for moves in ways if faults[moves.way] <= min(faults.values()) + MARGIN]
    _, readings, way = min((_search(markers, moves) for moves in likely), key=lambda one: one[0])
    return Outline(readings, _numbering(readings, way))


def _forms(markers: Sequence[Marker]) -> dict[str, Counter[Rank]]:
    forms: dict[str, Counter[Rank]] = defaultdict(Counter)
    for marker in markers:
        if marker.form:
            forms[marker.form][RANKS[marker.style]] += 1
    return forms


def _ways(styles: Counter[Rank]) -> Iterator[Way]:
    """Yield the ways of numbering that can differ for headings of these styles."""
    for groups_go_on in (False, True)[: 1 + (styles[Rank.PART] > 1 and styles[Rank.GROUP] > 1)]:
        for items_go_on in (False, True)[: 1 + bool(styles[Rank.PART] + styles[Rank.GROUP])]:
            yield Way(items_go_on, groups_go_on)


def _numbering(readings: Sequence[Reading], way: Way) -> Numbering | None:
    """Name the way items are numbered; None where nothing shows it."""
    for rank, goes_on in ((Rank.ITEM, way.items_go_on), (Rank.GROUP, way.groups_go_on)):
        runs = _runs(readings, rank)
        if runs:
            return ("continuous" if goes_on else "restart") if runs > 1 else None
    return None


def _runs(readings: Sequence[Reading], rank: Rank) -> int:
    runs, is_open = 0, False
    for reading in readings:
        if reading.rank < rank:
            is_open = False
        elif reading.rank is rank:
            runs += not is_open
            is_open = True
    return runs


def _read_as_written(markers: Sequence[Marker], moves: Moves) -> tuple[Reading, ...]:
    """Read every heading in the style it has, going on from the number it has."""
    readings, state = [], START
    for marker in markers:
        *_, move = moves.as_written(state, marker)
        readings.append(move.reading)
        state = move.state
    return tuple(readings)


def _search(markers: Sequence[Marker], moves: Moves) -> tuple[float, tuple[Reading, ...], Way]:
    steps: dict[State, _Step | None] = {START: None}
    beam = BEAM if len(markers) <= LONG else NARROW_BEAM
    for marker in markers:
        steps = dict(_best(_advance(steps, marker, moves), beam))
    last = min(steps.items(), key=lambda item: _cost(item[1]) + moves.ending(item[0]))
    return _cost(last[1]) + moves.ending(last[0]), _trace(last[1]), moves.way


def _cost(step: _Step | None) -> float:
    return step.cost if step else 0.0


def _advance(steps: dict[State, _Step | None], marker: Marker, moves: Moves) -> dict[State, _Step]:
    found: dict[State, _Step] = {}
    limit = min(map(_cost, steps.values())) + SLACK
    for state, before in steps.items():
        so_far = _cost(before)
        for move in moves.any(state, marker, limit - so_far):
            cost = so_far + move.cost
            known = found.get(move.state)
            if known is None or cost < known.cost:
                found[move.state] = _Step(cost, move, before)
    return found


def _best(found: dict[State, _Step], beam: int) -> list[tuple[State, _Step]]:
    ranked = sorted(found.items(), key=lambda item: item[1].cost)[:beam]
    limit = ranked[0][1].cost + SLACK
    return [item for item in ranked if item[1].cost <= limit]


def _trace(step: _Step | None) -> tuple[Reading, ...]:
    readings = []
    while step is not None:
        readings.append(step.move.reading)
        step = step.before
    return tuple(reversed(readings))
