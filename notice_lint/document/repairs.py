"""What a document lacks, or holds in the wrong place, measured by the grammar of a notice."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


class Unread(Struct, frozen=True):
    """A block that looks like items or parts and could not be read."""

    span: Span
    reason: Wording


class Repair(Struct, frozen=True):
    """What made the document fit the grammar: a part that is missing, or one that was set aside."""

    kind: Literal["missing", "foreign", "misplaced", "duplicate"]
    part: str
    """Rule of grammar/notice.lark; `text` for text that belongs to no part of its own."""
    within: str
    """The part that should hold it, or in which it stands: `item`, `section`, `start`."""
    span: Span
    """Words that stand wrong; of what is missing, the heading or label it is missing below, and
    nothing where it is missing in the document."""
    name: Wording
    place: Wording | None = None
    """Where such a part belongs."""
    expected: tuple[Wording, ...] = ()
    """What the grammar would have taken instead, in the order of a notice."""
    owner: Span | None = None
    """The words of the item or section it is about; None for the document."""
    label: str = ""
    """The words of what it is about: heading, label, line."""
    first: Span | None = None
    """Of a part given twice, where it was given first."""
    follows: Wording | None = None
    """Of a part of an item that stands wrong, what the part before it is called."""
