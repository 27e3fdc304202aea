"""How alike problems of two papers are: by their words, by their area, by their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
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


class _Weights(dict[str, float]):
    """What pairs weigh; one that no heading has says as much as any can."""

    def __missing__(self, pair: str) -> float:
        """Return the weight of a pair that nobody counted."""
        return 1.0


class PairWeights:
    """How much a pair of characters says: the fewer problems have it, the more."""

    def __init__(self, papers: Iterable[Sequence[ProblemWords]]) -> None:
        """Count in how many problems of their paper pairs stand."""
        self._weights = _Weights()
        self._headings: dict[frozenset[str], float] = {}
        for problems in papers:
            counts = Counter(pair for problem in problems for pair in problem.pairs)
            for pair, count in counts.items():
                weight = log(1 + len(problems) / count) / log(1 + len(problems))
                self._weights[pair] = min(weight, self._weights[pair])

    def of(self, pairs: Iterable[str]) -> float:
        """Return what some pairs weigh together."""
        return sum(map(self._weights.__getitem__, pairs))

    def share(self, pairs: frozenset[str], problem: ProblemWords) -> float:
        """Return how much of the heading of a problem some of its pairs are."""
        if problem.pairs not in self._headings:
            self._headings[problem.pairs] = max(self.of(problem.pairs), BRIEF)
        return self.of(pairs) / self._headings[problem.pairs]


Known = Sequence[ProblemWords]
"""A problem by all the words that papers have for it."""


def scores(left: Sequence[Known], right: Sequence[ProblemWords], weights: PairWeights) -> Scores:
    """Return how alike problems are to those of another paper."""
    table: Scores = {}
    for row, known in enumerate(left):
        for column, problem in enumerate(right):
            base = max([_base(words, problem, weights) for words in known])
            if base >= UNLIKE:
                nearness = 1 - abs(row / len(left) - column / len(right))
                area = max([_likeness(words.area, problem.area) for words in known])
                bonus = AREA * area + ORDER * nearness
                table[row, column] = min(1.0, base * (1 - AREA - ORDER) + bonus)
    return table


def _base(first: ProblemWords, second: ProblemWords, weights: PairWeights) -> float:
    """Return how alike two problems are by their words alone.

    Nothing is alike of which neither names a pair of characters that the other tells.
    """
    of_first, of_second = first.pairs & second.whole, second.pairs & first.whole
    if not (of_first or of_second):
        return 0.0
    contained = max(weights.share(of_first, first), weights.share(of_second, second))
    return max(fuzz.ratio(first.core, second.core) / 100, TOLD * contained)


@lru_cache(1024)
def _likeness(first: str, second: str) -> float:
    return fuzz.ratio(first, second) / 100 if first and second else 0.0
