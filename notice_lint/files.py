"""Files written: beside an original, to a place that was named, or over the original."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, TypeVar

from notice_lint.errors import UsageError
from notice_lint.text.masking import masked
from notice_lint.text.wording import Wording

_T = TypeVar("_T")

COMMENTED, FIXED = "commented", "fixed"
"""What stands before the suffix of copies of ours; folders are not searched for these."""


def write_beside(path: str, data: bytes) -> str:
    """Write data to NAME.fixed.EXT, or NAME.fixed1.EXT …; return which. Raises UsageError.

    A file there that holds the very same is left as it is.
    """
    original = Path(path)
    stem = public_name(original.stem)
    names = (f"{stem}.{FIXED}{number}{original.suffix}" for number in numbers())
    return _tried(path, lambda: _write_new(original, names, data))


def write_over(path: str, data: bytes) -> str:
    """Replace a file at once; return its backup, NAME.bak or NAME.bak1 … Raises UsageError."""
    original = Path(os.path.realpath(path)) if Path(path).is_symlink() else Path(path)
    mode = _tried(path, lambda: original.stat().st_mode)
    if not mode & 0o222:
        raise UsageError(
            path, Wording("文件是只读的，没有修改", "the file is read-only and was not changed")
        )
    name = public_name(original.name)
    names = (f"{name}.bak{number}" for number in numbers())
    backup = _tried(path, lambda: _write_new(original, names, original.read_bytes()))
    put(str(original), data, mode)
    return backup


def write_to(target: str, path: str, data: bytes) -> None:
    """Write data to the place that was named for a file; raises UsageError."""
    place = Path(target)
    if place.exists() and Path(path).exists() and place.samefile(path):
        raise UsageError(
            target,
            Wording(
                "这是原文件本身，请换一个文件名；fix 要改原文件请用 --in-place",
                "it is the original itself; name another, or use --in-place with fix",
            ),
        )
    put(target, data)


def on_disk(path: str) -> str:
    """Return the name that a file has whose path is shown masked; the path itself where none has.

    A report names a file without the numbers of persons in its name, and a copy is made of it.
    """
    place = Path()
    for part in Path(path).parts:
        place /= part
        if "*" in part and not place.exists():
            place = next(
                (sibling for sibling in _siblings(place) if masked(sibling.name) == part), place
            )
    return path if place == Path(path) else str(place)


def _siblings(place: Path) -> list[Path]:
    return sorted(place.parent.iterdir()) if place.parent.is_dir() else []


def public_name(name: str) -> str:
    """Return a name for a file of ours that shows no number of a person."""
    return masked(name).replace("*", "x") if masked(name) != name else name


def numbers() -> Iterator[str]:
    """Yield what tells a name from those before it: nothing, 1, 2 …"""
    yield ""
    yield from map(str, count(1))


def _write_new(original: Path, names: Iterator[str], data: bytes) -> str:
    """Write data under the first name that is free or holds it, with the original's permissions."""
    for name in names:
        place = original.with_name(name)
        try:
            with place.open("xb") as file:
                file.write(data)
        except FileExistsError:
            if place.is_file() and place.read_bytes() == data:
                break
        else:
            place.chmod(original.stat().st_mode)
            break
    return str(place)


class AtomicFile:
    """A file that is written beside its place and moved there at the end, never seen half done.

    All methods raise UsageError.
    """

    def __init__(self, path: str, mode: int | None = None) -> None:
        """Begin to write, with the permissions that new files have unless others are given."""
        self._place = Path(os.path.realpath(path))
        self._mode = mode
        self._file = _tried(path, self._open)
        self._is_apart = Path(self._file.name) != self._place

    def _open(self) -> IO[bytes]:
        if self._place.exists() and not self._place.is_file():
            return self._place.open("wb")  # a device or a pipe is written to, never replaced
        folder = self._place.parent
        folder.mkdir(parents=True, exist_ok=True)
        return NamedTemporaryFile(dir=folder, prefix=".notice-lint-", delete=False)

    def write(self, data: bytes) -> None:
        """Write more."""
        _tried(str(self._place), lambda: self._file.write(data))

    def commit(self) -> None:
        """Put the file in its place."""
        _tried(str(self._place), self._move)

    def _move(self) -> None:
        self._file.close()
        if self._is_apart:
            finished = Path(self._file.name)
            finished.chmod(_usual_mode() if self._mode is None else self._mode)
            finished.replace(self._place)

    def rollback(self) -> None:
        """Give up, and leave all as it was."""
        self._file.close()
        if self._is_apart:
            Path(self._file.name).unlink(missing_ok=True)


def put(path: str, data: bytes, mode: int | None = None) -> None:
    """Write a file whole or not at all; raises UsageError."""
    file = AtomicFile(path, mode)
    try:
        file.write(data)
        file.commit()
    except BaseException:
        file.rollback()
        raise


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _tried(where: str, act: Callable[[], _T]) -> _T:
    try:
        return act()
    except OSError as error:
        raise UsageError.unwritable(where, error) from error
