"""What a number of a person is, by its digits alone, and the digits of all scripts."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from notice_lint.text.expression import Expression

Kind = Literal["identity", "card", "mobile", "passport", "account"]
"""`account`: as long as an identity or card number, but neither by its check digit."""

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
DECIMALS = "".join(f"{chr(zero)}-{chr(zero + 9)}" for zero in _ZEROS)
RINGED = "⓪⓿" + "".join(f"{ring}-{chr(ord(ring) + 8)}" for ring in _ONES)
PLAIN: dict[int, str] = {
    **{ord(written): plain for written, plain in zip("⓪⓿XxＸｘ", "00XXXX", strict=True)},
    **{zero + digit: str(digit) for zero in _ZEROS for digit in range(10)},
    **{ord(ring) + digit: str(digit + 1) for ring in _ONES for digit in range(9)},
}
RINGS = frozenset("⓪⓿" + "".join(chr(ord(ring) + more) for ring in _ONES for more in range(9)))
MOST_DIGITS = 19


class PersonalNumber(NamedTuple):
    """One number and where it stands, half-open."""

    start: int
    end: int
    digits: str
    """Its digits alone, half-width; an x is a capital."""
    kind: Kind


def plain(text: str) -> str:
    """Return digits of any script as half-width ones, an x as a capital; all else as it is."""
    return text.translate(PLAIN)


_MOBILE = Expression(r"(?:0|(?:00)?86)?1[3-9][0-9]{9}")


def is_mobile(digits: str) -> bool:
    """Tell a mobile's number, also with the country's before it, or the zero of a long call."""
    return bool(_MOBILE.fullmatch(digits))


def is_identity(digits: str) -> bool:
    """Tell a citizen's identity number of 18 characters: a birthday, or a right check digit."""
    if len(digits) != 18 or not digits[:17].isdecimal():
        return False
    return _is_birthday(digits[6:14]) or _is_checked(digits)


def is_certain_identity(digits: str) -> bool:
    """Tell an identity number by its birthday and by the province that it begins with."""
    is_whole = len(digits) == 18 and digits[:17].isdecimal() and digits[17] in "0123456789X"
    return (
        is_whole
        and _is_birthday(digits[6:14])
        and digits[0] in "12345678"
        and digits[1] in "123456"
    )


def is_old_identity(digits: str) -> bool:
    """Tell an identity number of 15 digits, as they were before 1999: all but the century."""
    whole = f"{digits[:6]}19{digits[6:]}0"
    return len(digits) == 15 and whole.isdecimal() and is_certain_identity(whole)


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
