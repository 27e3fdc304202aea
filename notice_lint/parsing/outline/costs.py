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
    "ITEM_MARK": Rank.ITEM,
    "SUB_MARK": Rank.SUB,
    "PAREN_MARK": Rank.PAREN,
    "CIRCLE_MARK": Rank.CIRCLE,
}
MEANT = (Rank.PART, Rank.GROUP, Rank.ITEM, Rank.SUB)
"""The ranks that a mistyped marker can have been meant for."""

# What a departure costs: these are reported. tests/test_costs.py holds the case that each figure
# comes from, and the values beyond which the case is read otherwise; a notice that needs another
# figure is a case to add there.
DEPARTURE_COST = 1.2
"""A wrong number, a level left out, a level climbed back to.

At 0.9, or （二） amid 1. and 3. costs two wrong numbers rather than one wrong style (bracket amid
items); at 1.4, or （3） and 四、 where （三） and 三、 were meant are one wrong 三、
(bracket and part).
"""
ANEW_COST = 1.6
"""A 1 amid a run: it more likely begins another run.

At 1.0, or 整改措施：1.…2.… below 2. are two wrong numbers instead of a list (lists in labels); at
1.8, or （1） for （3） makes an area out of a sub-item (number of a sub-item).
"""
SWAP_COST = 0.1
"""Two headings that changed places, 1. 3. 2. 4.: weighed behind a single wrong number."""
MISTYPED_NUMBER_COST = 0.2
"""The number of a marker whose style is wrong too: one slip, not two.

More than nothing, or （1） for （3） is a mistyped （二） (number of a sub-item); at 0.5, or 3、
that was meant for 二、 stays where it is (last part).
"""

# What merely makes a reading less likely: these are weighed, never reported.
LIST_ENDS_COST = 0.4
"""The next number of a list in a label is read as the next item: 整改措施：1.…2.…3.… is a list
still where two items stand above it (list as long as the items)."""
LIST_COST = 1.0
"""A list opens inside a labelled part; less than ANEW_COST, which its first number would cost, and
at 0.4, or 3、下一步打算 is the line of a list (last part)."""
UNCOUNTED_COST = 0.1
"""A heading that lost its number had none that its siblings leave out: the less said of two; at
1.2, or the numbers behind it are wrong (number gone)."""
PLAN_COST = 2.2
"""下一步… amid problems: it heads what comes behind them.

More than 一、 for 1. with another number, 2.1; at 1.6, or 3、下一步打算 is a problem (last part).
"""
FORM_COST = 0.9
"""The words of a heading are of the kind that the document has at another rank.

At 0.7, or （3）关于…方面 is read as 三、 (bracket and part).
"""
LONE_COST = 0.5
"""A level with a single heading; at 0.2, 3、下一步打算 may stay where it is (last part), and at 1.1
（1） for （3） is no sub-item any more (number of a sub-item)."""
LONE_SUB_COST = 1.2
"""A single （1）: it is （一） or 1. mistyped, or stands among others.

At 0.5, or 3. is wrong where （1） stands for 2. (lone sub-item).
"""
STYLE_COST = 1.9
"""A marker of another style: dearer than a wrong number, cheaper than two.

At 1.7, or （3） and 四、 are two wrong styles (bracket and part); at 2.1, or （二） for 2. is two
wrong numbers (bracket amid items).
"""
BRACKET_COST = 1.5
"""（1） for （一）, the commonest slip (three times in one real notice): one key.

At 1.3, or （1） for （3） is （一） (number of a sub-item); at 1.7, or （3） for （三） costs more
than a wrong 三、 (bracket and part).
"""


def style_cost(written: Rank, meant: Rank) -> float:
    """Return what it costs to read a marker of one rank as another."""
    return BRACKET_COST if {written, meant} == {Rank.GROUP, Rank.SUB} else STYLE_COST


def lone_cost(rank: Rank) -> float:
    """Return what it costs that a rank has a single heading."""
    return LONE_SUB_COST if rank is Rank.SUB else LONE_COST


def skips(parent: Rank | None, child: Rank) -> bool:
    """Tell whether a child leaves out a level; 1. under 一、 does not."""
    return child is Rank.SUB and parent in (Rank.PART, Rank.GROUP)
