"""Pairs of neighbouring characters: a text without those of a string does not hold the string."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence, Set
from functools import cache

_SHIFT = 7
"""Bits by which the second of two neighbours is moved before both are laid over each other.

Han characters that follow each other in a text mostly differ in their low bits, by which a set of
numbers is ordered. Any shift is right: two bigrams that share a number are only searched for once
more than needed.
"""


def pair_numbers(text: str, apart: int = 1) -> Sequence[int]:
    """Return for each place of a text the number of its character and the one so far behind it."""
    numbers = array("I")
    for start in range(0, len(text), _STROKE):
        numbers.frombytes(_pairs(text[start : start + _STROKE + apart], apart)[: 4 * _STROKE])
    return numbers


_STROKE = 1 << 18
"""Characters at one stroke: more than a notice has, and what is made on the way takes megabytes."""


def _pairs(text: str, apart: int) -> bytes:
    """Return the same for a part of a text, by arithmetic on one long number.

    In a loop over the characters this alone would take longer than most checks.
    """
    first, second = _code_units(text), _code_units((text[apart:] + "\n" * apart)[: len(text)])
    pairs = int.from_bytes(first, sys.byteorder) ^ int.from_bytes(second, sys.byteorder) << _SHIFT
    return pairs.to_bytes(len(first), sys.byteorder)


def bigrams(text: str, pairs: Sequence[int]) -> Set[int]:
    """Return the bigrams of a text, and its single characters, each as a number."""
    numbers = set(pairs)
    numbers.update(memoryview(_code_units(text)).cast("I"))
    return numbers


def _code_units(text: str) -> bytes:
    """Return the code points of a text, four bytes each."""
    return text.encode(f"utf-32-{sys.byteorder[0]}e", "surrogatepass")


@cache
def bigram(string: str) -> int:
    """Return the number of one or two characters, which every text that holds them has."""
    return ord(string[0]) ^ (ord(string[1]) << _SHIFT if len(string) > 1 else 0)
