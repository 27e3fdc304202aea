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
        if paragraph.role in ("page", "cell"):
            continue
        matching = _match(_marks(paragraph))
        whole.pairs += matching.pairs
        opened, closed = _sides(matching.alone)
        pending, unmatched = _carry(pending, closed)
        whole.alone += unmatched
        whole.alone += [mark for mark in pending if not paragraph.text.startswith(mark.sign)]
        whole.alone += opened[:-DEEPEST]
        pending = opened[-DEEPEST:]
    whole.alone += pending
    return whole


def _marks(paragraph: Paragraph) -> Iterator[PairedMark]:
    text = paragraph.text
    lead = paragraph.lead if _is_whole(paragraph) else 0
    surplus = sum(map(text.count, ")）")) - sum(map(text.count, "(（"))
    for match in _SIGN.finditer(text):
        place, sign = match.start(), match.group()
        if surplus > 0 and sign in ")）" and _LIST_NUMBER.search(text, max(0, place - 3), place):
            surplus -= 1
        elif not (place < lead and sign in FAMILY_SIGNS) and not _is_apostrophe(text, place):
            yield PairedMark(sign, place, paragraph)


def _is_apostrophe(text: str, place: int) -> bool:
    return place > 0 and text[place] == "’" and text[place - 1].isascii()


_SIGN = re.compile(f"[{re.escape(''.join({*PAIRS, *CLOSERS, *FAMILY}))}]")
_LIST_NUMBER = re.compile(r"(?:^|[，。；：、,;:\s])(?:\d{1,2}|[A-Za-z])$")
"""The number of 1） or a) in a list, whose bracket is no half of a pair; that of （附件1、2） is.

A text with such numbers has more closing brackets than opening ones.
"""
FAMILY_SIGNS = "()（）"


def _is_whole(paragraph: Paragraph) -> bool:
    """Tell whether the brackets of a marker or label are all inside it; a marker may be ii)."""
    lead = paragraph.text[: paragraph.lead]
    opened, closed = (sum(map(lead.count, signs)) for signs in ("(（", ")）"))
    return opened == closed or (paragraph.role == "heading" and opened < closed)


DEEPEST = 64
"""Marks that may stand open at one time; in a text with more the first of them are never closed.

A closing mark is looked for among all that are open, so that without a limit nested quotes in a
long line take the square of its length (tests/test_speed.py). Our notices open three at one time.
"""


def _match(marks: Iterable[PairedMark]) -> Matching:
    """Match the marks of one paragraph."""
    matching = Matching()
    open_marks: list[PairedMark] = []
    for mark in marks:
        if mark.sign in LOOSE and all(outer.sign != "《" for outer in open_marks):
            continue
        if mark.sign in PAIRS:
            open_marks.append(mark)
            if len(open_marks) > DEEPEST:
                matching.alone.append(open_marks.pop(0))
        else:
            _close(mark, open_marks, matching)
    matching.alone = [mark for mark in (*matching.alone, *open_marks) if mark.sign not in LOOSE]
    matching.alone.sort(key=lambda mark: mark.place)
    return matching


def _close(mark: PairedMark, open_marks: list[PairedMark], matching: Matching) -> None:
    """Match a closing mark with the last open one of its kind; those behind that one stay alone."""
    places = reversed(range(len(open_marks)))
    partner = next((place for place in places if open_marks[place].kind == mark.kind), None)
    if partner is None:
        matching.alone.append(mark)
        return
    matching.alone += open_marks[partner + 1 :]
    matching.pairs.append(Pair(open_marks[partner], mark, tuple(open_marks[:partner])))
    del open_marks[partner:]


def _sides(alone: list[PairedMark]) -> tuple[list[PairedMark], list[PairedMark]]:
    """Divide marks without a partner into opening and closing ones; a pair of one kind is one slip.

    Two marks that both open, or both close, with none of their kind between them are a pair with
    one of them written the wrong way round.
    """
    slips: list[PairedMark] = []
    for mark in alone:
        if not slips or slips[-1].sign != mark.sign or mark.sign not in "“”‘’":
            slips.append(mark)
        elif mark.sign in PAIRS:
            slips[-1] = mark
    opening = [mark for mark in slips if mark.sign in PAIRS]
    return opening, [mark for mark in slips if mark.sign not in PAIRS]


def _carry(
    pending: list[PairedMark], closed: list[PairedMark]
) -> tuple[list[PairedMark], list[PairedMark]]:
    """Let closing marks close what the paragraph before left open; return what is left of both."""
    still_open = list(pending)
    unmatched: list[PairedMark] = []
    for mark in closed:
        same_kind = (other for other in reversed(still_open) if other.kind == mark.kind)
        partner = next(same_kind, None)
        if partner is None:
            unmatched.append(mark)
        else:
            still_open.remove(partner)
    return still_open, unmatched


def pair_balance(notice: Notice, options: PairOptions) -> Iterator[Verdict]:
    """Report marks that open or close alone, and pairs whose marks differ in width."""
    matching = match_marks(notice)
    for mark in matching.alone:
        fault = _OPEN if mark.sign in PAIRS else _CLOSED
        yield Finding(mark.span, {"mark": Wording(mark.sign, mark.sign), "fault": fault})
    for pair in matching.pairs:
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
    matching = match_marks(notice)
    alone = {mark.span for mark in matching.alone}
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
        yield Finding(span, {"words": words}, fixes=(Fix("safe", title, edits),))


CHECKS = (
    Check("pair-balance", pair_balance, PairOptions, ("mark", "fault")),
    Check("pair-nesting", pair_nesting, NestingOptions, ("words",)),
)
