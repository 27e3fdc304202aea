"""Quotation marks, brackets and book-title marks: closed, and rightly nested."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from msgspec import Struct, field

from notice_lint.checks.contract import PASSED, Check, Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Edit, Finding, Fix
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

PAIRS = dict(zip("“‘（(《〈【〔「『[<", "”’）)》〉】〕」』]>", strict=True))
FAMILY = {"(": "（", ")": "）"}
"""Marks that close each other though they differ in width."""
CLOSERS = {FAMILY.get(right, right): FAMILY.get(left, left) for left, right in PAIRS.items()}
_KINDS = {
    sign: CLOSERS.get(FAMILY.get(sign, sign), FAMILY.get(sign, sign))
    for sign in {*PAIRS, *PAIRS.values()}
}
LOOSE = frozenset("<>[]")
"""Marks that also stand alone, as in 5<6; they are only looked at inside book-title marks."""


class PairedMark(NamedTuple):
    """One mark in a paragraph."""

    sign: str
    place: int
    paragraph: Paragraph

    @property
    def kind(self) -> str:
        """The opening mark of its pair, full-width."""
        return _KINDS[self.sign]

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.paragraph.span(self.place, self.place + 1)


class Pair(NamedTuple):
    """Two marks that belong together, and what they directly stand in."""

    left: PairedMark
    right: PairedMark
    around: tuple[PairedMark, ...]
    """The opening marks it stands in, outermost first."""


class Matching(Struct):
    """What the marks of a document make up."""

    pairs: list[Pair] = field(default_factory=list)
    alone: list[PairedMark] = field(default_factory=list)


@lru_cache(maxsize=1)  # several rules look at the same notice in turn
def match_marks(notice: Notice) -> Matching:
    """Match the marks of each paragraph by a stack.

    What is open at the end of a paragraph and closed in the next one spans a broken line. A
    quotation over several paragraphs opens each of them and closes the last (GB/T 15834 4.8.3.5).
    """
    whole = Matching()
    pending: list[PairedMark] = []
    for paragraph in notice.paragraphs:
        if paragraph.role == "page":
            continue
        own = _match(_marks(paragraph))
        whole.pairs += own.pairs
        opened, closed = _sides(own.alone)
        pending, lost = _carry(pending, closed)
        whole.alone += lost
        whole.alone += [one for one in pending if not paragraph.text.startswith(one.sign)]
        whole.alone += opened[:-DEEP]
        pending = opened[-DEEP:]
    whole.alone += pending
    return whole


def _marks(paragraph: Paragraph) -> Iterator[PairedMark]:
    text = paragraph.text
    lead = paragraph.lead if _is_whole(paragraph) else 0
    for found in _SIGN.finditer(text):
        place, sign = found.start(), found.group()
        if place < lead and sign in FAMILY_SIGNS:
            continue
        if sign in ")）" and _LIST_NUMBER.search(text, max(0, place - 3), place):
            continue
        if sign == "’" and text[place - 1 : place].isascii() and place:
            continue
        yield PairedMark(sign, place, paragraph)


_SIGN = re.compile(f"[{re.escape(''.join({*PAIRS, *CLOSERS, *FAMILY}))}]")
_LIST_NUMBER = re.compile(r"(?:^|[，。；：、,;:\s])(?:\d{1,2}|[A-Za-z])$")
"""The number of 1） or a) in a list, whose bracket is no half of a pair."""
FAMILY_SIGNS = "()（）"


def _is_whole(paragraph: Paragraph) -> bool:
    """Tell whether the brackets of a marker or label are all inside it; a marker may be ii)."""
    lead = paragraph.text[: paragraph.lead]
    opened, closed = (sum(map(lead.count, signs)) for signs in ("(（", ")）"))
    return opened == closed or (paragraph.role == "heading" and opened < closed)


DEEP = 64
"""Marks that may stand open at one time; in a text with more the first of them are never closed."""


def _match(marks: Iterable[PairedMark]) -> Matching:
    made = Matching()
    stack: list[PairedMark] = []
    for mark in marks:
        if mark.sign in LOOSE and all(one.sign != "《" for one in stack):
            continue
        if mark.sign in PAIRS:
            stack.append(mark)
            if len(stack) > DEEP:
                made.alone.append(stack.pop(0))
            continue
        partner = next((i for i in reversed(range(len(stack))) if stack[i].kind == mark.kind), None)
        if partner is None:
            made.alone.append(mark)
            continue
        made.alone += stack[partner + 1 :]
        made.pairs.append(Pair(stack[partner], mark, tuple(stack[:partner])))
        del stack[partner:]
    made.alone = [one for one in (*made.alone, *stack) if one.sign not in LOOSE]
    made.alone.sort(key=lambda one: one.place)
    return made


def _sides(alone: list[PairedMark]) -> tuple[list[PairedMark], list[PairedMark]]:
    """Part marks without a partner into opening and closing ones; a pair of one kind is one slip.

    Two marks that both open, or both close, with none of their kind between them are a pair with
    one of them written the wrong way round.
    """
    kept: list[PairedMark] = []
    for mark in alone:
        if not kept or kept[-1].sign != mark.sign or mark.sign not in "“”‘’":
            kept.append(mark)
        elif mark.sign in PAIRS:
            kept[-1] = mark
    return [one for one in kept if one.sign in PAIRS], [
        one for one in kept if one.sign not in PAIRS
    ]


def _carry(
    pending: list[PairedMark], closed: list[PairedMark]
) -> tuple[list[PairedMark], list[PairedMark]]:
    """Let closing marks close what the paragraph before left open; return what is left of both."""
    left = list(pending)
    lost: list[PairedMark] = []
    for mark in closed:
        partner = next((one for one in reversed(left) if one.kind == mark.kind), None)
        if partner is None:
            lost.append(mark)
        else:
            left.remove(partner)
    return left, lost


def pair_balance(notice: Notice, options: PairOptions) -> Iterator[Verdict]:
    """Report marks that open or close alone, and pairs whose marks differ in width."""
    made = match_marks(notice)
    for mark in made.alone:
        fault = _OPEN if mark.sign in PAIRS else _CLOSED
        yield Finding(mark.span, {"mark": Wording(mark.sign, mark.sign), "fault": fault})
    for pair in made.pairs:
        if (pair.left.sign in FAMILY) is (pair.right.sign in FAMILY):
            yield PASSED
            continue
        half = pair.left if pair.left.sign in FAMILY else pair.right
        full = FAMILY[half.sign]
        title = Wording(f"改为“{full}”", f"write “{full}”")
        fixes = (Fix("safe", title, (Edit(half.span, full),)),)
        params = {"mark": Wording(half.sign, half.sign), "fault": _WIDTH}
        yield Finding(half.span, params, fixes=fixes)


_OPEN = Wording("没有对应的后一半", "has no closing mark")
_CLOSED = Wording("没有对应的前一半", "has no opening mark")
_WIDTH = Wording("与另一半全半角不一", "differs in width from its other half")


class PairOptions(Struct, frozen=True):
    """A check of pairs without options."""


class NestingOptions(Struct, frozen=True):
    """Options of pair-nesting."""

    outer: Literal["“", "《"]
    """The mark inside which the same mark must not stand."""
    inner: tuple[str, ...]
    """What is wrong directly inside it: opening marks."""
    use: str
    """The pair that belongs there."""


def pair_nesting(notice: Notice, options: NestingOptions) -> Iterator[Verdict]:
    """Report a pair that stands inside one of the same kind."""
    made = match_marks(notice)
    alone = {one.span for one in made.alone}
    for pair in made.pairs:
        inside = [
            one.kind for one in pair.around if one.span not in alone or one.sign != pair.left.sign
        ]
        if pair.left.kind == options.outer and options.outer not in inside:
            yield PASSED
        if pair.left.sign not in options.inner or inside[-1:] != [options.outer]:
            continue
        left, right = options.use[0], options.use[1]
        span = Span(pair.left.span.start, pair.right.span.end)
        edits = (Edit(pair.left.span, left), Edit(pair.right.span, right))
        title = Wording(f"内层改用“{options.use}”", f"use {options.use} inside")
        words = span.of(notice.source.text)
        yield Finding(span, {"words": words}, fixes=(Fix("safe", title, edits),))


CHECKS = (
    Check("pair-balance", pair_balance, PairOptions, ("mark", "fault")),
    Check("pair-nesting", pair_nesting, NestingOptions, ("words",)),
)
