"""The command check."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from msgspec import Struct
from msgspec.structs import replace

from notice_lint.cli.changed import chosen_inputs, print_files
from notice_lint.cli.check_options import (
    AsNoticeOption,
    BaselineOption,
    CompanionQuotesOption,
    DiffOption,
    EarlierOption,
    ExecutorOption,
    FeedbackOption,
    ForceExcludeOption,
    IsolatedOption,
    JobsOption,
    LedgerOption,
    NoCacheOption,
    NoFoldOption,
    NoSuppressOption,
    PathsArgument,
    RequireNoticeOption,
    ShowFilesOption,
    ShowSuppressedOption,
    SinceOption,
    StatisticsOption,
    StdinNameOption,
    VerboseOption,
    WatchOption,
)
from notice_lint.cli.output import (
    ColorOption,
    ConfigOption,
    ExitZeroOption,
    ExtendOption,
    FailOption,
    IgnoreOption,
    LangOption,
    OutputOption,
    ProfileOption,
    QuietOption,
    ScreenOption,
    SelectOption,
    listed_codes,
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


def check(
    paths: PathsArgument = None,
    format_: ScreenOption = None,
    output: OutputOption = None,
    select: SelectOption = None,
    extend_select: ExtendOption = None,
    ignore: IgnoreOption = None,
    profile: ProfileOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
    fail_on: FailOption = None,
    exit_zero: ExitZeroOption = False,
    baseline: BaselineOption = None,
    since: SinceOption = "",
    diff: DiffOption = "",
    feedback: FeedbackOption = None,
    ledger: LedgerOption = None,
    earlier: EarlierOption = None,
    companion_quotes: CompanionQuotesOption = None,
    as_notice: AsNoticeOption = False,
    require_notice: RequireNoticeOption = False,
    force_exclude: ForceExcludeOption = False,
    show_files: ShowFilesOption = False,
    no_fold: NoFoldOption = False,
    no_suppress: NoSuppressOption = False,
    show_suppressed: ShowSuppressedOption = False,
    verbose: VerboseOption = False,
    statistics: StatisticsOption = False,
    quiet: QuietOption = False,
    stdin_filename: StdinNameOption = "-",
    jobs: JobsOption = 0,
    executor: ExecutorOption = "",
    no_cache: NoCacheOption = False,
    watch: WatchOption = False,
    color: ColorOption = None,
    lang: LangOption = None,
) -> None:
    """检查文件，列出缺少或有误之处。

    Check files and list what is missing or wrong.
    """
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
        "force_exclude": "true" if force_exclude or since or diff else None,
    }
    options = Options(
        as_notice=as_notice,
        require_notice=require_notice,
        suppressions=not no_suppress,
        stdin_name=stdin_filename,
        companions=CompanionFile.of({"feedback": feedback, "ledger": ledger, "earlier": earlier}),
        addresses=bool(executor),
    )
    view = TextOptions(terminal_for(sys.stdout, color), not no_fold, verbose, statistics, quiet)
    settings = overrides("none" if isolated else config, values, select, ignore)
    settings = replace(settings, extend_select=listed_codes(extend_select))

    def once() -> ExitCode:
        chosen = chosen_inputs(paths or (), since, diff)
        asked = replace(options, changes=chosen.changes)
        job = Job(asked, settings, remembers=not (no_cache or chosen.changes))
        if show_files:
            return print_files(job, chosen.paths)
        with _workers(jobs, executor) as workers:
            work = Work(movable(job) if executor else job, workers, view)
            code = _check(work, chosen.paths, output or (), suppressed=show_suppressed)
        return ExitCode.CLEAN if exit_zero and code is ExitCode.VIOLATIONS else code

    if watch:
        from notice_lint.cli.watch import watched

        watched(paths or (), once, "en" if lang == "en" else "zh")
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
    from notice_lint.running.cluster import cluster

    with cluster(executor) as external:
        yield Workers(executor=external)


def _check(
    work: Work, paths: Sequence[str], output: Sequence[str], *, suppressed: bool
) -> ExitCode:
    """Check files and write what is found; errors go to standard error as they come."""
    from notice_lint.decisions.known import with_faults
    from notice_lint.running.jobs import check_all, run_of

    run = run_of(work.job)
    if work.workers.executor:
        paths = [absolute(path) for path in paths]
    report = run.report(suppressed=suppressed)
    chosen = parse_outputs(run.setting("format"), output)
    files = list(with_faults(run.files(paths), run.name))
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
        reached = False
        for file, result in zip(files, results, strict=True):
            if isinstance(result, NoticeLintError):
                outputs.add_error(result)
            else:
                outputs.add(result)
                reached |= result.tally.reaches(run.configurations.fail_on(str(file)))
    return exit_code(outputs.tally, reached=reached)


def exit_code(tally: Tally, *, reached: bool) -> ExitCode:
    """Return the exit code of a run in which a finding was as severe as is asked for, or none."""
    if tally.failures or tally.crashed:
        return ExitCode.TROUBLE
    return ExitCode.VIOLATIONS if reached else ExitCode.CLEAN
