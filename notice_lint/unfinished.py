"""Files and folders that are not finished: they go away with the process that makes them.

Each is locked as long as its process lives. What a killed process has left behind is known by its
missing lock, and the next run that writes there removes it.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

PREFIX, SUFFIX = ".notice-lint-", ".unfinished"
"""What the names of such files begin and end with."""
_FOLDER_PREFIX = "notice-lint-"
_NAME = re.compile(r"\.?notice-lint-[a-z0-9_]{8}\.unfinished")
"""What `tempfile` makes of them: a baseline, and what else people name so, is no stray."""


def hold(path: str) -> int | None:
    """Lock a file or folder against `sweep`; return what holds the lock, None where none can be."""
    if sys.platform == "win32":  # which removes nothing that is open
        return None
    import fcntl

    number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(number)
        return None
    return number


def release(lock: int | None) -> None:
    """Give up a lock."""
    if lock is not None:
        os.close(lock)


@cache
def sweep(folder: Path) -> None:
    """Remove, once in a run, what processes that are dead have left in a folder."""
    with suppress(OSError), os.scandir(folder) as entries:
        names = [entry.path for entry in entries if _NAME.fullmatch(entry.name)]
        for name in names:
            _remove_stray(name)


def _remove_stray(path: str) -> None:
    with suppress(OSError):
        is_ours = os.lstat(path).st_uid == os.getuid() if hasattr(os, "getuid") else False
        lock = hold(path) if is_ours else None
        if lock is not None:
            remove(Path(path))
            release(lock)


def remove(path: Path) -> None:
    """Remove a file or folder, if it is there."""
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Make a folder that only this user may read and that is gone in the end."""
    sweep(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(SUFFIX, _FOLDER_PREFIX))
    lock = hold(str(folder))
    try:
        yield folder
    finally:
        remove(folder)
        release(lock)
