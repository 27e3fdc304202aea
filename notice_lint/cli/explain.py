"""The command explain."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from notice_lint.cli.completion import rule_codes
from notice_lint.cli.help import both
from notice_lint.cli.output import (
    ColorOption,
    ConfigOption,
    LangOption,
    language,
    overrides,
    print_lines,
)


def explain(
    code: Annotated[
        str,
        typer.Argument(
            metavar="CODE",
            autocompletion=rule_codes,
            help=both("规则编号，如 NL201。", "Code of a rule, such as NL201."),
        ),
    ],
    config: ConfigOption = None,
    color: ColorOption = None,
    lang: LangOption = None,
) -> None:
    """显示一条规则的说明、依据和例子。

    Show the manual of a rule: what it says, on what authority, examples.
    """
    from notice_lint.config.discovery import Configurations
    from notice_lint.reports import catalogue, terminal
    from notice_lint.ruleset.catalogue import find_rule

    rule = find_rule(code, Configurations(overrides(config, {})).profile_for("").catalogue)
    print_lines(
        catalogue.manual_lines(rule, language(lang), terminal.terminal_for(sys.stdout, color))
    )
