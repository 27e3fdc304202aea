"""The commands rules list and rules test."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from notice_lint.cli.help import Application, both
from notice_lint.cli.output import (
    ColorOption,
    ConfigOption,
    LangOption,
    ProfileOption,
    QuietOption,
    language,
    overrides,
    print_lines,
    write,
)
from notice_lint.errors import ExitCode, UsageError
from notice_lint.text.wording import Wording

if TYPE_CHECKING:
    from notice_lint.config.discovery import Configurations
    from notice_lint.ruleset.rule import Rule

_CODE = re.compile(r"[A-Z]{2,}\d{0,3}")

app = Application(
    name="rules", help=both("规则目录与规则自检。", "The catalogue of rules, and their self-test.")
)


class ListFormat(StrEnum):
    """Formats of the catalogue."""

    text = "text"
    json = "json"
    markdown = "markdown"


@app.command("list")
def list_rules(
    format_: Annotated[
        ListFormat,
        typer.Option(
            "--format",
            help=both(
                "输出格式：text、json 或 markdown。", "Format of output: text, json or markdown."
            ),
        ),
    ] = ListFormat.text,
    profile: ProfileOption = None,
    config: ConfigOption = None,
    color: ColorOption = None,
    lang: LangOption = None,
) -> None:
    """列出全部规则及其是否启用。

    List all rules and whether they are on.
    """
    from notice_lint.config.discovery import Configurations
    from notice_lint.reports import catalogue, manual, terminal

    chosen = Configurations(overrides(config, {"extends": profile})).profile_for("")
    rules = list(chosen.catalogue.values())
    if format_ is ListFormat.json:
        write(catalogue.list_json(rules, language(lang)))
    elif format_ is ListFormat.markdown:
        write(manual.markdown(rules, language(lang)))
    else:
        screen = terminal.terminal_for(sys.stdout, color)
        print_lines(catalogue.list_lines(rules, language(lang), screen))


@app.command("test")
def prove_rules(
    named: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH|CODE",
            help=both(
                "规则文件或文件夹，或编号、前缀（如 NL201、NL2）；不写则测试现行配置的全部规则。",
                "Files or folders of rules, codes or prefixes (such as NL201, NL2); all "
                "rules in force unless given.",
            ),
        ),
    ] = None,
    config: ConfigOption = None,
    quiet: QuietOption = False,
    lang: LangOption = None,
) -> None:
    """运行规则文件里的用例，列出不符之处。

    Run the cases inside rule files and list what does not agree.
    """
    from notice_lint.config.discovery import Configurations
    from notice_lint.reports import catalogue

    rules = _rules(named or (), Configurations(overrides(config, {})))
    failures, lines = catalogue.proof(rules, language(lang))
    if failures or not quiet:
        print_lines(lines)
    raise typer.Exit(ExitCode.VIOLATIONS if failures else ExitCode.CLEAN)


def _rules(named: Sequence[str], configurations: Configurations) -> list[Rule]:
    """Return the rules of some files and codes, or of the beginnings of codes; all without any."""
    from notice_lint.ruleset.rule_files import RulePlace, load_rules

    codes = tuple(name for name in named if _CODE.fullmatch(name) and not Path(name).exists())
    places = [RulePlace(Path(name), configurations.folders) for name in named if name not in codes]
    rules = list(load_rules(places).values())
    return rules if places and not codes else rules + _in_force(codes, configurations)


def _in_force(codes: tuple[str, ...], configurations: Configurations) -> list[Rule]:
    """Return the rules in force whose codes begin so; raises UsageError where there is none."""
    catalogue = configurations.profile_for("").catalogue.values()
    rules = [rule for rule in catalogue if rule.code.startswith(codes or ("",))]
    if not rules:
        raise UsageError(codes[0], Wording("没有这个规则编号", "no rule has this code"))
    return rules
