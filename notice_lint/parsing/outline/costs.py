"""The levels an outline may have and what it costs to depart from them.

The order 一、→（一）→1.→（1） is GB/T 9704 7.3.3 (一般), GB/T 15834 B.3.8; it may start lower and
leave （一） out. A problem may be headed by a word with a number (问题1：), which stands above 1.
"""

from __future__ import annotations

from enum import IntEnum


class Rank(IntEnum):
    """Depth of a heading, shallowest first.

    CHAPTER, AREA and MEMBER have no marker of their own: a family that the document counts with
    may stand there beside the known ones.
    """

    CHAPTER = 1
    PART = 2
    AREA = 3
    GROUP = 4
    NAMED = 5
    ITEM = 6
    MEMBER = 7
    SUB = 8
    PAREN = 9
    CIRCLE = 10
    LIST = 11
    """A numbered list inside a labelled part, in the very style of the items."""

    @property
    def level(self) -> int:
        """The level of GB/T 9704 7.3.3, 1 to 4; 5 below it."""
        return _LEVELS[self]


_LEVELS = (0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5)
RANKS = {
    "PART_MARK": Rank.PART,
    "GROUP_MARK": Rank.GROUP,
    "NAMED_MARK": Rank.NAMED,
    "ROW_MARK": Rank.NAMED,
    "ITEM_MARK": Rank.ITEM,
    "SUB_MARK": Rank.SUB,
    "PAREN_MARK": Rank.PAREN,
    "CIRCLE_MARK": Rank.CIRCLE,
}
MEANT = (Rank.PART, Rank.GROUP, Rank.ITEM, Rank.SUB)
"""The ranks that a mistyped marker can have been meant for."""

# What a departure costs: these are reported.
NUMBER_COST = 1.2
START_COST = 2.1
"""A run that begins with another number than 1 and goes on from there."""
ANEW_COST = 1.6
"""A 1 amid a run: it more likely begins another run."""
SWAP_COST = 0.3
"""Two headings that changed places: one fault more unlikely than one wrong number."""
SKIP_COST = 1.2
CLIMB_COST = 1.2
MISTYPED_NUMBER_COST = 0.2
"""The number of a marker whose style is wrong too: one slip, not two."""

# What merely makes a reading less likely: these are weighed, never reported.
LIST_ENDS_COST = 0.4
"""The next number of a list in a label is read as the next item: 整改措施：1、…2、…3、… is a list
still where two items stand above it."""
LIST_COST = 1.0
"""A list opens inside a labelled part."""
OUTSET_COST = 0.7
"""一、 appears where the outline began at a lower level."""
UNCOUNTED_COST = 0.1
"""A heading that lost its number had none that its siblings leave out."""
PLAN_COST = 2.2
"""下一步… amid problems: it heads what comes behind them."""
RARE_COST = 0.5
"""A style that occurs once in the document is taken as meant."""
FORM_COST = 0.9
"""The words of a heading are of the kind that the document has at another rank."""
LONE_COSTS = (0.0, 0.5, 0.5, 0.5, 0.5, 0.2, 0.2, 0.2, 1.2, 0.5, 0.5, 1.0)
"""A level with a single heading, by rank."""

_FAR = 1.9
_STYLE_COSTS = {
    frozenset((Rank.GROUP, Rank.SUB)): 1.5,
    frozenset((Rank.PART, Rank.GROUP)): 1.6,
    frozenset((Rank.ITEM, Rank.SUB)): 1.7,
    frozenset((Rank.SUB, Rank.PAREN)): 1.5,
    frozenset((Rank.PART, Rank.ITEM)): 1.8,
    frozenset((Rank.GROUP, Rank.ITEM)): 1.9,
}


def style_cost(written: Rank, meant: Rank) -> float:
    """Return what it costs to read a marker of one rank as another."""
    return _STYLE_COSTS.get(frozenset((written, meant)), _FAR)


def skips(parent: Rank | None, child: Rank) -> bool:
    """Tell whether a child leaves out a level; 1. under 一、 does not."""
    return child is Rank.SUB and parent in (Rank.PART, Rank.GROUP)
