"""Lines and tables of PDF pages written as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Self

from msgspec import Struct, field
from msgspec.structs import replace

from notice_lint.document.headings import BoldWords, heading_marks
from notice_lint.document.source import Cell, HeadingMark, Table
from notice_lint.document.tables import TableDraft, tables_of, with_bold_header
from notice_lint.readers.pdf.page import GridTable, PageLine
from notice_lint.readers.pdf.paragraphs import Measure
from notice_lint.readers.writer import TextWriter
from notice_lint.text.spans import Span

_SAME_COLUMNS = 3.0
"""Points that the lines of columns may lie apart where a table goes on, on the next page."""
Block = PageLine | GridTable


class PdfText(Struct, frozen=True):
    """What is read of a PDF; see Source."""

    raw: str
    text: str
    anchors: tuple[tuple[int, int], ...]
    pages: tuple[tuple[int, int], ...]
    tables: tuple[Table, ...]
    heading_marks: tuple[HeadingMark, ...]


class _RawLine(Struct, frozen=True):
    """A line of what stands for the file, and whether it goes on in the next."""

    text: str
    page: int
    is_bold: bool = False
    ends_word: bool = False
    goes_on: bool = False

    @classmethod
    def of(cls, line: PageLine, *, goes_on: bool) -> Self:
        """Make one of a line of a page."""
        return cls(line.text, line.page, line.is_bold, line.ends_word, goes_on)


class _PdfWriter(Struct):
    """Collects lines in order, and where cells stand among them."""

    measure: Measure
    lines: list[_RawLine] = field(default_factory=list)
    drafts: list[TableDraft] = field(default_factory=list)
    """Tables whose spans are ranges of lines."""

    def put_lines(self, lines: Sequence[PageLine]) -> None:
        """Add lines outside of tables."""
        for line, following in zip(lines, [*lines[1:], None], strict=False):
            goes_on = following is not None and self.measure.continues(line, following)
            self.lines.append(_RawLine.of(line, goes_on=goes_on))

    def put_table(self, parts: Sequence[GridTable]) -> None:
        """Add a table, and the rows of it on further pages; a head that is repeated stays out."""
        draft = TableDraft()
        self.drafts.append(draft)
        rows = 0
        for part in parts:
            skipped = _repeated(parts[0], part) if part is not parts[0] else 0
            for index, cell in enumerate(part.grid.cells):
                if cell.row < skipped:
                    continue
                start = len(self.lines)
                self._put_cell(part, index)
                row, column = rows + cell.row - skipped + 1, cell.column + 1
                span = Span(start, len(self.lines))
                draft.cells.append(Cell(span, row, column, cell.row_span, cell.column_span))
            rows += len(part.grid.ys) - 1 - skipped

    def _put_cell(self, part: GridTable, index: int) -> None:
        lines = [line for line in part.cells[index] if line.text]
        if not lines:
            self.lines.append(_RawLine("", part.page))
            return
        cell = part.grid.cells[index]
        first, last = part.grid.xs[cell.column], part.grid.xs[cell.column + cell.column_span]
        left = min(line.left for line in lines)
        measure = Measure(left, last - (left - first), 0.0)
        for line, following in zip(lines, [*lines[1:], None], strict=False):
            goes_on = following is not None and measure.fills(line, following)
            self.lines.append(_RawLine.of(line, goes_on=goes_on))


def _repeated(first: GridTable, part: GridTable) -> int:
    """Return how many rows at the beginning of a part are the head of the table again: 1 or 0."""
    heads = [_row_words(table) for table in (first, part)]
    return int(heads[0] == heads[1] and any(heads[0]))


def _row_words(table: GridTable) -> list[str]:
    return [
        "".join(line.text for line in lines)
        for cell, lines in zip(table.grid.cells, table.cells, strict=True)
        if cell.row == 0
    ]


def write_blocks(blocks: Sequence[Block]) -> PdfText:
    """Write lines and tables; a line for each paragraph, and for each paragraph of a cell."""
    writer = _PdfWriter(Measure.of([block for block in blocks if isinstance(block, PageLine)]))
    for group in _groups(blocks):
        if isinstance(group[0], GridTable):
            writer.put_table([table for table in group if isinstance(table, GridTable)])
        else:
            writer.put_lines([line for line in group if isinstance(line, PageLine)])
    return _written(writer.lines, writer.drafts)


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield lines that follow each other, and tables with what goes on of them on later pages."""
    group: list[Block] = []
    for block in blocks:
        if group and not _belongs(group[-1], block):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _belongs(before: Block, block: Block) -> bool:
    if isinstance(before, PageLine) or isinstance(block, PageLine):
        return isinstance(before, PageLine) and isinstance(block, PageLine)
    xs, following = before.grid.xs, block.grid.xs
    is_next = block.page == before.page + 1 and len(xs) == len(following)
    return is_next and all(abs(x - y) <= _SAME_COLUMNS for x, y in zip(xs, following, strict=True))


def _break(writer: TextWriter, line: _RawLine, following: _RawLine | None, end: int) -> None:
    """Write what stands between two lines: a line break, a blank, or nothing."""
    if not line.goes_on or following is None:
        writer.copy(end, end + 1)
    elif line.ends_word and _are_words(line.text, following.text):
        writer.put(" ", end)


def _written(lines: Sequence[_RawLine], drafts: Sequence[TableDraft]) -> PdfText:
    raw = "".join(line.text + "\n" for line in lines)
    writer = TextWriter(raw)
    starts, place = [0], 0
    pages: list[tuple[int, int]] = []
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        if not pages or pages[-1][1] != line.page:
            pages.append((place, line.page))
        end = place + len(line.text)
        writer.copy(place, end)
        _break(writer, line, following, end)
        starts.append(writer.length)
        place = end + 1
    spans = [Span(*pair) for pair in pairwise(starts)]
    bold = BoldWords(span for span, line in zip(spans, lines, strict=True) if line.is_bold)
    tables = _tables(writer.text, drafts, starts, bold)
    marks = heading_marks(writer.text, {}, bold, tables)
    return PdfText(raw, writer.text, writer.anchors, tuple(pages), tables, marks)


def _are_words(before: str, behind: str) -> bool:
    """Tell whether a blank between two lines is seen: between letters, not beside Chinese."""
    ends = before[-1:] + behind[:1]
    return ends.isascii() and ends.isalpha()


def _tables(
    text: str, drafts: Sequence[TableDraft], starts: Sequence[int], bold: BoldWords
) -> tuple[Table, ...]:
    """Return the tables with the places of their cells in the text, not among the lines."""
    for draft in drafts:
        draft.cells = [
            replace(cell, span=Span(starts[cell.span.start], starts[cell.span.end]))
            for cell in draft.cells
        ]
    return tuple(
        with_bold_header(table, [bold.holds(text, cell.span) for cell in table.cells])
        for table in tables_of(text, drafts)
    )
