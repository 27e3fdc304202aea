"""Headings that cells give: a problem with the number of its row, a group of rows."""

from __future__ import annotations

from collections.abc import Sequence

from notice_lint.parsing.grid.cells import CellGrid
from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.lines import KNOWN_MARKS, TEXT, LogicalLine
from notice_lint.parsing.lexer.marks import ROW, ROW_GROUP, WrittenMarker, words_start
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.text.numerals import NUMERAL, number_value
from notice_lint.text.spans import Span

_STOPS = "。.:;,!? "


def problem(grid: CellGrid, texts: Sequence[Segment], number: LogicalLine | None) -> list[Segment]:
    """Return the heading of an item and what its cells say besides.

    The first sentence is the problem; it brings its own number where no other cell has one.
    """
    line = texts[0].paragraph
    lead = _lead(line)
    start = words_start(line, lead)
    sentence = alphabet("heading").match(line.view, start)
    end = sentence.end if sentence else len(line.view)
    heading = _heading(line, (start, end), _number(grid, ROW, line, number))
    return [heading, *_behind(line, end), *texts[1:]]


def group(
    grid: CellGrid, line: LogicalLine, number: LogicalLine | None, column: int = 0
) -> Segment:
    """Return the heading of the rows below a cell, or beside it if a column is given."""
    hit = alphabet("line").match(line.view)
    style = hit.terminal if hit and _lead(line) and number is None else ""
    mark = _number(grid, ROW_GROUP, line, number)
    like = f"column {column}" if column else style
    place = words_start(line, _lead(line)), len(line.view)
    return _heading(line, place, mark._replace(like=like))


def _lead(line: LogicalLine) -> int:
    """Return the length of the marker that the words of a cell begin with."""
    hit = alphabet("line").match(line.view)
    return hit.end if hit and hit.terminal in KNOWN_MARKS else 0


def _number(
    grid: CellGrid, style: str, line: LogicalLine, number: LogicalLine | None
) -> WrittenMarker:
    """Return the marker in a cell of its own, else the one that the words begin with."""
    lead = _lead(line)
    if number:
        return _mark(style, number, grid)
    if lead:
        return _mark(style, LogicalLine(line.kind, 0, line.view[:lead], line.parts), grid)
    return unnumbered(grid, style, line.span(words_start(line, lead)).start)


def unnumbered(grid: CellGrid, style: str, start: int) -> WrittenMarker:
    """Return the marker of a heading in a table that has no number."""
    return WrittenMarker(style, Span(start, start), "", None, table=grid.number)


def _mark(style: str, line: LogicalLine, grid: CellGrid) -> WrittenMarker:
    words = line.view.strip(" ")
    values = [number_value(numeral.group()) for numeral in NUMERAL.finditer(words)]
    known = tuple(value for value in values if value is not None)
    span = line.span(0, len(line.view.rstrip(" ")))
    value = known[-1] if known else None
    return WrittenMarker(style, span, words, value, known[:-1], table=grid.number)


def _heading(line: LogicalLine, place: tuple[int, int], mark: WrittenMarker) -> Segment:
    start, end = place
    words = line.view[start:end].rstrip(_STOPS)
    inside = line.span(start, end)
    begins = min(mark.span.start, inside.start)
    return Segment("HEADING", line, start, words, Span(begins, inside.end), mark)


def _behind(line: LogicalLine, end: int) -> list[Segment]:
    start = words_start(line, end + len(line.view[end:]) - len(line.view[end:].lstrip(_STOPS)))
    words = line.view[start:].rstrip(_STOPS)
    return [Segment(TEXT, line, start, words, line.span(start))] if words else []
