"""What is written twice in a row, found by arithmetic on the whole text at one stroke."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notice_lint.matching.switch import plain_search

LONGEST = 6
"""Characters of a word that is looked for twice in a row."""
_UNIT = 2


def repeats(text: str) -> Iterator[tuple[int, int]]:
    """Yield where something is written twice in a row, and the length of one of the two.

    Text laid over itself, moved by some characters, is zero where the two agree; as many zeros as
    it was moved by are a repetition. A back reference would be tried at each character.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    if plain_search() or len(units) != _UNIT * len(text):
        yield from _by_expression(text)
        return
    number = int.from_bytes(units, "little")
    for length in range(1, LONGEST + 1):
        laid_over = number ^ (number >> 8 * _UNIT * length)
        yield from _zeros(laid_over.to_bytes(len(units), "little"), length)


def _zeros(units: bytes, length: int) -> Iterator[tuple[int, int]]:
    """Yield the places where so many units are zero; the last ones lie over nothing."""
    zeros = bytes(_UNIT * length)
    last = len(units) - 2 * len(zeros)
    offset = units.find(zeros)
    while 0 <= offset <= last + 1:
        start = offset + offset % _UNIT
        if start <= last and units.startswith(zeros, start):
            yield start // _UNIT, length
        offset = units.find(zeros, start + _UNIT)


def _by_expression(text: str) -> Iterator[tuple[int, int]]:
    for length in range(1, LONGEST + 1):
        for match in re.finditer(rf"(?=([\s\S]{{{length}}})\1)", text):
            yield match.start(), length
