"""Labels that come again and again: 问题：… 原因：… 措施：…, each time the next problem."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from notice_lint.parsing.lexer.line_facts import STATEMENT, LineFacts

AREAS = frozenset(("DIRECTION", "RECTIFICATION", "WORK"))
"""What a heading says that stands above problems."""
SURE = 3
"""Cycles from which on the line before the first is the head of one too."""


def cycle_heads(facts: Sequence[LineFacts]) -> Iterator[int]:
    """Yield the lines that head a cycle of labels, between two markers each time."""
    stretches = list(_stretches(facts))
    headed = {index: stretch for stretch in stretches for index in _heads(facts, stretch)}
    yield from headed
    if any(facts[stretch.start].form in AREAS for stretch in headed.values()):
        rest = [stretch for stretch in stretches if stretch not in headed.values()]
        yield from _sole_heads(facts, rest)


def _stretches(facts: Sequence[LineFacts]) -> Iterator[range]:
    """Yield what stands from one marker to the next."""
    marked = [index for index, line in enumerate(facts) if line.mark]
    yield from (
        range(start, end) for start, end in pairwise([0, *marked, len(facts)]) if end > start
    )


def _sole_heads(facts: Sequence[LineFacts], stretches: Sequence[range]) -> Iterator[int]:
    """Yield the line right below an area that has one cycle, where other areas have several."""
    for stretch in stretches:
        first = facts[stretch.start]
        parts = [index for index in stretch if facts[index].is_part]
        below = parts[:1] == [stretch.start + 2] and _may_head(facts, stretch, stretch.start + 1)
        if first.mark and first.form in AREAS and below:
            yield stretch.start + 1


def _heads(facts: Sequence[LineFacts], stretch: range) -> Iterator[int]:
    first = facts[stretch.start]
    stated = _statements(facts, stretch)
    if len(stated) > 1 and not _belongs(first, stretch.start, stated[0]):
        yield from stated
    elif len(stated) > 1:
        yield from stated[1:]
    elif stated and (not first.mark or first.form in AREAS) and not first.is_empty:
        yield from stated
    elif not stated:
        yield from _text_heads(facts, stretch)


def _belongs(first: LineFacts, start: int, stated: int) -> bool:
    """Tell whether 问题：… is what a marker on the line before it numbers: 序号：1."""
    return bool(first.mark) and first.is_empty and stated == start + 1


def _statements(facts: Sequence[LineFacts], stretch: range) -> list[int]:
    """Return the lines 问题：… behind each of which a part comes before the next one."""
    heads: list[int] = []
    open_: int | None = None
    for index in stretch:
        if facts[index].kind == STATEMENT and open_ is None:
            open_ = index
        elif facts[index].is_part and open_ is not None:
            heads.append(open_)
            open_ = None
    return heads


def _text_heads(facts: Sequence[LineFacts], stretch: range) -> Iterator[int]:
    """Yield the lines of text right before a label that has been there before."""
    repeated = _repeated(facts, stretch)
    heads = [index - 1 for index in repeated if _may_head(facts, stretch, index - 1)]
    later = [index for index in heads if index > repeated[0]]
    if later:
        first = facts[stretch.start]
        described = first.form == "PROBLEM" or (len(heads) < SURE and first.form not in AREAS)
        yield from later if first.mark and described else heads
        yield from _like_heads(facts, stretch, later)


def _like_heads(facts: Sequence[LineFacts], stretch: range, heads: Sequence[int]) -> Iterator[int]:
    """Yield lines between the same labels as heads, whose own first label is left out."""
    ends = {facts[index - 1].label for index in heads} - {""}
    for index in stretch[1:-1]:
        is_between = facts[index - 1].label in ends and facts[index + 1].is_part
        if is_between and index not in heads and _may_head(facts, stretch, index):
            yield index


def _repeated(facts: Sequence[LineFacts], stretch: range) -> list[int]:
    """Return the places of the first label that comes more than once."""
    places: dict[str, list[int]] = defaultdict(list)
    for index in stretch:
        if facts[index].is_part:
            places[facts[index].label].append(index)
    return next((starts for starts in places.values() if len(starts) > 1), [])


def _may_head(facts: Sequence[LineFacts], stretch: range, index: int) -> bool:
    """Tell whether a line of text is no part of what stands before it.

    Below a label that stands alone, the line is what the label is about.
    """
    if index not in stretch or not facts[index].is_text:
        return False
    return index == stretch.start or not (facts[index - 1].is_label and facts[index - 1].is_empty)
