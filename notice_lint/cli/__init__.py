"""The command line: of its commands, only what is asked for is imported."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from notice_lint.cli.help import Application, both
from notice_lint.cli.output import ColorOption, LangOption, print_line

COMMANDS = {
    "check": "check:check",
    "report": "report:report",
    "fix": "fix:fix",
    "parse": "parse:parse",
    "explain": "explain:explain",
    "rules": "rules:app",
    "words": "words:app",
    "config": "config:app",
    "baseline": "baseline:app",
    "cache": "cache:app",
    "review": "review:app",
    "serve": "serve:serve",
}
"""Commands and groups of commands in the order of the help, with module and name."""


ABOUT = (
    "检查巡察、巡视整改进展情况通报的结构与写法。",
    "Check the structure and wording of Chinese rectification notices.",
)


def app_for(arguments: Sequence[str]) -> typer.Typer:
    """Return the program with the command that arguments begin with; with all, where with none."""
    app = Application("notice-lint", both(*ABOUT))
    app.callback(invoke_without_command=True)(root)
    named = COMMANDS.keys() & arguments[:1]
    for name in named or COMMANDS:
        module, _, attribute = COMMANDS[name].partition(":")
        command = getattr(import_module(f"notice_lint.cli.{module}"), attribute)
        if isinstance(command, typer.Typer):
            app.add_typer(command)
        else:
            app.command(name)(command)
    return app


def root(
    version: Annotated[
        bool,
        typer.Option("--version", help=both("显示版本号后退出。", "Print the version and exit.")),
    ] = False,
    lang: LangOption = None,
    color: ColorOption = None,
) -> None:
    """检查巡察、巡视整改进展情况通报的结构与写法。

    Check the structure and wording of Chinese rectification notices.
    """
    if version:
        from notice_lint.about import __version__

        print_line(f"notice-lint {__version__}")
        raise typer.Exit
