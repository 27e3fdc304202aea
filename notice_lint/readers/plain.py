"""Plain text as a person sees it: line ends and invisible characters, tables with their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from operator import attrgetter

from notice_lint.document.source import Cell, Directive, Table
from notice_lint.document.tables import table_of
from notice_lint.readers.directives import without
from notice_lint.readers.drawn import drawn_tables, write_table
from notice_lint.readers.tabs import tabbed_tables
from notice_lint.readers.writer import ShownText, TextWriter


def read_plain(raw: str, directives: Iterable[Directive]) -> ShownText:
    """Return what a person reads of a text; lines that are instructions are left out."""
    writer = TextWriter(raw)
    drawn: list[list[Cell]] = []
    place = 0
    for table in drawn_tables(raw):
        _copy(writer, place, table.span.start, directives)
        drawn.append(write_table(writer, table))
        place = table.span.end
    _copy(writer, place, len(raw), directives)
    text = writer.text
    return ShownText(text, writer.anchors, tuple(_tables(text, drawn)))


def _copy(writer: TextWriter, start: int, end: int, directives: Iterable[Directive]) -> None:
    for first, last in without(writer.raw, directives):
        writer.copy(max(first, start), min(last, end))


def _tables(text: str, drawn: Iterable[list[Cell]]) -> Iterator[Table]:
    """Yield the drawn tables and those with tabs, sorted; no bar stands between tabs."""
    boxes = filter(None, (table_of(text, cells) for cells in drawn))
    yield from sorted(chain(boxes, tabbed_tables(text)), key=attrgetter("span"))
