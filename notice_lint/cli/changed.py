"""Which inputs a check has, and what of them changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from notice_lint.cli.output import print_error, print_line
from notice_lint.cli.usage import missing_argument
from notice_lint.errors import ExitCode, NoticeLintError, UsageError
from notice_lint.readers import STDIN, absolute, is_document
from notice_lint.text.wording import Wording

if TYPE_CHECKING:
    from notice_lint.readers.changes import Changes
    from notice_lint.running.jobs import Job


class ChosenInputs(Struct, frozen=True):
    """What is to be checked."""

    paths: tuple[str, ...]
    changes: Changes | None = None
    """What of it changed; None where all of it is looked at."""


def chosen_inputs(paths: Sequence[str], since: str, diff: str) -> ChosenInputs:
    """Return what the command line names; raises UsageError, InputError."""
    changes = _changes(since, diff)
    if changes is None and not paths:
        raise missing_argument("PATH", "notice-lint check")
    if changes is None:
        return ChosenInputs(tuple(paths))
    here = os.path.realpath(".")
    places = [absolute(path) for path in paths] or [here]
    changed = (file for file in changes.files if _is_meant(Path(file), places))
    return ChosenInputs(tuple(_shown(file, here) for file in sorted(changed)), changes)


def _changes(since: str, diff: str) -> Changes | None:
    if since and diff:
        raise UsageError("--diff", Wording("不能与 --since 同用", "it cannot be used with --since"))
    if since:
        return _since(since)
    return _in_diff(diff) if diff else None


def _is_meant(file: Path, places: Iterable[str]) -> bool:
    """Tell whether a file that changed is one that is named, or a document in a folder that is."""
    within = (file.relative_to(place) for place in places if file.is_relative_to(place))
    return file.exists() and any(
        not below.parts
        or (is_document(file.name) and not any(part[0] == "." for part in below.parts))
        for below in within
    )


def _shown(file: str, here: str) -> str:
    return os.path.relpath(file, here) if Path(file).is_relative_to(here) else file


def _since(revision: str) -> Changes:
    from notice_lint.readers.changes import Changes
    from notice_lint.readers.history import base_of, changed_since, root_of

    root = root_of(Path())
    base = base_of(root, revision)
    return Changes(root, base, changed_since(root, base))


def _in_diff(path: str) -> Changes:
    from notice_lint.readers.changes import Changes
    from notice_lint.readers.diff import changes_in

    data = sys.stdin.buffer.read() if path == STDIN else _bytes_of(path)
    named = {_place(os.fsdecode(name)): lines for name, lines in changes_in(data)}
    return Changes(lines=named)


def _bytes_of(path: str) -> bytes:
    from notice_lint.readers import load

    return load(path)


def _place(name: str) -> str:
    """Return the file that a diff names: from here, else from the root of the repository."""
    from notice_lint.datafiles.boundary import border

    here = Path(name)
    return os.path.realpath(here if here.exists() else border(Path()) / name)


def print_files(job: Job, paths: Sequence[str]) -> ExitCode:
    """Write which files would be checked, one a line."""
    from notice_lint.running.jobs import run_of

    run = run_of(job)
    failed = False
    for file in run.files(paths):
        if isinstance(file, NoticeLintError):
            print_error(file, run.lang)
            failed = True
        else:
            print_line(file)
    return ExitCode.TROUBLE if failed else ExitCode.CLEAN
