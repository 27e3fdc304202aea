"""Which problems of two papers are the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from notice_lint.compare.assignment import assign
from notice_lint.compare.similarity import Known, PairWeights, ProblemWords, Scores, scores

SAME = 0.45
"""Score from which on two problems are taken for one."""
BESIDE = 0.3
"""The same for one that stands between the same others in both papers, and is left over there."""
SURE = 0.6
"""Score from which on nobody is asked to look at it."""
ALONE, LEAD = 0.5, 0.15
"""The same for one that nothing else comes near to: what its score is above the next best."""
SHARED = 0.62
"""Score from which on a problem that is left over is taken for a part of one that is not."""
MARGIN = 0.05
"""What a score must be above that of the next best to be sure."""


class Pairing(Struct, frozen=True):
    """Two problems that are taken for one, by their places in two lists."""

    left: int
    right: int
    score: float
    runner_up: float
    is_sure: bool


def held_by(left: Sequence[Known], right: Sequence[ProblemWords]) -> Iterator[Pairing]:
    """Yield for problems what tells them among other things, be it for several of them."""
    table = scores(left, right, PairWeights(([known[0] for known in left], right)))
    for row in range(len(left)):
        for place in _best(table, [(row, column) for column in range(len(right))]):
            yield Pairing(*place, table[place], 0.0, True)


class Pairings(Struct, frozen=True):
    """What of two lists belongs together."""

    pairs: tuple[Pairing, ...]
    quality: float
    """Sum of the scores of those assigned one to one, by the length of the longer list."""


def pair_up(left: Sequence[Known], right: Sequence[ProblemWords]) -> Pairings:
    """Pair the problems of two papers: first one to one, then what is left over with those."""
    weights = PairWeights(([known[0] for known in left], right))
    table = scores(left, right, weights)
    alike = {place: score for place, score in table.items() if score >= SAME}
    assigned = assign(alike)
    for row, column in _between(assigned, (len(left), len(right))):
        score = scores([left[row]], [right[column]], weights, 0.0).get((0, 0), 0.0)
        if score >= BESIDE:
            assigned[row], table[row, column] = column, score
    further = list(_left_over(table, assigned, (len(left), len(right))))
    rivals = _Rivals(table, assigned, further)
    pairs = [_pairing(row, column, table, rivals) for row, column in sorted(assigned.items())]
    quality = sum(pair.score for pair in pairs) / max(len(left), len(right), 1)
    shared = (Pairing(*place, table[place], 0.0, True) for place in further)
    return Pairings((*pairs, *shared), quality)


def _pairing(row: int, column: int, table: Scores, rivals: _Rivals) -> Pairing:
    score, runner_up = table[row, column], rivals.best(row, column)
    return Pairing(row, column, score, runner_up, _is_sure(score, score - runner_up))


def _is_sure(score: float, lead: float) -> bool:
    return (score >= SURE and lead >= MARGIN) or (score >= ALONE and lead >= LEAD)


class _Rivals:
    """What each of two that were assigned could have been assigned to instead.

    One that has a better partner of its own is no rival, nor one that shares this one.
    """

    def __init__(
        self, table: Scores, assigned: dict[int, int], shared: Sequence[tuple[int, int]]
    ) -> None:
        owners = {column: row for row, column in assigned.items()}
        self._rows: dict[int, list[tuple[int, float]]] = {}
        self._columns: dict[int, list[tuple[int, float]]] = {}
        for (row, column), score in table.items():
            partners = assigned.get(row), owners.get(column)
            if partners == (column, row) or (row, column) in shared:
                continue
            if partners[1] is None or table[partners[1], column] < score:
                self._rows.setdefault(row, []).append((column, score))
            if partners[0] is None or table[row, partners[0]] < score:
                self._columns.setdefault(column, []).append((row, score))

    def best(self, row: int, column: int) -> float:
        rivals = (*self._rows.get(row, ()), *self._columns.get(column, ()))
        return max((score for _, score in rivals), default=0.0)


def _between(assigned: Mapping[int, int], sizes: tuple[int, int]) -> list[tuple[int, int]]:
    """Return what is left over between the same others in both papers.

    What was named 违规发放津补贴 and is now 津补贴管理不够精细 is to be looked at, not unanswered.
    """
    columns = set(range(sizes[1])) - set(assigned.values())
    return [
        (row, column)
        for row in range(sizes[0])
        if row not in assigned
        and (column := assigned.get(row - 1, -2) + 1) in columns
        and assigned.get(row + 1) == column + 1
    ]


def _left_over(
    table: Scores, assigned: dict[int, int], sizes: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield for what was not assigned the best partner that was, if it is alike enough."""
    columns = set(assigned.values())
    for row in set(range(sizes[0])) - set(assigned):
        yield from _best(table, [(row, column) for column in columns])
    for column in set(range(sizes[1])) - columns:
        yield from _best(table, [(row, column) for row in assigned])


def _best(table: Scores, places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    best = max(places, key=lambda place: table.get(place, 0.0), default=None)
    if best is not None and table.get(best, 0.0) >= SHARED:
        yield best
