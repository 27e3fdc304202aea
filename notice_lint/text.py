"""Text, places in it, and the wording of everything a person reads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

Lang = Literal["zh", "en"]


class Span(NamedTuple):
    """Half-open range of code points in a Source; 0-based."""

    start: int
    end: int

    def holds(self, offset: int) -> bool:
        """Return whether an offset lies in this span."""
        return self.start <= offset < self.end

    def of(self, text: str) -> str:
        """Return the characters this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Wording:
    """One message in both languages; `{name}` marks a parameter."""

    zh: str
    en: str

    @classmethod
    def of_text(cls, text: str) -> Wording:
        """Make a wording of one text for both languages, as own rules may give it."""
        return cls(text, text)

    def in_(self, lang: Lang) -> str:
        """Return the wording in one language."""
        return self.zh if lang == "zh" else self.en


HAN_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
}
HAN_UNITS = {"十": 10, "百": 100, "千": 1000}


def number_value(text: str) -> int | None:
    """Return the value of a numeral in Arabic or Chinese digits; None when it is no numeral.

    Reads positional digits (二〇二四, 2024), amounts up to thousands (二十三, 一百零五) and single
    numbered characters (①, ⑴, ㈠).
    """
    if text in HAN_DIGITS:
        return HAN_DIGITS[text]
    if len(text) == 1 and text not in HAN_UNITS:
        value = unicodedata.numeric(text, None)
        return int(value) if value is not None else None
    if text.isdecimal():
        return int(text)
    if not text or any(char not in HAN_DIGITS and char not in HAN_UNITS for char in text):
        return None
    if not any(char in HAN_UNITS for char in text):
        return int("".join(str(HAN_DIGITS[char]) for char in text))
    return _amount(text)


def _amount(text: str) -> int:
    total = pending = 0
    for char in text:
        if char in HAN_UNITS:
            total += (pending or 1) * HAN_UNITS[char]
            pending = 0
        else:
            pending = HAN_DIGITS[char]
    return total + pending


NUMERAL = re.compile(r"[\d零〇一二两三四五六七八九十百]+|[㈠-㈩⑴-⒇①-⑳]")
"""A numeral as a marker or a claim holds it."""
_ENCLOSED = (("①", 20), ("⑴", 20), ("㈠", 10))
"""First and number of the single characters for 1, 2, 3 …"""


def renumbered(marker: str, value: int) -> str:
    """Return a marker with another number, written in the same way: （三） for （二）, ⑶ for ⑵."""
    return NUMERAL.sub(lambda found: _written(value, found.group()), marker, count=1)


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


# the first digit comes first and what stands before it is looked at then: many times faster
_PRIVATE = re.compile(
    r"\d(?<![0-9A-Za-z].)(?:\d{14}(?:\d{1,3}[0-9Xx]?)?(?![0-9A-Za-z])|(?<=1)[3-9]\d{9}(?!\d)"
    r"|\d{3}(?: \d{4}){3}(?: \d{1,3})?(?!\d)|(?<=1)[3-9]\d[ -]\d{4}[ -]\d{4}(?!\d))"
)
_LEAST = 11
"""Characters of the shortest number that identifies a person."""


def masked(text: str) -> str:
    """Return text in which no number that identifies a person or an account is whole.

    Identity numbers, card numbers and mobile phones keep their beginning and end; the length stays.
    """
    return (
        _PRIVATE.sub(lambda found: _starred(found.group()), text) if len(text) >= _LEAST else text
    )


def _starred(number: str) -> str:
    shown = 3 if len(number) <= 13 else 6
    middle = re.sub(r"[0-9Xx]", "*", number[shown:-4])
    return number[:shown] + middle + number[-4:]


def display_width(text: str) -> int:
    """Return the terminal cells of a text: 2 for wide, 0 for combining and control characters."""
    return sum(_cell_width(char) for char in text)


def _cell_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cc", "Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def view(text: str) -> str:
    """Return the text as the grammar sees it: one code point for each of the original.

    Full-width ASCII, brackets, blanks, dashes and quotes are folded to one form each, so that a
    terminal of the grammar need not name every look-alike, and every offset stays true.
    """
    pattern, table = _folding()
    for char in set(pattern.findall(text)):
        text = text.replace(char, table[char])
    return text


@cache
def _folding() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what is folded and to what; no form is folded twice."""
    table = {chr(code): folded for code, folded in _folded()}
    return re.compile(f"[{re.escape(''.join(table))}]"), table


def _folded() -> Iterator[tuple[int, str]]:
    for blank in (range(0x0A), (0x0B, 0x0C), range(0x0E, 0x20), range(127, 161), _WIDE_BLANKS):
        yield from ((code, " ") for code in blank)
    yield from ((code, chr(code - 0xFEE0)) for code in range(0xFF01, 0xFF5F))
    radicals = range(0x2F00, 0x2FD6)
    yield from ((code, unicodedata.normalize("NFKC", chr(code))) for code in radicals)
    for forms, folded in _LOOK_ALIKES:
        yield from ((ord(form), folded) for form in forms)


_WIDE_BLANKS = (
    *range(0x2000, 0x2010), 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF,
)  # fmt: skip


_LOOK_ALIKES = (
    ("‐‑‒–—―−﹣", "-"),
    ("～〜∼", "~"),
    ("「﹁〝＂", "“"),
    ("」﹂〞〟", "”"),
    ("『﹃", "‘"),
    ("』﹄", "’"),
    ("｡", "。"),
    ("､", "、"),
    ("﹙", "("),
    ("﹚", ")"),
    ("〖", "【"),
    ("〗", "】"),
    ("：﹕︰", ":"),
    ("﹐", ","),
    ("﹔", ";"),
    ("﹒", "."),
)
