"""The tokens that the grammar of a notice is written in."""

from __future__ import annotations

from typing import NamedTuple

from notice_lint.parsing.lexer.segments import Segment
from notice_lint.parsing.outline.transitions import Interpretation

END = "_END"
REPEATED = "REPEATED"
"""A closing line that says again what one of its kind has said: no grammar has a place for it."""
REPEATABLE = frozenset(("CONTACT", "ORGAN_LINE"))
"""Kinds of which several lines, each saying something else, are one part."""
ABOVE = "LABEL_ABOVE"
"""A label with nothing behind it but sub-items."""
ITEM, COMPOUND, SECTION = "ITEM", "COMPOUND", "SECTION"
LISTED = "LISTED"
"""A problem that is a clause of a paragraph, in grammars that know such problems."""


class Token(NamedTuple):
    """A terminal of the grammar with the piece it stands for."""

    terminal: str
    piece: Segment
    reading: Interpretation | None = None

    @property
    def kind(self) -> str:
        """The terminal that its words alone would make it."""
        return self.piece.kind if self.terminal in (REPEATED, ABOVE) else self.terminal

    @property
    def type(self) -> str:
        """The terminal, as Lark asks a token for it."""
        return self.terminal
