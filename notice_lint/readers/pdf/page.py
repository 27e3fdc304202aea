"""The lines of a PDF page by geometry, and its tables where ruling lines show them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from msgspec import Struct

from notice_lint.readers.pdf.grid import Grid, grids
from notice_lint.readers.pdf.rules import ruling_lines

_EDGE = 0.1
"""Share of a page's height that is head or foot."""
_BOLD_FONT = re.compile("Bold|Black|Heavy|(?<!Ya)Hei|黑|FZHT|FZXBS", re.IGNORECASE)
"""Names of fonts for headings: bold ones, 黑体 and 小标宋, also as foundries shorten them."""
_BOLD_WEIGHT = 600
"""Weight of a font from which on it is bold: semi-bold, as fonts count (400 regular, 700 bold)."""


class PageChar(Struct, frozen=True):
    """A character that is seen, and its box in points from the lower left."""

    sign: str
    index: int
    """Its number in the text of the page."""
    left: float
    right: float
    bottom: float
    top: float


class PageLine(Struct, frozen=True):
    """One line of a page, in points from the left."""

    text: str
    left: float
    right: float
    bottom: float
    height: float
    page: int
    edge: bool = False
    """Whether it stands where heads and page numbers do."""
    is_bold: bool = False
    """Whether all of it is set in a bold font, as far as a few characters tell."""
    ends_word: bool = False
    """Whether a blank stands behind it, so that no word goes on in the next line."""


class GridTable(Struct, frozen=True):
    """A table that lines show, with the lines of text in each of its cells."""

    grid: Grid
    cells: tuple[tuple[PageLine, ...], ...]
    """For each cell of the grid."""
    page: int


class PdfPage:
    """One page."""

    def __init__(self, raw: Any, page: Any, number: int) -> None:
        """Take the functions of the library and a page of it."""
        self._raw = raw
        self._page = page
        self._text = page.get_textpage()
        self._height = page.get_height()
        self._number = number

    @property
    def characters(self) -> int:
        """How many characters the page has, seen or not."""
        return int(self._text.count_chars())

    def blocks(self) -> Iterator[PageLine | GridTable]:
        """Yield the lines and the tables in the order of the text."""
        tables = grids(ruling_lines(self._page))
        inside: dict[int, list[list[PageChar]]] = {}
        """For each table the characters of each of its cells."""
        order: list[PageLine | int] = []
        for number, chars in groupby(self._placed(tables), key=lambda pair: pair[0] and pair[0][0]):
            if number is None:
                order.extend(self._lines(char for _, char in chars))
                continue
            if number not in inside:
                inside[number] = [[] for _ in tables[number].cells]
                order.append(number)
            _sort_in(inside[number], chars)
        for block in order:
            yield (
                block if isinstance(block, PageLine) else self._table(tables[block], inside[block])
            )

    def _table(self, grid: Grid, cells: Sequence[list[PageChar]]) -> GridTable:
        return GridTable(grid, tuple(tuple(self._lines(chars)) for chars in cells), self._number)

    def _placed(self, tables: Sequence[Grid]) -> Iterator[tuple[tuple[int, int] | None, PageChar]]:
        """Yield the characters, each with the numbers of the table and the cell that hold it."""
        for char in self._characters():
            yield _place(tables, char), char

    def _characters(self) -> Iterator[PageChar]:
        """Yield the characters that are seen, in the order of the text."""
        from ctypes import byref, c_double

        left, right, bottom, top = (c_double() for _ in range(4))
        for index in range(self._text.count_chars()):
            sign = chr(self._raw.FPDFText_GetUnicode(self._text, index) or 0x20)
            if sign in "\r\n\x02\ufffe" or not self._raw.FPDFText_GetCharBox(
                self._text, index, byref(left), byref(right), byref(bottom), byref(top)
            ):
                continue
            if sign != " " or right.value > left.value:
                yield PageChar(sign, index, left.value, right.value, bottom.value, top.value)

    def _lines(self, chars: Iterable[PageChar]) -> Iterator[PageLine]:
        row: list[PageChar] = []
        for char in chars:
            if row and _is_next_row(row, char):
                yield self._line(row)
                row = []
            row.append(char)
        if row:
            yield self._line(row)

    def _line(self, row: Sequence[PageChar]) -> PageLine:
        """Make a line of a row; words of another font may be drawn behind all others of it."""
        row = sorted(row, key=lambda char: char.left)
        text = "".join(char.sign for char in row).rstrip()
        inked = [char for char in row if not char.sign.isspace()] or list(row)
        tallest = max(inked, key=lambda char: char.top - char.bottom)
        size = tallest.top - tallest.bottom
        middle = (tallest.top + tallest.bottom) / 2
        edge = middle < self._height * _EDGE or middle > self._height * (1 - _EDGE)
        left, right = min(char.left for char in inked), max(char.right for char in inked)
        samples = (inked[0], inked[len(inked) // 2], inked[-1])
        return PageLine(
            text=text.lstrip(" "),
            left=left,
            right=right,
            bottom=tallest.bottom,
            height=size,
            page=self._number,
            edge=edge,
            is_bold=all(self._is_bold(char.index) for char in samples),
            ends_word=row[-1].sign.isspace(),
        )

    def _is_bold(self, index: int) -> bool:
        from ctypes import byref, c_int, create_string_buffer

        if self._raw.FPDFText_GetFontWeight(self._text, index) >= _BOLD_WEIGHT:
            return True
        name = create_string_buffer(100)
        self._raw.FPDFText_GetFontInfo(self._text, index, name, len(name), byref(c_int()))
        return _BOLD_FONT.search(name.value.decode("utf-8", "replace")) is not None


def _is_next_row(row: Sequence[PageChar], char: PageChar) -> bool:
    """Tell a character of which most stands below or above all that the row holds.

    A blank has no height to go by; one that begins the next row stands further left.
    """
    if char.sign.isspace():
        return char.left < row[-1].left
    last = row[-1]
    if min(char.top, last.top) - max(char.bottom, last.bottom) >= (char.top - char.bottom) / 2:
        return False  # beside the last one; with all of them it can only share more
    recent = [earlier for earlier in row[-40:] if not earlier.sign.isspace()] or row[-1:]
    bottom, top = min(earlier.bottom for earlier in recent), max(earlier.top for earlier in recent)
    shared = min(char.top, top) - max(char.bottom, bottom)
    return shared < min(char.top - char.bottom, top - bottom) / 2


def _place(tables: Sequence[Grid], char: PageChar) -> tuple[int, int] | None:
    """Return the numbers of the table and the cell that hold the middle of a character."""
    x, y = (char.left + char.right) / 2, (char.bottom + char.top) / 2
    for number, table in enumerate(tables):
        cell = table.cell_at(x, y)
        if cell is not None:
            return number, cell
    return None


def _sort_in(
    cells: Sequence[list[PageChar]], chars: Iterable[tuple[tuple[int, int] | None, PageChar]]
) -> None:
    """Put the characters of a table into its cells; each comes with table and cell."""
    for place, char in chars:
        cells[place[1] if place else 0].append(char)
