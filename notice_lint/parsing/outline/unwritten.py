"""At which depth headings stand that have no number: with those that say the same, or between."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from notice_lint.parsing.outline.costs import Rank
from notice_lint.parsing.outline.placement import HOMES, SAYS, WrittenHeading


def unwritten_ranks(
    headings: Sequence[WrittenHeading], ranks: Mapping[str, Rank]
) -> dict[str, Rank]:
    """Return the rank of each key of headings without a number; `ranks` are those of the others."""
    usual = _usual(headings, ranks)
    sayings: dict[str, Counter[str]] = defaultdict(Counter)
    for heading in headings:
        if heading.like and heading.key not in ranks:
            sayings[heading.key][heading.says] += 1
    placed: dict[str, Rank] = {}
    for says in [says for says in SAYS if says in sayings]:
        placed[says] = usual[says] = _rank(says, usual)
    above = Rank.CHAPTER - 1
    for key in sorted(sayings.keys() - set(SAYS)):
        ((says, _),) = sayings[key].most_common(1)
        rank = max(_rank(says, usual), min(above + 1, Rank.CIRCLE))
        placed[key] = usual[says] = above = Rank(rank)
    return placed


def _usual(headings: Sequence[WrittenHeading], ranks: Mapping[str, Rank]) -> dict[str, Rank]:
    """Return the rank at which most of the numbered headings stand that say something."""
    counts: dict[str, Counter[Rank]] = defaultdict(Counter)
    for heading in headings:
        if not heading.like:
            counts[heading.says][ranks[heading.style]] += 1
    return {says: counted.most_common(1)[0][0] for says, counted in counts.items()}


def _rank(says: str, usual: Mapping[str, Rank]) -> Rank:
    """Return the usual rank of what is said, else one between those of what stands around it."""
    if says in usual:
        return usual[says]
    place = SAYS.index(says)
    above = [usual[heading] for heading in SAYS[:place] if heading in usual]
    below = [usual[heading] for heading in SAYS[place + 1 :] if heading in usual]
    least, most = max(above, default=0), min(below, default=Rank.CIRCLE + 1)
    between = [rank for rank in Rank if least < rank < most]
    home = HOMES[says]
    return min(between, key=lambda rank: abs(rank - home)) if between else home
