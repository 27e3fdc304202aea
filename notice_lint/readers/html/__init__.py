"""Web pages: the element that holds the notice, read as a browser shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from notice_lint.document.headings import BoldWords, heading_marks
from notice_lint.document.source import Directive
from notice_lint.document.tables import tables_of, with_bold_header
from notice_lint.readers.html.article import article_ranges
from notice_lint.readers.html.lists import item_markers
from notice_lint.readers.html.page import PageElement, PageReader
from notice_lint.readers.html.tables import PageTable, data_tables, drafts_of
from notice_lint.readers.html.write import PageWriter
from notice_lint.readers.writer import ShownText, TextWriter
from notice_lint.text.spans import Span

_LINE = re.compile(r"[^\n]+")
_HEADING = re.compile(r"h[1-6]")
_BOLD_TAGS = frozenset(("b", "strong"))
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)|font-family\s*:[^;]*(?:黑体|simhei)")
"""Official documents set headings in a bold face of its own, 黑体."""


def read_page(raw: str, _: Sequence[Directive] = ()) -> ShownText:
    """Return what a person reads of the notice that a page holds; comments are not shown."""
    page = PageReader(raw)
    tables = data_tables(page)
    writer = PageWriter(TextWriter(raw), item_markers(page.elements))
    writer.cells = {id(cell) for table in tables for cell in table.cells}
    ranges = article_ranges(page, [table.element for table in tables])
    for pieces in ranges:
        writer.write(page, pieces)
    return _marked(page, tables, writer)


def _marked(page: PageReader, tables: Sequence[PageTable], writer: PageWriter) -> ShownText:
    """Return what was written with its tables and headings."""
    text, spans = writer.writer.text, writer.spans
    shown = [element for element in page.elements if element.opened in spans]
    bold = BoldWords(spans[element.opened] for element in shown if _is_bold(element))
    marked_tables = tuple(
        with_bold_header(table, [bold.holds(text, cell.span) for cell in table.cells])
        for table in tables_of(text, drafts_of(tables, spans))
    )
    levels = dict(_levels(text, shown, spans))
    return ShownText(
        text, writer.writer.anchors, marked_tables, heading_marks(text, levels, bold, marked_tables)
    )


def _is_bold(element: PageElement) -> bool:
    return element.tag in _BOLD_TAGS or _BOLD_STYLE.search(element.style) is not None


def _levels(
    text: str, shown: Sequence[PageElement], spans: Mapping[int, Span]
) -> Iterator[tuple[int, int]]:
    """Yield the lines of headings, each with its level."""
    for element in shown:
        if not _HEADING.fullmatch(element.tag):
            continue
        span = spans[element.opened]
        for line in _LINE.finditer(text, *span):
            if line.group().strip():
                yield line.start(), int(element.tag[1])
