"""The way between offsets in a text and the positions of an editor."""

from __future__ import annotations

from bisect import bisect_right

from lsprotocol.types import Position, PositionEncodingKind, Range
from msgspec import Struct

from notice_lint.document.source import LINE_BREAK
from notice_lint.text.spans import Span

_WIDTHS = {
    PositionEncodingKind.Utf8: ("utf-8", 1),
    PositionEncodingKind.Utf16: ("utf-16-le", 2),
    PositionEncodingKind.Utf32: ("utf-32-le", 4),
}


class Positions(Struct, frozen=True):
    """Counts the units of a line as an editor does."""

    text: str
    starts: tuple[int, ...]
    encoding: PositionEncodingKind

    @classmethod
    def of(cls, text: str, encoding: PositionEncodingKind) -> Positions:
        """Look a text through."""
        starts = (0, *(line_break.end() for line_break in LINE_BREAK.finditer(text)))
        return cls(text, starts, encoding)

    def position(self, offset: int) -> Position:
        """Return the position of an offset."""
        line = bisect_right(self.starts, offset) - 1
        return Position(line, self._units(self.text[self.starts[line] : offset]))

    def range(self, span: Span) -> Range:
        """Return the range of a span."""
        return Range(self.position(span.start), self.position(span.end))

    def offset(self, position: Position) -> int:
        """Return the offset of a position; one behind the end of a line is its end."""
        if position.line >= len(self.starts):
            return len(self.text)
        start = self.starts[position.line]
        following = self.starts[position.line + 1 : position.line + 2] or (len(self.text),)
        line = self.text[start : following[0]].rstrip("\r\n")
        units = 0
        for index, character in enumerate(line):
            if units >= position.character:
                return start + index
            units += self._units(character)
        return start + len(line)

    def span(self, range_: Range) -> Span:
        """Return the span of a range."""
        return Span(self.offset(range_.start), self.offset(range_.end))

    def _units(self, text: str) -> int:
        name, width = _WIDTHS[self.encoding]
        return len(text.encode(name, "surrogatepass")) // width
