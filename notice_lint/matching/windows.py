"""Windows of four characters: the number of each tells it from all others."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from notice_lint.text.expression import Expression

SIZE = 4
"""Characters of a window: 64 bits hold as many."""
MOST_HARMLESS = 100_000
"""Windows that are remembered: some 7 MB."""
_UNIT = 16
_ORDER = sys.byteorder
_CODEC = f"utf-16-{_ORDER[0]}e"
_PAIR = (1 << 2 * _UNIT) - 1
_BEYOND = Expression("[\U00010000-\U0010ffff]")
"""Characters that need more than 16 bits; no word has one."""


def window_columns(text: str) -> Sequence[memoryview]:
    """Return the numbers of all windows of a text, those of each fourth place together.

    They are the text itself, its bytes read as numbers of eight: nothing is computed.
    """
    units = memoryview(_units(text))
    shifted = (units[2 * first :] for first in range(SIZE))
    return [column[: len(column) // 8 * 8].cast("Q") for column in shifted]


class SeenWindows:
    """Windows that were looked into and hold nothing: each is looked into once.

    Notices are made of the same words, so that of a further one few windows are unknown.
    """

    def __init__(self) -> None:
        """Take nothing: none is known yet."""
        self._harmless: set[int] = set()

    def unknown(self, text: str) -> set[int]:
        """Return the windows of a text that were not looked into, those over its end with them."""
        return set().union(*window_columns(text + "\n" * SIZE)) - self._harmless

    def remember(self, harmless: Iterable[int]) -> None:
        """Note that windows hold nothing."""
        if len(self._harmless) > MOST_HARMLESS:
            self._harmless.clear()
        self._harmless.update(harmless)


def window_number(window: str) -> int:
    """Return the number of a window."""
    return int.from_bytes(_units(window), _ORDER)


def window(number: int) -> str:
    """Return the characters of a window."""
    return number.to_bytes(2 * SIZE, _ORDER).decode(_CODEC, "surrogatepass")


def pair(number: int) -> str:
    """Return the characters of a pair."""
    return number.to_bytes(4, _ORDER).decode(_CODEC, "surrogatepass")


def first_pair(number: int) -> int:
    """Return the number of the first two characters of a window."""
    return number & _PAIR


def inner_pair(number: int) -> int:
    """Return the number of the two characters in the middle of a window."""
    return number >> _UNIT & _PAIR


def outer_pair(number: int) -> int:
    """Return the number of the first and the last character of a window."""
    return number >> 3 * _UNIT << _UNIT | number & 0xFFFF


def _units(text: str) -> bytes:
    """Return the characters of a text, two bytes each."""
    return _BEYOND.sub("\n", text).encode(_CODEC, "surrogatepass")
