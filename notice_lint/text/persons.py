"""Numbers that identify a person or an account, however they are written.

Blanks, hyphens, invisible characters and line breaks between digits do not hide a number, nor do
full-width or circled digits and those of another script; `personal_numbers` is what rules and
whatever writes text look for them with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate, chain
from typing import Literal, NamedTuple

from notice_lint.text.expression import Expression

Kind = Literal["identity", "card", "mobile", "passport", "account"]
"""`account`: as long as an identity or card number, but neither by its check digit."""

_GAP = (
    r"[ \n\r\v\f\x85\u00a0\u1680\u00ad\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2069\u3000\ufeff"
    r"\-\u2010-\u2015\u2212\ufe63\uff0d]{0,5}"
)
"""What may stand between two digits of one number."""
_ZEROS = (
    0x30, 0xFF10, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6,
    0xD66, 0xDE6, 0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80,
    0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50,
    0xABF0, 0x104A0, 0x10D30, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0,
    0x11650, 0x116C0, 0x11730, 0x118E0, 0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x16A60, 0x16AC0,
    0x16B50, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E950, 0x1FBF0,
)  # fmt: skip
"""The zeros of all scripts, each with its nine digits behind it (Unicode 15, category Nd)."""
_ONES = "①⑴⒈⓵❶➀➊"
"""The ones of digits in a circle, in brackets, with a stop, each with eight more behind it."""
_DECIMALS = "".join(f"{chr(zero)}-{chr(zero + 9)}" for zero in _ZEROS)
_RINGED = "⓪⓿" + "".join(f"{ring}-{chr(ord(ring) + 8)}" for ring in _ONES)


def _run(digits: str) -> Expression:
    """Return what finds eleven digits and more, out of a class of characters."""
    # the first digit comes first and what stands before it is looked at then: many times faster
    return Expression(
        rf"[{digits}](?<![{digits}A-Za-z].)(?:{_GAP}[{digits}]){{10,}}(?:{_GAP}[XxＸｘ])?(?![{digits}A-Za-z])"
    )


_USUAL = _run("0-9０-９")
_OF_ANY_SCRIPT = _run(_DECIMALS)
_CIRCLED = _run(_RINGED)
"""A number in circles is so as a whole: one circle before it is the marker of its paragraph."""
_PASSPORT = Expression(r"[EeGg](?<![0-9A-Za-z].)[0-9]{8}(?![0-9A-Za-z])")
_BLOCK = Expression(f"[{_DECIMALS}{_RINGED}XxＸｘ]+")
_PLAIN: dict[int, str] = {
    **{ord(written): plain for written, plain in zip("⓪⓿XxＸｘ", "00XXXX", strict=True)},
    **{zero + digit: str(digit) for zero in _ZEROS for digit in range(10)},
    **{ord(ring) + digit: str(digit + 1) for ring in _ONES for digit in range(9)},
}
_RINGS = frozenset("⓪⓿" + "".join(chr(ord(ring) + more) for ring in _ONES for more in range(9)))
_RARE = frozenset(map(chr, _PLAIN)) - frozenset("0123456789０１２３４５６７８９XxＸｘ")
"""Digits that few notices have; the wide classes, which are slow, are for those that do."""
_ENOUGH = Expression(rf"[\d{_RINGED}](?:{_GAP}[\d{_RINGED}]){{7}}")
"""What every number holds: a passport's is the shortest. Nearly all texts are done with that."""
MOST_DIGITS = 19
_LENGTHS = frozenset((11, 13, *range(15, MOST_DIGITS + 1)))
"""Digits that a mobile has, with or without 86, and longer numbers."""


class PersonalNumber(NamedTuple):
    """One number and where it stands, half-open."""

    start: int
    end: int
    digits: str
    """Its digits alone, half-width; an x is a capital."""
    kind: Kind


class DigitBlock(NamedTuple):
    """Digits without a gap."""

    start: int
    digits: str

    @property
    def end(self) -> int:
        """Where it ends, half-open."""
        return self.start + len(self.digits)


def personal_numbers(text: str) -> Iterator[PersonalNumber]:
    """Yield the numbers of persons and accounts in a text, in order."""
    if not _ENOUGH.search(text):
        return
    rare = _RARE.intersection(text)
    digits = [_OF_ANY_SCRIPT if rare - _RINGS else _USUAL, *([_CIRCLED] if rare & _RINGS else [])]
    for run in chain.from_iterable(pattern.finditer(text) for pattern in digits):
        blocks = [
            DigitBlock(run.start() + block.start(), block.group().translate(_PLAIN))
            for block in _BLOCK.finditer(run.group())
        ]
        yield from _numbers_of(blocks, text)
    for passport in _PASSPORT.finditer(text):
        yield PersonalNumber(*passport.span(), passport.group(), "passport")


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
    if _MOBILE.fullmatch(digits):
        return "mobile"
    is_long = 15 <= len(digits) <= MOST_DIGITS and digits[:-1].isdecimal()
    return "account" if is_long else None


_MOBILE = Expression(r"(?:86)?1[3-9][0-9]{9}")
_MOBILE_SIZES = frozenset(((3, 4, 4), (2, 11), (11,), (5, 6), (6, 5), (4, 4, 3), (3, 8), (3, 3, 5)))


def is_identity(digits: str) -> bool:
    """Tell a citizen's identity number of 18 characters: a birthday, or a right check digit."""
    if len(digits) != 18 or not digits[:17].isdecimal():
        return False
    return _is_birthday(digits[6:14]) or _is_checked(digits)


def is_certain_identity(digits: str) -> bool:
    """Tell an identity number by its birthday and by the province that it begins with."""
    return _is_birthday(digits[6:14]) and digits[0] in "12345678" and digits[1] in "123456"


def _is_birthday(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return digits[:2] in ("19", "20") and born.year <= 2099


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def _is_checked(digits: str) -> bool:
    """Apply ISO 7064 MOD 11-2 (GB 11643—1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == digits[17]


CARD_FIRST = "3456"
"""First digits of bank cards (ISO/IEC 7812-1: travel and banking)."""


def is_card(digits: str) -> bool:
    """Tell a bank card number of 16 to 19 digits by Luhn's check."""
    if not 16 <= len(digits) <= MOST_DIGITS or not digits.isdecimal():
        return False
    if digits[0] not in CARD_FIRST:
        return False
    doubled = [int(digit) * 2 for digit in digits[-2::-2]]
    total = sum(int(digit) for digit in digits[-1::-2])
    return (total + sum(value - 9 if value > 9 else value for value in doubled)) % 10 == 0
