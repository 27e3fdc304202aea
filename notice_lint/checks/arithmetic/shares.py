"""Per cent in one sentence: rates of completion, shares of a whole, growth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from notice_lint.checks.arithmetic.divisions import Divisions, Numbers
from notice_lint.checks.arithmetic.equations import (
    WrongNumber,
    digits,
    equation,
    share,
    subtraction,
)
from notice_lint.checks.arithmetic.quantities import Quantity, of_unit, total, values
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording


class Shares(Divisions, frozen=True):
    """Options of arithmetic with per cent."""

    rate: Pattern
    """A rate of what is dealt with; groups `stem`, what was done, and `rate`."""
    completion: Pattern
    """Stems that stand for whatever was done: 整改率."""
    of_whole: Pattern
    """Behind a part, its share of the whole; group `share`."""
    of_named: tuple[Pattern, ...]
    """A part, the whole that it is of and its share; groups `part`, `whole`, units and `share`."""
    based: tuple[Pattern, ...]
    """A new number, the old one and the rate of growth; groups `new`, `old`, `rate` and units."""
    unsigned: Pattern
    """A rate whose first number has no sign of per cent; groups `bare` and all of `said`."""
    grown: Pattern
    """A new number, how much it grew, by which rate; groups `new`, `by`, `rate`, `less`, units."""
    changes: tuple[Pattern, ...]
    """An old, a new number and their difference; groups `old`, `new`, `change`, units, `points`."""
    moves: Pattern
    """An old and a new number with which way it went; groups `old`, `new`, units and `fell`."""
    share: Pattern
    """A share of a whole in per cent; group `share`."""
    growth: Pattern
    """What shows that shares are of different times."""
    compared: Pattern
    """What shows, between two shares, that one is held against the other."""
    bounded: Pattern
    """A rate that is a share of a whole; group `bounded` is the number of per cent."""
    opposite: Pattern
    """Two shares that are surely all of a whole: 已采纳的占…未采纳的占."""


def rate(numbers: Numbers, options: Shares) -> WrongNumber | None:
    """Report a rate that is not that of what is dealt with to the whole before it."""
    for match in options.rate.finditer(numbers.words):
        is_completion = options.completion.fullmatch(match["stem"])
        parts = [
            place
            for place, part in enumerate(_before(numbers, match))
            if (match["stem"] in part.lead and not options.undone.search(part.lead))
            or (is_completion and options.done.search(part.lead + part.tail[:1]))
        ]
        fault = _judge_share(numbers, parts[-1] if parts else 0, match, options)
        if fault:
            return fault
    return None


def _before(numbers: Numbers, match: re.Match[str]) -> list[Quantity]:
    start = numbers.words.rfind("；", 0, match.start())
    return [quantity for quantity in numbers.quantities if start < quantity.end <= match.start()]


def beyond_whole(numbers: Numbers, options: Shares) -> WrongNumber | None:
    """Report a share of a whole that is more than all of it: 合格率103%."""
    for match in options.bounded.finditer(numbers.words):
        if Decimal(match["bounded"]) > 100:
            words = match.group()
            fact = Wording(f"“{words}%”超过100%", f"“{words}%” is more than 100%")
            return WrongNumber(*match.span(), fact, is_written=False)
    return None


def part_of_whole(numbers: Numbers, options: Shares) -> WrongNumber | None:
    """Report the share of a part, given right behind it, that is not its share of the whole."""
    for match in options.of_whole.finditer(numbers.words):
        before = _before(numbers, match)
        if before and match.start() - before[-1].end <= len(before[-1].tail) + 1:
            fault = _judge_share(numbers, len(before) - 1, match, options)
            if fault:
                return fault
    return None


def _judge_share(
    numbers: Numbers, place: int, match: re.Match[str], options: Shares
) -> WrongNumber | None:
    """Hold a share against the part at a place and every whole of its unit before that."""
    if not place:
        return None
    before = _before(numbers, match)
    part, given = before[place], Decimal(match[match.lastgroup or 0])
    larger = [whole for whole in of_unit(before[:place], part.unit) if whole.value >= part.value]
    if not larger or not larger[-1].value:
        return None
    run = total(values(of_unit(before[1:], part.unit)))
    wholes = (*values(larger), *numbers.wholes(part.unit))
    if given in _shares((part.value, run), wholes, given):
        return None
    whole = _likeliest(larger, options).value
    words = _quotient(str(part.value), whole, share(part.value, whole, given))
    return WrongNumber(*match.span(), words)


def _likeliest(wholes: Sequence[Quantity], options: Shares) -> Quantity:
    """Return the last that is no part itself, such as what is dealt with; else the last."""
    undivided = (whole for whole in reversed(wholes) if not _is_part(whole, options))
    return next(undivided, wholes[-1])


def _is_part(quantity: Quantity, options: Shares) -> bool:
    """Tell a number of what is dealt with."""
    return bool(options.done.search(quantity.lead) or options.completion.search(quantity.lead))


def share_of_named(numbers: Numbers, options: Shares) -> WrongNumber | None:
    """Report a share of a whole that is named with it: 收回32万元，占欠款总额50万元的66%."""
    for match in (match for named in options.of_named for match in named.finditer(numbers.words)):
        part, whole, given = (Decimal(match[name]) for name in ("part", "whole", "share"))
        if match["part_unit"] != match["whole_unit"] or not whole:
            continue
        right = share(part, whole, given)
        if right != given:
            return WrongNumber(*match.span("share"), _quotient(str(part), whole, right))
    return None


def growth_rate(numbers: Numbers, options: Shares) -> WrongNumber | None:
    """Report a rate of growth that is not that of the growth told before it."""
    for match in options.grown.finditer(numbers.words):
        new, by, given = (Decimal(match[name]) for name in ("new", "by", "rate"))
        old = new + by if match["less"] else new - by
        if match["new_unit"] != match["by_unit"] or old <= 0:
            continue
        right = share(by, old, given)
        if right != given:
            return WrongNumber(*match.span("rate"), _quotient(str(by), old, right))
    return None


def based_growth(numbers: Numbers, options: Shares) -> WrongNumber | None:
    """Report a rate of growth that is not that from the old number named with it."""
    for match in (match for based in options.based for match in based.finditer(numbers.text)):
        new, old, given = (Decimal(match[name]) for name in ("new", "old", "rate"))
        if match["new_unit"] != match["old_unit"] or not old:
            continue
        right = share(new - old, old, given).copy_abs()
        if right != given:
            words = _quotient(f"({max(new, old)}-{min(new, old)})", old, right)
            return WrongNumber(*match.span("rate"), words)
    return None


def unsigned(numbers: Numbers, options: Shares) -> WrongNumber | None:
    """Report a rate that rises from a bare number to one of per cent."""
    match = options.unsigned.search(numbers.words)
    if match is None:
        return None
    words = match["said"]
    fact = Wording(
        f"“{words}”前一个数没有百分号", f"the first number of “{words}” has no sign of per cent"
    )
    return WrongNumber(*match.span("bare"), fact, is_written=False)


def _quotient(part: str, whole: Decimal, right: Decimal) -> Wording:
    return Wording(f"{part}÷{whole}={right}%", f"{part}/{whole}={right}%")


def _first_match(patterns: Sequence[Pattern], words: str) -> re.Match[str] | None:
    """Return the first change that is told in one unit."""
    matches = filter(None, (pattern.search(words) for pattern in patterns))
    return next((match for match in matches if match["old_unit"] == match["new_unit"]), None)


def _shares(parts: Sequence[Decimal], wholes: Sequence[Decimal], like: Decimal) -> set[Decimal]:
    """Return the share of every part in every whole."""
    return {share(part, whole, like) for part in parts for whole in wholes if whole}


def changed(numbers: Numbers, options: Shares) -> WrongNumber | None:
    """Report how much a number changed, in its own unit, points or per cent, that is not so."""
    match = _first_match(options.changes, numbers.words)
    if match is None:
        return None
    old, new, change = (Decimal(match[name]) for name in ("old", "new", "change"))
    gap = abs(new - old)
    is_growth = "%" in match["change_unit"]
    if not _is_of_change(match):
        return None
    relative = share(gap, old, change) if is_growth and old else gap
    # points told in per cent are another rule's finding
    if change in (relative, gap if "%" in match["old_unit"] else relative):
        return None
    high, low = max(old, new), min(old, new)
    words = subtraction(high, [low])
    if is_growth and "%" not in match["old_unit"]:
        words = _quotient(f"({high}-{low})", old, relative)
    return WrongNumber(match.start("change"), match.end("change_unit"), words)


def _is_of_change(match: re.Match[str]) -> bool:
    """Tell whether a number can be what another changed by: 200份 is no change of 82%."""
    unit, changed_unit = match["change_unit"], match["old_unit"] or match["new_unit"]
    if "%" in unit or not changed_unit:
        return True
    return match["points"] is not None if changed_unit == "%" else unit == changed_unit


def moved(numbers: Numbers, options: Shares) -> WrongNumber | None:
    """Report a number that is said to have risen and fell, or the other way round."""
    for match in options.moves.finditer(numbers.words):
        old, new = Decimal(match["old"]), Decimal(match["new"])
        is_wrong = new > old if match["fell"] else new < old
        if is_wrong and match["old_unit"] == match["new_unit"]:
            high = ("大于", "more") if match["fell"] else ("小于", "less")
            fact = Wording(
                f"“{match.group()}”，{new}{high[0]}{old}",
                f"“{match.group()}”, yet {new} is {high[1]} than {old}",
            )
            return WrongNumber(*match.span(), fact, is_written=False)
    return None


def whole_of_shares(numbers: Numbers, options: Shares) -> WrongNumber | None:
    """Report shares of one whole that come near to 100 % and miss it."""
    matches = list(options.share.finditer(numbers.words))
    if not 2 <= len(matches) <= MOST_SHARES or not _are_of_one_whole(numbers, matches, options):
        return None
    given = [Decimal(match["share"]) for match in matches]
    added = total(given)
    missed = abs(added - 100)
    # two shares of one whole are surely meant as all of it; of more some may be left out
    room = 2 if len(given) == 2 else 1
    if len(given) == 2 and options.opposite.search(numbers.words):
        room = 100
    if missed > room or missed <= _rounding(given):
        return None
    words = equation("+".join(f"{number}%" for number in given), added, "%")
    words = Wording(f"{words.zh}，不是100%", f"{words.en}, not 100%")
    return WrongNumber(matches[-1].start("share"), matches[-1].end(), words, is_written=False)


MOST_SHARES = 4
"""Shares in a sentence that are held for parts of one whole; more of them mostly are of several."""


def _are_of_one_whole(numbers: Numbers, matches: Sequence[re.Match[str]], options: Shares) -> bool:
    """Tell whether shares are of one time, and none is held against another."""
    if options.growth.search(numbers.words):
        return False
    return not any(
        options.compared.search(numbers.words, first.end(), following.start())
        for first, following in pairwise(matches)
    )


def _rounding(shares: Sequence[Decimal]) -> Decimal:
    """Return what shares may miss 100 by because each was rounded; whole numbers are exact."""
    if not any(map(digits, shares)):
        return Decimal(0)
    return total([Decimal(1).scaleb(min(0, -digits(number))) / 2 for number in shares])


SHARES = (
    beyond_whole, rate, part_of_whole, share_of_named, changed, moved, growth_rate, based_growth,
    unsigned, whole_of_shares,
)  # fmt: skip
