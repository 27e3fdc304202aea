"""Many files: spread over processes or a cluster, answered in order, whatever happens to one."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from uuid import uuid4

from msgspec import Struct, field
from msgspec.structs import replace

from notice_lint.api import Options, Session
from notice_lint.config.settings import Overrides
from notice_lint.errors import InputError, NoticeLintError, blamed_on
from notice_lint.readers import STDIN, absolute
from notice_lint.reports.file_output import FileOutput, FileRenderer, ReportNeeds
from notice_lint.reports.model.report import FileReport
from notice_lint.running.workers import FORKS, ExternalPool, OwnPool
from notice_lint.text.wording import Wording

Input = str | NoticeLintError
"""A file, or why there is none."""
Result = FileOutput | NoticeLintError
Portion = tuple[list[Input], Future[list[Result]]]
"""Files that were handed over, and what is to come back."""

WORTH = 1_000_000 if FORKS else 3_000_000
"""Bytes of documents from which further processes, and remembering results, pay."""
LEAST = 20_000
"""Bytes that a document counts for at least: a Word file is small and slow."""
CHUNK = 100_000
"""Bytes that are handed over at once: so much is done again when a process dies."""


class Job(Struct, frozen=True):
    """What a process must know to check files by itself."""

    options: Options
    overrides: Overrides
    needs: ReportNeeds = field(default_factory=ReportNeeds)
    remembers: bool = True
    """Whether results are remembered, and taken from what is remembered."""
    name: str = field(default_factory=lambda: uuid4().hex)
    """Tells a job from those before it, whose settings a lasting process may still know."""


class Workers(Struct, frozen=True):
    """Who does the work."""

    processes: int = 0
    """How many processes; 0 for as many as there are processors, where that pays."""
    executor: Executor | None = None
    """An executor of somebody's own, such as that of a cluster; it is not shut down."""


_runs: dict[str, Session] = {}
"""The latest run of this process; a process that is split off has it already."""


def run_of(job: Job) -> Session:
    """Return the run of a job in this process; raises RuleError, UsageError."""
    if job.name not in _runs:
        run = Session(job.options, job.overrides)
        _runs.clear()
        _runs[job.name] = run
    return _runs[job.name]


def movable(job: Job) -> Job:
    """Return a job that means the same in any folder; raises RuleError, UsageError."""
    run = run_of(job)
    baseline = run.setting("baseline")
    values = {
        **job.overrides.values,
        "lang": run.lang,
        "baseline": absolute(baseline) if baseline else None,
    }
    config = job.overrides.config
    named = config if config in (None, "none") else absolute(config)
    overrides = replace(job.overrides, values=values, config=named)
    companions = tuple(replace(file, path=absolute(file.path)) for file in job.options.companions)
    options = replace(job.options, companions=companions)
    return replace(job, options=options, overrides=overrides, name=uuid4().hex)


def check_chunk(job: Job, files: Sequence[Input]) -> list[Result]:
    """Check some files in the process that this runs in; errors are handed back in place."""
    return list(_outputs(job, files))


def _outputs(job: Job, files: Iterable[Input]) -> Iterator[Result]:
    run = run_of(job)
    if job.remembers:
        from notice_lint.running.result_cache import remembered

        return remembered(run, job.needs).outputs(files)
    renderer = FileRenderer(run.report(suppressed=job.needs.suppressed), job.needs)
    reports = run.file_reports(files, document=job.needs.document)
    return (
        report if isinstance(report, NoticeLintError) else _rendered(renderer, report)
        for report in reports
    )


def _rendered(renderer: FileRenderer, report: FileReport) -> Result:
    try:
        with blamed_on(report.path):
            return renderer.with_copies(renderer.output(report))
    except NoticeLintError as error:
        return error


def check_all(job: Job, files: Iterable[Input], workers: Workers | None = None) -> Iterator[Result]:
    """Yield what is found in files, in their order; only a few are on their way at a time.

    A file at which a process dies is yielded as its error, and the others go on.
    """
    chosen = workers or Workers()
    listed = list(files)
    large = sum(map(_cost, listed)) >= WORTH
    if not large and not chosen.executor:
        job = replace(job, remembers=False)
    count = min(chosen.processes or (_processors() if large else 1), len(listed))
    if chosen.executor:
        return _spread(job, listed, ExternalPool(chosen.executor))
    if count < 2:
        return _outputs(job, listed)
    run_of(job).profile_for("")
    return _spread(job, listed, OwnPool(count))


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _cost(file: Input) -> int:
    size = 0
    if isinstance(file, str):
        with suppress(OSError, ValueError):
            size = os.path.getsize(file)
    return max(LEAST, size)


def _chunks(files: Iterable[Input]) -> Iterator[list[Input]]:
    """Yield files in portions of about the same cost; standard input is one of its own."""
    chunk: list[Input] = []
    cost = 0
    for file in files:
        alone = file == STDIN
        if chunk and (alone or cost >= CHUNK):
            yield chunk
            chunk, cost = [], 0
        chunk.append(file)
        cost += CHUNK if alone else _cost(file)
    if chunk:
        yield chunk


def _spread(job: Job, files: Iterable[Input], pool: ExternalPool) -> Iterator[Result]:
    """Yield what is found in files that are handed over in portions."""
    waiting: deque[Portion] = deque()
    try:
        for chunk in _chunks(files):
            waiting.append(_handed_over(job, chunk, pool))
            while len(waiting) > pool.prefetch:
                yield from _next_results(job, waiting, pool)
        while waiting:
            yield from _next_results(job, waiting, pool)
    except BaseException:
        pool.cancel()
        raise
    pool.close()


def _handed_over(job: Job, chunk: list[Input], pool: ExternalPool) -> Portion:
    if chunk == [STDIN]:
        return chunk, _here(job, chunk)
    return chunk, pool.submit(check_chunk, job, chunk)


def _here(job: Job, files: Sequence[Input]) -> Future[list[Result]]:
    """Check files that only this process can read."""
    done: Future[list[Result]] = Future()
    done.set_result(check_chunk(job, files))
    return done


def _next_results(job: Job, waiting: deque[Portion], pool: ExternalPool) -> Iterator[Result]:
    """Yield the answers of the first portion; its files wait anew when somebody died over it.

    A process that dies takes the portions of all others along, most of which are sound: their files
    are shared out once more, and only one that does not come back then has a process to itself.
    """
    chunk, future = waiting.popleft()
    answers = _answer(future.result)
    if isinstance(answers, list):
        yield from answers
    elif len(chunk) > 1:
        waiting.extendleft([_handed_over(job, [file], pool) for file in chunk][::-1])
    else:
        results = _answer(pool.alone(check_chunk, job, chunk).result)
        yield from results if isinstance(results, list) else (_lost(chunk[0], results),)


def _answer(ask: Callable[[], list[Result]]) -> list[Result] | Exception:
    """Return an answer, or what the one who was asked died of; raises what is wrong for all."""
    try:
        return ask()
    except NoticeLintError:
        raise
    except Exception as error:  # noqa: BLE001 - each executor has exceptions of its own
        return error


def _lost(file: Input, error: Exception) -> NoticeLintError:
    if isinstance(file, NoticeLintError):
        return file
    words = type(error).__name__
    return InputError(
        file,
        Wording(
            f"检查它的进程意外退出（{words}），没有结果",
            f"the process that checked it died ({words}); there is no result",
        ),
    )
