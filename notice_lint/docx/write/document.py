"""A .docx opened to be changed: the tree that is saved, and where in it each character stands."""

from __future__ import annotations

import copy
import gc
import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import Any

from msgspec import Struct

from notice_lint.docx.body import Body, Story
from notice_lint.docx.package import Package, W, attribute
from notice_lint.limits import LIMITS, Limits
from notice_lint.text.spans import Span

TEXT = W + "t"
DELETED_TEXT = W + "delText"
RUN = W + "r"
PROPERTIES = W + "rPr"
BOX = W + "txbxContent"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Return text that XML can hold, one code point for each."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def set_words(element: Any, words: str) -> None:
    """Set the characters of a w:t, blanks at its ends kept."""
    element.text = words
    element.set(SPACE, "preserve")


class RunPiece(Struct):
    """Characters that come from one child of a run; its end moves when it is cut."""

    start: int
    end: int
    paragraph: int
    """1-based number of the paragraph."""
    element: Any
    """A w:t, w:tab, w:br …; None for an automatic number."""

    @property
    def run(self) -> Any:
        """The w:r it stands in."""
        return self.element.getparent()

    @property
    def is_text(self) -> bool:
        """Whether it is words, not a sign such as a tab or a number."""
        return self.element is not None and self.element.tag in (TEXT, DELETED_TEXT)


class WordDocument:
    """One .docx as python-docx holds it; offsets are those of the Source of the same bytes."""

    def __init__(self, document: Any, story: Story) -> None:
        """Take a document and what was read of its very tree."""
        self.document = document
        self.story = story
        self.pieces = [
            RunPiece(place.start, place.end, place.paragraph, origin)
            for place, origin in zip(story.runs, story.origins, strict=True)
        ]

    def save(self) -> bytes:
        """Return the file; the same document always gives the same bytes."""
        buffer = io.BytesIO()
        self.document.save(buffer)
        return _timeless(buffer)

    def inside(self, span: Span) -> list[RunPiece]:
        """Return the pieces that hold a character of a span."""
        first = self._index(span.start)
        pieces = []
        for piece in islice(self.pieces, max(first, 0), None):
            if piece.start >= span.end or span.end <= span.start:
                break
            if piece.end > span.start:
                pieces.append(piece)
        return pieces

    def _index(self, offset: int) -> int:
        """Return the index of the last piece that begins at or before an offset; -1 for none."""
        return bisect_right(self.pieces, offset, key=lambda piece: piece.start) - 1

    def paragraph_at(self, offset: int) -> tuple[int, Any]:
        """Return number and element of the paragraph that an offset falls into."""
        index = bisect_right(self.story.elements, offset, key=lambda pair: pair[0])
        return max(index, 1), self.story.elements[max(index, 1) - 1][1]

    def of_paragraph(self, number: int) -> Iterator[RunPiece]:
        """Yield the pieces of a paragraph that are no automatic number."""
        at = self.story.paragraphs[number - 1][0]
        for piece in islice(self.pieces, max(self._index(at), 0), None):
            if piece.paragraph > number:
                return
            if piece.paragraph == number and piece.element is not None:
                yield piece

    def is_in_body(self, element: Any) -> bool:
        """Tell whether an element belongs to the text itself, not to a note or a text box."""
        above = list(element.iterancestors())
        return bool(above) and above[-1] is self.document.element and not _boxes(above)

    def host(self, element: Any) -> Any:
        """Return the run of the body that shows the note or text box an element stands in."""
        above = list(element.iterancestors())
        boxes = _boxes(above)
        if boxes:
            return next(boxes[-1].iterancestors(RUN))
        note = next(element for element in above if element.tag in (W + "footnote", W + "endnote"))
        references = self.document.element.iter(f"{note.tag}Reference")
        name = attribute(note, "id")
        return next(
            reference for reference in references if attribute(reference, "id") == name
        ).getparent()

    def cut(self, offset: int) -> None:
        """Make a run begin at an offset; nothing is cut where no words go on."""
        index = self._index(offset)
        if index < 0:
            return
        piece = self.pieces[index]
        if piece.start < offset < piece.end and piece.is_text:
            piece = self._halve(index, offset)
        if piece.start == offset and piece.element is not None:
            _split_before(piece.element)

    def _halve(self, index: int, offset: int) -> RunPiece:
        piece = self.pieces[index]
        words = piece.element.text
        rest = copy.copy(piece.element)
        set_words(piece.element, words[: offset - piece.start])
        set_words(rest, words[offset - piece.start :])
        piece.element.addnext(rest)
        further = RunPiece(offset, piece.end, piece.paragraph, rest)
        piece.end = offset
        self.pieces.insert(index + 1, further)
        return further


def _timeless(file: io.BytesIO) -> bytes:
    """Return a zip with the times of its parts taken out, as Word itself writes it."""
    made = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            part = zipfile.ZipInfo(info.filename)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(info))
    return made.getvalue()


def _boxes(elements: list[Any]) -> list[Any]:
    return [element for element in elements if element.tag == BOX]


def _split_before(element: Any) -> None:
    """Move a child of a run and all behind it to a run of their own, set in the same way."""
    run = element.getparent()
    before = [
        sibling for sibling in element.itersiblings(preceding=True) if sibling.tag != PROPERTIES
    ]
    if before:
        rest = like(run)
        rest.extend([element, *element.itersiblings()])
        run.addnext(rest)


def set_apart(element: Any) -> None:
    """Give a child of a run a run of its own."""
    _split_before(element)
    following = element.getnext()
    if following is not None:
        _split_before(following)


def like(run: Any) -> Any:
    """Return an empty run that is set as another."""
    properties = run.find(PROPERTIES)
    made = run.makeelement(RUN, dict(run.attrib))
    if properties is not None:
        made.append(copy.deepcopy(properties))
    return made


def open_word(data: bytes, path: str = "", limits: Limits = LIMITS) -> WordDocument:
    """Open a .docx to change it; raises InputError. The bytes given are never changed."""
    from docx import Document

    _put_earlier_ones_away()
    package = Package(data, path, limits)
    package.check_all()
    try:
        document = Document(io.BytesIO(package.as_transitional()))
    except (
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        SyntaxError,
        OSError,
        zipfile.BadZipFile,
    ) as error:
        raise package.error(
            "Word 文件的格式不完整或不是 .docx，请用 Word 或 WPS 另存为 .docx",
            "the Word file is not whole or no .docx; save it as .docx in Word or WPS",
        ) from error
    story, _ = Body(package).read(document.element)
    return WordDocument(document, story)


def _put_earlier_ones_away() -> None:
    """Free Word files that nobody holds any longer, ten megabytes each.

    Their parts name each other, and of a tree of XML the collector sees a handful of objects: by
    itself it would come after hundreds of files.
    """
    gc.collect(1)
