"""Checking again whenever a file changes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import typer

from notice_lint.cli.output import print_error, write
from notice_lint.errors import ExitCode, NoticeLintError, UsageError, needs_extra
from notice_lint.readers import STDIN
from notice_lint.text.wording import Lang, Wording
from notice_lint.unfinished import SUFFIX

SETTINGS = (".yaml", ".yml", ".toml")
LOOK_UP = 200
"""Milliseconds after which the watcher says that it is at work: a change during the first check is
not missed."""
CLEAR = "\x1b[2J\x1b[H"


def watched(paths: Sequence[str], check: Callable[[], ExitCode], lang: Lang) -> NoReturn:
    """Check now and after every change until the user stops it; raises UsageError."""
    try:
        from watchfiles import watch
    except ImportError as error:
        raise UsageError("--watch", needs_extra("watch")) from error
    if STDIN in paths:
        raise UsageError("--watch", Wording("不能用于标准输入", "cannot watch standard input"))
    code: ExitCode | None = None
    with suppress(KeyboardInterrupt):
        for changes in watch(
            *_folders(paths),
            watch_filter=_concerns(paths),
            raise_interrupt=True,
            yield_on_timeout=True,
            rust_timeout=LOOK_UP,
        ):
            if changes or code is None:
                code = _once(check, lang)
    raise typer.Exit(code or ExitCode.CLEAN)


def _folders(paths: Sequence[str]) -> set[Path]:
    """Return what to watch: folders, since editors put a new file in place of the old one."""
    named = (Path(path) for path in paths)
    return {path if path.is_dir() else path.parent for path in named}


def _concerns(paths: Sequence[str]) -> Callable[[object, str], bool]:
    watched = [Path(path).resolve() for path in paths]

    def concerns(_: object, changed: str) -> bool:
        path = Path(changed).resolve()
        if path.name.startswith((".~", "~$")) or path.name.endswith(SUFFIX):
            return False
        inside = any(place in (path, *path.parents) for place in watched)
        return inside or path.suffix in SETTINGS

    return concerns


def _once(check: Callable[[], ExitCode], lang: Lang) -> ExitCode:
    if sys.stdout.isatty():
        write(CLEAR)
    try:
        return check()
    except NoticeLintError as error:
        print_error(error, lang)
        return ExitCode.TROUBLE
    finally:
        sys.stdout.flush()
