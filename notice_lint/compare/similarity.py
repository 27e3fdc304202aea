"""How alike problems of two papers are: by their words, by their area, by their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import log

from msgspec import Struct
from rapidfuzz import fuzz

from notice_lint.compare.words import all_words, core
from notice_lint.document.companions import ProblemEntry

Scores = dict[tuple[int, int], float]
"""How alike two problems are, 0 to 1, by their places in two lists; unlike pairs are left out."""

UNLIKE = 0.3
"""Score below which two problems are not even thought of as one."""
AREA, ORDER = 0.06, 0.06
"""What a like area and a like place in the order add at most: enough between two that are alike
by their words, too little for two that are not."""
TOLD = 0.92
"""What it counts for that all words of a problem stand in what the other paper tells of it."""
BRIEF = 2.0
"""Weight of words that a problem must have before what it shares counts in full: 管理不规范 is
contained in too much."""


class ProblemWords(Struct, frozen=True, eq=False):
    """What is compared of a problem."""

    entry: ProblemEntry
    core: str
    pairs: frozenset[str]
    """Pairs of characters of its heading."""
    whole: frozenset[str]
    """Those of all that its paper says of how it shows."""
    area: str


def words_of(entries: Iterable[ProblemEntry], text: str) -> list[ProblemWords]:
    """Return what is compared of the problems of a paper; `text` is that of the paper."""
    return [
        ProblemWords(
            entry,
            inner := core(entry.item.problem.text),
            pairs_in(inner),
            pairs_in(all_words(entry, text)),
            core(entry.area),
        )
        for entry in entries
    ]


def pairs_in(words: str) -> frozenset[str]:
    """Return the pairs of characters next to each other."""
    return frozenset(first + second for first, second in pairwise(words))


class PairWeights:
    """How much a pair of characters says: the fewer problems have it, the more."""

    def __init__(self, papers: Iterable[Sequence[ProblemWords]]) -> None:
        """Count in how many problems of their paper pairs stand."""
        self._weights: dict[str, float] = {}
        self._headings: dict[frozenset[str], float] = {}
        for problems in papers:
            counts = Counter(pair for problem in problems for pair in problem.pairs)
            for pair, count in counts.items():
                weight = log(1 + len(problems) / count) / log(1 + len(problems))
                self._weights[pair] = min(weight, self._weights.get(pair, 1.0))

    def of(self, pairs: Iterable[str]) -> float:
        """Return what some pairs weigh together."""
        weights = self._weights
        return sum([weights.get(pair, 1.0) for pair in pairs])

    def _heading(self, problem: ProblemWords) -> float:
        """Return what the heading of a problem weighs."""
        if problem.pairs not in self._headings:
            self._headings[problem.pairs] = self.of(problem.pairs)
        return self._headings[problem.pairs]

    def contained(self, inner: ProblemWords, outer: ProblemWords) -> float:
        """Return how much of a problem stands in what another paper tells."""
        return self.of(inner.pairs & outer.whole) / max(self._heading(inner), BRIEF)


Known = Sequence[ProblemWords]
"""A problem by all the words that papers have for it."""


def scores(left: Sequence[Known], right: Sequence[ProblemWords], weights: PairWeights) -> Scores:
    """Return how alike problems are to those of another paper."""
    table: Scores = {}
    for row, column in _candidates(left, right):
        base = max(_base(words, right[column], weights) for words in left[row])
        if base >= UNLIKE:
            nearness = 1 - abs(row / len(left) - column / len(right))
            area = max(_likeness(words.area, right[column].area) for words in left[row])
            bonus = AREA * area + ORDER * nearness
            table[row, column] = min(1.0, base * (1 - AREA - ORDER) + bonus)
    return table


def _base(first: ProblemWords, second: ProblemWords, weights: PairWeights) -> float:
    """Return how alike two problems are by their words alone."""
    contained = max(weights.contained(first, second), weights.contained(second, first))
    return max(fuzz.ratio(first.core, second.core) / 100, TOLD * contained)


def _candidates(left: Sequence[Known], right: Sequence[ProblemWords]) -> Iterator[tuple[int, int]]:
    """Yield the places of problems of which one names a pair of characters that the other tells."""
    for row, known in enumerate(left):
        for column, problem in enumerate(right):
            if any(_touch(words, problem) for words in known):
                yield row, column


def _touch(first: ProblemWords, second: ProblemWords) -> bool:
    return not (first.pairs.isdisjoint(second.whole) and second.pairs.isdisjoint(first.whole))


@lru_cache(1024)
def _likeness(first: str, second: str) -> float:
    return fuzz.ratio(first, second) / 100 if first and second else 0.0
