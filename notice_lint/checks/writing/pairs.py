"""Quotation marks, brackets and book-title marks: closed, and rightly nested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from notice_lint.checks.contract import PASSED, Check, Verdict
from notice_lint.checks.writing.pair_matching import (
    FAMILY,
    KINDS,
    PAIRS,
    Pair,
    PairedMark,
    Slip,
    match_marks,
)
from notice_lint.document.notice import Notice
from notice_lint.document.violation import Edit, Finding, Fix
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


class PairOptions(Struct, frozen=True):
    """A check of pairs without options."""


def pair_balance(notice: Notice, options: PairOptions) -> Iterator[Verdict]:
    """Report marks that open or close alone, and pairs whose marks do not fit each other."""
    matching = match_marks(notice)
    for mark in matching.alone:
        yield Finding(mark.span, {"fact": _alone(mark.sign)})
    for slip in matching.slips:
        yield _slip_finding(slip)
    for pair in matching.pairs:
        if (pair.left.sign in FAMILY) is (pair.right.sign in FAMILY):
            yield PASSED
        else:
            yield _torn_finding(pair)


def _slip_finding(slip: Slip) -> Finding:
    """Report two marks that were meant as a pair; a quotation is turned the right way round."""
    left, right = slip.left, slip.right
    if slip.kind == "crossed":
        return Finding(left.span, {"fact": _crossed(left.sign, right.sign)})
    opening, closing = left.kind, PAIRS[left.kind]
    meant = ((left, opening), (right, closing))
    edits = tuple(Edit(mark.span, sign) for mark, sign in meant if mark.sign != sign)
    words = left.paragraph.text[left.place + 1 : right.place]
    title = Wording(f"改为{opening}{words}{closing}", f"write {opening}{words}{closing}")
    fixes = (Fix("unsafe", title, edits),)
    return Finding(Span(left.span.start, right.span.end), {"fact": _turned(words)}, fixes=fixes)


def _torn_finding(pair: Pair) -> Finding:
    half = pair.left if pair.left.sign in FAMILY else pair.right
    full = FAMILY[half.sign]
    title = Wording(f"改为“{full}”", f"write “{full}”")
    fixes = (Fix("safe", title, (Edit(half.span, full),)),)
    return Finding(half.span, {"fact": _torn(half.sign)}, fixes=fixes)


_NAMES = {"“": ("双引号", "double quotation mark"), "‘": ("单引号", "single quotation mark")}


def _alone(sign: str) -> Wording:
    """Say that a mark stands alone; a quotation mark is named, since it looks odd in quotes."""
    half, missing = ("后", "closing") if sign in PAIRS else ("前", "opening")
    other, present = ("前", "opening") if sign in PAIRS else ("后", "closing")
    if KINDS[sign] not in _NAMES:
        return Wording(f"“{sign}”没有对应的{half}一半", f"“{sign}” has no {missing} mark")
    zh, en = _NAMES[KINDS[sign]]
    return Wording(
        f"{zh}只有{other}一半，没有{half}一半", f"the {present} {en} has no {missing} one"
    )


def _torn(sign: str) -> Wording:
    return Wording(f"“{sign}”与另一半全半角不一", f"“{sign}” differs in width from its other half")


def _turned(words: str) -> Wording:
    return Wording(f"引号方向不对：“{words}”", f"a quotation mark of “{words}” is turned round")


def _crossed(sign: str, other: str) -> Wording:
    if KINDS[sign] == KINDS[other]:
        return Wording(
            f"“{sign}{other}”与别的标点交叉", f"“{sign}{other}” crosses another pair of marks"
        )
    return Wording(
        f"“{sign}”与后面的“{other}”不是一对", f"“{sign}” and “{other}” behind it are no pair"
    )


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
    matching = match_marks(notice)
    alone = _spans(matching.alone) if matching.pairs else frozenset()
    for pair in matching.pairs:
        inside = [
            mark.kind
            for mark in pair.around
            if mark.span not in alone or mark.sign != pair.left.sign
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
        yield Finding(span, {"words": Wording(words, words)}, fixes=(Fix("safe", title, edits),))


def _spans(marks: Iterable[PairedMark]) -> frozenset[Span]:
    return frozenset(mark.span for mark in marks)


CHECKS = (
    Check("pair-balance", pair_balance, PairOptions, ("fact",)),
    Check("pair-nesting", pair_nesting, NestingOptions, ("words",)),
)
