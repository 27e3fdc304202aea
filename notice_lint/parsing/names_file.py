"""What grammar/notice.yaml says of the parts and terminals of a grammar."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from notice_lint.text.wording import Wording


class PartNames(Struct, frozen=True):
    """What a part is called, and where it belongs."""

    name: Wording
    place: Wording | None = None


class TerminalTraits(Struct, frozen=True):
    """What a terminal is to the parser."""

    part: str = ""
    role: Literal["", "heading", "label", "summary", "closing", "furniture"] = ""
    missing: float = 1.0
    """What it costs to take it for left out."""
    optional: bool = False
    """Whether it is never taken for left out."""
    aside: float = 2.0
    """What it costs to set it aside."""
    continues: bool = False
    """Whether it goes with the label or heading before it."""
    closes: bool = False
    """Whether it ends the innermost section or item."""


class GrammarVariant(Struct, frozen=True):
    """A grammar that the titles of some notices ask for."""

    grammar: str
    title: str
    """Expression for what such a title says."""
    name: Wording
    """What such notices are called."""


class NamesFile(Struct, frozen=True):
    """What grammar/notice.yaml holds, or the file beside another grammar."""

    parts: dict[str, PartNames] = field(default_factory=dict)
    terminals: dict[str, TerminalTraits] = field(default_factory=dict)
    variants: tuple[GrammarVariant, ...] = ()
