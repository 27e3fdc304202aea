"""The headings of a document as a tree, and which of them head a problem."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from notice_lint.document.notice import Numbering
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.parsing.outline.costs import Rank
from notice_lint.parsing.outline.headings import marker_facts, unread_headings
from notice_lint.parsing.outline.nodes import HeadingNode, Role
from notice_lint.parsing.outline.repair import repair
from notice_lint.parsing.outline.rows import read_rows


def build_tree(pieces: Sequence[Segment]) -> tuple[list[HeadingNode], Numbering | None]:
    """Read the outline of a document and decide what each heading opens."""
    headings = unread_headings(pieces)
    written = [heading for heading in headings if not heading.mark.table]
    outline = repair(list(marker_facts(written)))
    readings = {one.index: read for one, read in zip(written, outline.readings, strict=True)}
    rows = read_rows(headings, readings)
    readings |= rows.readings
    nodes = [
        HeadingNode(one.index, one.piece, readings[one.index], one.form, one.direct)
        for one in headings
    ]
    _link(nodes)
    _tell_missing(nodes)
    _assign(nodes)
    return nodes, outline.numbering or rows.numbering


def _link(nodes: Sequence[HeadingNode]) -> None:
    open_: list[HeadingNode] = []
    for node in nodes:
        while open_ and open_[-1].rank >= node.rank:
            open_.pop()
        if open_:
            node.parent = open_[-1]
            node.parent.children.append(node)
        open_.append(node)


def _tell_missing(nodes: Sequence[HeadingNode]) -> None:
    """Tell which headings without a number stand among numbered ones."""
    groups: dict[tuple[int, Rank], list[HeadingNode]] = defaultdict(list)
    for node in nodes:
        groups[id(node.parent), node.rank].append(node)
    for siblings in groups.values():
        lost = [node for node in siblings if not node.numbered]
        if len(lost) * 2 <= len(siblings):
            for node in lost:
                node.reading = node.reading._replace(fault="missing")


def _assign(nodes: Sequence[HeadingNode]) -> None:
    for node in nodes:
        node.role = Role.ITEM if node.is_row else Role.SECTION
    rank = _item_rank(nodes)
    if rank is None:
        return
    below = (node for top in _rectifying(nodes, rank) for node in top.subtree())
    for node in below:
        node.role = node.role if node.in_table else _role(node, rank)


def _item_rank(nodes: Sequence[HeadingNode]) -> Rank | None:
    """Return the rank at which the document heads its problems.

    Where rows of a table are problems, headings are none that merely look like some.
    """
    tally = _tally(
        [node for node in nodes if not node.in_table], any(node.is_row for node in nodes)
    )
    del tally[Rank.LIST]
    if not tally:
        return None
    rank = min(tally, key=lambda one: (-tally[one], one))
    heading = {node.rank for node in nodes if node.labelled and node.rank in _ITEM_RANKS}
    above = Counter(
        node.parent.rank
        for node in nodes
        if node.rank is rank
        and node.parent
        and (node.parent.rank in heading or _has_sub_items(node.parent))
    )
    if rank >= Rank.SUB and above:
        return above.most_common(1)[0][0]
    return rank


def _tally(nodes: Sequence[HeadingNode], has_rows: bool) -> Counter[Rank]:
    """Count the headings at each rank that are problems, by what shows it best."""
    tally = Counter(node.rank for node in nodes if node.states_problem)
    if tally or has_rows:
        return tally
    return Counter(node.rank for node in nodes if node.form == "PROBLEM") or Counter(
        node.rank for node in nodes if _is_rectified(node)
    )


_ITEM_RANKS = (Rank.NAMED, Rank.ITEM)
"""Where one heading has parts of its own, its siblings above sub-items are problems as well."""


def _has_sub_items(node: HeadingNode) -> bool:
    """Tell whether a heading above others is a problem itself, and no area that lists problems.

    It says so (针对“…”的问题) or holds something of its own; an area has nothing but its problems.
    """
    if node.form in ("PLAN", "WORK", "RECTIFICATION", "DIRECTION"):
        return False
    return node.form == "PROBLEM" or node.is_named or bool(node.direct)


def _is_rectified(node: HeadingNode) -> bool:
    """Tell whether a heading is a problem by its place alone: the last below 整改落实情况."""
    if node.children or (node.form == "DIRECTION" and not node.direct):
        return False
    return any(above.form == "RECTIFICATION" for above in node.ancestors())


def _rectifying(nodes: Sequence[HeadingNode], rank: Rank) -> list[HeadingNode]:
    """Return the outermost headings below which problems are listed."""
    tops = [node for node in nodes if node.parent is None]
    shown = [
        top
        for top in tops
        if any(node.states_problem or node.form == "PROBLEM" for node in top.subtree())
        or (top.rank is rank and top.form == "DEFECT" and top.direct)
    ]
    if not shown:
        return [top for top in tops if any(map(_is_rectified, top.subtree()))]
    if all(top.rank < rank for top in shown):
        return shown
    between = tops[tops.index(shown[0]) : tops.index(shown[-1]) + 1]
    return [top for top in between if top.form != "PLAN" or top.labelled]


def _role(node: HeadingNode, rank: Rank) -> Role:
    above = next((one for one in node.ancestors() if one.role is Role.ITEM), None)
    if above is not None:
        return Role.ITEM if _is_sub_item(node) else Role.TEXT
    if node.rank is Rank.LIST:
        return Role.TEXT
    holds_rows = any(child.in_table for child in node.children)
    if (node.form == "PLAN" or holds_rows) and not node.labelled:
        return Role.SECTION
    if node.rank >= rank:
        planned = any(one.form == "PLAN" for one in node.ancestors())
        return Role.SECTION if planned and not node.labelled else Role.ITEM
    return _sole_item(node, rank)


def _sole_item(node: HeadingNode, rank: Rank) -> Role:
    """Tell whether a heading above the items is itself the only item of its section."""
    if not node.states_problem or any(child.rank <= rank for child in node.children):
        return Role.SECTION
    return Role.SOLE_ITEM if node.direct[0] == "TEXT" and node.labelled else Role.ITEM


def _is_sub_item(node: HeadingNode) -> bool:
    above = node.parent
    if above is not None and node.rank in above.listed_ranks:
        return False
    if node.closes_item:
        return False
    return node.labelled or node.about or (above is not None and node.rank in above.ranks_below)
