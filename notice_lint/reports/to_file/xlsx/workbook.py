"""Sheets of a workbook: text that stays text, whatever a document holds."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from math import ceil
from pathlib import Path
from traceback import clear_frames
from typing import Any

from msgspec import Struct, field

from notice_lint.errors import UsageError, needs_extra
from notice_lint.text.width import display_width
from notice_lint.text.wording import Lang, Wording

_PAGES = Wording("第 &P 页，共 &N 页", "page &P of &N")
LONGEST = 32_767
"""UTF-16 units that a cell holds."""
ROWS = 1_048_576
"""Rows that a sheet holds."""
FITTED = 20_000
"""Rows of a sheet whose height is worked out: what is known of them is kept to the end."""
PIECE = 1 << 20
"""Bytes of a workbook that are read at once."""
LINE = 14.25
"""Points of a line of text."""
HIGHEST = 409
"""Points of the highest row."""
_FOREIGN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_WIDE = re.compile("[“”‘’—…×〔〕]")
_FORMULA = ("=", "+", "-", "@", "\t")

Look = Mapping[str, Any]
"""How a cell is set, in the words of xlsxwriter."""
FONT: Look = {"font_name": "宋体", "font_size": 10.5}
CELL: Look = {
    **FONT,
    "text_wrap": True,
    "valign": "vcenter",
    "border": 1,
    "border_color": "#BFBFBF",
}
HEAD: Look = {
    **CELL,
    "bold": True,
    "bg_color": "#1F4E79",
    "font_color": "#FFFFFF",
    "align": "center",
}


def cell_text(text: str) -> str:
    """Return text as a cell can hold it: no character that XML lacks, cut where it is too long."""
    if text.isprintable() and 2 * len(text) <= LONGEST:
        return text
    clean = _FOREIGN.sub(
        "\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n")
    )
    units = clean.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return clean
    return units[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


class Field(Struct, frozen=True):
    """One column: its heading, its width in characters of the standard font, its look."""

    title: str
    width: float
    look: Look = field(default_factory=dict)
    head: Look = field(default_factory=dict)


class StyledCell(Struct, frozen=True):
    """A value with a look of its own."""

    value: str | int
    look: Look = field(default_factory=dict)


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column."""
    room = max(width - 1, 2)
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, ceil(_width(line) / room)) for line in text.split("\n"))


def _width(line: str) -> int:
    """Return the width of a line in a Chinese font, which sets quotes and dashes wide."""
    return display_width(line) + len(_WIDE.findall(line))


