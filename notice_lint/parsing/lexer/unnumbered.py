"""Headings without a number: lost from a row of numbers, set as headings, or the head of a cycle.

A line of text is one by its place and its words together: 1. … [here] … 3., a second cause where
an item has had its own, the words of a heading right before the numbers that stand below it, or a
heading style. Lines that only look alike inside an item stay text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.cycles import cycle_heads
from notice_lint.parsing.lexer.gaps import lost_headings
from notice_lint.parsing.lexer.line_facts import (
    LONGEST_BARE,
    SAYS,
    STATEMENT,
    LineFacts,
    has_label_next,
    in_brackets,
    line_facts,
    next_place,
)
from notice_lint.parsing.lexer.lines import (
    MARKS,
    TEXT,
    UNNUMBERED,
    FamilyMember,
    TextLine,
    bullet_end,
)
from notice_lint.parsing.lexer.marks import OUTER
from notice_lint.parsing.lexer.prose import problem_heads
from notice_lint.parsing.lexer.statuses import find_status

LONGEST_SET = 80
"""Code points of a line that is set as a heading; more is a sentence in bold."""
SEVERAL = 2
"""Lines in brackets from which on they are how a document sets its headings."""
SHORTEST = 4
"""Code points of the shortest heading in brackets; less is a label or a sign."""
BRACKETED = "【】"
"""What headings in brackets are alike in."""
LIKES = frozenset(SAYS.values())
"""What headings without a number are alike in, where no style shows it."""
TITLES = frozenset(("NAMED_TITLE", "BARE_TITLE"))

Placed = Iterator[tuple[int, str]]
"""The places of headings, each with the style whose sibling it is, or with what it heads."""


def mark_unnumbered(
    lines: Sequence[TextLine], width: int | None, settings: Mapping[int, int]
) -> tuple[TextLine, ...]:
    """Return the lines, those that are headings without a number told as such.

    `width` is where lines are broken, if they are; `settings` says at which places of the text
    lines begin that are set as headings, and of which level.
    """
    facts = list(line_facts(lines, width))
    sure = dict(_below_markers(facts)) | dict(lost_headings(facts)) | dict(_bracketed(lines, facts))
    sure = dict(_set_apart(lines, facts, settings)) | sure
    facts = [_told(fact, sure.get(index)) for index, fact in enumerate(facts)]
    below = facts if _has_numbers(facts) else list(_below_sections(facts))
    problems = (*cycle_heads(facts), *problem_heads(lines, below))
    heads = dict(_last_parts(facts)) | dict(_before_numbers(facts))
    heads = heads | dict.fromkeys(problems, "item") | sure
    heads |= dict(_first_parts(facts, heads))
    if not _has_numbers(facts):
        heads |= dict(_above_heads(facts, heads))
    return tuple(
        _heading(line, heads[index]) if index in heads and not _is_known(line) else line
        for index, line in enumerate(lines)
    )


def _below_sections(facts: Sequence[LineFacts]) -> Iterator[LineFacts]:
    """Yield the facts of lines, those with the words of a section told as headings.

    Where nothing has numbers, only these words show where problems are listed.
    """
    labels = Counter(fact.label for fact in facts if fact.is_label)
    for index, fact in enumerate(facts):
        is_sole = fact.is_plain or (fact.is_label and labels[fact.label] == 1)
        is_section = is_sole and _is_section(fact) and next_place(facts, index) is not None
        yield _told(fact, "section" if is_section else None)


def _is_section(fact: LineFacts) -> bool:
    return fact.is_bare and fact.length <= LONGEST_BARE and fact.says == "section"


def _has_numbers(facts: Sequence[LineFacts]) -> bool:
    return any(fact.value is not None for fact in facts)


def _told(fact: LineFacts, like: str | None) -> LineFacts:
    """Return the facts of a line that proved to be a heading: what is below belongs to it."""
    return fact if like is None or fact.mark else replace(fact, mark=UNNUMBERED)


def _heading(line: TextLine, like: str) -> TextLine:
    lead = line.lead if line.kind == STATEMENT else bullet_end(line.view)
    if like == BRACKETED:
        lead = 1
    return line._replace(kind=UNNUMBERED, lead=lead, member=FamilyMember(like, ()))


def _is_known(line: TextLine) -> bool:
    """Tell whether a line is the title, or has a marker: ①问题：…"""
    if line.kind in MARKS and line.lead:
        return True
    hit = alphabet("head").match(line.view)
    return hit is not None and hit.terminal in TITLES


def _below_markers(facts: Sequence[LineFacts]) -> Placed:
    """Yield the lines below a marker that stands alone: 序号：1; below 三、 only a short one."""
    for index, (fact, after) in enumerate(pairwise(facts)):
        is_text = after.is_text or (after.is_label and after.form is not None)
        is_long = fact.kind in OUTER and after.length > LONGEST_BARE
        if fact.mark and fact.is_empty and is_text and not is_long:
            yield index + 1, "item"


def _bracketed(lines: Sequence[TextLine], facts: Sequence[LineFacts]) -> Placed:
    """Yield lines that are nothing but words in brackets, each another's: 【学习抓得不紧】."""
    places = [
        index
        for index, fact in enumerate(facts)
        if fact.is_text and _is_bracketed(lines[index].view) and next_place(facts, index)
    ]
    words = {lines[index].view for index in places}
    if len(words) == len(places) >= SEVERAL:
        yield from ((index, BRACKETED) for index in places)


