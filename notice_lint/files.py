"""Files written: beside an original, to a place that was named, or over the original."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Self, TypeVar

from notice_lint.errors import IrregularFileError, UsageError
from notice_lint.text.masking import masked
from notice_lint.text.wording import Wording
from notice_lint.unfinished import PREFIX, SUFFIX, hold, release, remove, sweep

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
    put(target, data, mode_like([path]))


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
    with AtomicFile(str(original), original.stat().st_mode) as file:
        file.write(data)
        places = (original.with_name(name) for name in names)
        return str(next(place for place in places if file.commit_as(place) or _holds(place, data)))


def _holds(place: Path, data: bytes) -> bool:
    return place.is_file() and place.read_bytes() == data


class AtomicFile:
    """A file that is written beside its place and moved there at the end, never seen half done.

    All methods raise UsageError. What is not committed in a `with` block is as if it never was.
    """

    def __init__(self, path: str, mode: int | None = None) -> None:
        """Begin to write, with the permissions that new files have unless others are given."""
        self._place = Path(os.path.realpath(path))
        self._mode = mode
        self._lock: int | None = None
        self._is_apart = not self._place.exists() or self._place.is_file()
        self._file = _tried(path, self._open)

    def _open(self) -> IO[bytes]:
        if not self._is_apart:
            return _opened_device(self._place)
        folder = self._place.parent
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder)
        while True:
            file = NamedTemporaryFile(  # noqa: SIM115
                dir=folder, prefix=PREFIX, suffix=SUFFIX, delete=False
            )
            self._lock = hold(file.name)
            if os.path.lexists(file.name):
                return file
            file.close()  # another run has swept it away before it was locked
            release(self._lock)

    def write(self, data: bytes) -> None:
        """Write more."""
        _tried(str(self._place), lambda: self._file.write(data))

    def commit(self) -> None:
        """Put the file in its place."""
        _tried(str(self._place), self._move)

    def commit_as(self, place: Path) -> bool:
        """Put the file in another place of the same folder, unless something is there already."""
        return _tried(str(place), lambda: self._move_to_new(place))

    def _move(self) -> None:
        self._finish()
        if self._is_apart:
            Path(self._file.name).replace(self._place)
        self.rollback()

    def _move_to_new(self, place: Path) -> bool:
        self._finish()
        if not _linked(self._file.name, place):
            return False
        self.rollback()
        return True

    def _finish(self) -> None:
        """Bring all that was written to the disk, where it survives a loss of power."""
        if self._file.closed:
            return
        self._file.flush()
        if self._is_apart:
            os.fsync(self._file.fileno())
            self._file.close()
            Path(self._file.name).chmod(_usual_mode() if self._mode is None else self._mode)

    def rollback(self) -> None:
        """Give up what is not in its place, and leave all as it was."""
        with suppress(OSError):  # on a full disk even closing fails
            self._file.close()
        if self._is_apart:
            remove(Path(self._file.name))
        release(self._lock)
        self._lock = None

    def __enter__(self) -> Self:
        """Begin to write."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what was not put in its place."""
        self.rollback()


def _opened_device(place: Path) -> IO[bytes]:
    """Open a device or pipe, which is written to and never replaced; raises OSError.

    A pipe that nobody reads is an error: writing to it would wait for ever.
    """
    number = os.open(place, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    os.set_blocking(number, True)
    return os.fdopen(number, "wb")


def _linked(finished: str, place: Path) -> bool:
    """Give a file a name that nothing has yet; tell whether it was free."""
    try:
        os.link(finished, place)
    except FileExistsError:
        return False
    except OSError:  # a file system without links
        if os.path.lexists(place):
            return False
        Path(finished).replace(place)
    return True


def put(path: str, data: bytes, mode: int | None = None) -> None:
    """Write a file whole or not at all; raises UsageError."""
    with AtomicFile(path, mode) as file:
        file.write(data)
        file.commit()


def opened(path: str | Path) -> IO[bytes]:
    """Open a regular file to be read; raises OSError for a pipe or a device, which may not end."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    number = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise IrregularFileError(errno.EINVAL, IrregularFileError.wording.en)
    return os.fdopen(number, "rb")


def mode_like(paths: Iterable[str]) -> int:
    """Return the permissions of a new file that may be read by those who may read all of some."""
    mode = _usual_mode()
    for path in paths:
        with suppress(OSError, ValueError):
            mode &= Path(path).stat().st_mode | stat.S_IRUSR | stat.S_IWUSR
    return mode


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _tried(where: str, act: Callable[[], _T]) -> _T:
    try:
        return act()
    except OSError as error:
        raise UsageError.unwritable(where, error) from error
