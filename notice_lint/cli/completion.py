"""Values that the shell completes; completion is installed in the language of the run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import Any

import typer
from typer.completion import install, show_callback  # type: ignore[attr-defined]

from notice_lint.errors import UsageError
from notice_lint.formats import ON_SCREEN, TO_FILE
from notice_lint.text.wording import Wording

_INSTALLED = Wording(
    "{shell} 的命令补全已写入 {path}，重新打开终端后生效",
    "completion for {shell} is written to {path}; it works once the terminal is opened anew",
)
_UNKNOWN_SHELL = Wording(
    "认不出所用的终端程序；能补全的有 bash、zsh、fish、PowerShell",
    "the shell is none that can be completed: bash, zsh, fish, PowerShell",
)


def screen_formats(incomplete: str) -> list[str]:
    """Return the formats for the screen that begin so."""
    return _beginning(ON_SCREEN, incomplete)


def output_formats(incomplete: str) -> list[str]:
    """Return all formats that begin so."""
    return _beginning((*ON_SCREEN, *TO_FILE), incomplete)


def profiles(incomplete: str) -> list[str]:
    """Return the profiles that begin so, those of the office included."""
    from notice_lint.config.discovery import Configurations
    from notice_lint.config.settings import Overrides
    from notice_lint.datafiles.search_path import SearchPath

    folders = Configurations(Overrides()).folders
    return _beginning(SearchPath(folders).names("profiles"), incomplete)


def rule_codes(incomplete: str) -> list[tuple[str, str]]:
    """Return the codes that begin so, with the titles of their rules; the last one of a list."""
    from notice_lint.ruleset.catalogue import builtin_rules

    before, comma, last = incomplete.rpartition(",")
    return [
        (f"{before}{comma}{last}{code[len(last) :]}", rule.file.title.zh)
        for code, rule in builtin_rules().items()
        if code.startswith(last.upper())
    ]


def _beginning(names: Iterable[str], incomplete: str) -> list[str]:
    return sorted(_sieved(names, incomplete))


def _sieved(names: Iterable[str], incomplete: str) -> Iterator[str]:
    return (name for name in names if name.startswith(incomplete))


def translate_completion(program: Any) -> Any:
    """Have the options that the option parser adds by itself speak the language of the run."""
    callbacks = {"install_completion": _install, "show_completion": _show}
    for param in program.params:
        param.callback = callbacks.get(param.name, param.callback)
    return program


def _install(ctx: Any, _param: Any, wanted: bool | None) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    with redirect_stdout(StringIO()):  # it tells in English what it cannot do
        shell, path = _supported(install)
    typer.echo(_INSTALLED.in_(ctx.obj or "zh").format(shell=shell, path=path))
    raise typer.Exit


def _show(ctx: Any, param: Any, wanted: bool | None) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    with redirect_stderr(StringIO()):
        _supported(lambda: show_callback(ctx, param, wanted))


def _supported(action: Callable[[], Any]) -> Any:
    """Return what an action on the shell comes to; raises UsageError."""
    try:
        return action()
    except typer.Exit as error:
        raise UsageError("notice-lint", _UNKNOWN_SHELL) from error
    except OSError as error:
        raise UsageError.unwritable(str(error.filename), error) from error
