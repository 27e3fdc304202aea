"""The cells of one table: rows, columns, and the paragraphs in each cell."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from notice_lint.document.source import Cell, Table
from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.labels import NO_LABELS, OfficeLabels
from notice_lint.parsing.lexer.lines import TEXT, LogicalLine, TextLine, join
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.text.spans import Span

CELL = "CELL"
"""A paragraph in a cell of a table."""

_LINE = re.compile(r"[^\r\n]+")
_ENDED = re.compile(r"[。;:!?][”’)】》]*$")
_STOPS = "。.:;,!? "


class OfficeWords(NamedTuple):
    """Words that an office uses besides those of the grammar."""

    labels: OfficeLabels = NO_LABELS
    statuses: Container[str] = ()
    answered: bool = True
    """Whether a table lists items only where it says what answers them."""


class CellGrid(Struct, frozen=True, dict=True):
    """A table with the words of its cells, folded."""

    table: Table
    view: str
    number: int
    """Of the table in its document, 1-based."""
    office: OfficeWords = OfficeWords()

    def words(self, cell: Cell) -> str:
        """Return the words of a cell, without blanks and line breaks."""
        return "".join(cell.span.of(self.view).split())

    @cached_property
    def rows(self) -> dict[int, list[Cell]]:
        """The cells that begin in each row, left to right."""
        rows: dict[int, list[Cell]] = {}
        for cell in self.table.cells:
            rows.setdefault(cell.row, []).append(cell)
        return {row: sorted(rows[row], key=lambda cell: cell.column) for row in sorted(rows)}

    @cached_property
    def width(self) -> int:
        """How many columns there are."""
        return max((cell.column + cell.column_span - 1 for cell in self.table.cells), default=0)

    def filled(self, row: int) -> list[Cell]:
        """Return the cells of a row that hold any words."""
        return [cell for cell in self.rows.get(row, ()) if self.words(cell)]

    def lines(self, cell: Cell) -> list[LogicalLine]:
        """Return the paragraphs of a cell; a line that was broken is joined again."""
        groups: list[list[TextLine]] = []
        for line in self._physical(cell):
            if groups and _goes_on(groups[-1][-1], line):
                groups[-1].append(line)
            else:
                groups.append([line])
        return [join([line.as_(CELL) for line in group]) for group in groups]

    def line_kinds(self, cell: Cell) -> list[str]:
        """Return what each line of a cell is by its own words."""
        return [line.kind for line in self._physical(cell)]

    def _physical(self, cell: Cell) -> Iterator[TextLine]:
        for match in _LINE.finditer(cell.span.of(self.view)):
            words = match.group().strip()
            if words:
                start = cell.span.start + match.start() + match.group().index(words)
                hit = alphabet("line").match(words)
                kind, lead = (hit.terminal, hit.end) if hit else (TEXT, 0)
                yield TextLine(Span(start, start + len(words)), words, kind, lead, 0)

    def paragraphs(self) -> tuple[LogicalLine, ...]:
        """Return the paragraphs of all cells."""
        return tuple(line for cell in self.table.cells for line in self.lines(cell))

    def texts(self, cells: Sequence[Cell]) -> list[Segment]:
        """Return the paragraphs of some cells as text."""
        return [text for cell in cells for line in self.lines(cell) for text in _text(line)]


def _goes_on(before: TextLine, line: TextLine) -> bool:
    """Tell whether a line goes on with the one before it, which breaks off in mid-sentence."""
    begins = line.kind != TEXT or alphabet("enumerator").match(line.view)
    return not begins and _ENDED.search(before.view) is None


def _text(line: LogicalLine) -> Iterator[Segment]:
    words = line.view.rstrip(_STOPS)
    if words:
        yield Segment(TEXT, line, 0, words, line.span())
