"""The text of one document and the way back from it to the file."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from operator import itemgetter
from typing import Annotated, Literal

from msgspec import Meta, Struct

from notice_lint.document.nesting import innermost, value_at
from notice_lint.document.page_layout import DocumentLayout
from notice_lint.text.folding import view
from notice_lint.text.masking import masked
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

Kind = Literal["text", "markdown", "docx", "html", "pdf", "doc", "sheet"]
"""What a file is; a notice is no sheet, but a ledger may be one."""

LINE_BREAK = re.compile(r"\r\n|\r|\n")
IDENTITY = ((0, 0),)
Ordinal = Annotated[int, Meta(ge=1)]
CellPlace = tuple[Ordinal, Ordinal, Ordinal]
"""Number of a table in its document, row and column, all 1-based."""


class Location(Struct, frozen=True, omit_defaults=True):
    """Place in a file: 1-based line and column in code points, end exclusive."""

    line: Ordinal
    column: Ordinal
    end_line: Ordinal
    end_column: Ordinal
    paragraph: Ordinal | None = None
    """In a .docx, the 1-based number of the paragraph, those in tables and boxes counted."""
    page: Ordinal | None = None
    """In a PDF, the 1-based page; lines are counted from its top."""
    cell: CellPlace | None = None


class LineIndex(Struct, frozen=True):
    """Where the lines and pages of a text begin: the way between offsets and locations."""

    starts: tuple[int, ...]
    size: int
    pages: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str, pages: tuple[tuple[int, int], ...] = ()) -> LineIndex:
        """Look a text through."""
        starts = (0, *(line_break.end() for line_break in LINE_BREAK.finditer(text)))
        return cls(starts, len(text), pages)

    def line_column(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset, 1-based."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def page(self, offset: int) -> tuple[int | None, int]:
        """Return the page of an offset, and how many lines stand before that page."""
        index = bisect_right(self.pages, offset, key=itemgetter(0)) if self.pages else 0
        if not index:
            return None, 0
        start, page = self.pages[index - 1]
        return page, self.line_column(start)[0] - 1

    def span_of(self, location: Location) -> Span:
        """Return the range that a location names."""
        before = 0
        if location.page is not None:
            starts = (start for start, page in self.pages if page == location.page)
            before = self.line_column(next(starts, 0))[0] - 1
        return Span(
            self._offset(before + location.line, location.column),
            self._offset(before + location.end_line, location.end_column),
        )

    def _offset(self, line: int, column: int) -> int:
        return min(self.starts[min(line, len(self.starts)) - 1] + column - 1, self.size)


class Directive(Struct, frozen=True):
    """An instruction to the tool that stands in a document and is no part of its text."""

    text: str
    raw: Span
    """Where it stands in `Source.raw`."""
    at: int
    """Offset in `Source.text` of what follows it."""
    alone: bool
    """Whether it has a line of its own."""


class RunPlace(Struct, frozen=True):
    """Characters that come from one run of a .docx."""

    start: int
    end: int
    paragraph: int
    """1-based number of the paragraph."""
    generated: bool
    """Whether they are an automatic number, which no edit can change."""


class Cell(Struct, frozen=True):
    """One cell of a table."""

    span: Span
    """Its text in `Source.text` with the line breaks inside, without blanks around; empty for none.

    An empty cell stands at a place of its own, so that a finding can name it.
    """
    row: int
    """The first row it covers, 1-based."""
    column: int
    """The first column it covers, 1-based."""
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False
    """Whether the file itself says that it heads rows or columns: th, w:tblHeader, a bold row."""


class Table(Struct, frozen=True):
    """A table as it stands in a document: its cells in reading order."""

    span: Span
    cells: tuple[Cell, ...]


class HeadingMark(Struct, frozen=True):
    """A line that is set as a heading."""

    start: int
    """Offset in `Source.text` of the first character of the line."""
    level: int
    """1 to 9 of a heading style, h1 to h6, # to ######; 0 where it is only bold as a whole."""


class Residue(Struct, frozen=True):
    """A comment or a tracked change that was left in a document."""

    label: Wording
    span: Span
    """The words it is about, in `Source.text`."""


