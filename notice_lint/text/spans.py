"""Ranges of a text."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of code points in a Source; 0-based."""

    start: int
    end: int

    def holds(self, offset: int) -> bool:
        """Return whether an offset lies in this span."""
        return self.start <= offset < self.end

    def of(self, text: str) -> str:
        """Return the characters this span covers."""
        return text[self.start : self.end]
