"""Parts of the document: present, complete, once, in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from notice_lint.checks.contract import (
    PASSED,
    Anchor,
    Check,
    Inapplicable,
    PartName,
    Verdict,
    anchor,
    opening_words,
    part_span,
)
from notice_lint.document.notice import Notice
from notice_lint.document.terms import PARTS, PLACES
from notice_lint.document.violation import Finding, Value
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


class PartRequired(Struct, frozen=True):
    """Options of part-required."""

    part: PartName
    near: tuple[Anchor, ...] = ()
    """Where to show that it is missing: the first of these that is there."""


def part_required(notice: Notice, options: PartRequired) -> Iterator[Verdict]:
    """Report a part of the document that is missing."""
    if part_span(notice, options.part):
        yield PASSED
    else:
        yield Finding(anchor(notice, options.near), whole=True)


class Element(Struct, frozen=True):
    """Something a part must hold or must not hold."""

    name: Wording
    pattern: Pattern | None = None
    """Searched in the text of the part."""
    raw: Pattern | None = None
    """Searched in the part as it stands, line breaks included."""
    field: Literal["", "period", "inspection_team", "inspected_body", "feedback", "publishing"] = ""
    """Field of the preamble that must be filled."""


class ElementsRequired(Struct, frozen=True):
    """Options of elements-required."""

    part: PartName
    required: tuple[Element, ...] = ()
    forbidden: tuple[Element, ...] = ()


def elements_required(notice: Notice, options: ElementsRequired) -> Iterator[Verdict]:
    """Report, in one finding, everything a part lacks or should not have."""
    part = getattr(notice, options.part)
    if part is None:
        yield Inapplicable(Wording("没有这一部分", "there is no such part"))
        return
    raw = part.span.of(notice.source.text)
    text = getattr(part, "text", raw)
    wrong = [one for one in options.required if not _holds(one, part, (text, raw))]
    wrong += [one for one in options.forbidden if _holds(one, part, (text, raw))]
    if wrong:
        yield Finding(_place(notice, part.span), {"elements": tuple(one.name for one in wrong)})
    else:
        yield PASSED


def _holds(element: Element, part: object, words: tuple[str, str]) -> bool:
    if element.field:
        return getattr(part, element.field, None) is not None
    searched = ((element.pattern, words[0]), (element.raw, words[1]))
    return any(pattern.search(text) for pattern, text in searched if pattern)


SHORT = 60
"""Code points of a line that is shown whole; of a longer one the opening words are."""


def _place(notice: Notice, span: Span) -> Span:
    """Return the first line of a part: what is wrong is the part, not each of its words."""
    line = re.compile(r"[^\r\n]*").match(notice.source.text, span.start, span.end)
    end = line.end() if line else span.end
    return Span(span.start, end) if end - span.start <= SHORT else opening_words(notice, span)


class SetAsideOptions(Struct, frozen=True):
    """Options of set-aside."""

    report: Literal["misplaced", "again", "unknown"]
    """`misplaced`: parts that belong elsewhere; `again`: parts given twice; `unknown`: the rest."""


def set_aside(notice: Notice, options: SetAsideOptions) -> Iterator[Verdict]:
    """Report what the grammar could not take in its place, by the reason."""
    for one in notice.set_aside:
        if _reason(one.found, one.expected, one.again) == options.report:
            names = tuple(PARTS[name] for name in one.expected if name in PARTS)
            place = PLACES.get(one.found, PLACES["text"])
            params: dict[str, Value] = {"part": PARTS[one.found], "expected": names[:3]}
            params["place"] = place
            yield Finding(_place(notice, one.span), params)
    yield PASSED


def _reason(found: str, expected: tuple[str, ...], again: bool) -> str:
    if again:
        return "again"
    behind_the_end = not {"signature", "issue_date", "title", "section"}.intersection(expected)
    if found == "text" and not behind_the_end:
        return "unknown"
    return "misplaced"


CHECKS = (
    Check("part-required", part_required, PartRequired),
    Check("elements-required", elements_required, ElementsRequired, ("elements",)),
    Check("set-aside", set_aside, SetAsideOptions, ("part", "place", "expected")),
)
