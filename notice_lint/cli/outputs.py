"""Where a run is written: one format on the screen, any number in files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, TYPE_CHECKING, Self, TypeVar

from notice_lint.cli.output import write
from notice_lint.errors import UsageError
from notice_lint.text import Wording

if TYPE_CHECKING:
    from notice_lint.record import Failure, FileRecord, Report
    from notice_lint.reports.formats import Format
    from notice_lint.reports.text import TextOptions

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Target:
    """One format and where it goes: a file, or the screen where there is no path."""

    format: Format
    path: str = ""


def targets(screen: str, given: Sequence[str]) -> list[Target]:
    """Return what is to be written: the outputs given as FORMAT[:PATH], else the screen's format.

    Raises UsageError.
    """
    found = [_target(one) for one in given]
    on_screen = [one for one in found if not one.path and not one.format.own_files]
    if len(on_screen) > 1:
        raise _wrong(
            given[-1],
            "屏幕上只能输出一种格式，其余请写明文件，如 sarif:result.sarif",
            "only one format goes to the screen; name files for the rest, as in sarif:result.sarif",
        )
    return found if on_screen else [_target(screen), *found]


def _target(given: str) -> Target:
    from notice_lint.reports.formats import FORMATS

    name, _, path = given.partition(":")
    if name not in FORMATS:
        known = "、".join(FORMATS)
        raise _wrong(given, f"没有格式“{name}”，可用：{known}", f"“{name}” is none of {known}")
    chosen = FORMATS[name]
    return Target(chosen, path or chosen.usual_path)


def _wrong(given: str, zh: str, en: str) -> UsageError:
    return UsageError(f"-o {given}", Wording(zh, en))


class Outputs:
    """Writes a run to all its targets; a file appears whole when the run has ended."""

    def __init__(self, chosen: Sequence[Target], report: Report, options: TextOptions) -> None:
        """Open all targets; raises UsageError."""
        from notice_lint.reports.formats import writer

        self._open = [(writer(one.format, report, options, one.path), _sink(one)) for one in chosen]

    def add(self, one: FileRecord | Failure) -> None:
        """Write what was found in one file."""
        for made, sink in self._open:
            sink.put(made.add(one))

    def __enter__(self) -> Self:
        """Begin to write."""
        return self

    def __exit__(self, type_: type[BaseException] | None, *_: object) -> None:
        """Write what is left and put the files in their places; leave all as it was on error."""
        for made, sink in self._open:
            if type_:
                sink.drop()
            else:
                sink.put(made.end())
                sink.close()


class _Screen:
    """Standard output."""

    def put(self, chunks: Iterable[str | bytes]) -> None:
        for chunk in chunks:
            write(chunk if isinstance(chunk, str) else chunk.decode())
        sys.stdout.flush()

    def close(self) -> None:
        """Leave it open: it is not ours."""

    drop = close


class _File:
    """A file that is written beside its place and moved there at the end."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._file = self._tried(self._open)

    def _open(self) -> IO[bytes]:
        folder = Path(self.path).parent
        folder.mkdir(parents=True, exist_ok=True)
        return NamedTemporaryFile(dir=folder, prefix=".notice-lint-", delete=False)

    def put(self, chunks: Iterable[str | bytes]) -> None:
        for chunk in chunks:
            data = chunk.encode("utf-8", "replace") if isinstance(chunk, str) else chunk
            self._tried(partial(self._file.write, data))

    def close(self) -> None:
        self._file.close()
        self._tried(partial(_move, self._file.name, self.path))

    def drop(self) -> None:
        self._file.close()
        Path(self._file.name).unlink(missing_ok=True)

    def _tried(self, act: Callable[[], _T]) -> _T:
        try:
            return act()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            wording = Wording(f"无法写入：{reason}", f"cannot be written: {reason}")
            raise UsageError(self.path, wording) from error


def _move(made: str, path: str) -> None:
    """Put a new file in its place, with the permissions that new files have here."""
    mask = os.umask(0)
    os.umask(mask)
    Path(made).chmod(0o666 & ~mask)
    Path(made).replace(path)


def _sink(target: Target) -> _Screen | _File:
    return _File(target.path) if target.path and not target.format.own_files else _Screen()
