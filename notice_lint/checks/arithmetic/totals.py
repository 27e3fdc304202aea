"""Sums that are said to be those of the numbers before them."""

from __future__ import annotations

from collections.abc import Sequence

from notice_lint.checks.arithmetic.divisions import NEAR, ROOM, Divisions, Numbers
from notice_lint.checks.arithmetic.equations import WrongNumber, addition, wrong
from notice_lint.checks.arithmetic.quantities import (
    Quantity,
    choices,
    of_unit,
    suffixes,
    total,
    values,
)


def stated_total(numbers: Numbers, options: Divisions) -> WrongNumber | None:
    """Report a sum that is not that of the numbers before it."""
    for place, whole in enumerate(numbers.quantities):
        if not options.total.search(whole.mark + whole.lead):
            continue
        parts = values(of_unit(numbers.quantities[:place], whole.unit))
        sums = suffixes(parts)
        if len(parts) < 2 or whole.value in sums or options.each.search(numbers.words):
            continue
        nearest = min(range(len(parts) - 1), key=lambda start: abs(sums[start] - whole.value))
        missed = abs(sums[nearest] - whole.value)
        if options.firm.search(whole.lead) or missed <= whole.value * ROOM:
            return wrong(whole, addition(parts[nearest:]))
    return None


def total_of_clauses(numbers: Numbers, options: Divisions) -> WrongNumber | None:
    """Report a sum that the numbers of all clauses before it nearly make, and no choice of them."""
    for place, whole in enumerate(numbers.quantities):
        before = numbers.quantities[:place]
        listed = of_unit(before, whole.unit)
        parts = values(listed)
        is_total = options.firm.search(whole.lead) and any(part.mark == "；" for part in listed)
        if not is_total or len(parts) < 2 or options.each.search(numbers.words):
            continue
        missed = abs(total(parts) - whole.value)
        if missed <= whole.value * NEAR and whole.value not in choices(parts, 1):
            return wrong(whole, addition(parts))
    return None


def amounts_among(numbers: Numbers, options: Divisions) -> WrongNumber | None:
    """Report amounts given beside all parts behind 其中 that do not make up that of the whole.

    So it is in 白条54张，涉及8万元，其中补办31张、金额4万元，退回23张、金额3万元: the counts fit.
    """
    listed = numbers.quantities
    starts = (
        place
        for place, first in enumerate(listed)
        if place > 1 and options.among.search(first.lead)
    )
    return next(filter(None, (_judge_pairs(listed, start, options) for start in starts)), None)


def _judge_pairs(listed: Sequence[Quantity], start: int, options: Divisions) -> WrongNumber | None:
    """Judge the parts that begin at a place, each a count and an amount beside it."""
    whole, worth = listed[start - 2 : start]
    counts, amounts = listed[start::2], listed[start + 1 :: 2]
    if len(counts) != len(amounts) or len(counts) < 2:
        return None
    units = {part.unit for part in counts}, {amount.unit for amount in amounts}
    is_list = units == ({whole.unit}, {worth.unit}) and all(
        _is_beside(amount, options) for amount in amounts
    )
    fits = total(values(counts)) == whole.value
    if is_list and fits and total(values(amounts)) != worth.value:
        return wrong(worth, addition(values(amounts)))
    return None


def _is_beside(amount: Quantity, options: Divisions) -> bool:
    return amount.mark in ("、", "") and options.beside.fullmatch(amount.lead) is not None
