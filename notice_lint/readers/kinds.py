"""What a file is, told by what is in it; its suffix only tells text from Markdown."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from msgspec import Struct

from notice_lint.document.source import Kind
from notice_lint.errors import InputError
from notice_lint.text.wording import Wording

SUFFIXES: dict[str, Kind] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".doc": "doc",
    ".wps": "doc",
    ".rtf": "doc",
}
"""Files that are looked for in folders."""

_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|div|p|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN_PARTS = ("xl/workbook", "ppt/presentation")
_FOREIGN_SUFFIXES = frozenset(
    (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".pptx", ".ppt", ".dps", ".odp")
)
_WORD_SUFFIXES = frozenset((".docx", ".docm", ".dotx", ".doc", ".wps", ".wpt", ""))
_NO_DOCUMENT = Wording(
    "这是表格或演示文稿，请把通报另存为 Word 文件",
    "this is a spreadsheet or a presentation; save the notice as a Word file",
)
_DAMAGED = Wording(
    "文件已损坏，或者不是文稿；请用 Word 或 WPS 打开后另存一份",
    "the file is damaged or no document; open it in Word or WPS and save it again",
)


def _streams(*names: str) -> tuple[bytes, ...]:
    """Return names of streams as the directory of a compound file has them."""
    return tuple(name.encode("utf-16-le") for name in names)


_FOREIGN_STREAMS = _streams("\0Workbook\0", "\0PowerPoint Document\0")
_WORD_STREAMS = _streams("WordDocument", "CONTENTS", "MatOST")
"""Of Word and WPS; of Works, which wrote .wps long ago."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Foreign(Struct, frozen=True):
    """A kind of file that holds no notice: what it begins with, and its name."""

    magic: bytes
    name: Wording


FOREIGN = (
    Foreign(b"\x89PNG", Wording("图片", "an image")),
    Foreign(b"\xff\xd8\xff", Wording("图片", "an image")),
    Foreign(b"GIF8", Wording("图片", "an image")),
    Foreign(b"BM\x36", Wording("图片", "an image")),
    Foreign(b"\x1f\x8b", Wording("压缩文件", "a compressed file")),
    Foreign(b"7z\xbc\xaf", Wording("压缩文件", "a compressed file")),
    Foreign(b"Rar!", Wording("压缩文件", "a compressed file")),
    Foreign(b"\x7fELF", Wording("程序文件", "a program")),
    Foreign(b"MZ\x90", Wording("程序文件", "a program")),
)


def sniff(data: bytes, path: str) -> Kind:
    """Return what a file is; raises InputError for one that can hold no notice."""
    for foreign in FOREIGN:
        if data.startswith(foreign.magic):
            raise InputError(
                path,
                Wording(
                    f"这是{foreign.name.zh}，不是文稿", f"this is {foreign.name.en}, not a document"
                ),
            )
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):  # the second is one that holds nothing
        return _zipped(data, path)
    if data.startswith(_OLE):
        return _compound(data, path)
    if data.startswith(b"{\\rtf"):
        return "doc"
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if _HTML.match(data[:4096]):
        return "html"
    named = SUFFIXES.get(PurePath(path).suffix.lower(), "text")
    return named if named in ("text", "markdown", "html") else "text"


def _zipped(data: bytes, path: str) -> Kind:
    if b"mimetypeapplication/vnd.oasis" in data[:200]:
        return "doc"
    names = _part_names(data)
    if any(name.startswith(_FOREIGN_PARTS) for name in names) or _is_named_foreign(path):
        raise InputError(path, _NO_DOCUMENT)
    if not names and not _is_named_word(path):
        raise InputError(path, _DAMAGED)
    return "docx"


def _is_named_foreign(path: str) -> bool:
    return PurePath(path).suffix.lower() in _FOREIGN_SUFFIXES


def _is_named_word(path: str) -> bool:
    return PurePath(path).suffix.lower() in _WORD_SUFFIXES


def _part_names(data: bytes) -> list[str]:
    """Return what a zip itself holds; a damaged one is told by its reader."""
    try:
        return zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return []


def _compound(data: bytes, path: str) -> Kind:
    if _ENCRYPTED in data:
        raise InputError(
            path, Wording("文件已加密，请先解除密码", "the file is encrypted; remove the password")
        )
    if any(stream in data for stream in _WORD_STREAMS):  # it may hold a sheet as an object
        return "doc"
    if _is_named_foreign(path) or any(stream in data for stream in _FOREIGN_STREAMS):
        raise InputError(path, _NO_DOCUMENT)
    raise InputError(path, _DAMAGED)
