"""What a later sentence of an item says of numbers that it told before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from notice_lint.checks.arithmetic.divisions import NEAR, Divisions, Numbers
from notice_lint.checks.arithmetic.equations import WrongNumber, addition, subtraction, wrong
from notice_lint.checks.arithmetic.quantities import MOST, Quantity, of_unit, total, values
from notice_lint.checks.arithmetic.ratios import Ratios
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording


class FollowUps(Ratios, frozen=True):
    """Options of what is told of earlier numbers."""

    above: Pattern
    """Before how many of the last numbers are added up: 上述."""
    jointly: Pattern
    """Between a number of those named before and what they paid in all; group `act`."""
    settled: Pattern
    """Behind a whole all of which is dealt with: 24个问题全部整改到位."""
    since: Pattern
    """What shows that some time lies between: 目前."""


def rest_of_earlier(numbers: Numbers, options: FollowUps) -> WrongNumber | None:
    """Report what is left, where whole and part were the last of its unit told before."""
    if options.since.search(numbers.words):
        return None
    faults = (
        _judge_rest(numbers, place, options)
        for place, rest in enumerate(numbers.quantities)
        if options.left.search(rest.lead) or _is_beside(numbers.quantities, place, options)
    )
    return next(filter(None, faults), None)


def _judge_rest(numbers: Numbers, place: int, options: FollowUps) -> WrongNumber | None:
    rest = numbers.quantities[place]
    earlier = of_unit(numbers.earlier, rest.unit)[-2:]
    if len(earlier) < 2 or of_unit(numbers.quantities[:place], rest.unit):
        return None
    whole, part = earlier
    left = whole.value - part.value
    is_meant = _is_dealt(part, numbers, options) and not _is_dealt(whole, numbers, options)
    is_near = left > 0 and abs(left - rest.value) <= whole.value * NEAR
    if is_meant and is_near and left != rest.value:
        return wrong(rest, subtraction(whole.value, [part.value]))
    return None


def _is_beside(quantities: Sequence[Quantity], place: int, options: Divisions) -> bool:
    """Tell an amount that is given with what is left: 剩余12个图斑、面积91亩."""
    amount = quantities[place]
    is_joined = bool(place) and amount.mark == "、" and options.beside.fullmatch(amount.lead)
    return bool(is_joined and options.left.search(quantities[place - 1].lead))


def _is_dealt(part: Quantity, numbers: Numbers, options: Divisions) -> bool:
    """Tell whether a part is dealt with, or stands beside one that is: 已复耕24个、面积231亩."""
    place = numbers.earlier.index(part)
    is_joined = part.mark == "、" and options.beside.fullmatch(part.lead)
    near = numbers.earlier[max(0, place - 1) if is_joined else place : place + 1]
    return any(options.done.search(quantity.lead) for quantity in near)


def jointly(numbers: Numbers, options: FollowUps) -> WrongNumber | None:
    """Report what several are said to have paid in all, where each was named with another."""
    for count, whole in pairwise(numbers.quantities):
        act = options.jointly.fullmatch(whole.lead)
        if act is None or not 1 < count.value <= MOST:
            continue
        before = (*numbers.earlier, *(part for part in numbers.quantities if part.end < whole.end))
        parts = [part for part in of_unit(before, whole.unit) if act["act"] in part.lead]
        if len(parts) == count.value and total(values(parts)) != whole.value:
            return wrong(whole, addition(values(parts)))
    return None


def sum_of_above(numbers: Numbers, options: FollowUps) -> WrongNumber | None:
    """Report what the last numbers are said to come to: 上述两项合计17.41万元."""
    for count, whole in pairwise(numbers.quantities):
        is_sum = options.above.search(count.lead) and options.firm.search(whole.lead)
        if not is_sum or not 1 < count.value <= MOST:
            continue
        parts = of_unit(numbers.earlier, whole.unit)[-int(count.value) :]
        if len(parts) == count.value and total(values(parts)) != whole.value:
            return wrong(whole, addition(values(parts)))
    return None


def all_settled(numbers: Numbers, options: FollowUps) -> WrongNumber | None:
    """Report a whole all of which is settled, where fewer were before: 24个…已整改22个."""
    if options.since.search(numbers.words):
        return None
    claims = (whole for whole in numbers.quantities if options.settled.match(whole.tail))
    return next(filter(None, (_judge_claim(numbers, whole, options) for whole in claims)), None)


def _judge_claim(numbers: Numbers, whole: Quantity, options: FollowUps) -> WrongNumber | None:
    earlier = of_unit(numbers.earlier, whole.unit)[-2:]
    if len(earlier) < 2 or earlier[0].value != whole.value:
        return None
    part = earlier[1]
    if part.value >= whole.value or not options.done.search(part.lead):
        return None
    words = f"{whole.value}{whole.unit}{whole.tail}"
    before = f"{part.lead}{part.value}{part.unit}"
    fact = Wording(f"写“{words}”，前文却是“{before}”", f"“{words}”, yet “{before}” above")
    return WrongNumber(whole.start, whole.end + len(whole.tail), fact, is_written=False)


FOLLOW_UPS = (rest_of_earlier, jointly, sum_of_above, all_settled)
