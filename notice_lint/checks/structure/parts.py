"""Parts of the document: present, complete, once, in their place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from notice_lint.checks.contract import (
    PASSED,
    Anchor,
    Check,
    Inapplicable,
    NoOptions,
    PartName,
    Verdict,
    anchor,
    first_line,
    part_span,
)
from notice_lint.document.notice import Notice
from notice_lint.document.violation import Finding
from notice_lint.matching.pattern import Pattern
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

    def is_in(self, part: object, raw: str) -> bool:
        """Tell whether a part of the document holds it; `raw` is the part as it stands."""
        if self.field:
            return getattr(part, self.field, None) is not None
        text = getattr(part, "text", raw)
        searched = ((self.pattern, text), (self.raw, raw))
        return any(pattern.search(words) for pattern, words in searched if pattern)


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
    wrong = [element for element in options.required if not element.is_in(part, raw)]
    wrong += [element for element in options.forbidden if element.is_in(part, raw)]
    if wrong:
        elements = tuple(element.name for element in wrong)
        yield Finding(first_line(notice, part.span), {"elements": elements})
    else:
        yield PASSED


def not_a_notice(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report a document in which nothing shows that it is a rectification notice."""
    yield PASSED if notice.is_notice else Finding(anchor(notice, ("title",)), whole=True)


def unread_text(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report each block that looks like items or parts and could not be read."""
    for block in notice.unread:
        yield Finding(first_line(notice, block.span), {"reason": block.reason})
    yield PASSED


CHECKS = (
    Check("unread-text", unread_text, params=("reason",)),
    Check("not-a-notice", not_a_notice, gate=True),
    Check("part-required", part_required, PartRequired),
    Check("elements-required", elements_required, ElementsRequired, ("elements",)),
)
