"""The cache folder: the user's own, closed to others, or none at all."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from functools import cache
from pathlib import Path

VARIABLE = "NOTICE_LINT_CACHE_DIR"
"""Environment variable that names the folder; empty for no folder."""


@cache
def folder() -> Path | None:
    """Return the folder of this user, made if need be; None where it is not safe or not possible.

    Only its owner may read or write it, so that what is found there is what was put there.
    """
    path = place()
    if path is None:
        return None
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path if _is_ours(path) and os.access(path, os.W_OK | os.X_OK) else None
    except OSError:
        return None


def place() -> Path | None:
    """Return where the folder is or would be; None when there is to be none."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    from platformdirs import user_cache_path

    try:
        return user_cache_path("notice-lint", appauthor=False)
    except RuntimeError:  # no home folder
        return None


def clear(pattern: str = "*") -> int:
    """Remove the files of some names; return how many bytes that was."""
    cache_folder = folder()
    freed = 0
    for path in cache_folder.glob(pattern) if cache_folder else ():
        with suppress(OSError):
            size = path.stat().st_size
            path.unlink()
            freed += size
    return freed


def _is_ours(path: Path) -> bool:
    """Tell whether a folder is the user's own and closed to others, which POSIX systems can say."""
    if not hasattr(os, "getuid"):
        return True
    status = path.lstat()
    is_own_folder = stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid()
    return is_own_folder and not status.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
