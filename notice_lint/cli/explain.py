"""The command explain."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from notice_lint.cli.output import ConfigOption, LangOption, language, overrides, print_lines


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="规则编号，如 NL201。")],
    config: ConfigOption = None,
    lang: LangOption = None,
) -> None:
    """显示一条规则的说明、依据和例子。"""
    from notice_lint.config.discovery import Configurations
    from notice_lint.reports import catalogue, terminal
    from notice_lint.ruleset.catalogue import find_rule

    rule = find_rule(code, Configurations(overrides(config, {})).profile_for("").catalogue)
    print_lines(catalogue.manual_lines(rule, language(lang), terminal.terminal_for(sys.stdout)))
