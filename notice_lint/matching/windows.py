"""Windows of four characters that share three, or both ends, with one of many known ones.

Of the first three, the last three and the two ends of each known window a hash is marked in a
table. Those of a text are computed at one stroke, by arithmetic on one long number, and looked up
at one stroke: in a loop over the characters this alone would take longer than all other checks of
words. What is found has to be looked at, for some windows share a hash.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable
from itertools import compress
from operator import itemgetter

from notice_lint.text.expression import Expression

SIZE = 4
"""Characters of a window."""
HEAD, TAIL, ENDS = 1, 2, 4
"""Marks of a hash in a table: of the first three characters, the last three, the two ends."""
Weights = tuple[tuple[int, int], ...]
_THREE: Weights = ((0, 9973), (1, 6151), (2, 4421))
_TWO: Weights = ((0, 7919), (SIZE - 1, 5281))
"""What each character of a part counts for; all together stay below 32 bits."""
_BITS = 20
"""Bits of a hash: of the places of a real text one in seventy is near to nothing that is known."""
_MASK = (1 << _BITS) - 1
_WIDTH = 4
_STROKE = 1 << 17
"""Characters at one stroke: more than a notice has."""
_BEYOND = Expression("[\U00010000-\U0010ffff]")
"""Characters that need more than 16 bits; no word has one."""


class WindowTable:
    """Marks of all known windows by their hashes."""

    def __init__(self, marks: bytes) -> None:
        """Take the marks, a byte for each hash."""
        self._marks = marks

    def near(self, text: str) -> set[str]:
        """Return the windows of a text that share characters with a known one, and some others."""
        starts = range(0, len(text) - SIZE + 1, _STROKE)
        return {
            window
            for start in starts
            for window in self._near(text[start : start + _STROKE + SIZE - 1])
        }

    def _near(self, text: str) -> set[str]:
        """Return the same of a part of a text."""
        units = _units(text)
        three, two = self._found(units, _THREE), self._found(units, _TWO)
        windows = len(text) - SIZE + 1
        is_near = three & _each(HEAD, windows)
        is_near |= three >> 8 & _each(TAIL, windows)
        is_near |= two & _each(ENDS, windows)
        places = compress(range(windows), is_near.to_bytes(windows, "little"))
        return {text[place : place + SIZE] for place in {*places}}

    def _found(self, units: int, weights: Weights) -> int:
        """Return the marks of the part that begins at each place, a byte each, as one number."""
        marks = itemgetter(0, *_hashes(units, weights))(self._marks)
        return int.from_bytes(bytes(marks[1:]), "little")


def marked(parts: Iterable[tuple[str, int]]) -> bytearray:
    """Return a table of windows, each with the marks of its parts that count."""
    table = bytearray(1 << _BITS)
    for window, marks in parts:
        for mark, weights, start in ((HEAD, _THREE, 0), (TAIL, _THREE, 1), (ENDS, _TWO, 0)):
            if marks & mark:
                table[_hashes(_units(window[start:]), weights)[0]] |= mark
    return table


def _hashes(units: int, weights: Weights) -> array[int]:
    """Return the hash of the part that begins at each character of a text."""
    weighed = sum((units >> 8 * _WIDTH * place) * weight for place, weight in weights)
    size = (units.bit_length() + 8 * _WIDTH - 1) // (8 * _WIDTH)
    masked = weighed & _each(_MASK, size, _WIDTH)
    hashes = array("I", masked.to_bytes(_WIDTH * size, "little"))
    if sys.byteorder == "big":
        hashes.byteswap()
    return hashes


def _each(mask: int, times: int, width: int = 1) -> int:
    """Return a mask for each of some numbers that lie one behind the other."""
    return int.from_bytes(mask.to_bytes(width, "little") * times, "little")


def _units(text: str) -> int:
    """Return the characters of a text as one number, four bytes each, the first the lowest."""
    units = _BEYOND.sub("\n", text).encode("utf-32-le", "surrogatepass")
    return int.from_bytes(units, "little")
