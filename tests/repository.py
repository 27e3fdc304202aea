"""The files of the repository, asked of git or, in a copy without git, found by walking."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parent.parent


def files() -> list[str]:
    """Name what git tracks and what it would take in, as the gate copies it."""
    if shutil.which("git") and (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        return sorted(name for name in listed.stdout.split("\0") if (ROOT / name).is_file())
    return sorted(walk())


def walk() -> Iterator[str]:
    """Find all files but those that .gitignore names."""
    patterns = ignored()
    for folder, folders, names in os.walk(ROOT):
        place = Path(folder).relative_to(ROOT)
        folders[:] = [one for one in folders if not is_ignored(place / one, patterns)]
        for name in names:
            if not is_ignored(place / name, patterns):
                yield (place / name).as_posix()


def ignored() -> list[str]:
    """Read the patterns of .gitignore; git's own folder is one more."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return [".git", *(line.rstrip("/") for line in lines if line and not line.startswith("#"))]


def is_ignored(path: Path, patterns: list[str]) -> bool:
    """Tell whether a pattern is the path's name or, from a slash on, the whole path."""
    return any(
        fnmatch(f"/{path.as_posix()}" if pattern.startswith("/") else path.name, pattern)
        for pattern in patterns
    )
