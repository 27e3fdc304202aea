"""What a whole came to be, and what two numbers differ by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from notice_lint.checks.arithmetic.divisions import (
    Divisions,
    Numbers,
    among,
    remainder,
)
from notice_lint.checks.arithmetic.equations import WrongNumber, equation, subtraction, wrong
from notice_lint.checks.arithmetic.partitions import overdone, partition
from notice_lint.checks.arithmetic.quantities import Quantity, of_unit, total, values
from notice_lint.checks.arithmetic.totals import stated_total
from notice_lint.text.wording import Wording


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


def same_amount(numbers: Numbers, options: Divisions) -> WrongNumber | None:
    """Report a part that is dealt with and fewer, though it is worth as much as the whole.

    So it is in 重复报销9笔1.38万元，已退回8笔1.38万元.
    """
    pairs = [
        (count, amount)
        for count, amount in pairwise(numbers.quantities)
        if options.amount.search(amount.unit) and not options.amount.search(count.unit)
    ]
    for (whole, worth), (part, returned) in pairwise(pairs):
        is_same = (worth.value, worth.unit) == (returned.value, returned.unit)
        is_part = whole.unit == part.unit and options.done.search(part.lead)
        if is_same and is_part and whole.value != part.value:
            words = f"{whole.value}{whole.unit}、{part.value}{part.unit}"
            return WrongNumber(part.start, returned.end, _alike(words, worth), is_written=False)
    return None


def _alike(words: str, worth: Quantity) -> Wording:
    amount = f"{worth.value}{worth.unit}"
    return Wording(f"{words}都是{amount}", f"{words} are both {amount}")


DIVISIONS: tuple[Callable[[Numbers, Divisions], WrongNumber | None], ...] = (
    remainder,
    stated_total,
    balance,
    difference,
    among,
    partition,
    overdone,
    same_amount,
)
