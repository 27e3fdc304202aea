"""What falls to each, and what is paid in parts: averages, instalments, weights."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from notice_lint.checks.arithmetic.divisions import Numbers
from notice_lint.checks.arithmetic.equations import WrongNumber, digits, equation
from notice_lint.checks.arithmetic.quantities import total
from notice_lint.checks.arithmetic.shares import Shares
from notice_lint.matching.pattern import Pattern
from notice_lint.text.expression import Expression
from notice_lint.text.wording import Wording

_PER_CENT = Expression(r"(?<![\d.])(\d+(?:\.\d+)?) *%")
_SCALES = {"亿": Decimal(10**8), "万": Decimal(10**4)}


class Ratios(Shares, frozen=True):
    """Options of averages and of shares that are surely all of a whole."""

    averages: tuple[Pattern, ...]
    """What falls to each; groups `count`, `amount`, `given` and the last two's units."""
    apportioned: tuple[Pattern, ...]
    """Shares that are all of a whole: instalments up to the last, weights of marks."""


def average(numbers: Numbers, options: Ratios) -> WrongNumber | None:
    """Report what is said to fall to each and is not that part of the whole."""
    for match in (match for way in options.averages for match in way.finditer(numbers.words)):
        if match["amount_unit"].lstrip("万亿") != match["given_unit"].lstrip("万亿"):
            continue
        count, amount, given = (Decimal(match[name]) for name in ("count", "amount", "given"))
        scale = _scale(match["amount_unit"]) / _scale(match["given_unit"])
        step = Decimal(1).scaleb(-digits(given))
        # rounded or cut off
        if count and abs(amount * scale / count - given) >= step:
            right = (amount * scale / count).quantize(max(step, Decimal("0.01")), ROUND_HALF_UP)
            words = equation(f"{amount}{match['amount_unit']}÷{count}", right, match["given_unit"])
            return WrongNumber(match.start("given"), match.end("given_unit"), words)
    return None


def _scale(unit: str) -> Decimal:
    return _SCALES.get(unit[0], Decimal(1))


def apportioned(numbers: Numbers, options: Ratios) -> WrongNumber | None:
    """Report shares that are surely all of a whole and do not come to 100 %."""
    for match in (match for way in options.apportioned for match in way.finditer(numbers.text)):
        given = list(map(Decimal, _PER_CENT.findall(match.group())))
        added = total(given)
        if added != 100:
            return _not_all(match, given, added)
    return None


def _not_all(match: re.Match[str], given: list[Decimal], added: Decimal) -> WrongNumber:
    words = equation("+".join(f"{number}%" for number in given), added, "%")
    fact = Wording(f"{words.zh}，不是100%", f"{words.en}, not 100%")
    return WrongNumber(*match.span(), fact, is_written=False)


RATIOS = (average, apportioned)