class Source(Struct, frozen=True, dict=True):
    """Text of one document as a reader sees it.

    `raw` is what the file holds, decoded; `text` is what a person reads of it. `anchors` are pairs
    (offset in text, offset in raw), sorted; between two of them both run in step.
    """

    path: str
    kind: Kind
    text: str
    raw: str
    sha256: str
    anchors: tuple[tuple[int, int], ...] = IDENTITY
    directives: tuple[Directive, ...] = ()
    residue: tuple[Residue, ...] = ()
    paragraphs: tuple[tuple[int, int], ...] = ()
    """Of a .docx, pairs (offset in raw, number of the paragraph that begins there), sorted."""
    pages: tuple[tuple[int, int], ...] = ()
    """Of a PDF, pairs (offset in raw, number of the page that begins there), sorted."""
    layout: DocumentLayout | None = None
    """Of a .docx, how it is set."""
    runs: tuple[RunPlace, ...] = ()
    """Of a .docx, where each run of characters comes from."""
    tables: tuple[Table, ...] = ()
    """Sorted by where they begin; one inside a cell follows the one that holds it."""
    heading_marks: tuple[HeadingMark, ...] = ()
    """Sorted; none stands inside a table."""
    sheets: tuple[str, ...] = ()
    """Of a workbook, what the sheets are called that its tables stand for."""

    @cached_property
    def view(self) -> str:
        """The text as the grammar sees it, one code point for each of `text`."""
        return view(self.text)

    @cached_property
    def masked_text(self) -> str:
        """`text` without numbers of persons, of the same length: what is shown is cut from it."""
        return masked(self.text)

    @cached_property
    def masked_raw(self) -> str:
        """`raw` without numbers of persons, even one that markup divides."""
        if self.raw == self.text:
            return self.masked_text
        raw = masked(self.raw)
        if self.masked_text == self.text:
            return raw
        shown = zip(self.text, self.masked_text, strict=True)
        chars = list(raw)
        for offset in (offset for offset, (char, star) in enumerate(shown) if char != star):
            start, end = self.raw_span(Span(offset, offset + 1))
            chars[start:end] = "*" * (end - start)
        return "".join(chars)

    @cached_property
    def _lines(self) -> LineIndex:
        return LineIndex.of(self.raw, self.pages)

    @cached_property
    def _cells(self) -> list[tuple[int, CellPlace | None]]:
        """Where in `raw` another cell begins or the last one ends; an empty one is one wide."""
        cells = (
            (self.raw_span(cell.span), (number, cell.row, cell.column))
            for number, table in enumerate(self.tables, 1)
            for cell in table.cells
        )
        return list(
            innermost((Span(raw.start, max(raw.end, raw.start + 1)), place) for raw, place in cells)
        )

    def raw_offset(self, offset: int) -> int:
        """Return where a character of `text` stands in `raw`; a generated one stands in no room."""
        if self.anchors is IDENTITY:
            return offset
        index = bisect_right(self.anchors, (offset, len(self.raw)))
        base, start = self.anchors[index - 1]
        following = self.anchors[index][1] if index < len(self.anchors) else len(self.raw)
        place = start + offset - base
        return min(place, following) if following >= start else place

    def raw_span(self, span: Span) -> Span:
        """Return the range of `raw` that holds a span of `text`."""
        if self.anchors is IDENTITY and span.start < span.end:
            return span
        start = self.raw_offset(span.start)
        if span.end <= span.start:
            return Span(start, start)
        last, behind = self.raw_offset(span.end - 1), self.raw_offset(span.end)
        return Span(start, max(start, last if behind == last else last + 1))

    def is_generated(self, offset: int) -> bool:
        """Tell whether a character of `text` stands nowhere in the file: no edit can change it."""
        return offset < len(self.text) and self.raw_offset(offset) == self.raw_offset(offset + 1)

    def text_span(self, raw: Span) -> Span:
        """Return the range of `text` that shows a range of `raw`."""
        start = text_offset(raw.start, self.anchors)
        end = text_offset(raw.end - 1, self.anchors) + 1 if raw.end > raw.start else start
        return Span(min(start, len(self.text)), min(end, len(self.text)))

    def location(self, span: Span) -> Location:
        """Return the line and column of a span of `text` in the file."""
        return self.raw_location(self.raw_span(span))

    def raw_location(self, span: Span) -> Location:
        """Return the line and column of a span of `raw`."""
        line, column = self._lines.line_column(span.start)
        end_line, end_column = self._lines.line_column(span.end)
        page, first = self._lines.page(span.start)
        return Location(
            line - first,
            column,
            end_line - first,
            end_column,
            value_at(self.paragraphs, span.start),
            page,
            value_at(self._cells, span.start),
        )

    def span_of(self, location: Location) -> Span:
        """Return the range of `raw` that a location names; the way back from raw_location."""
        return self._lines.span_of(location)

    def line_at(self, raw_offset: int) -> Span:
        """Return the range of the line in `raw` that holds an offset, without its break."""
        starts = self._lines.starts
        line = bisect_right(starts, raw_offset)
        first = starts[line - 1]
        last = starts[line] if line < len(starts) else len(self.raw)
        while last > first and self.raw[last - 1] in "\r\n":
            last -= 1
        return Span(first, last)


def text_offset(raw: int, anchors: Sequence[tuple[int, int]]) -> int:
    """Return the offset in the text of the first character kept at one of `raw` or behind it."""
    index = bisect_left(anchors, raw, key=itemgetter(1))
    if index and (index == len(anchors) or anchors[index][1] != raw):
        text, start = anchors[index - 1]
        following = anchors[index][0] if index < len(anchors) else raw - start + text
        return min(text + raw - start, max(text, following))
    return anchors[index][0] if index < len(anchors) else 0
