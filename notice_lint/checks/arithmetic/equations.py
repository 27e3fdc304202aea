"""A number that does not fit the others, and the equation that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from notice_lint.checks.arithmetic.quantities import Quantity, total
from notice_lint.text.wording import Wording


class WrongNumber(NamedTuple):
    """A number of a sentence that does not fit the others, and what they come to."""

    start: int
    end: int
    equation: Wording
    is_written: bool = True
    """Whether the equation comes to something else than is written there; else it says all."""


def wrong(quantity: Quantity, equation: Wording) -> WrongNumber:
    """Report a quantity."""
    return WrongNumber(quantity.start, quantity.end, equation)


def addition(parts: Sequence[Decimal]) -> Wording:
    """Write a sum."""
    return equation("+".join(map(str, parts)), total(parts))


def subtraction(whole: Decimal, parts: Sequence[Decimal]) -> Wording:
    """Write a difference."""
    return equation("-".join(map(str, (whole, *parts))), whole - total(parts))


def equation(words: str, value: Decimal, unit: str = "") -> Wording:
    """Write what some numbers come to."""
    text = f"{words}={value}{unit}"
    return Wording(text, text)


def digits(number: Decimal) -> int:
    """Return how many decimals a number is written with."""
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def share(part: Decimal, whole: Decimal, like: Decimal) -> Decimal:
    """Return a part of a whole in per cent, with as many decimals as another number has."""
    step = Decimal(1).scaleb(-digits(like))
    return (100 * part / whole).quantize(step, ROUND_HALF_UP)
