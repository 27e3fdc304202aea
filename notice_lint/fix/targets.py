"""Where a fixed file goes: beside the original, to a place that was named, or over the original."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

from notice_lint.errors import UsageError
from notice_lint.text import Wording

_T = TypeVar("_T")


def write_beside(path: str, data: bytes) -> str:
    """Write data to NAME.fixed.EXT, or NAME.fixed1.EXT …; return which. Raises UsageError.

    A file there that holds the very same is left as it is.
    """
    original = Path(path)
    names = (f"{original.stem}.fixed{number}{original.suffix}" for number in _numbers())
    return _tried(path, lambda: _write_new(original, names, data))


def write_over(path: str, data: bytes) -> str:
    """Replace a file at once; return its backup, NAME.bak or NAME.bak1 … Raises UsageError."""
    original = Path(path).resolve()
    if not original.stat().st_mode & 0o222:
        raise UsageError(
            path, Wording("文件是只读的，没有修改", "the file is read-only and was not changed")
        )
    names = (f"{original.name}.bak{number}" for number in _numbers())
    backup = _tried(path, lambda: _write_new(original, names, original.read_bytes()))
    _tried(path, lambda: _replace(original, data, original.stat().st_mode))
    return str(Path(path).with_name(Path(backup).name))


def write_to(target: str, path: str, data: bytes) -> None:
    """Write data to the place that was named for a file; raises UsageError."""
    place = Path(target)
    if place.exists() and Path(path).exists() and place.samefile(path):
        raise UsageError(
            target,
            Wording(
                "不能写到原文件上；要修改原文件请用 --in-place",
                "it is the original itself; use --in-place to change that",
            ),
        )
    _tried(target, lambda: place.parent.mkdir(parents=True, exist_ok=True))
    _tried(target, lambda: _replace(place, data, None))


def _numbers() -> Iterator[str]:
    yield ""
    yield from map(str, count(1))


def _write_new(original: Path, names: Iterator[str], data: bytes) -> str:
    """Write data under the first name that is free or holds it, as open as the original is."""
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


def _replace(place: Path, data: bytes, mode: int | None) -> None:
    """Write a file beside its place and move it there, so that it is never seen half written."""
    with NamedTemporaryFile(dir=place.parent, prefix=".notice-lint-", delete=False) as file:
        made = Path(file.name)
        try:
            file.write(data)
            file.close()
            made.chmod(_usual_mode() if mode is None else mode)
            made.replace(place)
        except BaseException:
            made.unlink(missing_ok=True)
            raise


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _tried(where: str, act: Callable[[], _T]) -> _T:
    try:
        return act()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        wording = Wording(f"无法写入：{reason}", f"cannot be written: {reason}")
        raise UsageError(where, wording) from error
