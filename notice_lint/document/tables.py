"""Tables put together of the cells that a reader has seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from msgspec import Struct, field
from msgspec.structs import replace

from notice_lint.document.source import Cell, Table
from notice_lint.text.spans import Span


def trimmed(text: str, span: Span) -> Span:
    """Return a range without the blanks at its ends; an empty one where it begins."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return (
        Span(start, start + len(words.strip())) if words.strip() else Span(span.start, span.start)
    )


class TableDraft(Struct, eq=False):
    """A table while it is read: its cells, blanks around them included, and the one it is in."""

    outer: TableDraft | None = None
    cells: list[Cell] = field(default_factory=list)

    @property
    def is_simple(self) -> bool:
        """Whether no cell covers more than one place."""
        return all(cell.row_span == cell.column_span == 1 for cell in self.cells)


def tables_of(text: str, drafts: Sequence[TableDraft]) -> tuple[Table, ...]:
    """Return the tables that drafts make, the outer before the inner, sorted.

    One in a cell of another is a table of its own only if it is simple: no parser is to sort out
    cells in cells.
    """
    holders = {id(draft.outer) for draft in drafts}
    inside: set[int] = set()
    shown: dict[int, Table] = {}
    for draft in drafts:
        is_inside = id(draft.outer) in shown or id(draft.outer) in inside
        if is_inside:
            inside.add(id(draft))
        is_left_out = id(draft.outer) not in shown or id(draft) in holders or not draft.is_simple
        table = None if is_inside and is_left_out else table_of(text, draft.cells)
        if table is not None:
            shown[id(draft)] = table
    return tuple(sorted(shown.values(), key=lambda table: (table.span.start, -table.span.end)))


def table_of(text: str, cells: Iterable[Cell]) -> Table | None:
    """Make a table of cells whose spans may have blanks around; None for a single column.

    A frame around words and a list with lines around it are drawn as tables of one column.
    """
    shown = sorted(
        (replace(cell, span=trimmed(text, cell.span)) for cell in cells),
        key=attrgetter("span.start", "row", "column"),
    )
    if max((cell.column + cell.column_span for cell in shown), default=0) <= 2:
        return None
    if max(cell.column for cell in shown) == 1:
        return None
    return Table(Span(shown[0].span.start, max(cell.span.end for cell in shown)), tuple(shown))


def with_bold_header(table: Table, bold: Sequence[bool]) -> Table:
    """Return a table whose first rows are headers where all in them is bold and not all below is.

    `bold` tells of each cell whether all of its words are bold.
    """
    rows = groupby(zip(table.cells, bold, strict=True), key=lambda pair: pair[0].row)
    heads = set(_bold_rows(((row, list(pairs)) for row, pairs in rows)))
    if not heads or len(heads) == len({cell.row for cell in table.cells}):
        return table
    cells = (replace(cell, is_header=True) if cell.row in heads else cell for cell in table.cells)
    return replace(table, cells=tuple(cells))


def _bold_rows(rows: Iterable[tuple[int, list[tuple[Cell, bool]]]]) -> Iterator[int]:
    """Yield the rows from the first on in which all cells that hold words are bold."""
    for row, pairs in rows:
        filled = [is_bold for cell, is_bold in pairs if cell.span.start < cell.span.end]
        if not filled or not all(filled):
            return
        yield row
