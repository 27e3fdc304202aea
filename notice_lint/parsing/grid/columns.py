"""What the header of a table says that its columns hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from notice_lint.document.source import Cell
from notice_lint.parsing.grid.cells import CellGrid
from notice_lint.parsing.grid.contents import contents
from notice_lint.parsing.grid.guesses import guessed
from notice_lint.parsing.grid.kinds import ANSWERS, AREA, FIELD, PROBLEM, STATUS
from notice_lint.parsing.lexer.alphabet import alphabet, alphabets
from notice_lint.parsing.lexer.statuses import find_status
from notice_lint.text.numerals import NUMERAL

HEADER_ROWS = 4
"""Rows in which a header is looked for: a title and who filled it in, then two lines of it."""
SHORT = 12
"""Code points of the longest head of a column whose words nobody knows: 整改牵头校领导."""
LOOKED_AT = 3
"""Rows below a header that show whether it is one."""

_BESIDE_FIGURES = "%./,-+()约个项件条次人万亿元"
"""What stands around the numbers of a table of figures."""
_NAMES = {"STATEMENT_COLUMN": PROBLEM}
_TICKS = frozenset("√✓✔☑✅●■○是YyVv1")
"""What a cell holds below the status that is meant."""


class Columns(Struct, frozen=True):
    """What the columns of a table hold, and in which row that begins."""

    kinds: Mapping[int, str]
    first: int
    width: int
    heads: tuple[tuple[str, ...], ...] = ()
    """The words of the rows of the header, which may be repeated on another page."""
    ticked: Mapping[int, Cell] = {}
    """The heads of columns that are statuses themselves: 已完成, with a tick below."""

    def kind(self, cell: Cell) -> str:
        """Return what the column of a cell holds; a remark where nobody knows."""
        return self.kinds.get(cell.column, FIELD)

    def held(self, cells: Sequence[Cell]) -> dict[str, list[Cell]]:
        """Return cells by what they hold."""
        held: dict[str, list[Cell]] = {}
        for cell in cells:
            held.setdefault(self.kind(cell), []).append(self.ticked.get(cell.column, cell))
        return held


def column_kind(grid: CellGrid, cell: Cell) -> str:
    """Return what a cell says of those below or beside it; empty for nothing.

    Beside its text a label needs no colon: 因、改 and 结果 are labels there.
    """
    words = grid.words(cell).rstrip(":")
    hit = alphabet("column").match(words)
    if hit and hit.end == len(words):
        return _NAMES.get(hit.terminal, hit.terminal)
    label = alphabets(grid.office.labels)["label"]
    for written in (words, f"{words}:"):
        hit = label.match(written)
        if hit and hit.end == len(written):
            return hit.terminal
    return ""


def find_columns(grid: CellGrid) -> Columns | None:
    """Return what the columns hold by the header, else by the cells; None where neither tells.

    A header must name a problem and what answers it.
    """
    header = _header(grid) or _plain_header(grid)
    first = header[-1] + 1 if header else 1
    ticked = dict(_ticked(grid, header))
    kinds = _known(grid, header, first) | dict.fromkeys(ticked, STATUS)
    named = set(kinds.values())
    if PROBLEM not in named or (grid.office.answered and not ANSWERS & named):
        return _by_contents(grid)
    columns = Columns(_settled(grid, kinds, first), first, grid.width, _heads(grid, header), ticked)
    return None if _is_card(grid, columns) or _counts_problems(grid, columns) else columns


def _by_contents(grid: CellGrid) -> Columns | None:
    """Return what the columns hold by their cells, where that shows problems."""
    shown = contents(grid)
    if shown is None:
        return None
    first = shown.header[-1] + 1 if shown.header else 1
    columns = Columns(shown.kinds, first, grid.width, _heads(grid, shown.header))
    return None if _is_card(grid, columns) else columns


def _heads(grid: CellGrid, header: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(grid.words, grid.rows[row])) for row in header)


def _known(grid: CellGrid, header: Sequence[int], first: int) -> dict[int, str]:
    """Return what columns hold by the words of their heads, and the others by their cells."""
    written: dict[int, str] = {}
    for row in header:
        written |= _kinds(grid, grid.filled(row))
    return guessed(grid, written, first) if written else {}


def _is_status(grid: CellGrid, cell: Cell) -> bool:
    words = grid.words(cell)
    place = find_status(words)
    return place is not None and place.stop >= len(words)


def _ticked(grid: CellGrid, header: Sequence[int]) -> Iterator[tuple[int, Cell]]:
    """Yield the columns whose head is a status and in which nothing but ticks stand."""
    for row in header:
        for cell in grid.filled(row):
            below = [
                grid.words(other)
                for other in grid.table.cells
                if other.column == cell.column and other.row > header[-1]
            ]
            if _is_status(grid, cell) and _TICKS.issuperset(filter(None, below)):
                yield cell.column, cell


def _header(grid: CellGrid) -> list[int]:
    """Return the rows of the header: one that names problems, and those below with names alone."""
    header: list[int] = []
    for row in list(grid.rows)[:HEADER_ROWS]:
        cells = grid.filled(row)
        if header and not (
            _reaches(grid, header, row)
            or _all_named(grid, cells)
            or _divides(grid, grid.filled(header[-1]), cells)
        ):
            break
        if header or _is_header(grid, cells):
            header.append(row)
    return header


def _reaches(grid: CellGrid, header: Sequence[int], row: int) -> bool:
    """Tell whether heads above reach down to a row, so that it holds heads as well."""
    above = (cell for upper in header for cell in grid.filled(upper))
    return any(cell.row + cell.row_span > row for cell in above)


def _divides(grid: CellGrid, above: Sequence[Cell], cells: Sequence[Cell]) -> bool:
    """Tell whether cells divide heads that span columns: 问题 above 序号 and 内容."""
    spans = [cell for cell in above if cell.column_span > 1]
    named = [cell for cell in cells if column_kind(grid, cell)]
    is_brief = all(len(grid.words(cell)) <= SHORT for cell in cells)
    return bool(spans) and is_brief and len(named) * 2 > len(cells)


def _plain_header(grid: CellGrid) -> list[int]:
    """Return the first row if it is brief throughout and names something that answers problems."""
    for row in list(grid.rows)[:1]:
        cells = grid.filled(row)
        brief = len(cells) == grid.width and all(len(grid.words(cell)) <= SHORT for cell in cells)
        if brief and any(column_kind(grid, cell) in ANSWERS for cell in cells):
            return [row]
    return []


def _kinds(grid: CellGrid, cells: Sequence[Cell]) -> dict[int, str]:
    """Return what cells of a header say of each column that they stand above."""
    kinds: dict[int, str] = {}
    for cell in cells:
        kind = column_kind(grid, cell)
        if kind:
            kinds |= dict.fromkeys(range(cell.column, cell.column + cell.column_span), kind)
    return kinds


def _is_header(grid: CellGrid, cells: Sequence[Cell]) -> bool:
    """Tell whether a row begins a header: it names problems, and more than half is known."""
    kinds = [kind for cell in cells if (kind := column_kind(grid, cell))]
    is_brief = all(len(grid.words(cell)) <= SHORT for cell in cells)
    return len(cells) > 1 and PROBLEM in kinds and (is_brief or len(kinds) * 2 > len(cells))


def _all_named(grid: CellGrid, cells: Sequence[Cell]) -> bool:
    """Tell whether cells name columns; one alone in its row heads rows: 党的建设方面."""
    named = [cell for cell in cells if column_kind(grid, cell) or _is_status(grid, cell)]
    return len(named) == len(cells) > 1


def _is_card(grid: CellGrid, columns: Columns) -> bool:
    """Tell whether labels go on down the left: the texts stand beside them, not below."""
    rows = [cells for row, cells in grid.rows.items() if row >= columns.first][:LOOKED_AT]
    known = {PROBLEM, *ANSWERS}
    return any(
        len(cells) > 1 and column_kind(grid, cells[0]) in known
        for cells in rows
        if grid.words(cells[0])
    )


def _counts_problems(grid: CellGrid, columns: Columns) -> bool:
    """Tell whether what stands below 问题 are numbers of problems."""
    words = [
        grid.words(cell)
        for cell in grid.table.cells
        if cell.row >= columns.first and columns.kinds.get(cell.column) == PROBLEM
    ]
    return _are_figures(words)


def holds_figures(grid: CellGrid) -> bool:
    """Tell whether most of what stands below the header and beside the labels are numbers."""
    inside = [grid.words(cell) for cell in grid.table.cells if cell.row > 1 and cell.column > 1]
    return _are_figures(inside)


def _are_figures(words: Sequence[str]) -> bool:
    figures = [word for word in words if word and not NUMERAL.sub("", word).strip(_BESIDE_FIGURES)]
    return len(figures) * 2 > sum(map(bool, words))


def _settled(grid: CellGrid, kinds: Mapping[int, str], first: int) -> dict[int, str]:
    """Tell which columns group the rows: areas whose rows stand together, a problem above others.

    A second column of problems says how the one before it shows.
    """
    settled = dict(kinds)
    problems = [column for column, kind in sorted(kinds.items()) if kind == PROBLEM]
    if len(problems) > 1 and _spans_rows(grid, problems[0], first):
        settled[problems[0]] = AREA
    for column, kind in kinds.items():
        if kind == AREA and not _stands_together(grid, column, first):
            settled[column] = FIELD
    return settled


def _spans_rows(grid: CellGrid, column: int, first: int) -> bool:
    return any(
        cell.column == column and cell.row >= first and cell.row_span > 1
        for cell in grid.table.cells
    )


def _stands_together(grid: CellGrid, column: int, first: int) -> bool:
    """Tell whether rows that say the same in a column follow each other, as those of an area do."""
    words = [
        grid.words(cell)
        for cell in grid.table.cells
        if cell.column == column and cell.row >= first and grid.words(cell)
    ]
    runs = Counter(word for word, _ in groupby(words))
    return all(count == 1 for count in runs.values())
