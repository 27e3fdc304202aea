"""What git knows of files: which changed since a revision, and what they were then."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from notice_lint.errors import UsageError
from notice_lint.text.parser_reasons import git_reason
from notice_lint.text.wording import Wording

_QUIET = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C.UTF-8",
}
"""Nothing is fetched, locked or asked for, and what is wrong is said in English."""


def root_of(folder: Path) -> str:
    """Return the root of the repository that a folder lies in; raises UsageError."""
    return os.fsdecode(_git(folder, "rev-parse", "--show-toplevel").rstrip(b"\n"))


def base_of(root: str, revision: str) -> str:
    """Return where the present work left a revision, else the revision; raises UsageError."""
    commit = _git(Path(root), "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    with suppress(UsageError):  # two histories that never met: with the revision itself
        commit = _git(Path(root), "merge-base", commit.strip().decode(), "HEAD")
    return commit.strip().decode()


def changed_since(root: str, base: str) -> dict[str, str]:
    """Return the files that changed since, by absolute path, with their path then; '' for new."""
    status = ("diff", "--name-status", "-z", "--find-renames", "--diff-filter=d", base, "--")
    fields = [os.fsdecode(field) for field in _git(Path(root), *status).split(b"\0")]
    untracked = _git(Path(root), "ls-files", "--others", "--exclude-standard", "-z").split(b"\0")
    changed = dict(_renamed(fields))
    changed |= {os.fsdecode(name): "" for name in untracked if name}
    return {os.path.realpath(Path(root) / name): then for name, then in changed.items()}


def _renamed(fields: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the name of each changed file now and then; two names follow R and C, else one."""
    remaining = iter(fields)
    for letters in remaining:
        if letters[:1] in ("R", "C"):
            then = next(remaining)
            yield next(remaining), then
        elif letters:
            name = next(remaining)
            yield name, "" if letters[0] == "A" else name


def content_then(root: str, base: str, name: str) -> bytes:
    """Return what a file held in a commit; raises UsageError."""
    return _git(Path(root), "show", f"{base}:{name}")


def _git(folder: Path, *arguments: str) -> bytes:
    command = ["git", "-c", "core.quotePath=false", *arguments]
    try:
        ended = subprocess.run(
            command, cwd=folder, capture_output=True, check=True, env={**os.environ, **_QUIET}
        )
    except FileNotFoundError as error:
        raise UsageError("--since", Wording("没有装 git", "git is not installed")) from error
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise UsageError("--since", git_reason(reason)) from error
    return ended.stdout
