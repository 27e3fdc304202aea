"""From files to Sources."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from notice_lint.errors import InputError
from notice_lint.readers import markdown
from notice_lint.readers.directives import (
    find_directives,
    join_ranges,
    placed,
    text_offset,
    without,
)
from notice_lint.readers.encoding import decode
from notice_lint.source import Kind, Residue, Source
from notice_lint.text import Span, Wording

STDIN = "-"
KINDS: dict[str, Kind] = {".txt": "text", ".md": "markdown", ".markdown": "markdown"}
MAX_BYTES = 64 * 1024 * 1024
MAGIC = (
    (b"PK\x03\x04", "Word、WPS 或压缩文件", "a Word, WPS or zip file"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word 或 WPS 文件", "an old Word or WPS file"),
    (b"%PDF-", "PDF 文件", "a PDF file"),
    (b"{\\rtf", "RTF 文件", "an RTF file"),
    (b"\x89PNG", "图片", "an image"),
    (b"\xff\xd8\xff", "图片", "an image"),
    (b"GIF8", "图片", "an image"),
    (b"\x1f\x8b", "压缩文件", "a compressed file"),
    (b"\x7fELF", "程序文件", "a program"),
)
"""What files of other kinds begin with."""


def find(
    paths: Iterable[str], excludes: Callable[[str], bool] = lambda _: False
) -> Iterator[str | InputError]:
    """Yield the files that paths name, each once; folders are searched, sorted, hidden ones not.

    Files found in folders may be excluded. A path that names nothing is yielded as the error it
    is, so that the others go on.
    """
    seen: set[str] = set()
    for path in paths:
        for file in _expand(path, excludes):
            key = "" if isinstance(file, InputError) else os.path.realpath(file)
            if not key or key not in seen:
                yield file
            seen.add(key)


def _expand(path: str, excludes: Callable[[str], bool]) -> Iterator[str | InputError]:
    if os.path.isdir(path):
        yield from _search(path, excludes)
    elif path == STDIN or os.path.exists(path):
        yield path
    else:
        yield InputError(path, Wording("找不到这个文件或文件夹", "no such file or folder"))


def _search(folder: str, excludes: Callable[[str], bool]) -> Iterator[str | InputError]:
    locked: list[OSError] = []
    found = sorted(path for path in _walk(folder, locked) if not excludes(path))
    yield from found
    for error in locked:
        yield _unreadable(str(error.filename), error)
    if not found and not locked:
        yield InputError(folder, _EMPTY_FOLDER)


_EMPTY_FOLDER = Wording(
    "文件夹里没有可检查的文件（.txt、.md）", "no file to check in this folder (.txt, .md)"
)


def _walk(folder: str, locked: list[OSError]) -> Iterator[str]:
    for root, folders, files in os.walk(folder, onerror=locked.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if not name.startswith(".") and os.path.splitext(name)[1].lower() in KINDS:
                yield os.path.join(root, name)


def read(path: str) -> Source:
    """Read one file, or standard input for `-`; raises InputError."""
    return from_bytes(_load(path), path, _kind(path))


def _kind(path: str) -> Kind:
    return KINDS.get(os.path.splitext(path)[1].lower(), "text")


def _load(path: str) -> bytes:
    try:
        if path == STDIN:
            return _within_limit(sys.stdin.buffer.read, path)
        with Path(path).open("rb") as file:
            return _within_limit(file.read, path)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: str, error: OSError) -> InputError:
    reason = error.strerror or type(error).__name__
    return InputError(path, Wording(f"无法读取：{reason}", f"cannot be read: {reason}"))


def _within_limit(load: Callable[[int], bytes], path: str) -> bytes:
    data = load(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        size = MAX_BYTES // 1024 // 1024
        raise InputError(path, Wording(f"文件超过 {size} MB", f"larger than {size} MB"))
    return data


def from_bytes(data: bytes, path: str, kind: Kind = "text") -> Source:
    """Make a Source of the bytes of a text file; raises InputError."""
    for magic, zh, en in MAGIC:
        if data.startswith(magic):
            raise InputError(
                path,
                Wording(
                    f"这是{zh}，请先另存为 .txt 文本", f"this is {en}; save it as .txt text first"
                ),
            )
    text = decode(data, path)
    if not text.strip("\ufeff\0 \t\r\n\f\v\u3000"):
        raise InputError(path, Wording("文件是空的，没有可检查的内容", "the file is empty"))
    return _source(text, path, kind, hashlib.sha256(data).hexdigest())


def from_text(text: str, path: str = "", kind: Kind = "text") -> Source:
    """Make a Source of text at hand, whatever it is; never fails."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _source(text, path, kind, digest)


def _source(raw: str, path: str, kind: Kind, sha256: str) -> Source:
    directives = find_directives(raw, kind)
    if kind == "markdown":
        kept = markdown.visible(raw)
    elif directives:
        kept = without(raw, directives)
    else:
        return Source(path, kind, raw, raw, sha256)
    text, anchors = join_ranges(raw, kept)
    residue = tuple(_residue(raw, anchors)) if kind == "markdown" else ()
    return Source(path, kind, text, raw, sha256, anchors, placed(directives, anchors), residue)


def _residue(raw: str, anchors: tuple[tuple[int, int], ...]) -> Iterator[Residue]:
    for label, start, end in markdown.changes(raw):
        first, last = text_offset(start, anchors), text_offset(end, anchors)
        yield Residue(label, Span(min(first, max(0, last - 1)), last))
