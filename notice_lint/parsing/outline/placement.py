"""At which depth a family stands that only the document knows: evidence for each rank, weighed.

What restarts below what shows in the numbers; what the headings say and whether labels stand below
them shows the rest. Families are placed one after the other, as they appear.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from notice_lint.parsing.outline.costs import RANKS, Rank

MOST_FAMILIES = 8
"""Families placed by trial, which takes all headings times all ranks for each; a document with more
counts with whatever it finds, and the rest stand lowest."""

# What speaks against a rank. The unit is one number that does not go on from the one before; each
# figure names the test of tests/test_families.py that fails without it.
WRONG_NUMBER = 1.0
"""A number that is neither the next nor begins anew (test_what_restarts_stands_below)."""
IN_TWO_MODES = 1.0
"""A number that goes on across a heading above it, where the rank begins anew elsewhere:
（1） A. B. （2） in one part and （1） in the next is A. below （1）
(test_a_family_below_another_that_begins_anew_elsewhere)."""
LATE = 1.5
"""A rank above the one that the outline begins with: what comes first is outermost. More than a
wrong number (test_a_family_is_read_at_every_level, 1）、 as sections)."""
UNDER_ITSELF = 3.0
"""2.1 stands below 2., and 1-1 below 问题类别1, whatever the words of both would say
(test_numbers_that_repeat_another_stand_below_it)."""
MOVED = 0.3
"""A known style elsewhere than where it commonly stands, which must put all in order: （1） below
A. stays （1） (test_a_usual_style_below_families_keeps_its_level)."""
NEVER = 100.0
"""A known style where it would put nothing in order, or where another one stands."""
LOOSE = frozenset((Rank.NAMED, Rank.SUB, Rank.PAREN, Rank.CIRCLE))
"""Where styles commonly stand that some outlines begin with; 一、（一）1. keep their ranks."""
FROM_HOME = 0.1
"""For each rank between a family and where its words belong: decides where numbers do not
(test_items_may_run_on), so all ranks together weigh less than two wrong numbers."""

SAYS = ("section", "area", "item", "list")
"""What a heading may be, outermost first."""
HOMES = {
    "section": Rank.PART,
    "area": Rank.GROUP,
    "item": Rank.ITEM,
    "list": Rank.SUB,
}
SLOTS = tuple(rank for rank in Rank if rank is not Rank.LIST)


class WrittenHeading(Struct, frozen=True):
    """What is known of a heading before any family has its rank."""

    style: str
    value: int | None
    above: tuple[int, ...]
    """The values before the one that counts: 2 in 2.1."""
    says: str
    """What it is by its words and by what stands below: section, area, item or list."""
    like: str = ""
    """Without a number: the style whose sibling it is, how it is set, or what it heads."""

    @property
    def key(self) -> str:
        """What headings of one rank have in common."""
        return self.like or self.style


Placed = tuple[Rank, int | None, bool]
"""A heading's rank, its number, and whether it says that another run begins."""


def ranks_of(headings: Sequence[WrittenHeading]) -> dict[str, Rank]:
    """Return the rank of each style of a document."""
    numbered = [heading for heading in headings if not heading.like]
    styles = list(dict.fromkeys(heading.style for heading in numbered))
    ranks = _known_ranks(styles, numbered)
    for family in [style for style in styles if style not in ranks][:MOST_FAMILIES]:
        ranks[family] = _place(family, numbered, ranks)
    return dict.fromkeys(styles, Rank.CIRCLE) | ranks


def _known_ranks(styles: Sequence[str], headings: Sequence[WrittenHeading]) -> dict[str, Rank]:
    """Return the ranks of the styles that stand where they commonly do."""
    ranks = {style: RANKS[style] for style in styles if style in RANKS}
    if not _disorder(list(_placed(headings, ranks))):
        return ranks
    return {style: rank for style, rank in ranks.items() if rank not in LOOSE}


def _place(family: str, headings: Sequence[WrittenHeading], ranks: Mapping[str, Rank]) -> Rank:
    members = [heading for heading in headings if heading.style == family]
    home = _home(members, headings[0].style == family)
    floor = _floor(family, headings, ranks)
    occupied = set(ranks.values())

    def cost(slot: Rank) -> float:
        tried = {**ranks, family: slot}
        weight = wrong = _disorder(list(_placed(headings, tried)))
        weight += FROM_HOME * abs(slot - home)
        if RANKS.get(family, slot) is not slot:
            weight += MOVED if slot not in occupied and not wrong else NEVER
        return weight + UNDER_ITSELF * (floor is not None and slot <= floor)

    return min(SLOTS, key=cost)


def _home(members: Sequence[WrittenHeading], is_first: bool) -> Rank:
    """Return the rank where headings that say such things commonly stand."""
    says = Counter(heading.says for heading in members)
    if says["section"] * 3 >= len(members):
        return HOMES["section"]
    for name in ("area", "item"):
        if says[name] * 2 >= len(members):
            return HOMES[name]
    return HOMES["section" if is_first else "list"]


def _floor(
    family: str, headings: Sequence[WrittenHeading], ranks: Mapping[str, Rank]
) -> Rank | None:
    """Return the rank of the style whose numbers a family repeats: that of 2. for 2.1."""
    last: dict[str, int | None] = {}
    agreed: Counter[str] = Counter()
    members = 0
    for heading in headings:
        if heading.style != family:
            last[heading.style] = heading.value
        elif heading.above:
            members += 1
            agreed.update(style for style, value in last.items() if value == heading.above[-1])
    floors = [ranks[style] for style, count in agreed.items() if count * 5 >= members * 4]
    known = [rank for rank in floors if members > 1]
    return max(known, default=None)


def _placed(headings: Sequence[WrittenHeading], ranks: Mapping[str, Rank]) -> Iterator[Placed]:
    above: dict[str, tuple[int, ...]] = {}
    for heading in headings:
        if heading.style in ranks:
            yield ranks[heading.style], heading.value, begins(heading, above.get(heading.style))
            above[heading.style] = heading.above


def begins(heading: WrittenHeading, before: tuple[int, ...] | None) -> bool:
    """Tell whether a marker says that another run begins: its place is not that of the last."""
    return before is not None and heading.above != before


def _disorder(headings: Sequence[Placed]) -> float:
    """Weigh how badly the numbers of headings go on from each other at their ranks."""
    last: dict[Rank, int] = {}
    path: list[Rank] = []
    wrong = 0
    across: Counter[Rank] = Counter()
    anew: Counter[Rank] = Counter()
    is_late = False
    for rank, value, begun in headings:
        expected = {last.get(rank, 0) + 1}
        if rank not in path or begun:
            expected.add(1)
            across[rank] += value != 1
            anew[rank] += value == 1 and rank in last
        is_late = is_late or (bool(path) and rank < path[0])
        del path[bisect_left(path, rank) :]
        path.append(rank)
        if value is not None:
            wrong += value not in expected
            last[rank] = value
    both = sum(min(across[rank], anew[rank]) for rank in across)
    return WRONG_NUMBER * wrong + IN_TWO_MODES * both + LATE * is_late
