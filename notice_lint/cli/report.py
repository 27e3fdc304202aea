"""The command report."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from notice_lint.cli.output import LangOption, OutputOption, ScreenOption, language, tell
from notice_lint.cli.sinks import Outputs, Target, spare, targets
from notice_lint.errors import ExitCode, NoticeLintError
from notice_lint.text.wording import Lang

if TYPE_CHECKING:
    from notice_lint.reports.model.report import Report
    from notice_lint.reports.text import TextOptions


def report(
    results: Annotated[
        list[str],
        typer.Argument(metavar="RESULT.json", help="check 存下的结果（json 或 jsonl），可多份。"),
    ],
    format_: ScreenOption = None,
    output: OutputOption = None,
    no_fold: Annotated[bool, typer.Option("--no-fold", help="重复的问题逐条列出。")] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="按规则汇总全部文件的结果。")
    ] = False,
    lang: LangOption = None,
) -> None:
    """把存下的检查结果写成任一格式；多份合在一起，按单位列表，问题多的在前。"""
    from notice_lint.reports.terminal import terminal_for
    from notice_lint.reports.text import TextOptions

    view = TextOptions(terminal_for(sys.stdout), not no_fold, False, statistics)
    told = language(lang)
    chosen = targets(format_ or ("units" if len(results) > 1 else "text"), output or ())
    spare(chosen, results)
    reports, failed = _read(results, told)
    if reports:
        whole = any(one.format.whole for one in chosen)
        folders = [Path(path).parent for path in results]
        _write(_merged(reports, folders if whole else ()), chosen, view)
    raise typer.Exit(ExitCode.TROUBLE if failed else ExitCode.CLEAN)


def _read(paths: Sequence[str], lang: Lang) -> tuple[list[Report], bool]:
    """Return the stored reports, and whether some could not be read; those are told."""
    from notice_lint.reports.model.load import read_reports

    reports: list[Report] = []
    failed = False
    for one in read_reports(paths, lang):
        if isinstance(one, NoticeLintError):
            tell(one, lang)
            failed = True
        else:
            reports.append(one)
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
            replace(one, files=tuple(with_document(file, folders) for file in one.files))
            for one in reports
        ]
    return merged(reports, rules)


def _write(report: Report, chosen: Sequence[Target], view: TextOptions) -> None:
    with Outputs(chosen, replace(report, files=(), failures=()), view) as outputs:
        for file in report.files:
            outputs.add_record(file)
        for failure in report.failures:
            outputs.fail(failure)
