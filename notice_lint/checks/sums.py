"""Arithmetic within one sentence: parts, remainders, shares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from notice_lint.checks.contract import Check, Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import SENTENCE, Paragraph
from notice_lint.document.violation import Finding
from notice_lint.matching.fragments import Expressions
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording

NEAR = Decimal("0.1")
"""The share of a whole up to which parts that miss it seem to be meant as all."""
_NUMBERS = re.compile(r"\d[^\d。！？；;]+\d")
"""Two numbers in one sentence: with fewer nothing can be added."""
_LISTED = re.compile(
    r"(?P<name>[^，,、。；\d]{1,10}?)(?P<value>\d+(?:\.\d+)?) *(?P<unit>[^\d，,、。；]{1,3})"
)


class ArithmeticOptions(Expressions, frozen=True):
    """Options of arithmetic: sentences that give numbers, and what excuses them."""

    remainder: Pattern
    """A whole, a part and what is left; groups `whole`, `part`, `rest`, and each with `_unit`."""
    change: Pattern
    """An old and a new number and their difference; groups `old`, `new`, `change` and its unit."""
    total: Pattern
    """Several numbers and their sum; groups `parts`, `unit` of the last, `total` and its unit."""
    each: Pattern
    """What shows that one of the parts counts several times."""
    among: Pattern
    """A whole and what it holds; groups `whole`, `whole_unit` and `parts`."""
    overlap: Pattern
    """What shows that the parts are no division of the whole."""
    open: Pattern
    """What shows that not all parts are named."""
    attribute: Pattern
    """What shows that two parts are attributes, which one thing may both have."""
    share: Pattern
    """A share of a whole in per cent; group `share`."""
    growth: Pattern
    """What shows that shares are of different times."""
    compared: Pattern
    """What shows, between two shares, that one is held against the other."""


def arithmetic(notice: Notice, options: ArithmeticOptions) -> Iterator[Verdict]:
    """Report numbers in one sentence that do not add up: remainders, sums, parts, shares."""
    for paragraph in notice.paragraphs:
        if paragraph.role in ("page", "title", "contact", "date"):
            continue
        if not _NUMBERS.search(paragraph.text):
            continue
        for sentence in SENTENCE.finditer(paragraph.text):
            if _NUMBERS.search(sentence.group()):
                yield from _judge(paragraph, sentence, options)


def _judge(
    paragraph: Paragraph, sentence: re.Match[str], options: ArithmeticOptions
) -> Iterator[Verdict]:
    """Judge a sentence; the first fault is enough: others would follow from it."""
    for judge in (_remainder, _changed, _sum, _among, _shares):
        fault = judge(sentence.group(), options)
        if fault:
            start, end, fact = fault
            offset = sentence.start()
            yield Finding(paragraph.span(offset + start, offset + end), {"fact": fact})
            return


Fault = tuple[int, int, Wording]


def _remainder(words: str, options: ArithmeticOptions) -> Fault | None:
    found = options.remainder.search(words)
    if found is None or len({found[f"{name}_unit"] for name in ("whole", "part", "rest")}) > 1:
        return None
    whole, part, rest = (Decimal(found[name]) for name in ("whole", "part", "rest"))
    if whole - part == rest:
        return None
    return found.start("rest"), found.end("rest_unit"), _equation(f"{whole}-{part}", whole - part)


def _sum(words: str, options: ArithmeticOptions) -> Fault | None:
    found = options.total.search(words)
    if found is None or found["unit"] != found["total_unit"]:
        return None
    parts = _numbers(found["parts"], found["unit"])
    total = Decimal(found["total"])
    endings = (sum(parts[start:], Decimal(0)) for start in range(len(parts)))
    if len(parts) < 2 or options.each.search(found["parts"]) or total in endings:
        return None
    return (
        found.start("total"),
        found.end("total_unit"),
        _equation("+".join(map(str, parts)), sum(parts, Decimal(0))),
    )


def _among(words: str, options: ArithmeticOptions) -> Fault | None:
    """Report parts that make up more than the whole, or nearly it.

    Parts that make up much less need not be all.
    """
    found = options.among.search(words)
    if found is None:
        return None
    parts = _listed(found["parts"], found["whole_unit"], options)
    earlier = _numbers(words[: found.end("whole_unit")], found["whole_unit"])
    added, whole = sum(parts, Decimal(0)), Decimal(found["whole"])
    misses = (
        len(parts) > 1
        and 0 < whole - added <= whole * NEAR
        and not options.open.search(found["parts"])
    )
    if not (added > max(earlier) or misses) or options.overlap.search(found["parts"]):
        return None
    return (
        found.start("whole"),
        found.end("whole_unit"),
        _equation("+".join(map(str, parts)), sum(parts, Decimal(0))),
    )


def _listed(words: str, unit: str, options: ArithmeticOptions) -> list[Decimal]:
    """Return the parts that a whole is divided into, as far as they are surely of one kind.

    Parted by 、, or two of them, or named alike (县级, 镇级, 村级): attributes that overlap are
    mostly parted by commas (女党员20名，35岁以下15名，60岁以上30名).
    """
    bare = re.sub(r"（[^）]*）|\([^)]*\)", "", words)
    first = re.split("[，,]", bare)[0]
    close, wide = (
        [one for one in _LISTED.finditer(text) if one["unit"].startswith(unit)]
        for text in (first, bare)
    )
    alike = len({one["name"][-1] for one in wide}) == 1
    two = len(wide) == 2 and not options.attribute.search(bare)
    chosen = wide if two or alike else close
    return [Decimal(one["value"]) for one in chosen]


def _changed(words: str, options: ArithmeticOptions) -> Fault | None:
    found = options.change.search(words)
    if found is None:
        return None
    old, new, change = (Decimal(found[name]) for name in ("old", "new", "change"))
    if abs(new - old) == change:
        return None
    high, low = max(old, new), min(old, new)
    equation = _equation(f"{high}-{low}", high - low)
    return found.start("change"), found.end("change_unit"), equation


def _numbers(words: str, unit: str) -> list[Decimal]:
    return [Decimal(one) for one in re.findall(rf"(\d+(?:\.\d+)?) *{re.escape(unit)}", words)]


def _shares(words: str, options: ArithmeticOptions) -> Fault | None:
    """Report shares of one whole that come near to 100 % and miss it."""
    found = list(options.share.finditer(words))
    if (
        not 2 <= len(found) <= 4
        or options.growth.search(words)
        or any(
            options.compared.search(words, one.end(), other.start())
            for one, other in pairwise(found)
        )
    ):
        return None
    shares = [Decimal(one["share"]) for one in found]
    slack = sum((Decimal(1).scaleb(min(0, -_digits(one))) / 2 for one in shares), Decimal(0))
    added = sum(shares, Decimal(0))
    room = 2 if len(found) == 2 else 1
    near = abs(added - 100) <= room
    if not near or abs(added - 100) <= (slack if any(map(_digits, shares)) else 0):
        return None
    equation = _equation("+".join(f"{one}%" for one in shares), added, "%")
    return found[-1].start("share"), found[-1].end(), equation


def _digits(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _equation(words: str, value: Decimal, unit: str = "") -> Wording:
    equation = f"{words}={value}{unit}"
    return Wording(equation, equation)


CHECKS = (Check("arithmetic", arithmetic, ArithmeticOptions, ("fact",)),)
