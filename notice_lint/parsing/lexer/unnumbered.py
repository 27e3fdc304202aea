"""Headings without a number: lost from a row of numbers, set as headings, or the head of a cycle.

A line of text is one by its place and its words together: 1. … [here] … 3., a second cause where
an item has had its own, the words of a heading right before the numbers that stand below it, or a
heading style. Lines that only look alike inside an item stay text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.cycles import AREAS, STATEMENT, cycle_heads
from notice_lint.parsing.lexer.line_facts import LineFacts, line_facts
from notice_lint.parsing.lexer.lines import UNNUMBERED, FamilyMember, TextLine
from notice_lint.parsing.lexer.statuses import find_status

LONGEST_BARE = 40
"""Code points of a heading that only its words and place show."""
LONGEST_SET = 80
"""Code points of a line that is set as a heading; more is a sentence in bold."""
FARTHEST = 50
"""Lines above a heading among which the parts of the item before it stand."""
LONGEST_PARAGRAPH = 5
"""Lines that a heading without a number may be broken into."""
MOST_LOST = 3
"""Numbers in a row that may be lost; more is another fault."""
SECTION_FORMS = frozenset(("PLAN", "WORK", "RECTIFICATION"))
SAYS = {"PROBLEM": "item", "DEFECT": "item", "DIRECTION": "area"} | dict.fromkeys(
    SECTION_FORMS, "section"
)
TITLES = frozenset(("NAMED_TITLE", "BARE_TITLE"))

Found = Iterator[tuple[int, str]]
"""The places of headings, each with the style whose sibling it is, or with what it heads."""


def mark_unnumbered(
    lines: Sequence[TextLine], width: int | None, settings: Mapping[int, int]
) -> tuple[TextLine, ...]:
    """Return the lines, those that are headings without a number told as such.

    `width` is where lines are broken, if they are; `settings` says at which places of the text
    lines begin that are set as headings, and of which level.
    """
    facts = list(line_facts(lines, width))
    sure = dict(_below_markers(facts)) | dict(_in_gaps(facts))
    sure = dict(_set_apart(lines, facts, settings)) | sure
    facts = [_told(fact, sure.get(index)) for index, fact in enumerate(facts)]
    found = dict(_last_parts(facts)) | dict(_before_numbers(facts))
    found |= dict.fromkeys(cycle_heads(facts), "item") | sure
    found |= dict(_above_heads(facts, found))
    return tuple(
        _heading(line, found[index]) if index in found and not _is_title(line) else line
        for index, line in enumerate(lines)
    )


def _told(fact: LineFacts, like: str | None) -> LineFacts:
    """Return the facts of a line that proved to be a heading: what is below belongs to it."""
    return fact if like is None or fact.mark else replace(fact, mark=UNNUMBERED)


def _heading(line: TextLine, like: str) -> TextLine:
    lead = line.lead if line.kind == STATEMENT else 0
    return line._replace(kind=UNNUMBERED, lead=lead, member=FamilyMember(like, ()))


def _is_title(line: TextLine) -> bool:
    hit = alphabet("head").match(line.view)
    return hit is not None and hit.terminal in TITLES


class _Siblings(Struct):
    """What the members of one family have in common."""

    forms: Counter[str | None] = field(default_factory=Counter)
    labelled: int = 0

    def fits(self, facts: Sequence[LineFacts], index: int) -> bool:
        """Tell whether a line could be one of them."""
        total = self.forms.total()
        form = facts[index].form or ""
        says = SAYS.get(form) if form != "DEFECT" else None
        alike = sum(count for form, count in self.forms.items() if SAYS.get(form or "") == says)
        if says and alike * 2 >= total and (says == "item" or facts[index].is_bare):
            return True
        return self.labelled * 2 >= total > 1 and _opens_cycle(facts, index)


def _below_markers(facts: Sequence[LineFacts]) -> Found:
    """Yield the lines below a marker that stands alone: 序号：1."""
    for index, (fact, after) in enumerate(pairwise(facts)):
        if fact.mark and fact.is_empty and (after.is_text or (after.is_label and after.form)):
            yield index + 1, "item"


def _in_gaps(facts: Sequence[LineFacts]) -> Found:
    """Yield lines that stand just where a family leaves out their numbers."""
    families = _siblings(facts)
    candidates = [index for index, fact in enumerate(facts) if fact.is_text]
    last: dict[str, tuple[int, int]] = {}
    part = -1
    for index, fact in enumerate(facts):
        if fact.mark is None or fact.value is None:
            continue
        value, place = last.get(fact.mark, (0, part))
        if fact.value <= value:
            value, place = 0, max(place, part)
        lost = fact.value - value - 1
        if 0 < lost <= MOST_LOST:
            between = candidates[bisect_right(candidates, place) : bisect_right(candidates, index)]
            for found in _chosen(facts, families[fact.mark], between, lost):
                yield found, fact.mark
        last[fact.mark] = fact.value, index
        part = index if SAYS.get(fact.form or "") == "section" else part


def _siblings(facts: Sequence[LineFacts]) -> dict[str, _Siblings]:
    families: dict[str, _Siblings] = defaultdict(_Siblings)
    for index, fact in enumerate(facts):
        if fact.mark:
            families[fact.mark].forms[fact.form] += 1
            families[fact.mark].labelled += _has_label_next(facts, index)
    return families


def _chosen(
    facts: Sequence[LineFacts], siblings: _Siblings, between: Sequence[int], lost: int
) -> Sequence[int]:
    """Return as many lines as numbers are lost; none where it cannot be told which."""
    fitting = [index for index in between if siblings.fits(facts, index)]
    if len(fitting) <= lost:
        return fitting
    headed = [
        index for index in fitting if _has_label_next(facts, index) or _is_first(facts, index)
    ]
    return headed if len(headed) <= lost else []


def _opens_cycle(facts: Sequence[LineFacts], index: int) -> bool:
    """Tell whether labels stand below a line, and not because the item it describes has them."""
    if not _has_label_next(facts, index):
        return False
    for fact in reversed(facts[max(0, index - FARTHEST) : index]):
        if fact.is_part:
            return True
        if fact.mark:
            return fact.form in AREAS
    return False


def _has_label_next(facts: Sequence[LineFacts], index: int) -> bool:
    following = _next(facts, index)
    return following is not None and (following.is_part or following.kind == STATEMENT)


def _is_first(facts: Sequence[LineFacts], index: int) -> bool:
    following = _next(facts, index)
    return following is not None and following.mark is not None and following.value == 1


def _next(facts: Sequence[LineFacts], index: int) -> LineFacts | None:
    """Return what follows the paragraph that begins at a line."""
    place = _next_place(facts, index)
    return None if place is None else facts[place]


def _next_place(facts: Sequence[LineFacts], index: int) -> int | None:
    for place in range(index + 1, min(index + 1 + LONGEST_PARAGRAPH, len(facts))):
        if facts[place].kind != "PAGE_NUMBER" and facts[place].begins:
            return place
    return None


def _set_apart(
    lines: Sequence[TextLine], facts: Sequence[LineFacts], settings: Mapping[int, int]
) -> Found:
    """Yield lines that are set as headings and say something."""
    if not settings:
        return
    labels = Counter(fact.label for fact in facts)
    for index, (line, fact) in enumerate(zip(lines, facts, strict=True)):
        level = settings.get(line.span.start - line.indent)
        is_title = level and fact.is_bare and fact.form and labels[fact.label] == 1
        if level is None or not (fact.is_text or is_title) or fact.length > LONGEST_SET:
            continue
        is_sentence = line.view.endswith("。") and not _has_label_next(facts, index)
        if not is_sentence and line.view[-1:] not in ":;" and not find_status(line.view):
            yield index, f"h{level}" if level else "bold"


def _before_numbers(facts: Sequence[LineFacts]) -> Found:
    """Yield lines with the words of a heading right before the numbers that stand below it."""
    for index, fact in enumerate(facts):
        says = SAYS.get(fact.form or "")
        plain = fact.is_text and fact.is_bare and fact.length <= LONGEST_BARE
        place = _next_place(facts, index) if plain and says in ("area", "section") else None
        if place is None or facts[place].mark is None:
            continue
        following = facts[place]
        below = SAYS.get(following.form or "")
        is_item = below == "item" or _has_label_next(facts, place)
        if says == "area" and is_item:
            yield index, "area"
        opens = bool(below) or is_item or following.kind == "PART_MARK"
        if says == "section" and following.value == 1 and opens:
            yield index, "section"


def _above_heads(facts: Sequence[LineFacts], found: Mapping[int, str]) -> Found:
    """Yield short lines right above headings without a number, where nothing has numbers.

    What stands above an item is an area, and what stands above that a section.
    """
    heads = {index: like for index, like in found.items() if like in SAYS.values()}
    if any(fact.value is not None for fact in facts):
        return
    for index in sorted(range(len(facts)), reverse=True):
        fact = facts[index]
        plain = fact.is_text and fact.is_bare and fact.length <= LONGEST_BARE
        if index in found or not plain:
            continue
        below = heads.get(_next_place(facts, index) or -1)
        says = SAYS.get(fact.form or "", "")
        if below and (says != "item" or below == "item"):
            like = says if says in ("area", "section") else "area" if below == "item" else "section"
            heads[index] = like
            yield index, like
        elif heads and says == "section":
            yield index, "section"


def _last_parts(facts: Sequence[LineFacts]) -> Found:
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
        if (facts[index].is_text or is_sole_label) and _next(facts, index):
            yield index, "section"
