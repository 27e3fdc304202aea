"""The command check."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from notice_lint.cli.output import (
    ConfigOption,
    Format,
    FormatOption,
    IgnoreOption,
    LangOption,
    ProfileOption,
    SelectOption,
    given,
    print_line,
    print_lines,
    tell,
    write,
)
from notice_lint.errors import ExitCode, NoticeLintError
from notice_lint.text import Lang

if TYPE_CHECKING:
    from notice_lint.engine import FileResult
    from notice_lint.reports.text import TextOptions


class Level(StrEnum):
    """Severities, most severe first."""

    error = "error"
    warning = "warning"
    info = "info"


def check(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="文件或文件夹；- 为标准输入。")
    ],
    format_: FormatOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    profile: ProfileOption = None,
    config: ConfigOption = None,
    fail_on: Annotated[
        Level | None, typer.Option(help="问题达到这一级别时，退出码为 1；默认 warning。")
    ] = None,
    baseline: Annotated[str | None, typer.Option(help="基线文件：其中已有的问题不再报告。")] = None,
    no_fold: Annotated[bool, typer.Option("--no-fold", help="重复的问题逐条列出。")] = False,
    no_suppress: Annotated[
        bool, typer.Option("--no-suppress", help="不理会文稿内外的忽略。")
    ] = False,
    show_suppressed: Annotated[
        bool, typer.Option("--show-suppressed", help="同时列出已忽略的问题和理由。")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="逐条列出每条规则查了几处、为何不适用。")
    ] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="按规则汇总全部文件的结果。")
    ] = False,
    lang: LangOption = None,
) -> None:
    """检查文件，列出缺少或有误之处。"""
    from notice_lint.api import Options, Run

    values = {
        "extends": profile,
        "fail_on": fail_on,
        "lang": lang,
        "format": format_,
        "baseline": baseline,
    }
    run = Run(Options(suppressions=not no_suppress), given(config, values, select, ignore))
    here = run.configurations.here
    language: Lang = "en" if here.value("lang") == "en" else "zh"
    results: list[FileResult] = []
    failed = False
    for result in run.check(paths):
        if isinstance(result, NoticeLintError):
            tell(result, language)
            failed = True
        else:
            results.append(result)
    if results and here.value("format") == Format.json:
        from notice_lint.reports.json import report

        write(report(results, here.value("extends"), language, suppressed=show_suppressed))
    elif results:
        options = _text_options(language, (not no_fold, show_suppressed, verbose))
        _write_text(results, options, statistics)
    raise typer.Exit(_exit_code(results, Level(here.value("fail_on")), failed))


def _text_options(lang: Lang, shown: tuple[bool, bool, bool]) -> TextOptions:
    from notice_lint.reports.terminal import terminal_for
    from notice_lint.reports.text import TextOptions

    return TextOptions(lang, terminal_for(sys.stdout), *shown)


def _write_text(results: Sequence[FileResult], options: TextOptions, statistics: bool) -> None:
    from notice_lint.reports.proof import statistics_lines
    from notice_lint.reports.text import file_lines, summary_line

    for result in results:
        print_lines(file_lines(result, options))
    if statistics:
        print_lines(statistics_lines(results, options.lang, options.terminal))
    print_line(summary_line(results, options.lang))


def _exit_code(results: Sequence[FileResult], fail_on: Level, failed: bool) -> ExitCode:
    if failed or any(result.crashed for result in results):
        return ExitCode.TROUBLE
    levels = list(Level)
    failing = {level.value for level in levels[: levels.index(fail_on) + 1]}
    found = any(one.severity in failing for result in results for one in result.violations)
    return ExitCode.VIOLATIONS if found else ExitCode.CLEAN
