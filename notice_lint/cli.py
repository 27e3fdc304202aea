"""The command line."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from notice_lint.errors import ExitCode, NoticeLintError
from notice_lint.text import Lang

if TYPE_CHECKING:
    from notice_lint.engine import FileResult

app = typer.Typer(
    name="notice-lint",
    help="检查巡察、巡视整改进展情况通报的结构与写法。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
rules_app = typer.Typer(name="rules", help="规则目录。", no_args_is_help=True)
app.add_typer(rules_app)


class Language(StrEnum):
    """Language of messages."""

    zh = "zh"
    en = "en"


class Format(StrEnum):
    """Formats of output."""

    text = "text"
    json = "json"


class Level(StrEnum):
    """Severities, most severe first."""

    error = "error"
    warning = "warning"
    info = "info"


LangOption = Annotated[Language, typer.Option("--lang", help="提示语言：zh 或 en。")]
FormatOption = Annotated[Format, typer.Option("--format", help="输出格式：text 或 json。")]


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="显示版本号后退出。")] = False,
) -> None:
    """检查巡察、巡视整改进展情况通报的结构与写法。"""
    if version:
        from notice_lint import __version__

        _print(f"notice-lint {__version__}")
        raise typer.Exit


@app.command()
def check(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="文件或文件夹；- 为标准输入。")
    ],
    format_: FormatOption = Format.text,
    select: Annotated[
        list[str] | None,
        typer.Option(help="只用这些规则：编号或前缀，可用逗号隔开，如 NL2,NL301。"),
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="不用这些规则：编号或前缀。")] = None,
    fail_on: Annotated[
        Level, typer.Option(help="问题达到这一级别时，退出码为 1。")
    ] = Level.warning,
    no_fold: Annotated[bool, typer.Option("--no-fold", help="重复的问题逐条列出。")] = False,
    lang: LangOption = Language.zh,
) -> None:
    """检查文件，列出缺少或有误之处。"""
    from notice_lint import engine, profile

    chosen = profile.choose(profile.default_profile(), _split(select), _split(ignore))
    results: list[FileResult] = []
    failed = False
    for result in engine.lint_paths(paths, chosen):
        if isinstance(result, NoticeLintError):
            tell(result, lang.value)
            failed = True
        else:
            results.append(result)
    if results and format_ is Format.json:
        from notice_lint.reports.json import report

        _write(report(results, chosen.name, lang.value))
    elif results:
        _write_text(results, lang.value, not no_fold)
    raise typer.Exit(_exit_code(results, fail_on, failed))


def _split(values: Iterable[str] | None) -> list[str]:
    return [code.strip() for value in values or () for code in value.split(",")]


def _write_text(results: Sequence[FileResult], lang: Lang, fold: bool) -> None:
    from notice_lint.reports.terminal import terminal_for
    from notice_lint.reports.text import TextOptions, file_lines, summary_line

    options = TextOptions(lang, terminal_for(sys.stdout), fold)
    for result in results:
        for line in file_lines(result, options):
            _print(line)
    _print(summary_line(results, lang))


def _exit_code(results: Sequence[FileResult], fail_on: Level, failed: bool) -> ExitCode:
    if failed or any(result.crashed for result in results):
        return ExitCode.TROUBLE
    levels = list(Level)
    failing = {level.value for level in levels[: levels.index(fail_on) + 1]}
    found = any(one.severity in failing for result in results for one in result.violations)
    return ExitCode.VIOLATIONS if found else ExitCode.CLEAN


@app.command()
def parse(
    path: Annotated[str, typer.Argument(metavar="FILE", help="文件；- 为标准输入。")],
    format_: FormatOption = Format.text,
    lang: LangOption = Language.zh,
) -> None:
    """显示文件的结构：章节、整改事项、原因、措施、状态、联系方式。"""
    from notice_lint import readers
    from notice_lint.parser import parse as parse_source
    from notice_lint.reports import structure, terminal

    notice = parse_source(readers.read(path))
    if format_ is Format.json:
        _write(structure.structure(notice))
        return
    for line in structure.tree_lines(notice, lang.value, terminal.terminal_for(sys.stdout)):
        _print(line)


@app.command()
def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="规则编号，如 NL201。")],
    lang: LangOption = Language.zh,
) -> None:
    """显示一条规则的说明、依据和例子。"""
    from notice_lint.profile import find_rule
    from notice_lint.reports import catalogue, terminal

    for line in catalogue.manual_lines(
        find_rule(code), lang.value, terminal.terminal_for(sys.stdout)
    ):
        _print(line)


@rules_app.command("list")
def list_rules(format_: FormatOption = Format.text, lang: LangOption = Language.zh) -> None:
    """列出全部规则。"""
    from notice_lint.reports import catalogue, terminal
    from notice_lint.rule import builtin_rules

    rules = builtin_rules().values()
    if format_ is Format.json:
        _write(catalogue.list_json(rules, lang.value))
        return
    for line in catalogue.list_lines(rules, lang.value, terminal.terminal_for(sys.stdout)):
        _print(line)


def tell(error: NoticeLintError, lang: Lang) -> None:
    """Write an error to standard error, one line for each thing wrong."""
    from notice_lint.reports.terminal import harmless, write

    colon = "：" if lang == "zh" else ": "
    name = "错误" if lang == "zh" else "error"
    for one in error.all:
        write(f"{name}{colon}{harmless(one.where)}{colon}{one.wording.in_(lang)}\n", sys.stderr)


def _write(text: str) -> None:
    from notice_lint.reports.terminal import write

    write(text)


def _print(line: str) -> None:
    _write(line + "\n")
