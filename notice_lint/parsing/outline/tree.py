"""The headings of a document as a tree, and which of them head a problem."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Sequence

from msgspec.structs import replace

from notice_lint.document.notice import Numbering
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.parsing.outline.costs import Rank
from notice_lint.parsing.outline.headings import marker_facts, unread_headings
from notice_lint.parsing.outline.node import HeadingNode, Role
from notice_lint.parsing.outline.repair import repair
from notice_lint.parsing.outline.rows import read_rows


def build_tree(
    pieces: Sequence[Segment], *, answered: bool = True
) -> tuple[list[HeadingNode], Numbering | None]:
    """Read the outline of a document and decide what each heading opens.

    Where problems are only listed and not `answered`, a heading is one by its words.
    """
    headings = unread_headings(pieces)
    written = [heading for heading in headings if not heading.mark.table]
    outline = repair(list(marker_facts(written)))
    readings = {
        heading.index: read for heading, read in zip(written, outline.readings, strict=True)
    }
    rows = read_rows(headings, readings)
    readings |= rows.readings
    nodes = [
        HeadingNode(
            heading.index, heading.piece, readings[heading.index], heading.form, heading.direct
        )
        for heading in headings
    ]
    _link(nodes)
    _tell_missing(nodes)
    _assign(nodes, _PROBLEM_TESTS if answered else (*_PROBLEM_TESTS, _is_listed))
    if not answered:
        _part(nodes)
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
                node.reading = replace(node.reading, fault="missing")


def _assign(nodes: Sequence[HeadingNode], tests: Sequence[Callable[[HeadingNode], bool]]) -> None:
    for node in nodes:
        node.role = Role.ITEM if node.is_row else _role_outside(node)
    rank = _item_rank(nodes, tests)
    if rank is None:
        return
    tops = _rectifying(nodes, rank) or _listing(nodes, tests)
    below = (node for top in tops for node in top.subtree())
    for node in below:
        node.role = node.role if node.in_table else _role(node, rank)


def _part(nodes: Sequence[HeadingNode]) -> None:
    """Make sub-items of what stands below an item, where half of it tells a problem by its words.

    1.立德树人有差距 （1）思政课教师不足。（2）劳动课被挤占。 What lists facts lists no problems.
    """
    for node in nodes:
        below = [child for child in node.children if child.role is Role.TEXT]
        telling = sum(map(_is_listed, below))
        if node.role is Role.ITEM and not node.labelled and telling * 2 >= len(below):
            for child in below:
                child.role = Role.ITEM


def _role_outside(node: HeadingNode) -> Role:
    """Return what a heading is that stands where no problems are listed.

    A sentence with nothing below it is a line of a list: （一）坚持不懈抓好理论武装。
    """
    is_line = node.parent is not None and not node.children and not node.direct
    says_nothing = node.form in (None, "DEFECT")  # （一）紧盯未完成事项。 is a plan as well
    return Role.TEXT if is_line and says_nothing and node.is_sentence else Role.SECTION


def _listing(
    nodes: Sequence[HeadingNode], tests: Sequence[Callable[[HeadingNode], bool]]
) -> list[HeadingNode]:
    """Return the outermost headings with problems below that only their words show."""
    tops = [node for node in nodes if node.parent is None]
    return [top for top in tops if any(tests[-1](node) for node in top.subtree())]


def _item_rank(
    nodes: Sequence[HeadingNode], tests: Sequence[Callable[[HeadingNode], bool]]
) -> Rank | None:
    """Return the rank at which the document heads its problems.

    Where rows of a table are problems, headings are none that merely look like some.
    """
    has_rows = any(node.is_row for node in nodes)
    written = [node for node in nodes if not node.in_table]
    rank = _problem_rank(written, (_states_problem,) if has_rows else tests)
    if rank is None or rank < Rank.SUB:
        return rank
    return _rank_above(nodes, rank, set(_ranks_alone(nodes, tests)) & _ITEM_RANKS)


def _ranks_alone(
    nodes: Sequence[HeadingNode], tests: Sequence[Callable[[HeadingNode], bool]]
) -> Iterator[Rank]:
    """Yield the ranks of headings that are problems by themselves, with nothing above or below."""
    is_listed = _is_listed if _is_listed in tests else None
    return (node.rank for node in nodes if node.labelled or (is_listed and is_listed(node)))


def _rank_above(nodes: Sequence[HeadingNode], rank: Rank, having_parts: Container[Rank]) -> Rank:
    """Return the rank of the problems above sub-items; the rank itself, if nothing is above."""
    parents = list(_parents(nodes, rank))
    above = Counter(parent.rank for parent in parents if _has_sub_items(parent, having_parts))
    return max(above, key=above.__getitem__, default=rank)


def _problem_rank(
    nodes: Sequence[HeadingNode], tests: Sequence[Callable[[HeadingNode], bool]]
) -> Rank | None:
    """Return the rank of most headings that are problems: by what is below, words or place."""
    for test in tests:
        tally = Counter(node.rank for node in nodes if test(node))
        del tally[Rank.LIST]
        if tally:
            return min(tally, key=lambda rank: (-tally[rank], rank))
    return None


def _states_problem(node: HeadingNode) -> bool:
    return node.states_problem


def _says_problem(node: HeadingNode) -> bool:
    return node.form == "PROBLEM"


_ITEM_RANKS = {Rank.NAMED, Rank.ITEM}
"""Where one heading has parts of its own, its siblings above sub-items are problems as well; where
problems are only listed, one that nothing stands below."""


def _has_sub_items(node: HeadingNode, having_parts: Container[Rank]) -> bool:
    """Tell whether a heading above others is a problem itself, and no area that lists problems.

    It says so (针对“…”的问题), holds something of its own, or stands where others have parts; an
    area has nothing but its problems.
    """
    if node.rank in having_parts:
        return True
    if node.form in ("PLAN", "WORK", "RECTIFICATION", "DIRECTION"):
        return False
    return node.form == "PROBLEM" or node.is_named or bool(node.direct)


def _parents(nodes: Sequence[HeadingNode], rank: Rank) -> Iterator[HeadingNode]:
    return (node.parent for node in nodes if node.rank is rank and node.parent)


def _is_rectified(node: HeadingNode) -> bool:
    """Tell whether a heading is a problem by its place alone: the last below 整改落实情况."""
    if node.children or (node.form == "DIRECTION" and not node.direct):
        return False
    return any(above.form == "RECTIFICATION" for above in node.ancestors())


def _is_listed(node: HeadingNode) -> bool:
    """Tell whether a heading is a problem by its words, in a paper that lists nothing else."""
    planned = any(above.form in ("PLAN", "WORK") for above in node.ancestors())
    return not node.children and node.form in ("DEFECT", "PROBLEM") and not planned


_PROBLEM_TESTS = (_states_problem, _says_problem, _is_rectified)
"""What shows that a heading is a problem, best first."""


def _rectifying(nodes: Sequence[HeadingNode], rank: Rank) -> list[HeadingNode]:
    """Return the outermost headings below which problems are listed."""
    tops = [node for node in nodes if node.parent is None]
    shown = [top for top in tops if _lists_problems(top, rank)]
    if not shown:
        return list(filter(_holds_rectified, tops))
    if max(shown, key=_rank_of).rank < rank:
        return shown
    between = tops[tops.index(shown[0]) : tops.index(shown[-1]) + 1]
    return [top for top in between if top.labelled or top.form != "PLAN"]


def _rank_of(node: HeadingNode) -> Rank:
    return node.rank


def _holds_rectified(top: HeadingNode) -> bool:
    return any(map(_is_rectified, top.subtree()))


def _lists_problems(top: HeadingNode, rank: Rank) -> bool:
    if any(_states_problem(node) or _says_problem(node) for node in top.subtree()):
        return True
    return top.rank is rank and (top.is_named or (top.form == "DEFECT" and bool(top.direct)))


def _role(node: HeadingNode, rank: Rank) -> Role:
    if any(higher.role is Role.ITEM for higher in node.ancestors()):
        return Role.ITEM if _is_sub_item(node) else Role.TEXT
    if node.rank is Rank.LIST:
        return Role.TEXT
    if not node.labelled and _is_planned(node, rank):
        return Role.SECTION
    return Role.ITEM if node.rank >= rank else _sole_item(node, rank)


def _is_planned(node: HeadingNode, rank: Rank) -> bool:
    """Tell whether a heading is a plan, stands as an item below one, or holds rows of a table."""
    if node.form == "PLAN" or any(child.in_table for child in node.children):
        return True
    return node.rank >= rank and any(higher.form == "PLAN" for higher in node.ancestors())


def _sole_item(node: HeadingNode, rank: Rank) -> Role:
    """Tell whether a heading above the items is itself the only item of its section.

    What running text says by itself, 上述问题均已整改到位, makes no problem of 信访件办理情况.
    """
    if not node.states_problem or any(child.rank <= rank for child in node.children):
        return Role.SECTION
    if node.form not in ("PROBLEM", "DEFECT", "DIRECTION") and not node.is_answered:
        return Role.SECTION
    return Role.SOLE_ITEM if node.direct[0] == "TEXT" and node.labelled else Role.ITEM


def _is_sub_item(node: HeadingNode) -> bool:
    above = node.parent
    if above is not None and node.rank in above.listed_ranks:
        return False
    if node.closes_item:
        return False
    return node.labelled or node.about or (above is not None and node.rank in above.ranks_below)
