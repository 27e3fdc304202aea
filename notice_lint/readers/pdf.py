"""PDF files with text: lines by geometry, joined to paragraphs, without page numbers and heads."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any, Self

from msgspec import Struct

from notice_lint.document.source import Source
from notice_lint.errors import InputError
from notice_lint.limits import LIMITS, Limits
from notice_lint.readers.directives import join_ranges
from notice_lint.text.wording import Wording

_NUMBER = re.compile(
    r"[-—–―·\s]*(?:第?\s*\d{1,4}\s*页?(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?)[-—–―·\s]*"
)
_EDGE = 0.1
"""Share of a page's height that is head or foot."""


class PageLine(Struct, frozen=True):
    """One line of a page, in points from the left."""

    text: str
    left: float
    right: float
    bottom: float
    height: float
    page: int
    edge: bool
    """Whether it stands where heads and page numbers do."""


def read_pdf(data: bytes, path: str, limits: Limits = LIMITS) -> Source:
    """Make a Source of a PDF; raises InputError."""
    lines = list(_body(list(_lines(data, path, limits))))
    if not any(line.text.strip() for line in lines):
        raise InputError(
            path,
            Wording(
                "PDF 里没有文字，可能是扫描件；请先识别文字或改用 Word 文件",
                "the PDF holds no text, perhaps it is scanned; recognize it or use a Word file",
            ),
        )
    raw = "".join(line.text + "\n" for line in lines)
    text, anchors = join_ranges(raw, _kept(lines))
    return Source(
        path=path,
        kind="pdf",
        text=text,
        raw=raw,
        sha256=hashlib.sha256(data).hexdigest(),
        anchors=anchors,
        pages=tuple(_pages(lines)),
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


def _lines(data: bytes, path: str, limits: Limits) -> Iterator[PageLine]:
    pdfium = _library(path)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "assword" in str(error)
        wording = (
            Wording("PDF 已加密，请先解除密码", "the PDF is encrypted; remove the password")
            if locked
            else Wording(f"PDF 已损坏（{error}）", f"the PDF is damaged ({error})")
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
        for number in range(len(document)):
            yield from _page_lines(pdfium.raw, document[number], number + 1)
    except pdfium.PdfiumError as error:
        wording = Wording(f"PDF 已损坏（{error}）", f"the PDF is damaged ({error})")
        raise InputError(path, wording) from error
    finally:
        document.close()


class _Char(Struct, frozen=True):
    sign: str
    left: float
    right: float
    bottom: float
    top: float


def _page_lines(raw: Any, page: Any, number: int) -> Iterator[PageLine]:
    height = page.get_height()
    row: list[_Char] = []
    for char in _characters(raw, page.get_textpage()):
        if row and _is_next_row(row, char):
            yield _line(row, number, height)
            row = []
        row.append(char)
    if row:
        yield _line(row, number, height)


def _is_next_row(row: Sequence[_Char], char: _Char) -> bool:
    """Tell a character of which most stands below or above all that the row holds."""
    bottom, top = min(one.bottom for one in row[-40:]), max(one.top for one in row[-40:])
    shared = min(char.top, top) - max(char.bottom, bottom)
    return shared < min(char.top - char.bottom, top - bottom) / 2


def _characters(raw: Any, textpage: Any) -> Iterator[_Char]:
    """Yield the characters that are seen, in the order of the text."""
    from ctypes import byref, c_double

    left, right, bottom, top = (c_double() for _ in range(4))
    for index in range(textpage.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(textpage, index) or 0x20)
        if sign in "\r\n\x02\ufffe" or not raw.FPDFText_GetCharBox(
            textpage, index, byref(left), byref(right), byref(bottom), byref(top)
        ):
            continue
        if sign == " " and right.value <= left.value:
            continue
        yield _Char(sign, left.value, right.value, bottom.value, top.value)


def _line(row: Sequence[_Char], page: int, page_height: float) -> PageLine:
    """Make a line of a row; words of another font may be drawn behind all others of their row."""
    row = sorted(row, key=lambda char: char.left)
    text = "".join(char.sign for char in row).rstrip()
    inked = [char for char in row if not char.sign.isspace()] or list(row)
    tallest = max(inked, key=lambda char: char.top - char.bottom)
    size = tallest.top - tallest.bottom
    middle = (tallest.top + tallest.bottom) / 2
    edge = middle < page_height * _EDGE or middle > page_height * (1 - _EDGE)
    left, right = min(char.left for char in inked), max(char.right for char in inked)
    return PageLine(text.lstrip(" "), left, right, tallest.bottom, size, page, edge)


def _body(lines: Sequence[PageLine]) -> Iterator[PageLine]:
    """Yield the lines that are no page number and no running head."""
    heads = Counter(line.text for line in lines if line.edge)
    pages = len({line.page for line in lines})
    for line in lines:
        repeated = pages >= 3 and heads[line.text] * 2 > pages
        if not (line.edge and (repeated or _NUMBER.fullmatch(line.text))) and line.text:
            yield line


class Measure(Struct, frozen=True):
    """How a document sets its lines, in points."""

    left: float
    right: float
    pitch: float
    """Usual distance from one line to the next."""

    @classmethod
    def of(cls, lines: Sequence[PageLine]) -> Self:
        """Take the measure of the lines of a document."""
        gaps = [
            round(line.bottom - following.bottom, 1)
            for line, following in pairwise(lines)
            if line.page == following.page and line.bottom > following.bottom
        ]
        return cls(
            left=min((line.left for line in lines), default=0.0),
            right=max((line.right for line in lines), default=0.0),
            pitch=Counter(gaps).most_common(1)[0][0] if gaps else 0.0,
        )

    def continues(self, line: PageLine, following: PageLine) -> bool:
        """Tell whether a line goes on in the next one.

        It fills the measure and is not centred, and the next one is neither indented nor set off
        by more space.
        """
        em = max(line.height, following.height, 1.0) * 1.2
        before, behind = line.left - self.left, self.right - line.right
        if behind > em and abs(before - behind) < em / 2:
            return False
        gap = line.bottom - following.bottom
        apart = line.page == following.page and gap > self.pitch * 1.25
        return line.right > self.right - 2 * em and following.left < self.left + em and not apart


def _kept(lines: Sequence[PageLine]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the text without the breaks inside paragraphs."""
    measure = Measure.of(lines)
    start = 0
    for index, line in enumerate(lines):
        end = start + len(line.text)
        following = lines[index + 1] if index + 1 < len(lines) else None
        joined = following is not None and measure.continues(line, following)
        yield start, end + (not joined)
        start = end + 1


def _pages(lines: Sequence[PageLine]) -> Iterator[tuple[int, int]]:
    """Yield where in the text each page begins."""
    start, page = 0, 0
    for line in lines:
        if line.page != page:
            page = line.page
            yield start, page
        start += len(line.text) + 1
