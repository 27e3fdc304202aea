"""Tables drawn with characters: boxes of ┌─┬┐, or columns between bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise

from msgspec import Struct

from notice_lint.document.source import Cell
from notice_lint.document.tables import trimmed
from notice_lint.readers.writer import TextWriter
from notice_lint.text.expression import Expression
from notice_lint.text.spans import Span
from notice_lint.text.width import display_width

_LINE = Expression(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_BORDER = Expression(
    r"[\s\u2500-\u257f|｜+:=\-]*[\u2500\u2501\u2550=\-]{2}[\s\u2500-\u257f|｜+:=\-]*"
)
_BAR = Expression("[│┃║|｜]")
_ROOM = 3
"""Terminal cells that a line of a cell leaves where it could hold one more character."""
_FEWEST_OPEN = 3
"""Columns of a table whose lines no bar begins and ends; two may be a menu of a page."""


class DrawnLine(Struct, frozen=True):
    """A line of a drawn table: a border, or the fields between its bars."""

    span: Span
    """In the file, its break included."""
    fields: tuple[Span, ...]
    """Empty for a border."""
    is_closed: bool = True
    """Whether bars stand at both ends."""


class DrawnTable(Struct, frozen=True):
    """Where in a file a table is drawn, and its rows: each a group of lines."""

    span: Span
    rows: tuple[tuple[DrawnLine, ...], ...]


def drawn_tables(raw: str) -> Iterator[DrawnTable]:
    """Yield the tables that are drawn in a text."""
    for block in _blocks(raw) if _BAR.search(raw) else ():
        if _is_table([line for line in block if line.fields]):
            rows = tuple(map(tuple, _rows(raw, block)))
            yield DrawnTable(Span(block[0].span.start, block[-1].span.end), rows)


def _is_table(lines: Sequence[DrawnLine]) -> bool:
    """Tell whether most lines that hold words have the same fields, and enough of them."""
    columns = max((len(line.fields) for line in lines), default=0)
    fewest = 2 if all(line.is_closed for line in lines) else _FEWEST_OPEN
    same = sum(len(line.fields) == columns for line in lines)
    return columns >= fewest and same >= 2 and same * 2 > len(lines)


def _blocks(raw: str) -> Iterator[list[DrawnLine]]:
    lines = ((_drawn(raw, Span(*match.span())), match) for match in _LINE.finditer(raw))
    for is_drawn, group in groupby(lines, key=lambda pair: pair[0] is not None):
        if is_drawn:
            yield [line for line, _ in group if line]


def _drawn(raw: str, span: Span) -> DrawnLine | None:
    """Return a line as part of a drawing; None for one that is prose."""
    words = span.of(raw).strip()
    if _BORDER.fullmatch(words):
        return DrawnLine(span, ())
    bars = [bar.start() for bar in _BAR.finditer(raw, *span)]
    if not bars:
        return None
    first = span.start + span.of(raw).index(words)
    begins, ends = bars[0] == first, bars[-1] == first + len(words) - 1
    edges = [*([] if begins else [first - 1]), *bars, *([] if ends else [first + len(words)])]
    fields = tuple(Span(start + 1, end) for start, end in pairwise(edges))
    return DrawnLine(span, fields, begins and ends) if fields else None


def _rows(raw: str, block: Sequence[DrawnLine]) -> Iterator[list[DrawnLine]]:
    """Yield the lines of each row: those between borders, where more than the head has one below.

    Where borders only part the head from the rest, a line is a row, and one whose first field is
    empty goes on with the row before.
    """
    grouped = groupby(block, key=lambda line: bool(line.fields))
    groups = [list(lines) for holds_words, lines in grouped if holds_words]
    if len(groups) > 2:
        yield from groups
        return
    for lines in groups:
        yield from _rows_of_group(raw, lines, is_boxed=not block[-1].fields)


def _rows_of_group(
    raw: str, lines: Sequence[DrawnLine], *, is_boxed: bool
) -> Iterator[list[DrawnLine]]:
    row: list[DrawnLine] = []
    for line in lines:
        if row and not (is_boxed and not line.fields[0].of(raw).strip()):
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def write_table(writer: TextWriter, table: DrawnTable) -> list[Cell]:
    """Write the cells of a table, each on a line of its own; return them, spans in the text."""
    columns = max(len(line.fields) for row in table.rows for line in row)
    cells = []
    for number, row in enumerate(table.rows, 1):
        width = max(len(line.fields) for line in row)
        for column in range(width):
            span = _write_cell(writer, [line.fields[column:][:1] for line in row])
            cells.append(Cell(span, number, column + 1, 1, columns if width == 1 else 1))
    return cells


def _write_cell(writer: TextWriter, lines: Iterable[tuple[Span, ...]]) -> Span:
    """Write what stands in a cell line by line; a line that fills it goes on in the next."""
    start, end, is_full = writer.length, 0, True
    for field in chain.from_iterable(lines):
        shown = trimmed(writer.raw, field)
        end = end or shown.start
        if shown.start == shown.end:
            continue
        if not is_full:
            writer.generate("\n", shown.start)
        writer.copy(*shown)
        end = shown.end
        room = display_width(Span(shown.end, field.end).of(writer.raw))
        is_full = room < _ROOM
    writer.generate("\n", end)
    return Span(start, writer.length - 1)
