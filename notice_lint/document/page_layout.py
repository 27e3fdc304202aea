"""How a Word document is set: pages, fonts, indents; all values resolved to what is shown."""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

from msgspec import Struct

Alignment = Literal["left", "center", "right", "justify"]


class PageSetup(Struct, frozen=True):
    """The page of one section, in millimetres."""

    width: float = 210.0
    height: float = 297.0
    top: float = 37.0
    bottom: float = 35.0
    left: float = 28.0
    right: float = 26.0


class ParagraphLayout(Struct, frozen=True):
    """How one paragraph is set."""

    start: int = 0
    """Offset in `Source.text`."""
    font: str = "仿宋"
    """East Asian font of most of its characters; empty when none is named."""
    size: float = 16.0
    """Points."""
    alignment: Alignment = "justify"
    indent: float = 2.0
    """First line, in characters; blanks typed at its beginning count."""
    left: float = 0.0
    """Left indent, in characters."""
    right: float = 0.0
    """Right indent, in characters."""
    pitch: float | None = 29.0
    """Distance of lines in points; None when it depends on the font."""


class DocumentLayout(Struct, frozen=True):
    """How a document is set."""

    pages: tuple[PageSetup, ...]
    paragraphs: tuple[ParagraphLayout, ...]
    page_number: str = ""
    """What stands where pages are numbered, # for the number; empty when they are not."""

    def at(self, offset: int) -> ParagraphLayout | None:
        """Return how the paragraph around an offset is set."""
        index = bisect_right(self.paragraphs, offset, key=lambda paragraph: paragraph.start)
        return self.paragraphs[index - 1] if index else None
