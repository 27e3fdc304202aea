"""What is known of each heading, and of all together, before the outline is understood."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from notice_lint.parsing.outline import costs
from notice_lint.parsing.outline.costs import MEANT, Rank

PARTS_BELOW = "+"
"""Stands behind what a heading says, where labelled parts stand directly below it."""


class MarkerFacts(Struct, frozen=True):
    """What is known of a heading before its outline is understood."""

    rank: Rank
    """What its style stands for."""
    value: int | None
    """None where its number is gone."""
    in_label: bool = False
    """Whether it stands behind a label of its own item, as a list would."""
    form: str | None = None
    """What its words look like; None when like nothing in particular."""
    may_be_listed: bool = True
    """Whether its words can be a measure in a list: not those of a problem."""
    is_known: bool = True
    """Whether its style is one of those that are mistyped for each other."""
    delimiter: str = ""
    """What closes its numeral: 1. and 1、 are one style to most documents."""
    begins: bool = False
    """Whether it says itself that another run begins: 2.1 behind 1.3."""

    @property
    def may_be_mistyped(self) -> bool:
        """Whether another style can have been meant; 问题1： is not typed for （1）."""
        return self.is_known and self.value is not None and self.rank is not Rank.NAMED


class Weights:
    """What the headings of a document, taken together, say about each of them."""

    def __init__(self, markers: Sequence[MarkerFacts]) -> None:
        """Count how often headings of each style and form are written at each rank."""
        numbered = [marker for marker in markers if marker.value is not None]
        self.family_ranks = {marker.rank for marker in numbered if not marker.is_known}
        """The ranks of families that only the document knows."""
        self.ranks = Counter(marker.rank for marker in markers)
        usable = self.family_ranks.union(MEANT)
        self.targets = sorted({marker.rank for marker in numbered} & usable)
        """The ranks that a mistyped marker can have been meant for here."""
        self._known: dict[tuple[str, Rank, Rank], float] = {}
        self.listing = frozenset(_listing(markers))
        """The delimiters that only lists inside labelled parts have here."""
        self._forms: dict[str, Counter[Rank]] = defaultdict(Counter)
        for marker in markers:
            self._forms[marker.form or ""][marker.rank] += 1

    def strange(self, marker: MarkerFacts, rank: Rank) -> float:
        """Weigh a rank at which no other heading of this form is, while others are elsewhere."""
        if marker.form is None or (rank is Rank.LIST and marker.form == PARTS_BELOW):
            # what stands below the last line of a list is the item's: 2.完善制度。整改情况：…
            return 0.0
        key = marker.form, marker.rank, rank
        weight = self._known.get(key)
        if weight is None:
            alike = self._forms[marker.form]
            total = alike.total() - 1
            others = alike[rank] - (marker.rank is rank)
            weight = costs.FORM_COST if total and others <= 0.25 * total else 0.0
            self._known[key] = weight
        return weight


def _listing(markers: Sequence[MarkerFacts]) -> Iterator[str]:
    """Yield the delimiters whose runs all begin in a label, where those of others do not.

    1.针对“…”的问题 … 整改措施： 1、…2、…3、… 2.针对“…”的问题
    """
    begun: dict[str, set[bool]] = defaultdict(set)
    heading: set[str] = set()
    for marker in markers:
        if marker.rank is not Rank.ITEM or marker.value is None:
            continue
        if marker.value == 1:
            begun[marker.delimiter].add(marker.in_label)
        if not marker.may_be_listed:
            heading.add(marker.delimiter)
    for delimiter, in_label in begun.items():
        if in_label == {True} and delimiter not in heading and len(begun) > 1:
            yield delimiter
