"""What a whole came to be, and what two numbers differ by."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from notice_lint.checks.consistency.divisions import (
    Divisions,
    Numbers,
    among,
    partition,
    remainder,
    stated_total,
)
from notice_lint.checks.consistency.equations import WrongNumber, equation, subtraction, wrong
from notice_lint.checks.consistency.quantities import Quantity, of_unit, total, values


def balance(numbers: Numbers, options: Divisions) -> WrongNumber | None:
    """Report what a whole came to be, where what came and went makes it another number."""
    listed = numbers.quantities
    groups = (listed[place : place + 4] for place in range(len(listed) - 3))
    faults = (_unbalanced(group, options) for group in groups)
    return next(filter(None, faults), None)


def _unbalanced(group: Sequence[Quantity], options: Divisions) -> WrongNumber | None:
    whole, *changes, result = group
    signs = [_sign(change, options) for change in changes]
    if len(of_unit(group, whole.unit)) < len(group) or sorted(signs) != [-1, 1]:
        return None
    steps = [sign * change.value for sign, change in zip(signs, changes, strict=True)]
    came = whole.value + total(steps)
    if came == result.value or not options.now.search(result.lead):
        return None
    return wrong(result, equation(f"{whole.value}{''.join(f'{step:+}' for step in steps)}", came))


def _sign(quantity: Quantity, options: Divisions) -> int:
    if options.added.search(quantity.lead):
        return 1
    return -1 if options.removed.search(quantity.lead) else 0


def difference(numbers: Numbers, options: Divisions) -> WrongNumber | None:
    """Report a difference that is not that of the two numbers before it."""
    for place, gap in enumerate(numbers.quantities):
        before = values(of_unit(numbers.quantities[:place], gap.unit))[-2:]
        if len(before) < 2 or not options.difference.search(gap.lead):
            continue
        high, low = max(before), min(before)
        if high - low != gap.value:
            return wrong(gap, subtraction(high, [low]))
    return None


DIVISIONS: tuple[Callable[[Numbers, Divisions], WrongNumber | None], ...] = (
    remainder,
    stated_total,
    balance,
    difference,
    among,
    partition,
)
