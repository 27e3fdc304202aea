"""Pairs of neighbouring characters: a text without those of a string does not hold the string."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from functools import cache, reduce
from operator import xor

from notice_lint.text.expression import Expression

_UNIT = 16
"""Bits of a character; one that needs more counts as a line end, and no word has one."""
_SHIFT = 7
"""Bits by which the second of two neighbours is laid over the first as well.

Han characters that follow each other in a text mostly differ in their low bits, by which a set of
numbers is ordered.
"""
_WORD = (1 << _UNIT) - 1
_BEYOND = Expression("[\U00010000-\U0010ffff]")
_STROKE = 1 << 18
"""Characters at one stroke: more than a notice has, and what is made on the way takes megabytes."""


def pair_numbers(text: str, apart: int = 1) -> Sequence[int]:
    """Return for each place of a text the number of its character and the one so far behind it."""
    return _numbers(text, (0, 0), (apart, _SHIFT), (apart, _UNIT))


def _numbers(text: str, *moves: tuple[int, int]) -> Sequence[int]:
    """Return for each place the characters so far behind it, moved by so many bits each."""
    numbers = array("I")
    far = max(distance for distance, _ in moves)
    for start in range(0, len(text), _STROKE):
        stretch = text[start : start + _STROKE + far]
        numbers.frombytes(_laid_over(stretch, moves)[: 4 * _STROKE])
    return numbers[: len(text)]


def _laid_over(text: str, moves: Sequence[tuple[int, int]]) -> bytes:
    """Return the same for a part of a text, by arithmetic on one long number.

    In a loop over the characters this alone would take longer than most checks.
    """
    units = _code_units(text + "\n" * max(distance for distance, _ in moves))
    whole = int.from_bytes(units, "little")
    moved = (whole >> 2 * _UNIT * distance << bits for distance, bits in moves)
    laid_over = reduce(xor, moved).to_bytes(len(units) + 4, "little")[: 4 * len(text)]
    return laid_over if sys.byteorder == "little" else _turned(laid_over)


def _turned(units: bytes) -> bytes:
    """Return numbers of four bytes in the order of this machine."""
    numbers = array("I", units)
    numbers.byteswap()
    return numbers.tobytes()


def bigrams(text: str, pairs: Sequence[int]) -> set[int]:
    """Return the bigrams of a text, and its single characters, each as a number."""
    numbers = set(pairs)
    numbers.update(_numbers(text, (0, 0)))
    return numbers


def _code_units(text: str) -> bytes:
    """Return the characters of a text, four bytes each."""
    return _BEYOND.sub("\n", text).encode("utf-32-le", "surrogatepass")


@cache
def bigram(string: str) -> int:
    """Return the number of one or two characters, which every text that holds them has."""
    return pair_number(string[0], string[1]) if len(string) > 1 else _unit(string)


def pair_number(first: str, second: str) -> int:
    """Return the number of two characters."""
    return _unit(first) ^ _unit(second) << _SHIFT ^ _unit(second) << _UNIT


def pair_of(number: int) -> str:
    """Return the two characters of a number."""
    high = number >> _UNIT
    second = high ^ high >> _UNIT - _SHIFT
    return chr((number ^ second << _SHIFT) & _WORD) + chr(second)


def _unit(char: str) -> int:
    code = ord(char)
    return code if code <= _WORD else ord("\n")
