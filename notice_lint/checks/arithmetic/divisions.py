"""A whole and its parts in one sentence: remainders, totals, 其中, done and not yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from notice_lint.checks.arithmetic.equations import (
    WrongNumber,
    addition,
    subtraction,
    wrong,
)
from notice_lint.checks.arithmetic.quantities import (
    Quantity,
    is_slip,
    of_things,
    of_unit,
    suffixes,
    total,
    values,
)
from notice_lint.matching.fragments import Expressions
from notice_lint.matching.pattern import Pattern

NEAR = Decimal("0.1")
"""The share of a whole up to which parts that miss it seem to be meant as all.

Parts that miss more are taken for examples: a false alarm there is worse than a miss. No case of
ours lies between 0.02 and 0.3.
"""
CLOSE = Decimal("0.03")
"""The same share where what became of all is told by verbs: some may be left as they are."""
ROOM = Decimal("0.2")
"""The same share where done and not yet, or 共, show that all parts are meant."""


class Divisions(Expressions, frozen=True):
    """Options of arithmetic: the words before or behind a number that say which part it is."""

    quantity: Pattern
    """A number and its measure word; groups `number` and `unit`."""
    vague: Pattern
    """What shows, in the words before and behind a number written #, that it is not exact."""
    left: Pattern
    """Before what is left of a whole."""
    total: Pattern
    """Before the sum of what stands before it."""
    firm: Pattern
    """Before a sum that is one however far it is off."""
    each: Pattern
    """What shows that one of the parts counts several times."""
    among: Pattern
    """Before the first part of the number before it."""
    overlap: Pattern
    """What shows that the parts are no division of the whole."""
    open: Pattern
    """What shows that not all parts are named."""
    attribute: Pattern
    """What shows that parts are attributes, which one thing may both have: 女性, 大专以上."""
    exclusive: tuple[Pattern, ...]
    """Before each of some parts: attributes of which nobody has two."""
    handled: Pattern
    """Before each of some persons: what became of them, one thing each."""
    beside: Pattern
    """Before an amount that is left with what was counted: 剩余5个、面积91亩."""
    twice: Pattern
    """What shows the same of two parts that a comma divides."""
    done: Pattern
    """Before a part that is dealt with."""
    finished: Pattern
    """Right before a part that is dealt with, though nothing says already: 落实18条."""
    nested: Pattern
    """What shows, before one of some amounts, that it is a part of the one before."""
    undone: Pattern
    """Before or behind a part that is not yet dealt with."""
    inventory: Pattern
    """Before a whole that is counted to be divided."""
    disposed: Pattern
    """Before what became of a part of it, one thing of each: 终止45份."""
    retained: Pattern
    """Of these, what is done with a part that stays: without it some may be left unsaid."""
    carried: Pattern
    """What shows that more was there than came in: 上年结转."""
    singly: Pattern
    """Behind a whole all of which is dealt with one by one: 7座码头逐一核查; group `thing`."""
    denied: Pattern
    """What says of a part that it is not what the other is: 未采纳."""
    dealt: Pattern
    """Before a part that is dealt with, said of nothing but the whole before it."""
    respectively: Pattern
    """Before the first of parts that are all: 分别."""
    divided: Pattern
    """Behind a whole that all parts are of: 8家企业中."""
    activity: Pattern
    """Measure words of what is done, not divided: 次, 场."""
    amount: Pattern
    """Measure words of what may be dealt with in part: 元."""
    added: Pattern
    """Before what came to a whole."""
    removed: Pattern
    """Before what went from it."""
    from_whole: Pattern
    """Before the whole where what came and went is told first."""
    now: Pattern
    """Before what the whole came to be."""
    difference: Pattern
    """Before what two numbers differ by."""


class Numbers(Struct, frozen=True):
    """The quantities of a sentence, and those before it in its paragraph."""

    words: str
    quantities: Sequence[Quantity]
    earlier: Sequence[Quantity]
    asides: tuple[tuple[int, str], ...] = ()
    """What stands in brackets, with its place; it is no part of `words`."""
    text: str = ""
    """The words with what stands in brackets."""

    def wholes(self, unit: str) -> list[Decimal]:
        """Return the numbers before the sentence that its parts may be parts of."""
        return values(of_unit(self.earlier, unit))


def remainder(numbers: Numbers, options: Divisions) -> WrongNumber | None:
    """Report what is said to be left of a whole and is not."""
    faults = (
        _judge_rest(numbers, place, options)
        for place, rest in enumerate(numbers.quantities)
        if options.left.search(rest.lead)
    )
    return next(filter(None, faults), None)


def _judge_rest(numbers: Numbers, place: int, options: Divisions) -> WrongNumber | None:
    """Judge what is left, and the amount given beside it: 剩余5笔、95万元."""
    rest, *beside = numbers.quantities[place : place + 2]
    rests = [rest]
    rests += [
        amount
        for amount in beside
        if amount.mark == "、"
        and options.beside.fullmatch(amount.lead)
        and amount.unit != rest.unit
    ]
    faults = (_wrong_rest(numbers, rest, place) for rest in rests)
    return next(filter(None, faults), None)


