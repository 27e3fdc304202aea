"""What documents count with: 1 2 3, 一二三, ①②③, ⅠⅡⅢ, ABC, 甲乙丙, 上中下, read and written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from notice_lint.text.numerals import HAN_DIGITS, HAN_UNITS, han_number, number_value

STEMS = "甲乙丙丁戊己庚辛壬癸"
FORMAL = "壹贰叁肆伍陆柒捌玖拾"
_ROMAN = {"I": 1, "V": 5, "X": 10}


class NumeralKind(NamedTuple):
    """One way of counting."""

    name: str
    value: Callable[[str], int | None]
    """The value of a numeral; None for what is none of this kind."""
    write: Callable[[int, str], str]
    """A value written in the manner of another numeral of this kind."""


def _arabic(text: str) -> int | None:
    return number_value(text) if text.isdecimal() else None


def _han(text: str) -> int | None:
    known = all(char in HAN_DIGITS or char in HAN_UNITS for char in text)
    return number_value(text) if known else None


def _enclosed(text: str) -> int | None:
    is_one = len(text) == 1 and unicodedata.category(text) == "No"
    return int(unicodedata.numeric(text)) if is_one else None


def _roman(text: str) -> int | None:
    letters = unicodedata.normalize("NFKC", text)
    if not letters or letters not in (letters.upper(), letters.lower()):
        return None
    values = [_ROMAN.get(letter, 0) for letter in letters.upper()]
    signed = [
        -value if value < after else value
        for value, after in zip(values, [*values[1:], 0], strict=True)
    ]
    value = sum(signed)
    return value if all(values) and _roman_letters(value) == letters.upper() else None


def _roman_letters(value: int) -> str:
    words = ""
    for letters, size in (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)):
        times, value = divmod(max(value, 0), size)
        words += letters * times
    return words


def _latin(text: str) -> int | None:
    is_one = len(text) == 1 and text.isascii() and text.isalpha()
    return ord(text.lower()) - ord("a") + 1 if is_one else None


def _one_of(letters: str) -> Callable[[str], int | None]:
    def value(text: str) -> int | None:
        place = letters.find(text) if len(text) == 1 else -1
        return place + 1 or None

    return value


def _write_arabic(value: int, model: str) -> str:
    return f"{value:0{len(model)}}" if model.startswith("0") else str(value)


def _write_enclosed(value: int, model: str) -> str:
    first = ord(model) - (_enclosed(model) or 1) + 1
    written = chr(first + value - 1)
    return written if _enclosed(written) == value else str(value)


def _write_roman(value: int, model: str) -> str:
    letters = _roman_letters(value)
    if not model.isascii():
        first = 0x2160 if model[0] == model[0].upper() else 0x2170
        return chr(first + value - 1) if 0 < value <= 12 else letters
    return letters if model.isupper() else letters.lower()


def _write_latin(value: int, model: str) -> str:
    first = "A" if model.isupper() else "a"
    return chr(ord(first) + value - 1) if 0 < value <= 26 else str(value)


def _of(letters: str) -> Callable[[int, str], str]:
    def write(value: int, _model: str) -> str:
        return letters[value - 1] if 0 < value <= len(letters) else han_number(value)

    return write


KINDS = (
    NumeralKind("1", _arabic, _write_arabic),
    NumeralKind("一", _han, lambda value, _model: han_number(value)),
    NumeralKind("①", _enclosed, _write_enclosed),
    NumeralKind("壹", _one_of(FORMAL), _of(FORMAL)),
    NumeralKind("I", _roman, _write_roman),
    NumeralKind("A", _latin, _write_latin),
    NumeralKind("甲", _one_of(STEMS), _of(STEMS)),
    NumeralKind("上", _one_of("上中下"), _of("上中下")),
    NumeralKind("上下", _one_of("上下"), _of("上下")),
)
"""Named after how they write 1; I and A share letters, and only its neighbours tell which i is.

So with 下, the second of two volumes and the third of three.
"""


def readings(numeral: str) -> Iterator[tuple[NumeralKind, int]]:
    """Yield each kind that a numeral may be of, with its value."""
    for kind in KINDS:
        value = kind.value(numeral)
        if value is not None:
            yield kind, value


_NUMERALS = re.compile(r"\d+|[零〇一二三四五六七八九十百]+|[A-Za-z]+|\S")


def recounted(marker: str, written: int, value: int) -> str:
    """Return a marker with another value for the one it counts with: 1.3 for 1.2, （C） for （B）.

    The last numeral counts: those before it say where the marker stands.
    """
    for match in reversed(list(_NUMERALS.finditer(marker))):
        for kind, known in readings(match.group()):
            if known == written:
                numeral = kind.write(value, match.group())
                return marker[: match.start()] + numeral + marker[match.end() :]
    return marker
