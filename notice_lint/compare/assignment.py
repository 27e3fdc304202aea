"""Best assignment: which of several fits which, so that the sum of all scores is highest.

Own code, since nothing lighter is kept up: scipy and lap bring numpy, munkres is slower than this.
Few pairs are alike at all, so that most problems are assigned in groups of two or three.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

Pair = tuple[int, int]
"""A row and a column."""


def assign(scores: Mapping[Pair, float]) -> dict[int, int]:
    """Return the column of each row that gets one; pairs without a score are none."""
    assigned: dict[int, int] = {}
    for rows, columns in _groups(scores):
        assigned |= _assign_group(rows, columns, scores)
    return assigned


def _groups(scores: Mapping[Pair, float]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the rows and columns that hang together by pairs."""
    columns_of: dict[int, list[int]] = {}
    rows_of: dict[int, list[int]] = {}
    for row, column in scores:
        columns_of.setdefault(row, []).append(column)
        rows_of.setdefault(column, []).append(row)
    left = dict.fromkeys(columns_of)
    while left:
        rows, columns = {next(iter(left))}, set[int]()
        border = set(rows)
        while border:
            reached = set(chain.from_iterable(columns_of[row] for row in border)) - columns
            columns |= reached
            border = set(chain.from_iterable(rows_of[column] for column in reached)) - rows
            rows |= border
        for row in rows:
            del left[row]
        yield sorted(rows), sorted(columns)


def _assign_group(
    rows: list[int], columns: list[int], scores: Mapping[Pair, float]
) -> dict[int, int]:
    """Assign within a group by shortest augmenting paths (Jonker and Volgenant, 1987)."""
    if len(rows) > len(columns):
        turned = {(column, row): score for (row, column), score in scores.items()}
        return {row: column for column, row in _assign_group(columns, rows, turned).items()}
    costs = [[-scores.get((row, column), 0.0) for column in columns] for row in rows]
    owners = _Paths(costs).owners()
    pairs = ((rows[row], columns[column]) for column, row in enumerate(owners) if row >= 0)
    return {row: column for row, column in pairs if (row, column) in scores}


class _Reach:
    """How far columns are from a new row: the least cost, by way of which row, which are passed."""

    def __init__(self, width: int) -> None:
        self.least = [float("inf")] * width
        self.before = [-1] * width
        self.left = list(range(width))
        self.passed: list[int] = []


class _Paths:
    """Shortest augmenting paths through costs, row by row (as scipy: Crouse, 2016)."""

    def __init__(self, costs: list[list[float]]) -> None:
        self.costs = costs
        self.width = len(costs[0])
        self.row_price = [0.0] * len(costs)
        self.column_price = [0.0] * self.width
        self.owner = [-1] * self.width
        self.column = [-1] * len(costs)

    def owners(self) -> list[int]:
        """Return which row each column goes to, -1 for none."""
        for row in range(len(self.costs)):
            self._augment(row)
        return self.owner

    def _augment(self, new: int) -> None:
        """Find the cheapest way to give one more row a column, and take it."""
        paths = _Reach(self.width)
        row, length = new, 0.0
        while row >= 0:
            column = self._nearest(row, length, paths)
            length = paths.least[column]
            paths.left.remove(column)
            paths.passed.append(column)
            row = self.owner[column]
        self.row_price[new] += length
        for passing in paths.passed[:-1]:
            self.row_price[self.owner[passing]] += length - paths.least[passing]
            self.column_price[passing] -= length - paths.least[passing]
        while row != new:
            row = paths.before[column]
            self.owner[column] = row
            self.column[row], column = column, self.column[row]

    def _nearest(self, row: int, length: float, paths: _Reach) -> int:
        """Return the column that is nearest, by way of this row or of one before it."""
        least, before = paths.least, paths.before
        so_far, costs, prices = length - self.row_price[row], self.costs[row], self.column_price
        nearest, step = -1, float("inf")
        for column in paths.left:
            cost = so_far + costs[column] - prices[column]
            if cost < least[column]:
                least[column], before[column] = cost, row
            else:
                cost = least[column]
            if cost < step:
                nearest, step = column, cost
        return nearest