def _is_bracketed(view: str) -> bool:
    """Tell whether words in brackets may be a heading: not a status, nor a word or two."""
    inside = in_brackets(view)
    return SHORTEST <= len(inside) <= LONGEST_BARE and find_status(inside) is None


def _set_apart(
    lines: Sequence[TextLine], facts: Sequence[LineFacts], settings: Mapping[int, int]
) -> Placed:
    """Yield lines that are set as headings and say something."""
    if not settings:
        return
    labels = Counter(fact.label for fact in facts)
    for index, (line, fact) in enumerate(zip(lines, facts, strict=True)):
        level = settings.get(line.span.start - line.indent)
        if level is None:
            continue
        sole = level > 0 and labels[fact.label] == 1
        if _may_be_set(fact, sole=sole) and _says_something(line, facts, index):
            yield index, f"h{level}" if level else "bold"


def _may_be_set(fact: LineFacts, *, sole: bool) -> bool:
    """Tell whether a line may be a heading; 整改工作开展情况 is one unless it is repeated.

    How it is set shows that it begins a paragraph, whatever the line before it ends with.
    """
    is_text = fact.kind == TEXT
    return fact.length <= LONGEST_SET and (is_text or (sole and fact.form is not None))


def _says_something(line: TextLine, facts: Sequence[LineFacts], index: int) -> bool:
    """Tell whether a line that is set as a heading is no status, label or emphasized sentence."""
    is_sentence = line.view.endswith("。") and not has_label_next(facts, index)
    return not is_sentence and line.view[-1:] not in ":;" and not find_status(line.view)


def _before_numbers(facts: Sequence[LineFacts]) -> Placed:
    """Yield lines with the words of a heading right before the numbers that stand below it."""
    for index, fact in enumerate(facts):
        place = next_place(facts, index) if fact.is_plain else None
        if place is not None and facts[place].mark and _may_stand_above(fact.says, facts, place):
            yield index, fact.says


def _may_stand_above(says: str, facts: Sequence[LineFacts], place: int) -> bool:
    """Tell whether what a line says heads the marker at a place: an area items, a section all."""
    following = facts[place]
    below = "item" if has_label_next(facts, place) else following.says
    if says == "area":
        return below == "item"
    opens = bool(below) or following.kind == "PART_MARK"
    return says == "section" and following.value == 1 and opens


def _above_heads(facts: Sequence[LineFacts], kinds: Mapping[int, str]) -> Placed:
    """Yield short lines right above headings without a number, where nothing has numbers.

    What stands above an item is an area, and what stands above that a section.
    """
    heads = {index: like for index, like in kinds.items() if like in LIKES}
    plain = (index for index, fact in enumerate(facts) if fact.is_plain)
    for index in sorted(set(plain) - kinds.keys(), reverse=True):
        below = heads.get(next_place(facts, index) or -1)
        like = _above(facts[index].says, below)
        if heads and like:
            heads[index] = like
            yield index, like


def _above(says: str, below: str | None) -> str:
    """Return what a line heads above another heading, or by its words alone; empty for nothing."""
    if says == "section" or (below and says == "area"):
        return says
    if below == "item":
        return "area"
    return "section" if below and says != "item" else ""


def _first_parts(facts: Sequence[LineFacts], heads: Mapping[int, str]) -> Placed:
    """Yield 整改工作概况 above all numbers, where other sections have no number either."""
    if "section" not in heads.values():
        return
    first = min([*heads, *(index for index, fact in enumerate(facts) if fact.mark)])
    for index, fact in enumerate(facts[:first]):
        if fact.is_plain and fact.says == "section" and next_place(facts, index) is not None:
            yield index, "section"


def _last_parts(facts: Sequence[LineFacts]) -> Placed:
    """Yield 下一步工作打算 on a line of its own, which stands in no item.

    Where every item has such a line, it is one of their parts.
    """
    plans = [
        index
        for index, fact in enumerate(facts)
        if fact.is_bare and fact.form == "PLAN" and fact.length <= LONGEST_BARE
    ]
    for index in plans:
        is_sole_label = facts[index].is_label and len(plans) == 1
        if (facts[index].is_text or is_sole_label) and next_place(facts, index) is not None:
            yield index, "section"
