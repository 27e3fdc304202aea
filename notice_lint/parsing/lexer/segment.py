"""A part of a paragraph with one role: what the lexer hands on."""

from __future__ import annotations

from typing import NamedTuple

from notice_lint.parsing.lexer.lines import LogicalLine
from notice_lint.parsing.lexer.marks import WrittenMarker
from notice_lint.text.spans import Span


class Segment(NamedTuple):
    """A part of a paragraph with one role.

    `words` are folded, without marker and closing stop, and begin at `start` in the paragraph.
    """

    kind: str
    paragraph: LogicalLine
    start: int
    words: str
    span: Span
    mark: WrittenMarker | None = None

    @property
    def core(self) -> Span:
        """Where the words stand in the Source."""
        return self.locate(0, len(self.words))

    def locate(self, start: int, end: int) -> Span:
        """Return where a range of the words stands in the Source."""
        return self.paragraph.span(self.start + start, self.start + end)

    def as_(self, kind: str) -> Segment:
        """Return the segment in another role."""
        return Segment(kind, self.paragraph, self.start, self.words, self.span, self.mark)

    def narrow(self, start: int, end: int) -> Segment:
        """Return the segment with some of its words, at the same place."""
        return self._replace(start=self.start + start, words=self.words[start:end])

    def part(self, kind: str, start: int, end: int | None = None) -> Segment:
        """Return a range of the words as a segment of its own; without `end` all behind it."""
        if end is None:
            span = Span(self.locate(start, len(self.words)).start, self.span.end)
        else:
            span = self.locate(start, end)
        words = self.words[start:end].rstrip("。.:;,!? ")
        return Segment(kind, self.paragraph, self.start + start, words, span)
