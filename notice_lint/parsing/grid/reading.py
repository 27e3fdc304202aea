"""What each table of a document gives: items, contact details, or nothing but its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from notice_lint.document.source import Table
from notice_lint.parsing.grid.cards import card_segments
from notice_lint.parsing.grid.cells import CellGrid, OfficeWords
from notice_lint.parsing.grid.columns import Columns, find_columns
from notice_lint.parsing.grid.contacts import contact_segments
from notice_lint.parsing.grid.kinds import PROBLEM
from notice_lint.parsing.grid.rows import row_segments
from notice_lint.parsing.lexer.lines import LogicalLine
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.text.spans import Span

SIGN_OFF = frozenset(("ORGAN_LINE", "DATE_LINE"))
"""What a table lays out that places the name and the date side by side or one below the other."""
RUNNING = frozenset(("SUPERVISION", "SIGNED_LINE", "FORMULA", "PART_MARK", "GROUP_MARK"))
"""What stands in a cell that holds running text of a notice."""
MOST_LINES = 4
"""Paragraphs of a cell from which on it may hold running text."""


class GridReading(Struct, frozen=True):
    """What a table gives: paragraphs for checks, segments for the parser."""

    span: Span
    paragraphs: tuple[LogicalLine, ...]
    segments: tuple[Segment, ...]
    is_contact: bool = False


def read_grids(tables: Sequence[Table], view: str, office: OfficeWords) -> tuple[GridReading, ...]:
    """Return what tables give, those left out that only lay out lines; `view` is the folded text.

    A table in a cell of one that is read is part of that cell.
    """
    grids = (CellGrid(table, view, number, office) for number, table in enumerate(tables, 1))
    return tuple(_read(grids, view))


def _read(grids: Iterable[CellGrid], view: str) -> Iterator[GridReading]:
    columns: Columns | None = None
    end = 0
    for grid in grids:
        start = grid.table.span.start
        if start < end:
            continue
        continued = columns if columns and not view[end:start].strip() else None
        columns = find_columns(grid) or _continued(grid, continued)
        reading = _reading(grid, columns)
        if reading:
            end = grid.table.span.end
            yield reading


def _continued(grid: CellGrid, columns: Columns | None) -> Columns | None:
    """Return the columns of the table before one that goes on with it on another page."""
    if columns is None or max(columns.kinds, default=0) > grid.width:
        return None
    problems = [column for column, kind in columns.kinds.items() if kind == PROBLEM]
    held = {cell.column for cell in grid.table.cells if grid.words(cell)}
    is_like = grid.width == columns.width and held & set(problems)
    return replace(columns, first=1) if is_like else None


def _reading(grid: CellGrid, columns: Columns | None) -> GridReading | None:
    span = grid.table.span
    if columns:
        return GridReading(span, grid.paragraphs(), tuple(row_segments(grid, columns)))
    if grid.width < 2:
        return None
    card = card_segments(grid)
    if card:
        return GridReading(span, grid.paragraphs(), tuple(card))
    contacts = contact_segments(grid)
    if contacts:
        return GridReading(span, grid.paragraphs(), tuple(contacts), is_contact=True)
    return None if _lays_out(grid) else GridReading(span, grid.paragraphs(), ())


def _lays_out(grid: CellGrid) -> bool:
    """Tell whether a table only lays out lines: one row, a signature, running text in a cell."""
    kinds = [grid.line_kinds(cell) for cell in grid.table.cells]
    every = {kind for kinds_of_cell in kinds for kind in kinds_of_cell}
    runs = any(
        len(kinds_of_cell) >= MOST_LINES and RUNNING & set(kinds_of_cell) for kinds_of_cell in kinds
    )
    return len(grid.rows) < 2 or every >= SIGN_OFF or runs
