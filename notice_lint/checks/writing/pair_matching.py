"""Quotation marks, brackets and book-title marks matched, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from msgspec import Struct, field

from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Paragraph
from notice_lint.text.expression import Expression
from notice_lint.text.spans import Span

PAIRS = dict(zip("“‘（(《〈【〔「『[<", "”’）)》〉】〕」』]>", strict=True))
FAMILY = {"(": "（", ")": "）"}
"""Marks that close each other though they differ in width."""
CLOSERS = {FAMILY.get(right, right): FAMILY.get(left, left) for left, right in PAIRS.items()}
KINDS = {
    sign: CLOSERS.get(FAMILY.get(sign, sign), FAMILY.get(sign, sign))
    for sign in {*PAIRS, *PAIRS.values()}
}
"""For each mark the opening mark of its pair, full-width."""
CLOSING = frozenset(CLOSERS) | {")"}
LOOSE = frozenset("<>[]")
"""Marks that also stand alone, as in 5<6; they are only looked at inside book-title marks."""
QUOTES = frozenset("“”‘’")


class PairedMark(Struct, frozen=True):
    """One mark in a paragraph."""

    sign: str
    place: int
    paragraph: Paragraph

    @property
    def kind(self) -> str:
        """The opening mark of its pair, full-width."""
        return KINDS[self.sign]

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.paragraph.span(self.place, self.place + 1)


class Pair(Struct, frozen=True):
    """Two marks that belong together, and what they directly stand in."""

    left: PairedMark
    right: PairedMark
    around: tuple[PairedMark, ...]
    """The opening marks it stands in, outermost first."""


class Slip(NamedTuple):
    """Two marks that were meant as a pair, one or both of them written wrong."""

    left: PairedMark
    right: PairedMark
    kind: Literal["turned", "doubled", "crossed"]


class Matching(Struct):
    """What the marks of a document make up."""

    pairs: list[Pair] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)
    alone: list[PairedMark] = field(default_factory=list)


@lru_cache(maxsize=1)  # several rules look at the same notice in turn
def match_marks(notice: Notice) -> Matching:
    """Match the marks of each paragraph by a stack.

    What is open at the end of a paragraph and closed in the next one spans a broken line, unless
    that is a heading. A quotation over several paragraphs opens each of them and closes the last
    (GB/T 15834 4.8.3.5).
    """
    whole = Matching()
    pending: list[PairedMark] = []
    for paragraph in notice.paragraphs:
        if paragraph.role == "heading":
            whole.alone += pending
            pending = []
        if paragraph.role not in ("page", "cell"):
            pending = _add(whole, paragraph, pending)
    whole.alone += pending
    return whole


def _add(whole: Matching, paragraph: Paragraph, pending: list[PairedMark]) -> list[PairedMark]:
    """Add what one paragraph makes up with what was `pending`; return what it leaves open."""
    matching = _match(_marks(paragraph))
    slips, alone = _divide(matching.alone, {mark.kind for mark in pending})
    opened, closed = _sides(alone)
    still_open, unmatched = _carry(pending, closed)
    whole.pairs += matching.pairs
    whole.slips += slips
    whole.alone += unmatched
    whole.alone += [mark for mark in still_open if not _reopens(paragraph, mark)]
    whole.alone += opened[:-DEEPEST]
    return opened[-DEEPEST:]


def _sides(alone: Sequence[PairedMark]) -> tuple[list[PairedMark], list[PairedMark]]:
    """Divide marks into those that open and those that close."""
    opened = [mark for mark in alone if mark.sign in PAIRS]
    return opened, [mark for mark in alone if mark.sign not in PAIRS]


def _reopens(paragraph: Paragraph, mark: PairedMark) -> bool:
    """Tell whether a paragraph goes on with the quotation that the one before left open."""
    return mark.sign in QUOTES and paragraph.text.startswith(mark.sign)


def _marks(paragraph: Paragraph) -> Iterator[PairedMark]:
    text = paragraph.text
    lead = paragraph.lead if _is_whole(paragraph) else 0
    surplus = sum(map(text.count, ")）")) - sum(map(text.count, "(（"))
    for match in _SIGN.finditer(text):
        place, sign = match.start(), match.group()
        if surplus > 0 and _ends_list_number(match):
            surplus -= 1
        elif not (place < lead and sign in FAMILY_SIGNS) and not _is_apostrophe(match):
            yield PairedMark(sign, place, paragraph)


def _ends_list_number(sign: re.Match[str]) -> bool:
    place = sign.start()
    return sign.group() in ")）" and bool(
        _LIST_NUMBER.search(sign.string, max(0, place - 3), place)
    )


def _is_apostrophe(sign: re.Match[str]) -> bool:
    if sign.group() != "’":
        return False
    before = sign.string[max(0, sign.start() - 1) : sign.start()]
    return bool(before) and before.isascii()


_SIGN = Expression(f"[{re.escape(''.join({*PAIRS, *CLOSERS, *FAMILY}))}]")
_LIST_NUMBER = Expression(r"(?:^|[，。；：、,;:\s])(?:\d{1,2}|[A-Za-z])$")
"""The number of 1） in a list, whose bracket is no half of a pair, unlike that of （附件1、2）.

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


def _divide(alone: Sequence[PairedMark], pending: set[str]) -> tuple[list[Slip], list[PairedMark]]:
    """Divide marks without a partner into slips of two and those that do stand alone.

    A straight quotation mark in the paragraph is the other half of one of them: another rule
    says how it is written.
    """
    slips: list[Slip] = []
    left_over: list[PairedMark] = []
    marks = list(reversed(alone))
    while marks:
        mark = marks.pop()
        kind = _slip(mark, marks[-1], pending) if marks else None
        if kind is None:
            left_over.append(mark)
        else:
            slips.append(Slip(mark, marks.pop(), kind))
    return slips, _without_straight(left_over)


def _slip(
    left: PairedMark, right: PairedMark, pending: set[str]
) -> Literal["turned", "doubled", "crossed"] | None:
    """Tell what two marks that follow each other were meant as, if they were meant as a pair."""
    between = left.paragraph.text[left.place + 1 : right.place]
    if len(between) > FARTHEST or _STOP.search(between):
        return None
    if left.sign in PAIRS and right.sign in CLOSING:
        return None if {left.sign, right.sign} <= QUOTES else "crossed"
    if left.kind != right.kind or left.kind not in {"“", "‘"} - pending or "，" in between:
        return None
    return "doubled" if left.sign == right.sign else "turned"


FARTHEST = 40
"""Code points between two marks that are meant as a pair; titles in our notices have up to 38."""
_STOP = Expression("[。；！？;!?]")


def _without_straight(marks: list[PairedMark]) -> list[PairedMark]:
    if not marks or marks[0].paragraph.text.count('"') % 2 == 0:
        return marks
    quote = next((mark for mark in marks if mark.sign in "“”"), None)
    return [mark for mark in marks if mark is not quote]


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
