"""The headings of a document as a tree, and which of them head a problem."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cached_property

from msgspec import Struct, field

from notice_lint.document.notice import Numbering
from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.parsing.outline.costs import Rank
from notice_lint.parsing.outline.headings import LABELS, PARTS, marker_facts, unread_headings
from notice_lint.parsing.outline.repair import repair
from notice_lint.parsing.outline.transitions import Interpretation

STATUSES = frozenset(("STATUS_MARK", "BARE_STATUS"))


class Role(Enum):
    """What a heading opens."""

    SECTION = "SECTION"
    ITEM = "ITEM"
    SOLE_ITEM = "SOLE_ITEM"
    """A section whose text states its only problem."""
    TEXT = "TEXT"
    """Nothing: a numbered measure."""


class HeadingNode(Struct, eq=False, dict=True):
    """A heading with what stands directly below it."""

    index: int
    piece: Segment
    reading: Interpretation
    form: str | None
    direct: tuple[str, ...]
    parent: HeadingNode | None = None
    children: list[HeadingNode] = field(default_factory=list)
    role: Role = Role.SECTION

    @property
    def rank(self) -> Rank:
        """How deep the heading is meant to be."""
        return self.reading.rank

    @property
    def numbered(self) -> bool:
        """Whether it has a number of its own."""
        return self.piece.mark is not None and self.piece.mark.value is not None

    @property
    def is_named(self) -> bool:
        """Whether its marker calls it a problem: 第1个问题, 【问题1】, 整改事项二."""
        mark = self.piece.mark
        return mark is not None and alphabet("problem_mark").match(mark.words) is not None

    @property
    def labelled(self) -> bool:
        """Whether a labelled part or a status stands directly below."""
        return bool(PARTS.intersection(self.direct))

    @property
    def states_problem(self) -> bool:
        """Whether what is below shows that this heading is a problem."""
        if self.form == "PLAN":
            return False
        return self.labelled or ((self.form == "PROBLEM" or self.is_named) and bool(self.direct))

    @cached_property
    def ranks_below(self) -> set[Rank]:
        """The ranks at which some child has a labelled part."""
        ranks = {child.rank for child in self.children if child.labelled}
        return ranks - {child.rank for child in self.children if child.closes_item}

    @cached_property
    def closes_item(self) -> bool:
        """Whether all it has is the status of the item that it is the last line of.

        1.针对“…”的问题。（1）修订制度。（2）严格考勤。【已完成】
        """
        above = self.parent
        if above is None or STATUSES.isdisjoint(self.direct) or self.about:
            return False
        siblings = [child for child in above.children if child.rank is self.rank]
        others = any(child.labelled or child.about for child in siblings[:-1])
        is_last = siblings[-1] is self and len(siblings) > 1
        return is_last and not others and PARTS.intersection(self.direct) <= STATUSES

    @cached_property
    def listed_ranks(self) -> set[Rank]:
        """The ranks at which children are what a label of this heading lists.

        Parts behind the last one are the item's own: 整改措施：1）…2）… 整改情况：…
        """
        if not LABELS.intersection(self.direct):
            return set()
        ranks = {child.rank: child for child in self.children}
        last = set(map(id, ranks.values()))
        return set(ranks) - {
            child.rank
            for child in self.children
            if child.form == "PROBLEM" or child.about or (child.labelled and id(child) not in last)
        }

    @cached_property
    def about(self) -> bool:
        """Whether it says what it is about: 关于…, 对于…, 针对…"""
        return alphabet("about").match(self.piece.words) is not None

    def subtree(self) -> Iterator[HeadingNode]:
        """Yield the node and all below it."""
        yield self
        for child in self.children:
            yield from child.subtree()

    def ancestors(self) -> Iterator[HeadingNode]:
        """Yield the nodes above it, nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


def build_tree(pieces: Sequence[Segment]) -> tuple[list[HeadingNode], Numbering | None]:
    """Read the outline of a document and decide what each heading opens."""
    headings = unread_headings(pieces)
    outline = repair(list(marker_facts(headings)))
    nodes = [
        HeadingNode(heading.index, heading.piece, reading, heading.form, heading.direct)
        for heading, reading in zip(headings, outline.readings, strict=True)
    ]
    _link(nodes)
    _tell_missing(nodes)
    _assign(nodes)
    return nodes, outline.numbering


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
    rank = _item_rank(nodes)
    if rank is None:
        return
    for top in _rectifying(nodes, rank):
        for node in top.subtree():
            node.role = _role(node, rank)


def _item_rank(nodes: Sequence[HeadingNode]) -> Rank | None:
    """Return the rank at which the document heads its problems."""
    tally = (
        Counter(node.rank for node in nodes if node.states_problem)
        or Counter(node.rank for node in nodes if node.form == "PROBLEM")
        or Counter(node.rank for node in nodes if _is_rectified(node))
    )
    del tally[Rank.LIST]
    if not tally:
        return None
    rank = min(tally, key=lambda rank: (-tally[rank], rank))
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
    above = next((higher for higher in node.ancestors() if higher.role is Role.ITEM), None)
    if above is not None:
        return Role.ITEM if _is_sub_item(node) else Role.TEXT
    if node.rank is Rank.LIST:
        return Role.TEXT
    if node.form == "PLAN" and not node.labelled:
        return Role.SECTION
    if node.rank >= rank:
        planned = any(higher.form == "PLAN" for higher in node.ancestors())
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
