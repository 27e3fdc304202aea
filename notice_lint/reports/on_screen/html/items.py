"""Which items of an outline have a part, and what the items come to: pure counts, no elements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
    having: Mapping[str, int]
    """Outermost items that have each kind of part, be it in a sub-item."""
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
    having = _having(nodes, outer)
    stated = (nodes[index] for index in items if nodes[index].status)
    return ItemTotals(
        outermost=len(outer),
        below=len(items) - len(outer),
        having=having,
        no_status=len(outer) - having.get("status", 0),
        statuses=Counter(node.status_class or "other" for node in stated),
    )


def _having(nodes: Sequence[OutlineNode], outer: Sequence[int]) -> dict[str, int]:
    """Return how many of some items have each kind of part, be it in a sub-item."""
    kinds = frozenset[str]().union(*(node.parts for node in nodes))
    standing = {kind: standings(nodes, kind) for kind in kinds}
    return {
        kind: sum(standing[kind][index] in ("own", "below") for index in outer) for kind in kinds
    }
