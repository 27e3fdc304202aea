"""Arithmetic within one sentence: parts, remainders, shares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from notice_lint.check import Check, Verdict
from notice_lint.notice import Notice
from notice_lint.prose import Paragraph
from notice_lint.text import Wording
from notice_lint.violation import Finding

UNITS = "万元|亿元|亩|元|平方米|公里|人次|[个项条件名人户宗次处吨份家]"
_AMOUNT = r"(?P<{0}>\d+(?:\.\d+)?) *(?P<{0}_unit>" + UNITS + ")"
_SENTENCE = re.compile(r"[^。！？；;]+")
_LEFT = r"(?:剩余|剩下|其余|尚余|还剩|尚有|还有|未[^，,。；\d]{1,4})的?"
_REMAINDER = re.compile(
    _AMOUNT.format("whole")
    + r"[^。；\d]{0,8}[，,](?:其中)?[^。；，,\d]{0,8}已[^。；\d]{0,10}?"
    + _AMOUNT.format("part")
    + rf"[^。；\d]{{0,8}}?[，,]{_LEFT}[^。；\d]{{0,6}}?"
    + _AMOUNT.format("rest")
)
_CHANGE_WORDS = r"(?:增加|提高|增长|上升|减少|下降|降低|压减)"
_CHANGED = re.compile(
    rf"(?:由|从)(?P<old>\d+(?:\.\d+)?) *(?P<unit>{UNITS})?[^，,。；\d]{{0,4}}"
    rf"{_CHANGE_WORDS}(?:到|至)(?P<new>\d+(?:\.\d+)?) *(?:{UNITS})?[，,]"
    rf"(?:净)?{_CHANGE_WORDS}了?(?P<change>\d+(?:\.\d+)?) *(?P<change_unit>{UNITS})"
)
_SHARE = re.compile(
    r"占(?:比|总[^，,。；\d]{0,6}|[^，,。；\d]{0,4})?(?:约|为|达)?(?P<share>\d+(?:\.\d+)?) *[%％]"
)
_CHANGE = re.compile(r"提高|上升|提升|增至|增加|下降|降低|降至")
_PART = r"[^，,。；、\d]{0,14}\d+(?:\.\d+)? *(?P<unit>" + UNITS + ")[，,、和及]?"
_SUM = re.compile(
    rf"(?P<parts>(?:{_PART}){{2,8}})(?:合计|共计|总计)(?:为|约|达|金额)?" + _AMOUNT.format("total")
)
_AMONG = re.compile(
    _AMOUNT.format("whole") + r"[^，,。；\d]{0,6}[，,]其中[:：]?(?P<parts>[^。；]+?)"
    r"(?=合计|共计|总计|[。；]|$)"
)


@dataclass(frozen=True, slots=True)
class SumOptions:
    """A check of sums without options."""


def arithmetic(notice: Notice, options: SumOptions) -> Iterator[Verdict]:
    """Report numbers in one sentence that do not add up: remainders, sums, parts, shares."""
    for paragraph in notice.paragraphs:
        if paragraph.role in ("page", "title", "contact", "date"):
            continue
        for sentence in _SENTENCE.finditer(paragraph.text):
            yield from _judge(paragraph, sentence)


def _judge(paragraph: Paragraph, sentence: re.Match[str]) -> Iterator[Verdict]:
    """Judge a sentence; the first fault is enough: others would follow from it."""
    for judge in (_remainder, _changed, _sum, _among, _shares):
        fault = judge(sentence.group())
        if fault:
            start, end, fact = fault
            offset = sentence.start()
            yield Finding(paragraph.span(offset + start, offset + end), {"fact": fact})
            return


Fault = tuple[int, int, Wording]


def _remainder(words: str) -> Fault | None:
    found = _REMAINDER.search(words)
    if found is None or len({found[f"{name}_unit"] for name in ("whole", "part", "rest")}) > 1:
        return None
    whole, part, rest = (Decimal(found[name]) for name in ("whole", "part", "rest"))
    if whole - part == rest:
        return None
    return found.start("rest"), found.end("rest_unit"), _equation(f"{whole}-{part}", whole - part)


def _sum(words: str) -> Fault | None:
    found = _SUM.search(words)
    if found is None or found["unit"] != found["total_unit"]:
        return None
    parts = _numbers(found["parts"], found["unit"])
    total = Decimal(found["total"])
    endings = (sum(parts[start:], Decimal(0)) for start in range(len(parts)))
    if len(parts) < 2 or "每" in found["parts"] or total in endings:
        return None
    return (
        found.start("total"),
        found.end("total_unit"),
        _equation("+".join(map(str, parts)), sum(parts, Decimal(0))),
    )


def _among(words: str) -> Fault | None:
    """Report parts that make up more than the whole, or nearly it.

    Parts that make up much less need not be all.
    """
    found = _AMONG.search(words)
    if found is None:
        return None
    parts = _listed(found["parts"], found["whole_unit"])
    earlier = _numbers(words[: found.end("whole_unit")], found["whole_unit"])
    added, whole = sum(parts, Decimal(0)), Decimal(found["whole"])
    misses = len(parts) > 1 and 0 < whole - added <= whole * NEAR and "等" not in found["parts"]
    if not (added > max(earlier) or misses) or _OVERLAP.search(found["parts"]):
        return None
    return (
        found.start("whole"),
        found.end("whole_unit"),
        _equation("+".join(map(str, parts)), sum(parts, Decimal(0))),
    )


NEAR = Decimal("0.1")
"""The share of a whole up to which parts that miss it seem to be meant as all."""
_OVERLAP = re.compile(r"长期坚持|持续坚持|多项|多个|重复|交叉|同时|兼|专题研究")
"""What shows that the parts are no division of the whole."""
_LISTED = re.compile(
    r"(?P<name>[^，,、。；\d]{1,10}?)(?P<value>\d+(?:\.\d+)?) *(?P<unit>[^\d，,、。；]{1,3})"
)


def _listed(words: str, unit: str) -> list[Decimal]:
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
    chosen = wide if (len(wide) == 2 and "岁" not in bare and "已" not in bare) or alike else close
    return [Decimal(one["value"]) for one in chosen]


def _changed(words: str) -> Fault | None:
    found = _CHANGED.search(words)
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


def _shares(words: str) -> Fault | None:
    """Report shares of one whole that come near to 100 % and miss it."""
    found = list(_SHARE.finditer(words))
    if (
        not 2 <= len(found) <= 4
        or _CHANGE.search(words)
        or any("比" in words[one.end() : other.start()] for one, other in pairwise(found))
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


CHECKS = (Check("arithmetic", arithmetic, SumOptions, ("fact",)),)
