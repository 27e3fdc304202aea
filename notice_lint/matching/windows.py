"""Pairs of characters of a text, some characters apart, looked up in a set at one stroke."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from functools import cached_property
from itertools import compress

SIZE = 4
"""Characters of a window: in UTF-16 they are one number of 64 bits."""
_UNIT, _PAIR, _WINDOW = 2, 4, 8
_BEYOND = re.compile("[\U00010000-\U0010ffff]")


def pair_number(first: str, second: str) -> int:
    """Return the number of two characters, however far apart they are."""
    return ord(first) | ord(second) << 16


def window_number(window: str) -> int:
    """Return the number of four characters in a row."""
    return int.from_bytes(window.encode("utf-16-le", "surrogatepass"), "little")


class Windows:
    """All places of a text, with the four characters from each on."""

    def __init__(self, text: str) -> None:
        """Take the text; what UTF-16 writes as two units becomes one that is in no word."""
        self._units = _BEYOND.sub("\0", text).encode("utf-16-le", "surrogatepass")

    @cached_property
    def _numbers(self) -> list[memoryview]:
        """The numbers of the windows that begin at 0, 4, 8 …, at 1, 5, 9 …, and so on."""
        padded = self._units + bytes(2 * _WINDOW)
        size = len(self._units) // _WINDOW * _WINDOW + _WINDOW
        return [
            memoryview(padded[_UNIT * first : _UNIT * first + size]).cast("Q")
            for first in range(SIZE)
        ]

    def number(self, place: int) -> int:
        """Return the number of the window that begins at a place."""
        number: int = self._numbers[place % SIZE][place // SIZE]
        return number

    def besides(self, places: Iterable[int], numbers: Set[int], before: int) -> list[int]:
        """Return those of some places before which, by so many, none of some windows begins."""
        views = self._numbers
        return [
            place
            for place in places
            if views[(place - before) % SIZE][(place - before) // SIZE] not in numbers
        ]

    def places(self, pairs: Set[int], apart: int) -> Iterator[int]:
        """Yield where a pair of characters so far apart begins whose number is in a set.

        The text is laid over itself as one long number, every other character at a time: what
        comes out is one number of 32 bits for each place.
        """
        units = int.from_bytes(self._units, "little")
        single = int.from_bytes(b"\xff\xff\0\0" * (len(self._units) // _PAIR), "little")
        size = len(self._units) // _PAIR * _PAIR
        for first in (0, 1):
            left = units >> 16 * first & single
            right = units >> 16 * (first + apart) & single
            numbers = memoryview((left | right << 16).to_bytes(size, "little")).cast("I")
            starts = range(first, first + 2 * len(numbers), 2)
            yield from compress(starts, map(pairs.__contains__, numbers))
