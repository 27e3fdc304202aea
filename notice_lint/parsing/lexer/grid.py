"""Tables as segments: rows that are problem items, labels down the left, contact details."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from notice_lint.document.source import Cell, Table
from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.bare import status_alone
from notice_lint.parsing.lexer.lines import UNNUMBERED, LogicalLine, join, physical_lines
from notice_lint.parsing.lexer.marks import WrittenMarker
from notice_lint.parsing.lexer.roles import classify_labels, segments
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.parsing.lexer.statuses import find_status
from notice_lint.text.numerals import NUMERAL, number_value
from notice_lint.text.spans import Span

CELL = "CELL"
"""A paragraph in a cell of a table."""
ROW = "ROW_MARK"
"""The number of a row, as a marker."""
PROBLEM, NUMBER, AREA, SITUATION = "STATEMENT", "NUMBER_COLUMN", "AREA_COLUMN", "SITUATION"
PARTS = ("CAUSE", "MEASURES", SITUATION, "STATUS_LABEL", "FIELD")
"""What a column may hold besides, in the order in which an item has its parts."""
BARE_STATUS = "BARE_STATUS"
BARE = {"CAUSE": "BARE_CAUSE", "MEASURES": "BARE_MEASURES", "FIELD": "BARE_FIELD"}
_NAMES = {"STATEMENT_COLUMN": PROBLEM, NUMBER: NUMBER, AREA: AREA}
HEADER_ROWS = 3
"""Rows in which a header is looked for: a title above it, and a second line of it."""


class GridReading(Struct, frozen=True):
    """What a table gives: paragraphs for checks, segments for the parser."""

    paragraphs: tuple[LogicalLine, ...]
    segments: tuple[Segment, ...]


class ItemGrid(Struct, frozen=True, dict=True):
    """A table with the words of its cells, folded."""

    table: Table
    view: str

    def words(self, cell: Cell) -> str:
        """Return the words of a cell."""
        return cell.span.of(self.view).strip()

    @cached_property
    def rows(self) -> dict[int, list[Cell]]:
        """The cells that begin in each row."""
        rows: dict[int, list[Cell]] = {}
        for cell in self.table.cells:
            rows.setdefault(cell.row, []).append(cell)
        return dict(sorted(rows.items()))

    @cached_property
    def width(self) -> int:
        """How many columns there are."""
        return max(cell.column + cell.column_span - 1 for cell in self.table.cells)

    @cached_property
    def header(self) -> tuple[int, Mapping[int, str]] | None:
        """The last row of the header and what its columns hold; None where it names no items."""
        for row in list(self.rows)[:HEADER_ROWS]:
            columns = {cell.column: _column(self.words(cell)) for cell in self.rows[row]}
            kinds = set(columns.values())
            if PROBLEM in kinds and kinds & set(PARTS):
                return row, columns
        return None

    @cached_property
    def labels(self) -> dict[int, str]:
        """For each row the label in its first cell, where another cell stands beside it."""
        pairs = {row: cells for row, cells in self.rows.items() if len(cells) > 1}
        named = {row: _column(self.words(cells[0])) for row, cells in pairs.items()}
        return {row: name for row, name in named.items() if name in (PROBLEM, *PARTS)}


def read_grid(table: Table, view: str) -> GridReading | None:
    """Return what a table gives; None where it only lays out text, which is read as lines."""
    grid = ItemGrid(table, view)
    if grid.width < 2 or len(grid.rows) < 2:
        return None
    paragraphs = tuple(line for cell in table.cells for line in _lines(cell, view))
    if grid.header:
        return GridReading(paragraphs, tuple(_rows(grid, *grid.header)))
    if len(grid.labels) > 1:
        return GridReading(paragraphs, tuple(_card(grid)))
    contacts = tuple(_contacts(grid))
    if contacts:
        return GridReading((), contacts)
    return GridReading(paragraphs, ())


def _column(words: str) -> str:
    """Return what the cell above a column, or before a text, says of it; empty for nothing."""
    for name in ("column", "label"):
        hit = alphabet(name).match(words)
        if hit and hit.end == len(words):
            return _NAMES.get(hit.terminal, hit.terminal)
    return ""


def _lines(cell: Cell, view: str) -> Iterator[LogicalLine]:
    """Yield the paragraphs of a cell."""
    for line in physical_lines(cell.span.of(view)):
        start = cell.span.start + line.span.start
        yield LogicalLine(CELL, 0, line.view, ((0, start),))


def _cell_segments(cell: Cell, view: str, kind: str) -> Iterator[Segment]:
    """Yield the paragraphs of a cell as segments: the first of a kind, the others as text."""
    for line in _lines(cell, view):
        words = line.view.rstrip("。.:;,!? ")
        if words:
            yield Segment(kind, line, 0, words, line.span())
            kind = "TEXT"


def _rows(grid: ItemGrid, last: int, columns: Mapping[int, str]) -> Iterator[Segment]:
    """Yield the items of a table with one row an item."""
    item: dict[str, list[Cell]] = {}
    for row, cells in grid.rows.items():
        if row <= last:
            continue
        held = _held(cells, columns)
        if len(cells) == 1 and cells[0].column_span >= grid.width:
            yield from _item(grid, item)
            item = {}
            yield from _heading_row(grid, cells[0])
        elif _says(grid, held, PROBLEM):
            yield from _item(grid, item)
            yield from _area(grid, held)
            item = held
        else:
            for kind, more in held.items():
                item.setdefault(kind, []).extend(more)
    yield from _item(grid, item)


def _held(cells: Sequence[Cell], columns: Mapping[int, str]) -> dict[str, list[Cell]]:
    held: dict[str, list[Cell]] = {}
    for cell in cells:
        held.setdefault(columns.get(cell.column, ""), []).append(cell)
    return held


def _says(grid: ItemGrid, held: Mapping[str, Sequence[Cell]], kind: str) -> bool:
    return any(grid.words(cell) for cell in held.get(kind, ()))


def _item(grid: ItemGrid, held: Mapping[str, Sequence[Cell]]) -> Iterator[Segment]:
    """Yield the heading and the parts of one row, in the order of the grammar."""
    problems = [
        one for cell in held.get(PROBLEM, ()) for one in _cell_segments(cell, grid.view, "HEADING")
    ]
    if not problems:
        return
    heading, *described = problems
    yield heading._replace(mark=_row_mark(grid, held, heading))
    yield from (one.as_("TEXT") for one in described)
    for kind in PARTS:
        for cell in held.get(kind, ()):
            yield from _part(grid, cell, kind)


def _part(grid: ItemGrid, cell: Cell, kind: str) -> Iterator[Segment]:
    status = find_status(grid.words(cell)) if kind in (SITUATION, "STATUS_LABEL") else None
    if kind == "STATUS_LABEL" or status:
        for segment in _cell_segments(cell, grid.view, BARE_STATUS):
            yield status_alone(segment) if segment.kind == BARE_STATUS else segment
    else:
        yield from _cell_segments(cell, grid.view, BARE.get(kind, "BARE_MEASURES"))


def _row_mark(
    grid: ItemGrid, held: Mapping[str, Sequence[Cell]], heading: Segment
) -> WrittenMarker:
    """Return the number of a row as a marker; none where there is no such column."""
    for cell in held.get(NUMBER, ()):
        numeral = NUMERAL.search(grid.words(cell))
        if numeral:
            return WrittenMarker(ROW, cell.span, grid.words(cell), number_value(numeral.group()))
    start = heading.span.start
    return WrittenMarker(UNNUMBERED, Span(start, start), "", None, like="item")


def _area(grid: ItemGrid, held: Mapping[str, Sequence[Cell]]) -> Iterator[Segment]:
    """Yield the heading that a cell gives which says the area of the rows beside it."""
    for cell in held.get(AREA, ()):
        if cell.row_span > 1:
            yield from _unnumbered(grid, cell, "area")


def _heading_row(grid: ItemGrid, cell: Cell) -> Iterator[Segment]:
    """Yield a row of one cell: a heading as its words say, else one without a number."""
    lines = [join([line]) for line in physical_lines(cell.span.of(grid.view))]
    moved = [_moved(line, cell.span.start) for line in lines]
    parts = segments(moved)
    if any(part.kind == "HEADING" for part in parts):
        yield from parts
    else:
        yield from _unnumbered(grid, cell, "area")


def _moved(line: LogicalLine, offset: int) -> LogicalLine:
    parts = tuple((start, place + offset) for start, place in line.parts)
    return LogicalLine(line.kind, line.lead, line.view, parts, line.member)


def _unnumbered(grid: ItemGrid, cell: Cell, like: str) -> Iterator[Segment]:
    for part in _cell_segments(cell, grid.view, "HEADING"):
        if part.kind == "HEADING":
            start = part.span.start
            mark = WrittenMarker(UNNUMBERED, Span(start, start), "", None, like=like)
            yield part._replace(mark=mark)


def _card(grid: ItemGrid) -> Iterator[Segment]:
    """Yield what a table holds that has labels down its left side."""
    divided: list[Segment] = []
    for row, cells in grid.rows.items():
        label = grid.labels.get(row)
        if label == PROBLEM:
            divided += _item(grid, {PROBLEM: cells[1:], NUMBER: cells[:1]})
        elif len(cells) > 1:  # an unknown label is judged by what stands beside it
            divided += _cell_segments(cells[0], grid.view, label or SITUATION)
            divided += [
                part for cell in cells[1:] for part in _cell_segments(cell, grid.view, "TEXT")
            ]
        else:
            divided += [part for cell in cells for part in _heading_row(grid, cell)][:1]
    yield from classify_labels(divided, ())


def _contacts(grid: ItemGrid) -> Iterator[Segment]:
    """Yield the rows whose first cell is a label of contact details."""
    for cells in grid.rows.values():
        hit = alphabet("contact").match(grid.words(cells[0]))
        lines = [line for cell in cells for line in _lines(cell, grid.view)]
        if hit and hit.end >= len(grid.words(cells[0]).rstrip(":")) and len(lines) > 1:
            yield _joined(lines)


def _joined(lines: Sequence[LogicalLine]) -> Segment:
    """Make one line of contact details of the cells of a row."""
    parts, view = [], ""
    for line in lines:
        parts.append((len(view), line.parts[0][1]))
        view += line.view
    whole = LogicalLine("CONTACT", 0, view, tuple(parts))
    return Segment("CONTACT", whole, 0, view, whole.span())
