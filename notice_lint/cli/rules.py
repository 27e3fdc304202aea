"""The commands rules list and rules test."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from notice_lint.cli.output import (
    ConfigOption,
    LangOption,
    ProfileOption,
    language,
    overrides,
    print_lines,
    write,
)
from notice_lint.errors import ExitCode

app = typer.Typer(name="rules", help="规则目录与规则自检。", no_args_is_help=True)


class ListFormat(StrEnum):
    """Formats of the catalogue."""

    text = "text"
    json = "json"
    markdown = "markdown"


@app.command("list")
def list_rules(
    format_: Annotated[
        ListFormat, typer.Option("--format", help="输出格式：text、json 或 markdown。")
    ] = ListFormat.text,
    profile: ProfileOption = None,
    config: ConfigOption = None,
    lang: LangOption = None,
) -> None:
    """列出全部规则及其是否启用。"""
    from notice_lint.config.discovery import Configurations
    from notice_lint.reports import catalogue, manual, terminal

    chosen = Configurations(overrides(config, {"extends": profile})).profile_for("")
    rules = list(chosen.catalogue.values())
    if format_ is ListFormat.json:
        write(catalogue.list_json(rules, language(lang)))
    elif format_ is ListFormat.markdown:
        write(manual.markdown(rules, language(lang)))
    else:
        screen = terminal.terminal_for(sys.stdout)
        print_lines(catalogue.list_lines(rules, language(lang), screen))


@app.command("test")
def prove_rules(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="规则文件或文件夹；不写则测试现行配置的全部规则。"),
    ] = None,
    config: ConfigOption = None,
    lang: LangOption = None,
) -> None:
    """运行规则文件里的用例，列出不符之处。"""
    from notice_lint.config.discovery import Configurations
    from notice_lint.reports import catalogue
    from notice_lint.ruleset.rule_files import RulePlace, load_rules

    configurations = Configurations(overrides(config, {}))
    if paths:
        places = [RulePlace(path, configurations.folders) for path in paths]
        rules = list(load_rules(places).values())
    else:
        rules = list(configurations.profile_for("").catalogue.values())
    failures, lines = catalogue.proof(rules, language(lang))
    print_lines(lines)
    raise typer.Exit(ExitCode.VIOLATIONS if failures else ExitCode.CLEAN)
