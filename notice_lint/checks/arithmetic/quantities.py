"""Quantities of a sentence: a number, what it measures, and the words that say what it is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from msgspec import Struct

from notice_lint.matching.pattern import Pattern
from notice_lint.text.expression import Expression
from notice_lint.text.numerals import number_value

_ASIDE = Expression(r"（[^（）]*）|\([^()]*\)|“[^“”]*”|《[^《》]*》")
"""What is passed over: brackets divide one number again, quotations hold names with numbers."""
_BRACKETS = Expression(r"（(?P<wide>[^（）]*)）|\((?P<narrow>[^()]*)\)")
_MARK = Expression(r"[，,、：:；;]")
MOST = 8
"""Numbers of which every choice is tried; a longer list is seldom a division."""


class Quantity(Struct, frozen=True):
    """A number with its measure word, and the words around it in its clause."""

    value: Decimal
    unit: str
    lead: str
    """Words before it, from the last mark or number on."""
    tail: str
    """Words behind it, up to the next mark or number."""
    mark: str
    """The last mark between it and the number before; nothing where they share a clause."""
    start: int
    end: int


def without_asides(words: str) -> str:
    """Blank out what stands in brackets or quotation marks, with one form of %; no place moves."""
    return _ASIDE.sub(lambda aside: " " * len(aside.group()), words).replace("％", "%")


def bracketed(words: str) -> Iterator[tuple[int, str]]:
    """Yield where the words in each pair of brackets begin, with them."""
    for aside in _BRACKETS.finditer(words):
        kind = aside.lastgroup or 0
        yield aside.start(kind), aside[kind]


def read_quantities(words: str, quantity: Pattern, vague: Pattern) -> list[Quantity]:
    """Return the exact quantities of a sentence, in order; 近百户 and 20人以上 are none."""
    matches = list(quantity.finditer(words))
    quantities: list[Quantity] = []
    for place, match in enumerate(matches):
        last = matches[place - 1].end() if place else 0
        following = matches[place + 1].start() if place + 1 < len(matches) else len(words)
        value = _value(match["number"])
        if value is None:
            continue
        between = words[last : match.start()]
        marks = list(_MARK.finditer(between))
        lead = between[marks[-1].end() :] if marks else between
        tail = _MARK.split(words[match.end() : following])[0]
        if vague.search(f"{lead}#{tail}"):
            continue
        mark = marks[-1].group() if marks else ""
        span = match.span()
        quantities.append(Quantity(value, match["unit"], lead.strip(), tail, mark, *span))
    return quantities


def _value(numeral: str) -> Decimal | None:
    if numeral[0].isascii():
        return Decimal(numeral)
    value = number_value(numeral)
    return None if value is None else Decimal(value)


def of_unit(quantities: Sequence[Quantity], unit: str) -> list[Quantity]:
    """Return the quantities that one measure word counts."""
    return [quantity for quantity in quantities if quantity.unit == unit]


def of_things(quantities: Sequence[Quantity], unit: str) -> list[Quantity]:
    """Return the quantities that count the same, persons also by 人次: 210人次，其中镇级12人."""
    return of_unit(quantities, unit) or of_unit(quantities, f"{unit}次")


def values(quantities: Sequence[Quantity]) -> list[Decimal]:
    """Return the bare numbers."""
    return [quantity.value for quantity in quantities]


def total(numbers: Sequence[Decimal]) -> Decimal:
    """Add numbers up."""
    return sum(numbers, Decimal(0))


def choices(numbers: Sequence[Decimal], least: int = 2) -> Iterator[Decimal]:
    """Yield what every choice of some numbers comes to."""
    for size in range(least, len(numbers) + 1):
        yield from map(total, combinations(numbers[-MOST:], size))


def suffixes(numbers: Sequence[Decimal]) -> list[Decimal]:
    """Return what the last number, the last two, and so on come to."""
    return [total(numbers[start:]) for start in range(len(numbers))]


def is_slip(written: Decimal, right: Decimal) -> bool:
    """Tell whether a number is another but for one digit: 8.6, where 3.2+2.9+1.5 is 7.6."""
    digits, others = str(written), str(right)
    if len(digits) != len(others) or len(digits) < 3:
        return False
    wrong = [place for place, digit in enumerate(digits) if digit != others[place]]
    return len(wrong) == 1
