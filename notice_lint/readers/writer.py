"""The text of a document written piece by piece, with the way back to the file."""

from __future__ import annotations

from msgspec import Struct, field

from notice_lint.document.source import IDENTITY, HeadingMark, Table
from notice_lint.text.invisible import shown_lines, visible_ranges


class ShownText(Struct, frozen=True):
    """What a person reads of a file, and what is said about it; see Source."""

    text: str
    anchors: tuple[tuple[int, int], ...] = IDENTITY
    tables: tuple[Table, ...] = ()
    heading_marks: tuple[HeadingMark, ...] = ()


class TextWriter(Struct):
    """Writes text; characters stand one by one in the file, or are generated at a place in it."""

    raw: str
    length: int = 0
    last: str = "\n"
    """The last character."""
    _text: list[str] = field(default_factory=list)
    _anchors: list[tuple[int, int]] = field(default_factory=lambda: [(0, 0)])
    _generated_at: int | None = None
    """Where in the file the last characters were generated, if they were."""

    def copy(self, start: int, end: int) -> None:
        """Add a range of the file as it is shown, without invisible characters."""
        for first, last in visible_ranges(self.raw, start, end):
            self.put(shown_lines(self.raw[first:last]), first)

    def put(self, words: str, raw: int) -> None:
        """Add characters in place of as many in the file from a place on."""
        base, raw_base = self._anchors[-1]
        if self._generated_at is not None or raw_base - base != raw - self.length:
            self._anchor(raw)
        self._generated_at = None
        self._add(words)

    def generate(self, words: str, raw: int) -> None:
        """Add characters that stand nowhere in the file, at a place in it."""
        self._anchor(raw)
        self._generated_at = raw
        self._add(words)

    def _anchor(self, raw: int) -> None:
        if self._anchors[-1][0] == self.length:
            self._anchors.pop()
        self._anchors.append((self.length, raw))

    def _add(self, words: str) -> None:
        if words:
            self._text.append(words)
            self.length += len(words)
            self.last = words[-1]

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._text)

    @property
    def anchors(self) -> tuple[tuple[int, int], ...]:
        """The way back to the file: pairs (offset in the text, offset in the file), sorted."""
        if self._generated_at is not None:
            self._anchor(self._generated_at)
        return IDENTITY if self._anchors == [(0, 0)] else tuple(self._anchors)
