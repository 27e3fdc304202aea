"""Unified diffs: which lines of which files they change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from notice_lint.readers.changes import LineRange

_HUNK = re.compile(rb"@@ -\d{1,9}(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
_LETTERS = {b"n": b"\n", b"t": b"\t", b"r": b"\r"}
_OLD_PREFIX = re.compile(rb'(?:diff --git|---) "?([abciow12])/')
_NEW_PREFIXES = (b"b/", b"c/", b"i/", b"w/", b"2/")
"""Of the commit, the index, the work tree, as `diff.mnemonicPrefix` has it, and of --no-index."""
NOWHERE = b"/dev/null"


def changes_in(diff: bytes) -> Iterator[tuple[bytes, tuple[LineRange, ...]]]:
    """Yield the new name of each file that a diff changes, and the lines that it changes there.

    No lines are given of a file whose lines the diff does not show, as of a .docx.
    """
    for part in _parts(diff.splitlines()):
        name = _new_name(part)
        if name and name != NOWHERE:
            yield name, tuple(_changed_lines(iter(part)))


def _parts(lines: list[bytes]) -> Iterator[list[bytes]]:
    """Yield the lines about one file after the other."""
    starts = [index for index, line in enumerate(lines) if line.startswith(b"diff --git ")]
    if not starts:  # written by diff -u, which has no line of its own for a file
        pairs = enumerate(pairwise(lines))
        starts = [
            index
            for index, (old, new) in pairs
            if old.startswith(b"--- ") and new.startswith(b"+++ ")
        ]
    for start, end in pairwise([*starts, len(lines)]):
        yield lines[start:end]


def _new_name(part: list[bytes]) -> bytes:
    """Return the name that a file has now: as the diff says, else as its first line says."""
    named = next((line[4:] for line in part if line.startswith(b"+++ ")), None)
    if named is None:
        both = part[0].removeprefix(b"diff --git ")
        is_quoted = both.endswith(b'"')
        named = both[both.rfind(b' "') + 1 :] if is_quoted else both[len(both) // 2 + 1 :]
    return _without_prefix(_unquoted(named.partition(b"\t")[0]), part[0])


def _without_prefix(name: bytes, first_line: bytes) -> bytes:
    """Return the new name as it is on the disk; with `diff.noprefix` it is written like that."""
    old = _OLD_PREFIX.match(first_line)
    if not old:
        return name.removeprefix(b"b/")
    is_prefixed = name.startswith(_NEW_PREFIXES) and not name.startswith(old[1])
    return name[2:] if is_prefixed else name


def _unquoted(name: bytes) -> bytes:
    """Return a name without the quotes that git writes around characters beyond ASCII."""
    if not name.startswith(b'"'):
        return name

    def character(match: re.Match[bytes]) -> bytes:
        escaped = match[1]
        return bytes([int(escaped, 8)]) if len(escaped) == 3 else _LETTERS.get(escaped, escaped)

    return _ESCAPE.sub(character, name[1:-1])


def _changed_lines(lines: Iterator[bytes]) -> Iterator[LineRange]:
    for line in lines:
        hunk = _HUNK.match(line)
        if hunk:
            old, start, new = (1 if number is None else int(number) for number in hunk.groups())
            yield from _of_hunk(lines, start if new else start + 1, old + new)


def _of_hunk(lines: Iterator[bytes], line: int, size: int) -> Iterator[LineRange]:
    """Yield the lines that a hunk adds; where it only takes lines away, both neighbours."""
    last = b" "
    while size > 0:
        mark = next(lines, b"\\")[:1] or b" "
        if last == b"-" and mark == b" ":
            yield LineRange(max(line - 1, 1), line)
        if mark == b"+":
            yield LineRange(line, line)
        line += mark != b"-"
        size -= 2 if mark == b" " else 1
        last = mark
    if last == b"-":
        yield LineRange(max(line - 1, 1), line)
