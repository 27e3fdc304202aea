"""Edits written into files of each kind, every other byte kept."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Protocol

from notice_lint.document.source import Source
from notice_lint.document.violation import Edit
from notice_lint.errors import InputError
from notice_lint.fix import patch
from notice_lint.limits import Limits
from notice_lint.readers.encoding import decoded
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

MARKUP = Wording("中间有标记或换行，改了会影响版式", "marks of form or line breaks stand in it")
_FOREIGN = {
    "pdf": Wording(
        "PDF 不能直接修改，请改原稿，或另存为 .docx 再修改",
        "a PDF cannot be changed; change the draft, or save it as .docx first",
    ),
    "doc": Wording(
        "这种格式（.doc、.wps、.rtf、.odt）不能直接修改，请先另存为 .docx",
        "this format (.doc, .wps, .rtf, .odt) cannot be changed; save it as .docx first",
    ),
}
_NO_TRACKS = Wording(
    "只有 .docx 能留下修订记录，请去掉 --track",
    "only a .docx holds tracked changes; leave --track out",
)
_ENCODING = Wording(
    "文件编码不规范，改写后其他字节会变，请另存为 UTF-8 文本",
    "the file cannot be written back byte by byte as it is encoded; save it as UTF-8 text",
)


class Editor(Protocol):
    """Makes edits in one file; spans are of its `Source.text`."""

    def refusal(self, edit: Edit) -> Wording | None:
        """Say why an edit cannot be made; None when it can."""

    def apply(self, edits: Iterable[Edit]) -> bytes:
        """Return the file with edits made that are not refused and do not overlap."""


def editor_for(
    data: bytes, source: Source, limits: Limits, *, tracked: bool
) -> TextEditor | WordEditor:
    """Return what edits a file; raises InputError when nothing can."""
    if source.kind in _FOREIGN:
        raise InputError(source.path, _FOREIGN[source.kind])
    if source.kind == "docx":
        return WordEditor(data, source, limits, tracked=tracked)
    if tracked:
        raise InputError(source.path, _NO_TRACKS)
    return TextEditor(data, source)


class WordEditor:
    """Edits a .docx; the words change, their setting stays."""

    def __init__(self, data: bytes, source: Source, limits: Limits, *, tracked: bool) -> None:
        """Open the file; raises InputError."""
        from notice_lint.docx.write.document import open_word

        self._source = source
        self._origin = (data, source.path, limits)
        self._tracked = tracked
        self._word = open_word(*self._origin)

    def refusal(self, edit: Edit) -> Wording | None:
        """Say why an edit cannot be made; None when it can."""
        from notice_lint.docx.write.edits import refusal

        return refusal(self._word, self._placed(edit), tracked=self._tracked)

    def apply(self, edits: Iterable[Edit]) -> bytes:
        """Return the file with edits made that are not refused and do not overlap."""
        from notice_lint.docx.write.document import open_word
        from notice_lint.docx.write.edits import apply_edits

        return apply_edits(open_word(*self._origin), map(self._placed, edits)).data

    def _placed(self, edit: Edit) -> Edit:
        """Return an edit with its place in the file, where invisible characters count too."""
        return Edit(self._source.raw_span(edit.place), edit.text)


_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);?")


class TextEditor:
    """Edits text, Markdown and HTML in the encoding the file has."""

    def __init__(self, data: bytes, source: Source) -> None:
        """Look at how the file is encoded; raises InputError when it cannot be written back."""
        self.source = source
        raw, self.encoding = decoded(data, source.path)
        if raw != source.raw or self.encoding.encode(raw) != data:
            raise InputError(source.path, _ENCODING)

    def refusal(self, edit: Edit) -> Wording | None:
        """Say why an edit cannot be made; None when it can."""
        return MARKUP if self._place(edit.place) is None else None

    def apply(self, edits: Iterable[Edit]) -> bytes:
        """Return the file with edits made that are not refused and do not overlap."""
        written = (
            Edit(place, self._written(edit.text))
            for edit in edits
            if (place := self._place(edit.place))
        )
        return self.encoding.encode(patch.apply(self.source.raw, written))

    @property
    def _is_page(self) -> bool:
        return self.source.kind == "html"

    def _written(self, text: str) -> str:
        return html.escape(text, quote=False) if self._is_page else text

    def _place(self, span: Span) -> Span | None:
        """Return where a span stands in the file; None when something else stands in it."""
        text, raw = self.source.text, self.source.raw
        if span.start == span.end:
            return self._gap(span.start)
        place = self.source.raw_span(span)
        if self._is_page:
            place = Span(place.start, self._end(place.end - 1))
        words = place.of(raw)
        if self._is_page and "<" not in words:
            words = html.unescape(words).replace("\xa0", " ")
        return place if words == span.of(text) else None

    def _gap(self, offset: int) -> Span | None:
        """Return where words are put in: behind the character before, so within its marks."""
        before = self.source.text[offset - 1 : offset] if offset else ""
        if before in ("", "\n", "\r"):
            at = self.source.raw_offset(offset)
            return None if self.source.is_generated(offset) else Span(at, at)
        place = self._place(Span(offset - 1, offset))
        return Span(place.end, place.end) if place else None

    def _end(self, last: int) -> int:
        """Return where a character of a page ends that begins at an offset of its source."""
        reference = _REFERENCE.match(self.source.raw, last)
        is_known = reference and html.unescape(reference.group()) != reference.group()
        return reference.end() if reference and is_known else last + 1
