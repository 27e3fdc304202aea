"""Which items of an outline have a part, and what the items come to: pure counts, no elements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from notice_lint.document.terms import SUBJECTS
from notice_lint.reports.model.report import OutlineNode

Standing = Literal["own", "above", "below", "missing"]
"""Whether an item has a part itself, with the item that holds it, in its sub-items, or nowhere."""


def standings(nodes: Sequence[OutlineNode], part: str) -> list[Standing]:
    """Tell for each node how it stands with a part; of a section it means nothing."""
    having = [part in one.parts for one in nodes]
    told: list[Standing] = ["own" if one else "missing" for one in having]
    for index, above in enumerate(_above(nodes)):
        if not having[index] and any(having[one] for one in above):
            told[index] = "above"
        if having[index]:
            for one in above:
                told[one] = "below" if told[one] == "missing" else told[one]
    return told


def _above(nodes: Sequence[OutlineNode]) -> Iterator[tuple[int, ...]]:
    """Yield for each node the indexes of the nodes that hold it, outermost first."""
    above: list[int] = []
    for index, one in enumerate(nodes):
        del above[one.depth :]
        yield tuple(above)
        above.append(index)


class ItemTotals(Struct, frozen=True):
    """What the items of a document come to."""

    areas: int
    """Sections that directly hold items."""
    outermost: int
    leaves: int
    below: int
    """Items within items."""
    causes: int
    """Outermost items that have a cause, be it in a sub-item; so with the next two."""
    measures: int
    no_status: int
    statuses: Counter[str]
    """Statuses by class; `other` is words of no class."""

    def counted(self, subject: str) -> tuple[int, ...]:
        """Return the counts that a declared number may mean; nothing where none is counted."""
        if subject == "areas":
            return (self.areas,)
        if subject == "problems":
            return tuple(dict.fromkeys((self.outermost, self.leaves)))
        if subject not in SUBJECTS or not self.statuses:
            return ()
        kept_up = self.statuses["completed_ongoing"] if subject == "completed" else 0
        return (self.statuses[subject] + kept_up,)


def sums(nodes: Sequence[OutlineNode]) -> ItemTotals:
    """Count the items of an outline."""
    is_item = [one.kind == "item" for one in nodes]
    parents = {index: above[-1:] for index, above in enumerate(_above(nodes)) if is_item[index]}
    outer = [index for index, above in parents.items() if not any(is_item[one] for one in above)]
    inner = {one for above in parents.values() for one in above}

    def having(part: str) -> int:
        told = standings(nodes, part)
        return sum(told[index] in ("own", "below") for index in outer)

    return ItemTotals(
        areas=sum(not is_item[one] for one in inner),
        outermost=len(outer),
        leaves=len(set(parents) - inner),
        below=len(parents) - len(outer),
        causes=having("cause"),
        measures=having("measures"),
        no_status=len(outer) - having("status"),
        statuses=Counter(
            nodes[one].status_class or "other" for one in parents if nodes[one].status
        ),
    )