class Book:
    """A workbook in the making; raises UsageError when the writer is not installed."""

    def __init__(self, folder: Path) -> None:
        """Begin a workbook, in a folder for what it is made of."""
        try:
            xlsxwriter = import_module("xlsxwriter")  # it says nothing of its types
        except ImportError as error:
            raise UsageError("xlsx", needs_extra("sheet")) from error
        self._failure: type[Exception] = xlsxwriter.exceptions.FileCreateError
        self._path = folder / "book.xlsx"
        # rows go to files as soon as the next one begins, so that memory stays the same
        options = {"constant_memory": True, "strings_to_formulas": False, "tmpdir": str(folder)}
        self._book: Any = xlsxwriter.Workbook(str(self._path), options)
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def look(self, *looks: Look) -> Any:
        """Return a format of the workbook; later looks win over earlier ones."""
        merged = {name: value for look in looks for name, value in look.items()}
        key = tuple(sorted(merged.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(merged)
        return self._formats[key]

    def sheet(self, name: str) -> WorksheetWriter:
        """Add a sheet."""
        return WorksheetWriter(self, self._book.add_worksheet(name))

    def done(self) -> Iterator[bytes]:
        """Yield the workbook as a file, piece by piece; raises OSError."""
        self._close()
        with self._path.open("rb") as file:
            yield from iter(partial(file.read, PIECE), b"")

    def _close(self) -> None:
        try:
            self._book.close()
        except (OSError, self._failure) as error:
            cause = error.__context__ or error
            with _unsaid():
                for failed in (error, cause):
                    clear_frames(failed.__traceback__)
            raise cause from None


@contextmanager
def _unsaid() -> Iterator[None]:
    """Keep what goes wrong when an object is freed off standard error.

    An archive that could not be written tries to end itself then, which fails once more.
    """
    hook, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        yield
    finally:
        sys.unraisablehook = hook


class WorksheetWriter:
    """One sheet, written row by row."""

    def __init__(self, book: Book, sheet: Any) -> None:
        """Begin at the first row."""
        self.book = book
        self.xl = sheet
        self.row = 0
        self._widths: Sequence[float] = ()

    def columns(self, widths: Sequence[float]) -> None:
        """Set the widths of columns, in characters of the standard font."""
        self._widths = widths
        for column, width in enumerate(widths):
            self.xl.set_column(column, column, width)

    def put(self, column: int, value: str | int, *looks: Look) -> None:
        """Write one cell of the row at hand; a text is never a formula."""
        if isinstance(value, int):
            self.xl.write_number(self.row, column, value, self.book.look(*looks))
            return
        # a formula that a person would make by only opening and leaving the cell
        quoted: Look = {"quote_prefix": True} if value.startswith(_FORMULA) else {}
        self.xl.write_string(self.row, column, cell_text(value), self.book.look(*looks, quoted))

    def line(self, values: Iterable[str]) -> None:
        """Write one row of plain cells."""
        for column, value in enumerate(values):
            self.put(column, value)
        self.next()

    def next(self, count: int = 1) -> None:
        """Go on to a further row; raises UsageError when the sheet is full."""
        self.row += count
        if self.row >= ROWS:
            wording = Wording(
                "一张表放不下这么多行，请分批检查", "too many rows for a sheet; check fewer files"
            )
            raise UsageError("xlsx", wording)

    def header(self, fields: Sequence[Field]) -> None:
        """Write headings in the row at hand."""
        for column, field_ in enumerate(fields):
            self.put(column, field_.title, HEAD, field_.head)
        self.xl.set_row(self.row, 2 * LINE)
        self.next()

    def table(
        self, fields: Sequence[Field], rows: Iterator[Sequence[str | int | StyledCell]]
    ) -> None:
        """Write a table from the first row on: headings that stay in view and in print, filters."""
        self.columns([field_.width for field_ in fields])
        self.header(fields)
        self.rows(fields, rows)
        self.xl.freeze_panes(1, 0)
        self.xl.autofilter(0, 0, max(self.row - 1, 1), len(fields) - 1)
        self.xl.repeat_rows(0)

    def rows(
        self, fields: Sequence[Field], rows: Iterator[Sequence[str | int | StyledCell]]
    ) -> None:
        """Write rows below one another."""
        for row in rows:
            cells = [value if isinstance(value, StyledCell) else StyledCell(value) for value in row]
            for column, (field_, cell) in enumerate(zip(fields, cells, strict=True)):
                self.put(column, cell.value, CELL, field_.look, cell.look)
            if self.row < FITTED:
                self.xl.set_row(self.row, self._height(cells))
            self.next()

    def _height(self, cells: Iterable[StyledCell]) -> float:
        """Return the height in points that shows all cells whole; not every program finds it."""
        lines = (
            _lines(str(cell.value), width) for cell, width in zip(cells, self._widths, strict=False)
        )
        return min(LINE * max(lines, default=1) + 3, HIGHEST)

    def page(self, title: str, lang: Lang) -> None:
        """Set up printing: A4 across, as wide as the page, title above, page number below."""
        self.xl.set_landscape()
        self.xl.set_paper(9)
        self.xl.fit_to_pages(1, 0)
        self.xl.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        self.xl.set_header(f"&C&14{title}")
        self.xl.set_footer(f"&C{_PAGES.in_(lang)}")
