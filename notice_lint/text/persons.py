"""Numbers that identify a person or an account, however they are written.

Blanks, hyphens, invisible characters and line breaks between digits do not hide a number, nor do
full-width or circled digits and those of another script; `personal_numbers` is what rules and
whatever writes text look for them with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from notice_lint.text.apart import numbers_apart
from notice_lint.text.expression import Expression
from notice_lint.text.papers import numbers_of_papers
from notice_lint.text.personal_number import (
    CARD_FIRST,
    DECIMALS,
    MOST_DIGITS,
    PLAIN,
    RINGED,
    RINGS,
    Kind,
    PersonalNumber,
    is_card,
    is_certain_identity,
    is_identity,
    is_mobile,
    plain,
)
from notice_lint.text.spelled import SPELLED, numbers_spelled

_GAP = (
    r"[ \n\r\v\f\x85\u00a0\u1680\u00ad\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2069\u3000\ufeff"
    r"\-\u2010-\u2015\u2212\ufe63\uff0d]{0,5}"
)
"""What may stand between two digits of one number."""


def _run(digits: str) -> Expression:
    """Return what finds eleven digits and more, out of a class of characters."""
    # the first digit comes first and what stands before it is looked at then: many times faster
    return Expression(
        rf"[{digits}](?<![{digits}A-Za-z].)(?:{_GAP}[{digits}]){{10,}}(?:{_GAP}[XxＸｘ])?(?![{digits}A-Za-z])"
    )


_USUAL = _run("0-9０-９")
_OF_ANY_SCRIPT = _run(DECIMALS)
_CIRCLED = _run(RINGED)
"""A number in circles is so as a whole: one circle before it is the marker of its paragraph."""
_BLOCK = Expression(f"[{DECIMALS}{RINGED}XxＸｘ]+")
_DIGIT = rf"[\d{SPELLED}{RINGED}]"
_NEAR_DIGITS = Expression(rf"{_DIGIT}(?:[^\d\u4e00-\u9fff]{{0,5}}{_DIGIT}){{5}}")
"""What every number of a person holds, and few texts do: six digits, however they are written."""
_RARE = frozenset(map(chr, PLAIN)) - frozenset("0123456789０１２３４５６７８９XxＸｘ")
"""Digits that few notices have; the wide classes, which are slow, are for those that do."""
_LENGTHS = frozenset((11, 12, 13, *range(15, MOST_DIGITS + 1)))
"""Digits that a mobile has, with or without 86, and longer numbers."""


class DigitBlock(NamedTuple):
    """Digits without a gap."""

    start: int
    digits: str

    @property
    def end(self) -> int:
        """Where it ends, half-open."""
        return self.start + len(self.digits)


def personal_numbers(text: str) -> Iterator[PersonalNumber]:
    """Yield the numbers of persons and accounts in a text, in order; none overlaps another."""
    if not _NEAR_DIGITS.search(text):
        return
    finders = (_numbers_in_runs, numbers_apart, numbers_spelled, numbers_of_papers)
    numbers = chain.from_iterable(finder(text) for finder in finders)
    end = 0
    for number in sorted(numbers, key=lambda number: (number.start, -number.end)):
        if number.start >= end:
            yield number
            end = number.end


def _numbers_in_runs(text: str) -> Iterator[PersonalNumber]:
    """Yield the numbers whose digits stand together, or with blanks or hyphens between."""
    rare = _RARE.intersection(text)
    digits = [_OF_ANY_SCRIPT if rare - RINGS else _USUAL, *([_CIRCLED] if rare & RINGS else [])]
    for run in chain.from_iterable(pattern.finditer(text) for pattern in digits):
        blocks = [
            DigitBlock(run.start() + block.start(), plain(block.group()))
            for block in _BLOCK.finditer(run.group())
        ]
        yield from _numbers_of(blocks, text)


def _numbers_of(blocks: Sequence[DigitBlock], text: str) -> Iterator[PersonalNumber]:
    """Yield the numbers that the blocks of one run make up; no block is of two."""
    first = 0
    while first < len(blocks):
        number = _longest(blocks[first : first + MOST_DIGITS], text)
        first += 1
        if number is None:
            continue
        yield number
        while first < len(blocks) and blocks[first].start < number.end:
            first += 1


def _longest(blocks: Sequence[DigitBlock], text: str) -> PersonalNumber | None:
    """Return the longest number that begins with the first of some blocks.

    A column of figures is none: a number is broken over two lines, never over three.
    """
    lengths = list(accumulate(len(block.digits) for block in blocks))
    for count in range(len(blocks), 0, -1):
        if lengths[count - 1] not in _LENGTHS:
            continue
        first, last = blocks[0], blocks[count - 1]
        if text.count("\n", first.start, last.end) > 1:
            continue
        digits = "".join(block.digits for block in blocks[:count])
        kind = _kind(digits, [len(block.digits) for block in blocks[:count]])
        if kind:
            return PersonalNumber(first.start, last.end, digits, kind)
    return None


def _kind(digits: str, sizes: list[int]) -> Kind | None:
    """Tell what digits are; those in blocks must be more certain, for a table has rows of them."""
    if len(sizes) > 1:
        return _kind_of_blocks(digits, sizes)
    if is_identity(digits):
        return "identity"
    if is_card(digits):
        return "card"
    return _mobile_or_account(digits)


def _kind_of_blocks(digits: str, sizes: list[int]) -> Kind | None:
    if is_identity(digits) and is_certain_identity(digits):
        return "identity"
    if is_card(digits) and min(sizes[:-1]) >= 4:
        return "card"
    is_grouped = sizes[:4] == [4, 4, 4, 4] and len(sizes) <= 5 and digits[0] in CARD_FIRST
    is_whole = is_grouped or tuple(sizes[-3:]) in _MOBILE_SIZES
    return _mobile_or_account(digits) if is_whole else None


def _mobile_or_account(digits: str) -> Kind | None:
    if is_mobile(digits):
        return "mobile"
    is_long = 15 <= len(digits) <= MOST_DIGITS and digits[:-1].isdecimal()
    return "account" if is_long else None


_MOBILE_SIZES = frozenset(((3, 4, 4), (2, 11), (11,), (5, 6), (6, 5), (4, 4, 3), (3, 8), (3, 3, 5)))
