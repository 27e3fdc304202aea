"""The command parse."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from notice_lint.cli.help import both
from notice_lint.cli.output import (
    ColorOption,
    ConfigOption,
    FormatOption,
    LangOption,
    OutputFormat,
    language,
    overrides,
    print_lines,
    write,
)

if TYPE_CHECKING:
    from notice_lint.parsing.trace import Trace
    from notice_lint.text.wording import Lang


def parse(
    path: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help=both("文件；- 为标准输入。", "A file; - is standard input.")
        ),
    ],
    format_: FormatOption = None,
    config: ConfigOption = None,
    color: ColorOption = None,
    lang: LangOption = None,
    trace: Annotated[
        bool,
        typer.Option(
            "--trace", help=both("逐行显示是怎样读出来的。", "Show line by line how it was read.")
        ),
    ] = False,
) -> None:
    """显示文件的结构：章节、整改事项、原因、措施、状态、联系方式。

    Show the structure of a file: sections, items, causes, measures, statuses, contact.
    """
    from notice_lint.api import Session
    from notice_lint.reports import structure, terminal

    session = Session(overrides=overrides(config, {}), with_baseline=False)
    if trace:
        _print_trace(session.trace_file(path), format_, language(lang), color)
        return
    notice = session.parse_file(path)
    if format_ is OutputFormat.json:
        write(structure.structure(notice))
        return
    print_lines(
        structure.tree_lines(notice, language(lang), terminal.terminal_for(sys.stdout, color))
    )


def _print_trace(trace: Trace, format_: OutputFormat | None, lang: Lang, color: str | None) -> None:
    from notice_lint.reports import terminal
    from notice_lint.reports import trace as reports

    if format_ is OutputFormat.json:
        write(reports.as_json(trace))
        return
    print_lines(reports.as_lines(trace, lang, terminal.terminal_for(sys.stdout, color)))
