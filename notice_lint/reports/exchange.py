"""What the formats for other programs share: paths, places and names of violations."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from urllib.parse import quote

from notice_lint.document.source import Kind
from notice_lint.reports.model.report import FileReport, ReportedViolation
from notice_lint.text.wording import Lang

LINED: frozenset[Kind] = frozenset({"text", "markdown", "html"})
"""Kinds of which a line is a line of the file; a program can open the others at no line."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def from_root(path: str) -> str:
    """Return a path as CI knows it: from the working directory, if it is inside, with /."""
    whole, here = _absolute(path), Path.cwd()
    return (whole.relative_to(here) if whole.is_relative_to(here) else whole).as_posix()


def uri(path: str) -> str:
    """Return a path as a reference from the working directory, or as a file URI.

    It is a file URI where the path is absolute or leads out of that directory.
    """
    name = PurePath(os.path.normpath(path))
    if name.is_absolute() or name.parts[:1] == ("..",):
        return _absolute(path).as_uri()
    return quote(os.fsencode(name.as_posix()))


def _absolute(path: str) -> Path:
    return Path(os.path.normpath(Path(path).absolute()))


def numbered(fingerprints: Iterable[str]) -> Iterator[str]:
    """Yield fingerprints told apart by a number: of equal ones the first is :1."""
    seen: Counter[str] = Counter()
    for fingerprint in fingerprints:
        seen[fingerprint] += 1
        yield f"{fingerprint}:{seen[fingerprint]}"


def message_of(violation: ReportedViolation, file: FileReport, lang: Lang) -> str:
    """Return the message of a violation, with its place where a program shows no line of it."""
    message = violation.message or violation.title or violation.code
    if file.kind in LINED:
        return message
    return f"{file.place(violation.location, lang)}{'：' if lang == 'zh' else ': '}{message}"


def xml_text(text: str) -> str:
    """Return text without the characters that XML cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
