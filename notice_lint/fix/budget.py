"""How often a file that is fixed is checked again, and for how long."""

from __future__ import annotations

from notice_lint.ruleset.stopwatch import Stopwatch

RECHECKS = 20
"""Checks of a file in all its passes; a usual one takes two, each spoiled pass a few more."""
SECONDS = 1.5
"""Processor time after which there are no more: twenty checks of a usual notice take it."""
ALWAYS = 3
"""Checks that there are however long they take: one for all fixes, two for what spoils them."""


class RecheckBudget:
    """The checks that are left for one file."""

    def __init__(self, most: int = RECHECKS, seconds: float = SECONDS) -> None:
        """Begin with all of them."""
        self._most = self._left = most
        self._stopwatch = Stopwatch(seconds)

    @property
    def left(self) -> int:
        """How many there are."""
        is_late = self._most - self._left >= ALWAYS and self._stopwatch.left <= 0
        return 0 if is_late else self._left

    def spend(self) -> None:
        """Take one."""
        self._left -= 1
