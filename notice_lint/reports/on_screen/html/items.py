"""Which items of an outline have a part, and what the items come to: pure counts, no elements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from notice_lint.reports.model.report import OutlineNode

Standing = Literal["own", "above", "below", "missing"]
"""Whether an item has a part itself, with the item that holds it, in its sub-items, or nowhere."""


def standings(nodes: Sequence[OutlineNode], part: str) -> list[Standing]:
    """Return for each node how it stands with a part; of a section it means nothing."""
    above = list(_above(nodes))
    owners = {index for index, node in enumerate(nodes) if part in node.parts}
    holders = {holder for index in owners for holder in above[index]}

    def standing(index: int) -> Standing:
        if index in owners:
            return "own"
        if not owners.isdisjoint(above[index]):
            return "above"
        return "below" if index in holders else "missing"

    return [standing(index) for index in range(len(nodes))]


def _above(nodes: Sequence[OutlineNode]) -> Iterator[tuple[int, ...]]:
    """Yield for each node the indexes of the nodes that hold it, outermost first."""
    above: list[int] = []
    for index, node in enumerate(nodes):
        del above[node.depth :]
        yield tuple(above)
        above.append(index)


class ItemTotals(Struct, frozen=True):
    """What the items of a document have."""

    outermost: int
    below: int
    """Items within items."""
    causes: int
    """Outermost items that have a cause, be it in a sub-item."""
    measures: int
    """Outermost items that have measures, be it in a sub-item."""
    no_status: int
    """Outermost items that have no status, nor do their sub-items."""
    statuses: Counter[str]
    """Statuses by class; `other` is words of no class."""


def totals_of(nodes: Sequence[OutlineNode]) -> ItemTotals:
    """Count the items of an outline and what they have."""
    above = list(_above(nodes))
    items = [index for index, node in enumerate(nodes) if node.kind == "item"]
    outer = [
        index for index in items if not any(nodes[holder].kind == "item" for holder in above[index])
    ]

    def having(part: str) -> int:
        standing = standings(nodes, part)
        return sum(standing[index] in ("own", "below") for index in outer)

    return ItemTotals(
        outermost=len(outer),
        below=len(items) - len(outer),
        causes=having("cause"),
        measures=having("measures"),
        no_status=len(outer) - having("status"),
        statuses=Counter(
            nodes[index].status_class or "other" for index in items if nodes[index].status
        ),
    )
