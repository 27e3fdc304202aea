"""Arithmetic within one sentence: parts, remainders, shares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from notice_lint.checks.contract import Check, Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import SENTENCE, Paragraph
from notice_lint.document.violation import Finding
from notice_lint.matching.fragments import Expressions
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording

NEAR = Decimal("0.1")
"""The share of a whole up to which parts that miss it seem to be meant as all.

Parts that miss more are taken for examples: a false alarm there is worse than a miss. No case of
ours lies between 0.02 and 0.3.
"""
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
        wrong = judge(sentence.group(), options)
        if wrong:
            offset = sentence.start()
            span = paragraph.span(offset + wrong.start, offset + wrong.end)
            yield Finding(span, {"fact": wrong.equation})
            return


class WrongNumber(NamedTuple):
    """A number of a sentence that does not fit the others, and what they come to."""

    start: int
    end: int
    equation: Wording


def _remainder(words: str, options: ArithmeticOptions) -> WrongNumber | None:
    match = options.remainder.search(words)
    if match is None or len({match[f"{name}_unit"] for name in ("whole", "part", "rest")}) > 1:
        return None
    whole, part, rest = (Decimal(match[name]) for name in ("whole", "part", "rest"))
    if whole - part == rest:
        return None
    equation = _equation(f"{whole}-{part}", whole - part)
    return WrongNumber(match.start("rest"), match.end("rest_unit"), equation)


def _sum(words: str, options: ArithmeticOptions) -> WrongNumber | None:
    match = options.total.search(words)
    if match is None or match["unit"] != match["total_unit"]:
        return None
    parts = _numbers(match["parts"], match["unit"])
    total = Decimal(match["total"])
    endings = (sum(parts[start:], Decimal(0)) for start in range(len(parts)))
    if len(parts) < 2 or options.each.search(match["parts"]) or total in endings:
        return None
    return WrongNumber(match.start("total"), match.end("total_unit"), _addition(parts))


def _among(words: str, options: ArithmeticOptions) -> WrongNumber | None:
    """Report parts that make up more than the whole, or nearly it.

    Parts that make up much less need not be all.
    """
    match = options.among.search(words)
    if match is None:
        return None
    parts = _listed(match["parts"], match["whole_unit"], options)
    earlier = _numbers(words[: match.end("whole_unit")], match["whole_unit"])
    added, whole = sum(parts, Decimal(0)), Decimal(match["whole"])
    seem_all = len(parts) > 1 and not options.open.search(match["parts"])
    nearly_fit = seem_all and 0 < whole - added <= whole * NEAR
    if not (added > max(earlier) or nearly_fit) or options.overlap.search(match["parts"]):
        return None
    return WrongNumber(match.start("whole"), match.end("whole_unit"), _addition(parts))


def _listed(words: str, unit: str, options: ArithmeticOptions) -> list[Decimal]:
    """Return the parts that a whole is divided into, as far as they are surely of one kind.

    Separated by 、, or two of them, or named alike (县级, 镇级, 村级): attributes that overlap are
    mostly separated by commas (女党员20名，35岁以下15名，60岁以上30名).
    """
    bare = re.sub(r"（[^）]*）|\([^)]*\)", "", words)
    first = re.split("[，,]", bare)[0]
    close, wide = (
        [part for part in _LISTED.finditer(text) if part["unit"].startswith(unit)]
        for text in (first, bare)
    )
    are_alike = len({part["name"][-1] for part in wide}) == 1
    are_two = len(wide) == 2 and not options.attribute.search(bare)
    chosen = wide if are_two or are_alike else close
    return [Decimal(part["value"]) for part in chosen]


def _changed(words: str, options: ArithmeticOptions) -> WrongNumber | None:
    match = options.change.search(words)
    if match is None:
        return None
    old, new, change = (Decimal(match[name]) for name in ("old", "new", "change"))
    if abs(new - old) == change:
        return None
    high, low = max(old, new), min(old, new)
    equation = _equation(f"{high}-{low}", high - low)
    return WrongNumber(match.start("change"), match.end("change_unit"), equation)


def _numbers(words: str, unit: str) -> list[Decimal]:
    numbers = re.findall(rf"(\d+(?:\.\d+)?) *{re.escape(unit)}", words)
    return [Decimal(number) for number in numbers]


def _shares(words: str, options: ArithmeticOptions) -> WrongNumber | None:
    """Report shares of one whole that come near to 100 % and miss it."""
    matches = list(options.share.finditer(words))
    if not 2 <= len(matches) <= MOST_SHARES or not _are_of_one_whole(words, matches, options):
        return None
    shares = [Decimal(match["share"]) for match in matches]
    added = sum(shares, Decimal(0))
    missed = abs(added - 100)
    # two shares of one whole are surely meant as all of it; of more some may be left out
    room = 2 if len(shares) == 2 else 1
    if missed > room or missed <= _rounding(shares):
        return None
    equation = _equation("+".join(f"{share}%" for share in shares), added, "%")
    return WrongNumber(matches[-1].start("share"), matches[-1].end(), equation)


MOST_SHARES = 4
"""Shares in a sentence that are held for parts of one whole; more of them mostly are of several."""


def _are_of_one_whole(
    words: str, matches: Sequence[re.Match[str]], options: ArithmeticOptions
) -> bool:
    """Tell whether shares are of one time, and none is held against another."""
    if options.growth.search(words):
        return False
    return not any(
        options.compared.search(words, share.end(), following.start())
        for share, following in pairwise(matches)
    )


def _rounding(shares: Sequence[Decimal]) -> Decimal:
    """Return what shares may miss 100 by because each was rounded; whole numbers are exact."""
    if not any(map(_digits, shares)):
        return Decimal(0)
    return sum((Decimal(1).scaleb(min(0, -_digits(share))) / 2 for share in shares), Decimal(0))


def _digits(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _addition(parts: Sequence[Decimal]) -> Wording:
    return _equation("+".join(map(str, parts)), sum(parts, Decimal(0)))


def _equation(words: str, value: Decimal, unit: str = "") -> Wording:
    equation = f"{words}={value}{unit}"
    return Wording(equation, equation)


CHECKS = (Check("arithmetic", arithmetic, ArithmeticOptions, ("fact",)),)
