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
_REMAINDER = re.compile(
    r"(?:共|总计|合计|共计|全部|反馈|下放|排查|涉及)[^，,。；]{0,16}?"
    + _AMOUNT.format("whole")
    + r"[^。；\d]{0,40}?(?:已|其中)[^。；\d]{0,16}?"
    + _AMOUNT.format("part")
    + r"[^。；\d]{0,16}?(?:剩余|剩下|其余|尚余|还剩|尚有|还有)的?[^。；\d]{0,6}?"
    + _AMOUNT.format("rest")
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
    r"(?:共|总计|合计|共计)[^，,。；\d]{0,12}"
    + _AMOUNT.format("whole")
    + r"[，,]?其中[:：]?(?P<parts>[^。；]+)"
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
    for judge in (_remainder, _sum, _among, _shares):
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
    """Report parts that make up more than the whole; parts that make up less may not be all."""
    found = _AMONG.search(words)
    if found is None:
        return None
    listed = re.sub(r"（[^）]*）|\([^)]*\)", "", found["parts"])
    parts = _numbers(re.split("[，,]", listed)[0], found["whole_unit"])
    if not parts or sum(parts) <= Decimal(found["whole"]):
        return None
    return (
        found.start("whole"),
        found.end("whole_unit"),
        _equation("+".join(map(str, parts)), sum(parts, Decimal(0))),
    )


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
