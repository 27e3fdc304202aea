"""Numerals, Arabic and Chinese: their values, and how they are written."""

from __future__ import annotations

import re
import unicodedata

HAN_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
}
HAN_UNITS = {"十": 10, "百": 100, "千": 1000}


_LONGEST = 300
"""Digits of a numeral that is read: a longer one is no fraction, and Python refuses 4,300."""
_WHOLE = re.compile(r"-?[0-9]{1,9}")
"""What a whole number looks like that files state of themselves: of sizes, levels, places."""


def whole_number(text: str | None) -> int | None:
    """Return what an attribute or a field states as a whole number; None for anything else."""
    return int(text) if text and _WHOLE.fullmatch(text) else None


def small_number(text: str | None, default: int) -> int:
    """Return what is stated as a number from 0 to 99,999, such as of columns; else the default."""
    value = whole_number(text)
    return value if value is not None and 0 <= value < 100_000 else default


def number_value(text: str) -> int | None:
    """Return the value of a numeral in Arabic or Chinese digits; None when it is no numeral.

    Reads positional digits (二〇二四, 2024), amounts up to thousands (二十三, 一百零五) and single
    numbered characters (①, ⑴, ㈠).
    """
    if len(text) > _LONGEST:
        return None
    if text in HAN_DIGITS:
        return HAN_DIGITS[text]
    if len(text) == 1 and text not in HAN_UNITS:
        value = unicodedata.numeric(text, None)
        return int(value) if value is not None else None
    if text.isdecimal():
        return int(text)
    if not text or not _HAN_NUMERAL.issuperset(text):
        return None
    return _positional(text) if HAN_UNITS.keys().isdisjoint(text) else _amount(text)


_HAN_NUMERAL = frozenset((*HAN_DIGITS, *HAN_UNITS))


def _positional(text: str) -> int:
    """Return the value of digits in a row: 二〇二四."""
    return int("".join(str(HAN_DIGITS[char]) for char in text))


def _amount(text: str) -> int:
    """Return the value of digits with units: 一百零五."""
    total = pending = 0
    for char in text:
        if char in HAN_UNITS:
            total += (pending or 1) * HAN_UNITS[char]
            pending = 0
        else:
            pending = HAN_DIGITS[char]
    return total + pending


NUMERAL = re.compile(r"[\d零〇一二两三四五六七八九十百]+|[㈠-㈩⑴-⒇①-⑳⒈-⒛]")
"""A numeral as a marker or a declaration holds it."""
_ENCLOSED = (("①", 20), ("⑴", 20), ("⒈", 20), ("㈠", 10))
"""First and number of the single characters for 1, 2, 3 …"""


def renumbered(marker: str, value: int) -> str:
    """Return a marker with another number, written in the same way: （三） for （二）, ⑶ for ⑵."""
    return NUMERAL.sub(lambda numeral: _written(value, numeral.group()), marker, count=1)


def _written(value: int, model: str) -> str:
    for first, count in _ENCLOSED:
        if 0 <= ord(model[0]) - ord(first) < count:
            return chr(ord(first) + value - 1) if 0 < value <= count else str(value)
    return str(value) if model.isdecimal() else han_number(value)


def han_number(value: int) -> str:
    """Write 0 to 9999 the way a heading does: 十二, 二十, 一百零五; others in digits."""
    if not 0 < value <= 9999:
        return "零" if value == 0 else str(value)
    words = ""
    for unit, size in reversed(({"": 1} | HAN_UNITS).items()):
        digit, value = divmod(value, size)
        if digit:
            words += "零一二三四五六七八九"[digit] + unit
        elif words and value and not words.endswith("零"):
            words += "零"
    return words.removeprefix("一") if words.startswith("一十") else words
