"""A plain .docx made of a text, for files that Word cannot hold as they are."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from notice_lint.document.source import LINE_BREAK, Source
from notice_lint.docx.write.document import WordDocument, open_word, xml_text
from notice_lint.text.invisible import shown_lines
from notice_lint.text.spans import Span

FONT = "仿宋"
SIZE = 16
"""三号, in points."""


class PlainWord(Struct, frozen=True):
    """A .docx that holds a text, a paragraph for each line, and the way from one to the other."""

    data: bytes
    breaks: tuple[int, ...]
    """Offsets in the text behind each line feed that follows a carriage return."""

    def span(self, span: Span) -> Span:
        """Return where a span of the text stands in the .docx, where a line break is one place."""
        start, end = (offset - bisect_right(self.breaks, offset) for offset in span)
        return Span(start, end)


def plain_docx(text: str) -> PlainWord:
    """Make a .docx of a text; characters that XML cannot hold are replaced one for one."""
    from docx import Document
    from docx.shared import Pt

    document = Document()
    _set(document.styles["Normal"])
    for line in LINE_BREAK.split(shown_lines(text)):
        paragraph = document.add_paragraph()
        if line:
            paragraph.add_run(xml_text(line))
        if line[:1].strip():
            paragraph.paragraph_format.first_line_indent = Pt(2 * SIZE)
    buffer = io.BytesIO()
    document.save(buffer)
    doubled = (
        line_break.end() for line_break in LINE_BREAK.finditer(text) if line_break.group() == "\r\n"
    )
    return PlainWord(buffer.getvalue(), tuple(doubled))


def word_of(source: Source, data: bytes) -> tuple[WordDocument, Callable[[Span], Span]]:
    """Return a document of any kind as a Word file, and the way from ranges of `raw` to it."""
    if source.kind == "docx":
        return open_word(data, source.path), lambda span: span
    plain = plain_docx(source.text)
    return open_word(plain.data, source.path), lambda raw: plain.span(source.text_span(raw))


def _set(style: Any) -> None:
    """Set all text in the usual font and size of official documents."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.name = FONT
    style.font.size = Pt(SIZE)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
