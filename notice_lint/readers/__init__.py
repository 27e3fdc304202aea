"""From files to Sources."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO

from notice_lint.document.source import Directive, Kind, Residue, Source, text_offset
from notice_lint.errors import InputError
from notice_lint.files import COMMENTED, FIXED, opened
from notice_lint.limits import LIMITS, Limits
from notice_lint.readers.addresses import LOCAL, fetched, is_url
from notice_lint.readers.directives import find_directives, placed
from notice_lint.readers.encoding import decode
from notice_lint.readers.kinds import SUFFIXES, sniff
from notice_lint.readers.writer import ShownText
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

STDIN = "-"
REPORT = "notice-lint."
"""What the names of reports begin with unless others are given: they are no documents."""


def find(
    paths: Iterable[str],
    excludes: Callable[[str], bool] = lambda _: False,
    *,
    named_too: bool = False,
) -> Iterator[str | InputError]:
    """Yield the files that paths name, each once; folders are searched, sorted, hidden ones not.

    Files found in folders may be excluded, on request those that are named too.
    A path that names nothing is yielded as the error it is, so that the others go on.
    """
    seen: set[str] = set()
    for path in paths:
        if named_too and not os.path.isdir(path) and excludes(path):
            continue
        for file in _expand(path, excludes):
            key = "" if isinstance(file, InputError) else absolute(file)
            if not key or key not in seen:
                yield file
            seen.add(key)


def absolute(path: str) -> str:
    """Return the same path from wherever it is read; addresses and standard input stay."""
    return path if path == STDIN or is_url(path) else os.path.realpath(path)


def _expand(path: str, excludes: Callable[[str], bool]) -> Iterator[str | InputError]:
    if os.path.isdir(path):
        yield from _search(path, excludes)
    elif path == STDIN or is_url(path) or os.path.exists(path):
        yield path
    else:
        yield InputError(path, Wording("找不到这个文件或文件夹", "no such file or folder"))


def _search(folder: str, excludes: Callable[[str], bool]) -> Iterator[str | InputError]:
    locked: list[OSError] = []
    paths = sorted(path for path in _walk(folder, locked) if not excludes(path))
    yield from paths
    for error in locked:
        yield InputError.unreadable(str(error.filename), error)
    if not paths and not locked:
        yield InputError(folder, _EMPTY_FOLDER)


_EMPTY_FOLDER = Wording(
    "文件夹里没有可检查的文件（.docx、.txt、.md、.html、.pdf、.doc、.wps、.rtf）",
    "no file to check in this folder (.docx, .txt, .md, .html, .pdf, .doc, .wps, .rtf)",
)


def _walk(folder: str, locked: list[OSError]) -> Iterator[str]:
    for root, folders, files in os.walk(folder, onerror=locked.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.join(root, name) for name in files if is_document(name))


def is_document(name: str) -> bool:
    """Tell whether a file in a folder is one that is meant: no lock file, no copy of ours."""
    stem, suffix = os.path.splitext(name)
    if name.startswith((".", "~$", REPORT)) or suffix.lower() not in SUFFIXES:
        return False
    return not stem.rstrip("0123456789").endswith((f".{COMMENTED}", f".{FIXED}"))


def read(
    path: str, limits: Limits = LIMITS, name: str = "", schemes: Sequence[str] = LOCAL
) -> Source:
    """Read one file, or standard input for `-`, under a name of its own; raises InputError."""
    return from_bytes(load(path, limits, schemes), name or path, limits)


def load(path: str, limits: Limits = LIMITS, schemes: Sequence[str] = LOCAL) -> bytes:
    """Return the bytes of a file, or of standard input for `-`; raises InputError.

    Addresses are read where their scheme is allowed.
    """
    most = limits.file_mb << 20
    try:
        if is_url(path):
            data = fetched(path, most + 1, schemes)
        elif path == STDIN:
            data = _stdin().read(most + 1)
        else:
            with opened(path) as file:
                data = file.read(most + 1)
    except (OSError, ValueError) as error:
        raise InputError.unreadable(path, error) from error
    if len(data) > most:
        raise _too_large(path, limits.file_mb)
    return data


def _stdin() -> IO[bytes]:
    if sys.stdin is None:
        raise InputError(STDIN, Wording("标准输入已关闭", "standard input is closed"))
    return sys.stdin.buffer


def _too_large(path: str, megabytes: int) -> InputError:
    return InputError(
        path, Wording(f"文件超过 {megabytes} MB", f"the file is larger than {megabytes} MB")
    )


def from_bytes(data: bytes, path: str, limits: Limits = LIMITS, *, sheets: bool = False) -> Source:
    """Make a Source of the bytes of a file of any kind that is read; raises InputError.

    Sheets are read on request only: no notice is one.
    """
    if sheets:
        from notice_lint.readers.sheet import is_sheet, read_sheet

        if is_sheet(data, path):
            return read_sheet(data, path, limits)
    kind = sniff(data, path)
    match kind:
        case "docx":
            from notice_lint.docx.reader import read_docx

            return _checked(read_docx(data, path, limits))
        case "pdf":
            from notice_lint.readers.pdf import read_pdf

            return _checked(read_pdf(data, path, limits))
        case "doc":
            from notice_lint.readers.legacy import read_legacy

            return _checked(read_legacy(data, path, limits))
        case "html" if len(data) > limits.html_mb << 20:
            raise _too_large(path, limits.html_mb)
        case _:
            digest = hashlib.sha256(data).hexdigest()
            return _checked(_source(decode(data, path), path, kind, digest))


def _checked(source: Source) -> Source:
    """Return a Source that holds something to check; raises InputError."""
    seen = source.raw if source.kind == "markdown" else source.text
    if not seen.strip(_BLANK):
        raise InputError(source.path, Wording("文件是空的，没有可检查的内容", "the file is empty"))
    return source


_BLANK = "\ufeff\0 \t\r\n\f\v\u3000"


def from_text(text: str, path: str = "", kind: Kind = "text") -> Source:
    """Make a Source of text at hand, whatever it is; never fails."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _source(text, path, kind, digest)


def _source(raw: str, path: str, kind: Kind, sha256: str) -> Source:
    directives = find_directives(raw, kind)
    shown = _reader(kind)(raw, directives)
    return Source(
        path,
        kind,
        shown.text,
        raw,
        sha256,
        shown.anchors,
        placed(directives, shown.anchors),
        tuple(_residue(raw, shown.anchors)) if kind == "markdown" else (),
        tables=shown.tables,
        heading_marks=shown.heading_marks,
    )


def _reader(kind: Kind) -> Callable[[str, Sequence[Directive]], ShownText]:
    """Return what reads a text of a kind; a reader is not imported before it is needed."""
    if kind == "html":
        from notice_lint.readers.html import read_page

        return read_page
    if kind == "markdown":
        from notice_lint.readers.markdown import read_markdown

        return read_markdown
    from notice_lint.readers.plain import read_plain

    return read_plain


def _residue(raw: str, anchors: tuple[tuple[int, int], ...]) -> Iterator[Residue]:
    from notice_lint.readers import markdown

    for label, start, end in markdown.changes(raw):
        first, last = text_offset(start, anchors), text_offset(end, anchors)
        yield Residue(label, Span(min(first, max(0, last - 1)), last))
