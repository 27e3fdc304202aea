"""One heading of a document with what stands below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import Enum
from functools import cached_property

from msgspec import Struct, field

from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.marks import ROW
from notice_lint.parsing.lexer.segments import PARTS, Segment
from notice_lint.parsing.outline.costs import Rank
from notice_lint.parsing.outline.headings import LABELS
from notice_lint.parsing.outline.transitions import Interpretation

ANSWERS = PARTS - {"BARE_CAUSE", "BARE_STATUS"}
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
    def is_sentence(self) -> bool:
        """Whether a full stop closes its paragraph."""
        return self.piece.paragraph.view.endswith("。")

    @property
    def in_table(self) -> bool:
        """Whether a cell of a table is the heading."""
        return self.piece.mark is not None and self.piece.mark.table > 0

    @property
    def is_row(self) -> bool:
        """Whether the heading is a problem in a table."""
        return self.piece.mark is not None and self.piece.mark.style == ROW

    @property
    def labelled(self) -> bool:
        """Whether a labelled part or a status stands directly below."""
        return bool(PARTS.intersection(self.direct))

    @property
    def is_answered(self) -> bool:
        """Whether a part stands directly below that a label or a mark shows."""
        return not ANSWERS.isdisjoint(self.direct)

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
        is_last = above.last_at[self.rank] is self and above.shared_until_last(self.rank)
        return is_last and PARTS.intersection(self.direct) <= STATUSES

    @cached_property
    def last_at(self) -> dict[Rank, HeadingNode]:
        """The last child at each rank."""
        return {child.rank: child for child in self.children}

    @cached_property
    def _counts(self) -> Counter[Rank]:
        return Counter(child.rank for child in self.children)

    @cached_property
    def _telling(self) -> Counter[Rank]:
        """How many children at each rank have parts or say what they are about, the last apart."""
        return Counter(
            child.rank
            for child in self.children
            if child is not self.last_at[child.rank] and (child.labelled or child.about)
        )

    def shared_until_last(self, rank: Rank) -> bool:
        """Tell whether there are several children at a rank, none but the last with parts."""
        return self._telling[rank] == 0 and self._counts[rank] > 1

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
