"""How alike problems of two papers are: by their words, by their area, by their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import log

from msgspec import Struct
from rapidfuzz import fuzz

from notice_lint.compare.words import all_words, core, first_clause
from notice_lint.document.companions import ProblemEntry

Scores = dict[tuple[int, int], float]
"""How alike two problems are, 0 to 1, by their places in two lists; unlike pairs are left out."""

UNLIKE = 0.3
"""Score below which two problems are not even thought of as one."""
AREA, ORDER = 0.06, 0.06
"""What a like area and a like place in the order add at most: enough between two that are alike
by their words, too little for two that are not."""
HEAD = 0.7
"""What it counts for that the first clause of a problem stands word for word in the heading of
another: 财务公开走过场，群众看不懂 in 村务公开不及时、财务公开走过场."""
TOLD = 0.92
"""What it counts for that all words of a problem stand in what the other paper tells of it."""
BRIEF = 2.0
"""Weight of words that a problem must have before what it shares counts in full: 管理不规范 is
contained in too much."""


class ProblemWords(Struct, frozen=True, eq=False):
    """What is compared of a problem."""

    entry: ProblemEntry
    core: str
    head: str
    """The first clause of its heading."""
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
            first_clause(entry.item.problem.text),
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

    def share(self, weight: float, problem: ProblemWords) -> float:
        """Return how much of the heading of a problem pairs of this weight are."""
        if problem.pairs not in self._headings:
            self._headings[problem.pairs] = max(self.of(problem.pairs), BRIEF)
        return weight / self._headings[problem.pairs]

    def shared(self, pairs: Iterable[str], columns_of: _ColumnsOf) -> dict[int, float]:
        """Return what pairs weigh that stand in the problems of some columns, by column."""
        shared: dict[int, float] = {}
        for pair in pairs:
            for column in columns_of.get(pair, ()):
                shared[column] = shared.get(column, 0.0) + self._weights[pair]
        return shared


_ColumnsOf = dict[str, list[int]]
"""The columns in which a pair stands: most problems share few, so no two are compared whole."""

Known = Sequence[ProblemWords]
"""A problem by all the words that papers have for it."""


def scores(
    left: Sequence[Known],
    right: Sequence[ProblemWords],
    weights: PairWeights,
    least: float = UNLIKE,
) -> Scores:
    """Return how alike problems are to those of another paper, from `least` by words alone on."""
    table: Scores = {}
    likeness = _Likeness(right, weights)
    for row, known in enumerate(left):
        for column, base in likeness.of(known, least).items():
            problem, nearness = right[column], 1 - abs(row / len(left) - column / len(right))
            area = max([_area_likeness(words.area, problem.area) for words in known])
            bonus = AREA * area + ORDER * nearness
            table[row, column] = min(1.0, base * (1 - AREA - ORDER) + bonus)
    return table


class _Likeness:
    """How alike problems are to each of a list by their words alone."""

    def __init__(self, problems: Sequence[ProblemWords], weights: PairWeights) -> None:
        self._problems, self._weights = problems, weights
        self._headings = _columns_of(problem.pairs for problem in problems)
        self._whole = _columns_of(problem.whole for problem in problems)

    def of(self, known: Known, least: float) -> dict[int, float]:
        """Return how alike a problem is to those by column that are not unlike it."""
        alike: dict[int, float] = {}
        for words in known:
            for column, base in self._bases(words):
                if base >= least:
                    alike[column] = max(base, alike.get(column, 0.0))
        return alike

    def _bases(self, words: ProblemWords) -> Iterator[tuple[int, float]]:
        """Yield columns that share a pair of which a heading consists; others are not alike."""
        share = self._weights.share
        of_words = self._weights.shared(words.pairs, self._whole)
        of_other = self._weights.shared(words.whole, self._headings)
        for column in sorted(of_words.keys() | of_other.keys()):
            other = self._problems[column]
            contained = max(
                share(of_words.get(column, 0.0), words), share(of_other.get(column, 0.0), other)
            )
            base = max(fuzz.ratio(words.core, other.core) / 100, TOLD * contained)
            is_named = self._names(words, other) or self._names(other, words)
            yield column, HEAD + (1 - HEAD) * base if is_named else base

    def _names(self, words: ProblemWords, other: ProblemWords) -> bool:
        """Tell whether the first clause of a problem is in another, and says enough to be known."""
        if words.head not in other.core:
            return False
        return self._weights.of(pairs_in(words.head)) >= BRIEF


def _columns_of(pairs_of: Iterable[frozenset[str]]) -> _ColumnsOf:
    columns_of: _ColumnsOf = {}
    for column, pairs in enumerate(pairs_of):
        for pair in pairs:
            columns_of.setdefault(pair, []).append(column)
    return columns_of


@lru_cache(1024)
def _area_likeness(first: str, second: str) -> float:
    return fuzz.ratio(first, second) / 100 if first and second else 0.0
