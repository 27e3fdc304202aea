"""Lines that stand just where a row of numbers leaves one out: 1. … [here] … 3."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct, field

from notice_lint.parsing.lexer.cycles import AREAS
from notice_lint.parsing.lexer.line_facts import LineFacts, has_label_next, next_place

FARTHEST = 50
"""Lines above a heading among which the parts of the item before it stand."""
MOST_LOST = 3
"""Numbers in a row that may be lost; more is another fault."""


class Siblings(Struct):
    """What the members of one family have in common."""

    says: Counter[str] = field(default_factory=Counter)
    labelled: int = 0

    def fits(self, facts: Sequence[LineFacts], index: int) -> bool:
        """Tell whether a line could be one of them: by its words, or by the labels below it."""
        total = self.says.total()
        says = "" if facts[index].form == "DEFECT" else facts[index].says
        if says and self.says[says] * 2 >= total:
            return says == "item" or facts[index].is_bare
        return self.labelled * 2 >= total > 1 and _opens_cycle(facts, index)


class Gap(NamedTuple):
    """Where numbers of a family are left out: between two lines, and how many."""

    family: str
    start: int
    end: int
    lost: int


class Counted(NamedTuple):
    """The last number of a family, the line it stands on, and how many there were so far."""

    value: int
    place: int
    members: int


def lost_headings(facts: Sequence[LineFacts]) -> Iterator[tuple[int, str]]:
    """Yield the lines that numbers were lost from, each with the family that they are of."""
    families: dict[str, Siblings] = defaultdict(Siblings)
    for index, fact in enumerate(facts):
        if fact.mark:
            families[fact.mark].says[fact.says] += 1
            families[fact.mark].labelled += has_label_next(facts, index)
    texts = [index for index, fact in enumerate(facts) if fact.is_text]
    for gap in _gaps(facts):
        between = texts[bisect_right(texts, gap.start) : bisect_right(texts, gap.end)]
        for place in _chosen(facts, families[gap.family], between, gap.lost):
            yield place, gap.family


def _gaps(facts: Sequence[LineFacts]) -> Iterator[Gap]:
    """Yield the gaps of each family; where it begins anew, they lie behind its part's heading.

    A number that fits how many there were so far shows that the one before is mistyped: 1. 22. 3.
    """
    before: dict[str, Counted] = {}
    part = -1
    for index, fact in enumerate(facts):
        if fact.mark is None or fact.value is None:
            continue
        last = before.get(fact.mark, Counted(0, part, 0))
        fits = fact.value == last.members + 1
        if fact.value <= last.value and not fits:
            last = Counted(0, max(last.place, part), 0)
        lost = fact.value - last.value - 1
        if 0 < lost <= MOST_LOST and not fits:
            yield Gap(fact.mark, last.place, index, lost)
        before[fact.mark] = Counted(fact.value, index, last.members + 1)
        part = index if fact.says == "section" else part


def _chosen(
    facts: Sequence[LineFacts], siblings: Siblings, between: Sequence[int], lost: int
) -> Sequence[int]:
    """Return as many lines as numbers are lost; none where it cannot be told which."""
    fitting = [index for index in between if siblings.fits(facts, index)]
    if len(fitting) <= lost:
        return fitting
    headed = [index for index in fitting if _heads(facts, index)]
    return headed if len(headed) <= lost else []


def _heads(facts: Sequence[LineFacts], index: int) -> bool:
    """Tell whether labels follow, or the first number of what stands below."""
    place = next_place(facts, index)
    begins = place is not None and facts[place].mark is not None and facts[place].value == 1
    return begins or has_label_next(facts, index)


def _opens_cycle(facts: Sequence[LineFacts], index: int) -> bool:
    """Tell whether labels stand below a line, and not because the item it describes has them."""
    if not has_label_next(facts, index):
        return False
    for fact in reversed(facts[max(0, index - FARTHEST) : index]):
        if fact.is_part:
            return True
        if fact.mark:
            return fact.form in AREAS
    return False
