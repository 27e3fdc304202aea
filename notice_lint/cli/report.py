"""The command report."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from notice_lint.cli.help import both
from notice_lint.cli.output import (
    ColorOption,
    LangOption,
    OutputOption,
    QuietOption,
    ScreenOption,
    language,
    print_error,
)
from notice_lint.cli.outputs import Outputs, parse_outputs, protect_inputs
from notice_lint.errors import ExitCode, NoticeLintError
from notice_lint.text.wording import Lang

if TYPE_CHECKING:
    from notice_lint.reports.format import TextOptions
    from notice_lint.reports.model.report import Report
    from notice_lint.reports.writers import Output


def report(
    results: Annotated[
        list[str],
        typer.Argument(
            metavar="RESULT.json",
            help=both(
                "check 存下的结果（json 或 jsonl），可多份。",
                "Results stored by check (json or jsonl), any number of them.",
            ),
        ),
    ],
    format_: ScreenOption = None,
    output: OutputOption = None,
    no_fold: Annotated[
        bool,
        typer.Option(
            "--no-fold", help=both("重复的问题逐条列出。", "List repeated findings one by one.")
        ),
    ] = False,
    statistics: Annotated[
        bool,
        typer.Option(
            "--statistics",
            help=both("按规则汇总全部文件的结果。", "Sum up the results of all files by rule."),
        ),
    ] = False,
    quiet: QuietOption = False,
    color: ColorOption = None,
    lang: LangOption = None,
) -> None:
    """把存下的检查结果写成任一格式；多份合在一起，按单位列表，问题多的在前。

    Write stored results in any format; several become one table of offices, the worst first.
    """
    from notice_lint.reports.format import TextOptions
    from notice_lint.reports.terminal import terminal_for

    view = TextOptions(terminal_for(sys.stdout, color), not no_fold, False, statistics, quiet)
    usual = "units" if len(results) > 1 else "text"
    outputs = parse_outputs(format_ or usual, output or ())
    protect_inputs(outputs, results)
    reports, failed = _read(results, language(lang))
    if reports:
        shows_documents = any(output.format.shows_documents for output in outputs)
        folders = [Path(path).parent for path in results] if shows_documents else ()
        failed |= _write(_merged(reports, folders), outputs, view, results)
    raise typer.Exit(ExitCode.TROUBLE if failed else ExitCode.CLEAN)


def _read(paths: Sequence[str], lang: Lang) -> tuple[list[Report], bool]:
    """Return the stored reports, and whether some could not be read: standard error says which."""
    from notice_lint.reports.model.load import read_reports

    reports: list[Report] = []
    failed = False
    for report in read_reports(paths, lang):
        if isinstance(report, NoticeLintError):
            print_error(report, lang)
            failed = True
        else:
            reports.append(report)
    return reports, failed


def _merged(reports: Sequence[Report], folders: Sequence[Path]) -> Report:
    """Return the reports as one, with the documents that still lie in or beside the folders."""
    from notice_lint.reports.model.build import rule_infos
    from notice_lint.reports.model.load import merged, with_document
    from notice_lint.ruleset.profile import default_profile

    lang = reports[0].lang
    rules = rule_infos(default_profile().catalogue.values(), lang)
    if folders:
        reports = [
            replace(report, files=tuple(with_document(file, folders) for file in report.files))
            for report in reports
        ]
    return merged(reports, rules)


def _write(
    report: Report, outputs: Sequence[Output], view: TextOptions, results: Sequence[str]
) -> bool:
    """Write reports as one; return whether an output failed."""
    documents = [*results, *(file.path for file in report.files)]
    with Outputs(outputs, replace(report, files=(), failures=()), view, documents) as opened:
        for file in report.files:
            opened.add_file(file)
        for failure in report.failures:
            opened.add_failure(failure)
    return opened.failed
