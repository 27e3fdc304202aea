"""The headings of a document as a tree, and which of them head a problem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cached_property
from itertools import takewhile

from msgspec import Struct, field

from notice_lint.document.notice import Numbering
from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.parsing.outline.costs import Rank
from notice_lint.parsing.outline.repair import repair
from notice_lint.parsing.outline.transitions import Interpretation, MarkerFacts

PARTS = frozenset(("CAUSE", "MEASURES", "STATUS_LABEL", "STATUS_MARK"))
LABELS = frozenset(("CAUSE", "MEASURES", "STATUS_LABEL"))
CLOSING = frozenset(("SUPERVISION", "CONTACT", "ORGAN_LINE", "DATE_LINE"))


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
    def labelled(self) -> bool:
        """Whether a labelled part or a status stands directly below."""
        return bool(PARTS.intersection(self.direct))

    @property
    def states_problem(self) -> bool:
        """Whether what is below shows that this heading is a problem."""
        if self.form == "PLAN":
            return False
        return self.labelled or (self.form == "PROBLEM" and bool(self.direct))

    @cached_property
    def ranks_below(self) -> set[Rank]:
        """The ranks at which some child has a labelled part."""
        return {child.rank for child in self.children if child.labelled}

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
    places = [index for index, piece in enumerate(pieces) if piece.kind == "HEADING"]
    ends = [*places[1:], len(pieces)]
    below = [_direct(pieces[a + 1 : b]) for a, b in zip(places, ends, strict=False)]
    forms = [_form(pieces[place]) for place in places]
    markers = list(_markers(pieces, places, below, forms))
    outline = repair(markers)
    nodes = [
        HeadingNode(place, pieces[place], reading, form, direct)
        for place, reading, form, direct in zip(places, outline.readings, forms, below, strict=True)
    ]
    _link(nodes)
    _assign(nodes)
    return nodes, outline.numbering


def _direct(below: Sequence[Segment]) -> tuple[str, ...]:
    """Return the kinds of what stands below a heading, up to the closing lines."""
    own = takewhile(lambda piece: piece.kind not in CLOSING, below)
    return tuple(piece.kind for piece in own if piece.kind != "PAGE_NUMBER")


def _form(piece: Segment) -> str | None:
    hit = alphabet("heading_form").match(piece.words)
    return hit.terminal if hit else None


def _markers(
    pieces: Sequence[Segment],
    places: Sequence[int],
    below: Sequence[tuple[str, ...]],
    forms: Sequence[str | None],
) -> Iterator[MarkerFacts]:
    in_label = False
    for place, direct, form in zip(places, below, forms, strict=True):
        mark = pieces[place].mark
        assert mark is not None
        kind = f"{form or ''}{'+' * bool(PARTS.intersection(direct))}" or None
        listed = form not in ("PROBLEM", "DIRECTION", "DEFECT")
        yield MarkerFacts(mark.style, mark.value, in_label, kind, listed)
        in_label = bool(LABELS.intersection(direct))


def _link(nodes: Sequence[HeadingNode]) -> None:
    open_: list[HeadingNode] = []
    for node in nodes:
        while open_ and open_[-1].rank >= node.rank:
            open_.pop()
        if open_:
            node.parent = open_[-1]
            node.parent.children.append(node)
        open_.append(node)


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
    rank = min(tally, key=lambda one: (-tally[one], one))
    above = Counter(
        node.parent.rank
        for node in nodes
        if node.rank is rank and node.parent and node.parent.form in ("PROBLEM", "DEFECT", None)
    )
    if rank >= Rank.SUB and above:
        return above.most_common(1)[0][0]
    return rank


def _is_rectified(node: HeadingNode) -> bool:
    return not node.children and any(above.form == "RECTIFICATION" for above in node.ancestors())


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
    if node.form == "PLAN" and not node.labelled:
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
    if node.labelled or alphabet("about").match(node.piece.words):
        return True
    return node.parent is not None and node.rank in node.parent.ranks_below
