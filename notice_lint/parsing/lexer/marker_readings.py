"""The beginning of a line read as a marker, whichever family it may belong to."""

from __future__ import annotations

import re
from typing import NamedTuple

from notice_lint.parsing.lexer.alphabet import alphabet

_PUNCTUATION = re.compile(r"[^\w#]+")


class FamilyKey(NamedTuple):
    """What the markers of a family have in common."""

    prefix: str
    """With # for each numeral before the one that counts."""
    kind: str
    """How the numeral writes 1."""
    suffix: str

    @property
    def name(self) -> str:
        """The marker that the family begins with."""
        return self.prefix.replace("#", self.kind) + self.kind + self.suffix

    @property
    def is_enumerator(self) -> bool:
        """Whether it lists what one sentence or paragraph says: 一是…二是…."""
        return alphabet("enumerator").match(self.name) is not None

    @property
    def is_worded(self) -> bool:
        """Whether words stand before the numeral and something closes it: 第一项 （问题1）."""
        return bool(self.words[0] and self.suffix)

    @property
    def words(self) -> tuple[str, str]:
        """What is left of it when its punctuation was mistyped."""
        return _PUNCTUATION.sub("", self.prefix), self.kind


class MarkerReading(NamedTuple):
    """The beginning of a line read as a marker."""

    key: FamilyKey
    path: tuple[int, ...]
    """The values of its numerals; the last one counts."""
    end: int