def _wrong_rest(numbers: Numbers, rest: Quantity, place: int) -> WrongNumber | None:
    before = values(of_unit(numbers.quantities[:place], rest.unit))
    if len(before) == 1:
        return _wrong_rest_of_earlier(numbers, rest, before[0])
    if len(before) < 2 or rest.value in _differences(numbers.wholes(rest.unit), before):
        return None
    whole = max(before)
    parts = before[before.index(whole) + 1 :]
    missed = abs(whole - total(parts) - rest.value)
    if not parts or total(parts) > whole or (len(parts) > 1 and missed > whole * ROOM):
        return None
    return wrong(rest, subtraction(whole, parts))


def _wrong_rest_of_earlier(numbers: Numbers, rest: Quantity, part: Decimal) -> WrongNumber | None:
    """Judge what is left of a whole in a sentence before, which it must nearly fit to be meant."""
    wholes = numbers.wholes(rest.unit)
    if rest.value in _differences(wholes, [part]) or not wholes or part >= wholes[-1]:
        return None
    missed = abs(wholes[-1] - part - rest.value)
    return wrong(rest, subtraction(wholes[-1], [part])) if missed <= wholes[-1] * NEAR else None


def _differences(wholes: Sequence[Decimal], before: Sequence[Decimal]) -> Iterator[Decimal]:
    """Yield what may be left: any whole less any of the parts that follow it."""
    for place in range(len(before)):
        for part in suffixes(before[place + 1 :]):
            yield before[place] - part
    for whole in wholes:
        for part in suffixes(before):
            yield whole - part


def among(numbers: Numbers, options: Divisions) -> WrongNumber | None:
    """Report parts behind 其中 that make up more than the whole, or nearly it.

    Parts that make up much less need not be all.
    """
    for place, first in enumerate(numbers.quantities):
        before = of_things(numbers.quantities[:place], first.unit)
        if not before or not options.among.search(first.lead):
            continue
        wide = listed_behind(numbers.quantities[place:], options)
        words = numbers.words[first.start - len(first.lead) :]
        parts = _listed(wide, words, options)
        fits = total(parts) in values(before) or options.overlap.search(words)
        if parts and not fits and _miss(parts, before, _room(wide, words, options)):
            return wrong(before[-1], addition(parts))
    return None


def _room(parts: Sequence[Quantity], words: str, options: Divisions) -> Decimal:
    """Return how far parts may be off that seem to be meant as all; nothing where they do not."""
    if options.open.search(words):
        return Decimal(0)
    return ROOM if _is_exclusive(parts, options) else NEAR


def _miss(parts: Sequence[Decimal], before: Sequence[Quantity], room: Decimal) -> bool:
    """Tell whether parts are more than any number before them, or hardly miss the nearest one.

    That one is meant, though a larger number stands before it.
    """
    over = total(parts) - before[-1].value
    if total(parts) > max(values(before)):
        return True
    hardly = NEAR if over > 0 else room
    is_near = abs(over) <= before[-1].value * hardly
    return bool(room) and len(parts) > 1 and (is_near or is_slip(before[-1].value, total(parts)))


def listed_behind(quantities: Sequence[Quantity], options: Divisions) -> list[Quantity]:
    """Return the parts of one kind that follow each other, up to their total."""
    unit = quantities[0].unit
    parts: list[Quantity] = []
    for quantity in quantities:
        if options.total.search(quantity.mark + quantity.lead):
            break
        if quantity.unit == unit:
            parts.append(quantity)
    return parts


def _listed(wide: Sequence[Quantity], words: str, options: Divisions) -> list[Decimal]:
    """Return the parts that a whole is divided into, as far as they are surely of one kind.

    Separated by 、, or two of them, or named alike (县级, 镇级, 村级): attributes that overlap are
    mostly separated by commas (女党员20名，35岁以下15名，60岁以上30名).
    """
    are_alike = len({part.lead[-1:] for part in wide}) == 1
    if options.attribute.search(words):
        return values(wide) if are_alike or _is_exclusive(wide, options) else []
    listed = words[: wide[-1].end - wide[0].start + len(wide[0].lead)]
    are_two = len(wide) == 2 and not options.twice.search(listed)
    is_list = are_two or are_alike or _are_handled(wide, options) or _are_sources(wide, options)
    return values(wide if is_list else joined(wide))


def _are_handled(parts: Sequence[Quantity], options: Divisions) -> bool:
    """Tell whether parts are persons by what became of them, one thing each."""
    return all(options.handled.search(part.lead) for part in parts)


def _are_sources(parts: Sequence[Quantity], options: Divisions) -> bool:
    """Tell whether amounts of money are listed by where they came from, none within another."""
    if len(parts) < 3:
        return False
    leads = "".join(part.lead for part in parts[1:])
    is_money = options.amount.search(parts[0].unit) is not None
    return is_money and not options.nested.search(leads + parts[0].tail)


def _is_exclusive(parts: Sequence[Quantity], options: Divisions) -> bool:
    """Tell whether attributes leave each other out: men and women, one degree or another."""
    return any(
        len(parts) > 1 and all(kind.search(part.lead) for part in parts)
        for kind in options.exclusive
    )


def joined(parts: Sequence[Quantity]) -> list[Quantity]:
    """Return the first part and those that 、 joins to it."""
    breaks = [place for place, part in enumerate(parts) if place and part.mark != "、"]
    return list(parts[: breaks[0] if breaks else len(parts)])
