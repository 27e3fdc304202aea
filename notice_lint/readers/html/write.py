"""The pieces of a page written as a browser shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from notice_lint.readers.html.page import PageElement, PageReader, TextPiece
from notice_lint.readers.writer import TextWriter
from notice_lint.text.invisible import shown_lines, visible_ranges
from notice_lint.text.spans import Span

_RUN = re.compile(r"[ \t\r\n\f]+|[^ \t\r\n\f]+")


class PageWriter(Struct):
    """Writes pieces as a browser shows them: white space collapsed, items numbered, cells apart."""

    writer: TextWriter
    markers: dict[int, str]
    """Of items, by the number of their start."""
    cells: set[int] = field(default_factory=set)
    """The elements that are cells of tables."""
    spans: dict[int, Span] = field(default_factory=dict)
    """Where in the text each element stands, by the number of its start."""
    marker: str = ""
    """What is to be written before the next words."""

    def write(self, page: PageReader, pieces: range) -> None:
        """Write a range of pieces, and what the elements in it add."""
        place = pieces.start
        if self.writer.last != "\n":
            self.writer.generate("\n", page.pieces[place].start)
        for at, element, is_start in _steps(page.elements, pieces):
            self.put_all(page.pieces[place:at])
            place = max(place, at)
            if is_start:
                self.open(element)
            else:
                self.end(element)
        self.put_all(page.pieces[place : pieces.stop])

    def open(self, element: PageElement) -> None:
        """Note where an element begins."""
        self.spans[element.opened] = Span(self.writer.length, self.writer.length)
        if element.opened in self.markers:
            self.put_marker(element.start)
            self.marker = self.markers[element.opened]

    def end(self, element: PageElement) -> None:
        """Note where an element ends; a cell without words has a line all the same."""
        start = self.spans[element.opened].start
        if element.opened in self.markers:
            self.put_marker(element.start)
        is_open = self.writer.length == start or self.writer.last != "\n"
        if id(element) in self.cells and is_open:
            self.writer.generate("\n", element.start)
        self.spans[element.opened] = Span(start, self.writer.length)

    def put_marker(self, raw: int) -> None:
        """Write the number of an item that holds nothing on its line."""
        if self.marker:
            self.writer.generate(f"{self.marker}\n", raw)
            self.marker = ""

    def put_all(self, pieces: Sequence[TextPiece]) -> None:
        """Write pieces."""
        for piece in pieces:
            if piece.is_break:
                if self.writer.last != "\n":
                    self.writer.put("\n", piece.start)
            elif len(piece.text) != piece.end - piece.start:
                self.put_reference(piece)
            else:
                self.put_text(piece)

    def put_text(self, piece: TextPiece) -> None:
        """Write words, and one blank for several."""
        for run in _RUN.finditer(piece.text):
            words = run.group()
            start = piece.start + run.start()
            if not words.isspace():
                self.begin_item(words, start)
                self.writer.copy(start, piece.start + run.end())
            elif self.writer.last not in " \n":
                self.writer.put(" ", start)

    def put_reference(self, piece: TextPiece) -> None:
        """Write a character that is written by its name or number."""
        for start, end in visible_ranges(piece.text, 0, len(piece.text)):
            self.begin_item(piece.text, piece.start)
            self.writer.put(shown_lines(piece.text[start:end]), piece.start)

    def begin_item(self, words: str, raw: int) -> None:
        """Write the number of the item that words begin."""
        if self.marker and words.strip():
            blank = " " if words[0].isascii() and words[0].isalnum() else ""
            self.writer.generate(self.marker + blank, raw)
            self.marker = ""


def _steps(
    elements: Sequence[PageElement], pieces: range
) -> Iterator[tuple[int, PageElement, bool]]:
    """Yield where elements inside a range start and end, in the order of the file."""
    inside = [
        element
        for element in elements
        if pieces.start <= element.first and element.last <= pieces.stop
    ]
    steps = [(element.opened, element.first, element, True) for element in inside]
    steps += [(element.closed, element.last, element, False) for element in inside]
    for _, at, element, is_start in sorted(steps, key=lambda step: step[0]):
        yield at, element, is_start
