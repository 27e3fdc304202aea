"""The command line: of its commands, only what is asked for is imported."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

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


def app_for(arguments: Sequence[str]) -> typer.Typer:
    """Return the program with the command that arguments begin with; with all, where with none."""
    app = typer.Typer(
        name="notice-lint",
        help="检查巡察、巡视整改进展情况通报的结构与写法。",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
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
    version: Annotated[bool, typer.Option("--version", help="显示版本号后退出。")] = False,
) -> None:
    """检查巡察、巡视整改进展情况通报的结构与写法。"""
    if version:
        from notice_lint.about import __version__
        from notice_lint.cli.output import print_line

        print_line(f"notice-lint {__version__}")
        raise typer.Exit
