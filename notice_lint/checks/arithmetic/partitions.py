"""What became of all of a whole, told without 其中: parts dealt with, and parts not yet."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from notice_lint.checks.arithmetic.divisions import (
    CLOSE,
    NEAR,
    ROOM,
    Divisions,
    Numbers,
    joined,
    listed_behind,
)
from notice_lint.checks.arithmetic.equations import WrongNumber, addition, wrong
from notice_lint.checks.arithmetic.quantities import Quantity, choices, of_unit, total, values
from notice_lint.text.wording import Wording


def overdone(numbers: Numbers, options: Divisions) -> WrongNumber | None:
    """Report more that was dealt with than there was: 63处隐患整改完成66处."""
    for place, (whole, part) in enumerate(pairwise(numbers.quantities)):
        earlier = numbers.wholes(part.unit)
        # a whole that was counted before is surely the one that is meant
        before = [] if whole.value in earlier else earlier
        before += values(of_unit(numbers.quantities[:place], part.unit))
        is_whole = not part.mark or options.inventory.search(whole.lead)
        is_part = whole.unit == part.unit and options.dealt.search(part.lead)
        is_more = whole.value < part.value > max(before, default=0)
        if is_whole and is_part and is_more and not options.carried.search(numbers.text):
            words = f"{part.value}{part.unit}", f"{whole.value}{whole.unit}"
            fact = Wording(f"{words[0]}多于{words[1]}", f"{words[0]} is more than {words[1]}")
            return WrongNumber(whole.start, part.end, fact, is_written=False)
    return None


def partition(numbers: Numbers, options: Divisions) -> WrongNumber | None:
    """Report parts that say what became of all of a whole, without 其中, and miss it."""
    if any(options.left.search(quantity.lead) for quantity in numbers.quantities):
        return None
    for place, whole in enumerate(numbers.quantities[:-2]):
        parts = listed_behind(of_unit(numbers.quantities[place:], whole.unit), options)[1:]
        if len(parts) < 2 or not _may_be_divided(whole, options):
            continue
        room = _room(whole, parts, options)
        added = total(values(parts))
        missed = abs(added - whole.value)
        if room is None or not 0 < missed <= max(Decimal(1), whole.value * room):
            continue
        if options.divided.search(whole.tail) or not _fits(numbers, place, parts):
            return wrong(whole, addition(values(parts)))
    return None


def _may_be_divided(whole: Quantity, options: Divisions) -> bool:
    return not (options.done.search(whole.lead) or options.activity.fullmatch(whole.unit))


def _fits(numbers: Numbers, place: int, parts: Sequence[Quantity]) -> bool:
    """Tell whether some of the parts make up some number that stands before them."""
    unit = parts[0].unit
    before = [*numbers.wholes(unit), *values(of_unit(numbers.quantities[: place + 1], unit))]
    return not set(before).isdisjoint(choices(values(parts)))


def _is_done(part: Quantity, options: Divisions) -> bool:
    return bool(options.done.search(part.lead) or options.finished.search(part.lead))


def _is_undone(parts: Sequence[Quantity], options: Divisions) -> bool:
    """Tell whether some of the parts are not yet dealt with."""
    words = [words for part in parts for words in (part.lead, part.tail)]
    return any(map(options.undone.search, words))


def _room(whole: Quantity, parts: Sequence[Quantity], options: Divisions) -> Decimal | None:
    """Return how far parts that are meant as all may be off; None where they need not be all."""
    if _are_all(whole, parts, options):
        return ROOM
    if _are_disposed(whole, parts, options):
        return CLOSE
    is_done = _is_done(parts[0], options)
    is_named = is_done or _is_undone(parts, options) or _is_counted(whole, parts, options)
    is_list = is_named and _are_complete(whole, parts, options)
    is_sure = _is_divided(whole, parts, options) or _is_spelled_out(parts, options)
    is_sure = is_sure or _are_too_many(whole, parts, options)
    return NEAR if is_list or is_sure else None


def _are_all(whole: Quantity, parts: Sequence[Quantity], options: Divisions) -> bool:
    """Tell whether parts are surely all of a whole, by how they are told."""
    is_told = _are_opposite(parts, options) or _are_respective(parts, options)
    is_told = is_told or _are_single(whole, parts, options)
    return is_told or (_is_undone(parts, options) and _is_all(whole, parts, options))


def _are_opposite(parts: Sequence[Quantity], options: Divisions) -> bool:
    """Tell whether one of two parts is denied of the other: 采纳31条，未采纳17条."""
    if len(parts) != 2:
        return False
    done, undone = (options.denied.sub("", part.lead) for part in parts)
    denials = [options.denied.search(part.lead) is not None for part in parts]
    return len(done) > 1 and done == undone and denials.count(True) == 1


def _are_respective(parts: Sequence[Quantity], options: Divisions) -> bool:
    """Tell whether parts are one list of what each got: 分别给予警告2人、诫勉3人."""
    is_said = options.respectively.search(parts[0].lead) is not None
    return is_said and len(joined(parts)) == len(parts)


def _are_single(whole: Quantity, parts: Sequence[Quantity], options: Divisions) -> bool:
    """Tell whether parts are named like a whole all of which was gone through: 责令4座码头…."""
    gone_through = options.singly.match(whole.tail)
    if gone_through is None or len(parts) < 3:
        return False
    return all(part.tail.startswith(gone_through["thing"]) for part in parts)


def _are_disposed(whole: Quantity, parts: Sequence[Quantity], options: Divisions) -> bool:
    """Tell whether parts say what became of all that was gone through: 终止45份，续签86份."""
    leads = [part.lead for part in parts]
    return (
        options.inventory.search(whole.lead) is not None
        and all(map(options.disposed.search, leads))
        and any(map(options.retained.search, leads))
    )


def _are_complete(whole: Quantity, parts: Sequence[Quantity], options: Divisions) -> bool:
    """Tell whether parts are one list; money that is paid in part need not tell of the rest."""
    is_complete = _is_undone(parts, options) or not options.amount.search(whole.unit)
    return is_complete and len(joined(parts)) == len(parts)


def _is_all(whole: Quantity, parts: Sequence[Quantity], options: Divisions) -> bool:
    """Tell whether parts, some of them not yet dealt with, are surely all of a whole."""
    is_done = _is_done(parts[0], options)
    return options.divided.search(whole.tail) is not None or (is_done and len(parts) == 2)


def _are_too_many(whole: Quantity, parts: Sequence[Quantity], options: Divisions) -> bool:
    """Tell whether more is dealt with than was counted; a part of a part counts for nothing."""
    is_counted = _is_done(parts[0], options) and options.inventory.search(whole.lead)
    if not is_counted or total(values(parts)) <= whole.value:
        return False
    return not any(
        options.among.search(part.lead) or options.overlap.search(part.lead) for part in parts
    )


def _is_counted(whole: Quantity, parts: Sequence[Quantity], options: Divisions) -> bool:
    return len(parts) > 2 and options.inventory.search(whole.lead) is not None


def _is_spelled_out(parts: Sequence[Quantity], options: Divisions) -> bool:
    """Tell whether a colon announces parts, none within another: 3个村：石桥村4.2万元，…."""
    leads = "".join(part.lead for part in parts)
    return len(parts) > 2 and parts[0].mark in ("：", ":") and not options.nested.search(leads)


def _is_divided(whole: Quantity, parts: Sequence[Quantity], options: Divisions) -> bool:
    """Tell whether parts are said to be those of a whole, and of one kind: 28条措施中."""
    leads = "".join(part.lead for part in parts)
    if len(parts) < 3 or not options.divided.search(whole.tail):
        return False
    return not (options.attribute.search(leads) or options.nested.search(leads))
