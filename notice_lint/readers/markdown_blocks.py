"""The blocks of Markdown that are seen otherwise than they are written: lists, tables, headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from msgspec import Struct, field

from notice_lint.document.source import LINE_BREAK, Cell
from notice_lint.document.tables import trimmed
from notice_lint.text.spans import Span

_MATTER = re.compile(r"\A---[ \t]*\n(?:.*\n)*?---[ \t]*(?=\n|\Z)")
"""Front matter, which CommonMark takes for a heading."""
_PREFIX = re.compile(r"[ \t]*(?:>[ \t]*)*")
"""What stands before the words of a line: an indent, marks of a quotation."""
_ITEM = re.compile(r"[ \t>]*(?:(?P<number>\d{1,9})[.)]|(?P<bullet>[-+*]))[ \t]*")
_PIPE = re.compile(r"(?<!\\)\|")


class Substitution(Struct, frozen=True, order=True):
    """A range of the file in whose place something else is seen, or nothing."""

    start: int
    end: int
    words: str = ""


class MarkdownBlocks(Struct):
    """What is seen otherwise; all places are offsets in the file."""

    substitutions: list[Substitution] = field(default_factory=list)
    tables: list[list[Cell]] = field(default_factory=list)
    numbers: list[Span] = field(default_factory=list)
    """The markers of ordered lists."""
    levels: dict[int, int] = field(default_factory=dict)
    """For each heading where its line begins, and its level."""


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table").disable("reference")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


class BlockReader:
    """Follows the tokens of a parser, which know lines, and finds the places in the lines."""

    def __init__(self, raw: str) -> None:
        """Read a whole text."""
        self.raw = raw
        self.blocks = MarkdownBlocks()
        starts = [0, *(line_break.end() for line_break in LINE_BREAK.finditer(raw)), len(raw)]
        self._lines = [Span(*pair) for pair in pairwise(starts)]
        self._read_up_to: dict[int, int] = {}
        """Of a line, where the markers of lists on it end."""
        self._lists: list[int | None] = []
        """For each list around the next token its next number; None for bullets."""
        self._columns = 0
        for token in _parser().parse(_MATTER.sub(_empty_lines, raw, count=1)):
            if token.type in _READERS:
                _READERS[token.type](self, token)

    def open_list(self, token: Any) -> None:
        """Begin to count; a list begins with the number that its first item is given."""
        start = token.attrs.get("start", 1) if token.tag == "ol" else None
        self._lists.append(start)

    def close_list(self, _: Any) -> None:
        """Go back to the list around."""
        self._lists.pop()

    def item(self, token: Any) -> None:
        """Write the number that an item of a list shows; a bullet needs no text."""
        line = self._lines[token.map[0]]
        item = _ITEM.match(self.raw, self._read_up_to.get(line.start, line.start), line.end)
        if item is None:
            return
        self._read_up_to[line.start] = item.end()
        number = self._lists[-1]
        if number is None:
            self._put(item.start("bullet"), item.end())
            return
        self._lists[-1] = number + 1
        self.blocks.numbers.append(Span(item.start("number"), item.end()))
        if item["number"] is not None and int(item["number"]) != number:
            self._put(*item.span("number"), str(number))

    def heading(self, token: Any) -> None:
        """Note a heading; the line drawn below one is no text."""
        first, behind = token.map
        line = self._lines[first]
        if not line.of(self.raw).strip("# \t\r\n>"):
            return
        self.blocks.levels[line.start] = int(token.tag[1])
        if token.markup in ("=", "-"):
            self._put(*self._lines[behind - 1])

    def table(self, token: Any) -> None:
        """Begin a table; the line that says how columns are set is no text."""
        self.blocks.tables.append([])
        self._columns = 0
        self._put(*self._lines[token.map[0] + 1])

    def row(self, token: Any) -> None:
        """Take the cells of a row; those beyond the columns of the head are not shown."""
        line = self._lines[token.map[0]]
        prefix = _PREFIX.match(self.raw, *line)
        start = max(prefix.end() if prefix else 0, self._read_up_to.get(line.start, 0))
        words = trimmed(self.raw, Span(start, line.end))
        fields = _fields(self.raw, words)
        self._columns = self._columns or len(fields)
        shown = fields[: self._columns]
        rows = self.blocks.tables[-1]
        number = rows[-1].row + 1 if rows else 1
        rows.extend(
            Cell(span, number, column, is_header=number == 1)
            for column, span in enumerate(shown, 1)
        )
        self._part(words, shown)

    def _part(self, words: Span, fields: Sequence[Span]) -> None:
        """Put a line break in place of each border between cells, nothing for the outer ones."""
        self._put(words.start, fields[0].start)
        for before, behind in pairwise(fields):
            self._put(before.end, behind.start, "\n")
        self._put(fields[-1].end, words.end)

    def _put(self, start: int, end: int, words: str = "") -> None:
        if start < end:
            self.blocks.substitutions.append(Substitution(start, end, words))


def _empty_lines(matter: re.Match[str]) -> str:
    return "\n" * matter.group().count("\n")


def _fields(raw: str, words: Span) -> list[Span]:
    """Return what stands between the bars of a row."""
    bars = [bar.start() for bar in _PIPE.finditer(raw, *words)]
    begins, ends = bars[:1] == [words.start], bars[1:] and bars[-1] == words.end - 1
    edges = [*([] if begins else [words.start - 1]), *bars, *([] if ends else [words.end])]
    return [trimmed(raw, Span(start + 1, end)) for start, end in pairwise(edges)]


_READERS: Mapping[str, Callable[[BlockReader, Any], None]] = {
    "ordered_list_open": BlockReader.open_list,
    "bullet_list_open": BlockReader.open_list,
    "ordered_list_close": BlockReader.close_list,
    "bullet_list_close": BlockReader.close_list,
    "list_item_open": BlockReader.item,
    "heading_open": BlockReader.heading,
    "table_open": BlockReader.table,
    "tr_open": BlockReader.row,
}


def read_blocks(raw: str) -> MarkdownBlocks:
    """Find the blocks of a text that are seen otherwise."""
    return BlockReader(raw).blocks
