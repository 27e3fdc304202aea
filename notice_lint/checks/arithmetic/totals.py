"""Sums that are said to be those of the numbers before them."""

from __future__ import annotations

from notice_lint.checks.arithmetic.divisions import NEAR, ROOM, Divisions, Numbers
from notice_lint.checks.arithmetic.equations import WrongNumber, addition, wrong
from notice_lint.checks.arithmetic.quantities import choices, of_unit, suffixes, total, values


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
