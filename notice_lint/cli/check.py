"""The command check."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from notice_lint.cli.output import (
    ConfigOption,
    IgnoreOption,
    LangOption,
    OutputOption,
    ProfileOption,
    ScreenOption,
    SelectOption,
    overrides,
)
from notice_lint.cli.outputs import Outputs, parse_outputs, protect_inputs
from notice_lint.cli.progress import with_progress
from notice_lint.errors import ExitCode, NoticeLintError
from notice_lint.readers import absolute

if TYPE_CHECKING:
    from notice_lint.reports.format import TextOptions
    from notice_lint.reports.tally import Tally
    from notice_lint.running.jobs import Job, Workers


class CompanionQuotes(StrEnum):
    """What is quoted of the papers that a notice is compared with."""

    problem = "problem"
    none = "none"


class SeverityLevel(StrEnum):
    """Severities, most severe first."""

    error = "error"
    warning = "warning"
    info = "info"


def check(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="文件或文件夹；- 为标准输入。")
    ],
    format_: ScreenOption = None,
    output: OutputOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    profile: ProfileOption = None,
    config: ConfigOption = None,
    fail_on: Annotated[
        SeverityLevel | None, typer.Option(help="问题达到这一级别时，退出码为 1；默认 warning。")
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option(help="基线文件：其中已有的问题不再报告；不写用配置旁边的，none 为不用。"),
    ] = None,
    feedback: Annotated[
        list[str] | None,
        typer.Option("--feedback", metavar="FILE", help="与反馈意见核对，可写多次。"),
    ] = None,
    ledger: Annotated[
        list[str] | None,
        typer.Option("--ledger", metavar="FILE", help="与整改台账核对（xlsx、docx、csv 等）。"),
    ] = None,
    earlier: Annotated[
        list[str] | None,
        typer.Option("--earlier", metavar="FILE", help="与上次公布的通报核对。"),
    ] = None,
    companion_quotes: Annotated[
        CompanionQuotes | None,
        typer.Option(help="是否引用反馈、台账里的问题：problem 引用（默认），none 只写第几个。"),
    ] = None,
    as_notice: Annotated[
        bool, typer.Option("--as-notice", help="不像整改通报的文件也照样检查。")
    ] = False,
    require_notice: Annotated[
        bool, typer.Option("--require-notice", help="不像整改通报的文件算错误（NL100）。")
    ] = False,
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
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="只列问题，不写总结和进度。")
    ] = False,
    stdin_filename: Annotated[
        str, typer.Option(metavar="NAME", help="标准输入的文件名：据此认定格式、查找配置。")
    ] = "-",
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, help="同时用几个进程；0 为自动。")
    ] = 0,
    executor: Annotated[
        str, typer.Option(metavar="dask://HOST:PORT", help="交给已有的 Dask 集群检查。")
    ] = "",
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="不用也不留以前的检查结果。")
    ] = False,
    watch: Annotated[bool, typer.Option("--watch", help="文件一有改动就重新检查。")] = False,
    lang: LangOption = None,
) -> None:
    """检查文件，列出缺少或有误之处。"""
    from notice_lint.api import CompanionFile, Options
    from notice_lint.reports.format import TextOptions
    from notice_lint.reports.terminal import terminal_for
    from notice_lint.running.jobs import Job, movable

    values = {
        "extends": profile,
        "fail_on": fail_on,
        "lang": lang,
        "format": format_,
        "baseline": baseline,
        "companion_quotes": companion_quotes,
    }
    options = Options(
        as_notice=as_notice,
        require_notice=require_notice,
        suppressions=not no_suppress,
        stdin_name=stdin_filename,
        companions=(
            *CompanionFile.of("feedback", tuple(feedback or ())),
            *CompanionFile.of("ledger", tuple(ledger or ())),
            *CompanionFile.of("earlier", tuple(earlier or ())),
        ),
        addresses=bool(executor),
    )
    view = TextOptions(terminal_for(sys.stdout), not no_fold, verbose, statistics, quiet)

    def once() -> ExitCode:
        job = Job(options, overrides(config, values, select, ignore), remembers=not no_cache)
        with _workers(jobs, executor) as workers:
            work = Work(movable(job) if executor else job, workers, view)
            return _check(work, paths, output or (), suppressed=show_suppressed)

    if watch:
        from notice_lint.cli.watch import watched

        watched(paths, once, "en" if lang == "en" else "zh")
    raise typer.Exit(once())


class Work(Struct, frozen=True):
    """What is to be done, by whom, and how people want to see it."""

    job: Job
    workers: Workers
    view: TextOptions


@contextmanager
def _workers(jobs: int, executor: str) -> Iterator[Workers]:
    from notice_lint.running.jobs import Workers

    if not executor:
        yield Workers(jobs)
        return
    from notice_lint.cli.cluster import cluster

    with cluster(executor) as external:
        yield Workers(executor=external)


def _check(
    work: Work, paths: Sequence[str], output: Sequence[str], *, suppressed: bool
) -> ExitCode:
    """Check files and write what is found; errors go to standard error as they come."""
    from notice_lint.running.jobs import check_all, run_of

    run = run_of(work.job)
    if work.workers.executor:
        paths = [absolute(path) for path in paths]
    report = run.report(suppressed=suppressed)
    chosen = parse_outputs(run.setting("format"), output)
    files = list(run.files(paths))
    settings = (run.configurations.here.path, run.setting("baseline"))
    documents = [file for file in files if isinstance(file, str)]
    papers = {paper.path for document in documents for paper in run.papers.files(document)}
    protect_inputs(chosen, [*filter(None, settings), *documents, *sorted(papers)])
    bar = not work.view.quiet and not sys.stdout.isatty()
    with Outputs(chosen, report, work.view, documents) as outputs:
        job = replace(work.job, needs=outputs.needs)
        results = with_progress(
            iter(files), lambda files: check_all(job, files, work.workers), shown=bar
        )
        for result in results:
            if isinstance(result, NoticeLintError):
                outputs.add_error(result)
            else:
                outputs.add(result)
    return exit_code(outputs.tally, run.setting("fail_on"))


def exit_code(tally: Tally, fail_on: str) -> ExitCode:
    """Return the exit code of a run."""
    if tally.failures or tally.crashed:
        return ExitCode.TROUBLE
    return ExitCode.VIOLATIONS if tally.reaches(fail_on) else ExitCode.CLEAN
