"""PDF files with text: lines joined to paragraphs, tables by their lines, no page numbers."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from notice_lint.document.source import Source
from notice_lint.errors import InputError
from notice_lint.limited import in_child
from notice_lint.limits import LIMITS, Limits
from notice_lint.readers.pdf.page import GridTable, PageLine, PdfPage
from notice_lint.readers.pdf.write import write_blocks
from notice_lint.text.wording import Wording

_NUMBER = re.compile(
    r"[-—–―·\s]*(?:第?\s*\d{1,4}\s*页?(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?)[-—–―·\s]*"
)


_DAMAGED = Wording(
    "PDF 已损坏，请重新导出一份，或改用 Word 文件",
    "the PDF is damaged; export it again, or use a Word file",
)


def read_pdf(data: bytes, path: str, limits: Limits = LIMITS) -> Source:
    """Make a Source of a PDF; raises InputError."""
    pdfium = _library(path)
    blocks = in_child(lambda: list(_blocks(pdfium, data, path, limits)), path, limits)
    blocks = list(_body(blocks))
    shown = write_blocks(blocks)
    if not shown.text.strip():
        raise InputError(
            path,
            Wording(
                "PDF 里没有文字，可能是扫描件；请先识别文字或改用 Word 文件",
                "the PDF holds no text, perhaps it is scanned; recognize it or use a Word file",
            ),
        )
    return Source(
        path=path,
        kind="pdf",
        text=shown.text,
        raw=shown.raw,
        sha256=hashlib.sha256(data).hexdigest(),
        anchors=shown.anchors,
        pages=shown.pages,
        tables=shown.tables,
        heading_marks=shown.heading_marks,
    )


def _library(path: str) -> Any:
    try:
        return import_module("pypdfium2")
    except ImportError as error:
        command = "pip install 'notice-lint[pdf]'"
        raise InputError(
            path,
            Wording(f"读取 PDF 还需要一个组件，请运行：{command}", f"reading PDF needs {command}"),
        ) from error


def _blocks(pdfium: Any, data: bytes, path: str, limits: Limits) -> Iterator[PageLine | GridTable]:
    """Yield the lines and tables of all pages."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "assword" in str(error)
        wording = (
            Wording("PDF 已加密，请先解除密码", "the PDF is encrypted; remove the password")
            if locked
            else _DAMAGED
        )
        raise InputError(path, wording) from error
    try:
        if len(document) > limits.pdf_pages:
            raise InputError(
                path,
                Wording(
                    f"PDF 超过 {limits.pdf_pages} 页",
                    f"the PDF has more than {limits.pdf_pages} pages",
                ),
            )
        characters = 0
        for number in range(len(document)):
            page = PdfPage(pdfium.raw, document[number], number + 1)
            characters += page.characters
            if characters > limits.pdf_characters:
                raise InputError(path, _too_long(limits.pdf_characters))
            yield from page.blocks()
    except pdfium.PdfiumError as error:
        raise InputError(path, _DAMAGED) from error
    finally:
        document.close()


def _too_long(most: int) -> Wording:
    return Wording(f"PDF 超过 {most:,} 字", f"the PDF has more than {most:,} characters")


def _body(blocks: Sequence[PageLine | GridTable]) -> Iterator[PageLine | GridTable]:
    """Yield what is no page number, no running head and not empty."""
    running = _running_heads(blocks)
    for block in blocks:
        if isinstance(block, GridTable) or (block.text and not _is_furniture(block, running)):
            yield block


def _running_heads(blocks: Sequence[PageLine | GridTable]) -> set[str]:
    """Return the lines that stand at the edges of most pages; two pages may begin alike."""
    pages = len({block.page for block in blocks})
    # of two pages one alone is half, and 整改情况： at the top of both would be taken away
    if pages < 3:
        return set()
    lines = [block for block in blocks if isinstance(block, PageLine)]
    heads = Counter(line.text for line in lines if line.edge)
    return {text for text, count in heads.items() if count * 2 > pages}


def _is_furniture(line: PageLine, running: set[str]) -> bool:
    """Tell whether a line at the edge of a page is its number or a running head."""
    return line.edge and (line.text in running or _NUMBER.fullmatch(line.text) is not None)
