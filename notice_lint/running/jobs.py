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
from notice_lint.errors import InputError, NoticeLintError
from notice_lint.readers import STDIN, absolute
from notice_lint.reports.parts import FileOutput, FileOutputMaker, ReportNeeds
from notice_lint.running.workers import FORKS, ExternalPool, OwnPool
from notice_lint.text.wording import Wording

File = str | NoticeLintError
Told = FileOutput | NoticeLintError

WORTH = 1_000_000 if FORKS else 3_000_000
"""Bytes of documents from which further processes, and remembering results, pay."""
LEAST = 20_000
"""Bytes that a document counts for at least: a Word file is small and slow."""
CHUNK = 400_000
"""Bytes that are handed over at once."""


class Job(Struct, frozen=True):
    """What a process must know to check files by itself."""

    options: Options
    given: Overrides
    wanted: ReportNeeds = field(default_factory=ReportNeeds)
    kept: bool = True
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
        run = Session(job.options, job.given)
        _runs.clear()
        _runs[job.name] = run
    return _runs[job.name]


def movable(job: Job) -> Job:
    """Return a job that means the same in any folder; raises RuleError, UsageError."""
    run = run_of(job)
    baseline = run.setting("baseline")
    values = {
        **job.given.values,
        "lang": run.lang,
        "baseline": absolute(baseline) if baseline else None,
    }
    config = job.given.config
    named = config if config in (None, "none") else absolute(config)
    given = replace(job.given, values=values, config=named)
    return replace(job, given=given, name=uuid4().hex)


def work(job: Job, files: Sequence[File]) -> list[Told]:
    """Check some files in the process that this runs in; errors are handed back in place."""
    return list(_parts(job, files))


def _parts(job: Job, files: Iterable[File]) -> Iterator[Told]:
    run = run_of(job)
    if job.kept:
        from notice_lint.running.result_cache import remembered

        return remembered(run, job.wanted).parts(files)
    maker = FileOutputMaker(run.report(suppressed=job.wanted.suppressed), job.wanted)
    records = run.records(files, document=job.wanted.document)
    return (one if isinstance(one, NoticeLintError) else maker.part(one) for one in records)


def check_all(job: Job, files: Iterable[File], workers: Workers | None = None) -> Iterator[Told]:
    """Yield what is found in files, in their order; only a few are on their way at a time.

    A file at which a process dies is yielded as its error, and the others go on.
    """
    chosen = workers or Workers()
    listed = list(files)
    large = sum(map(_cost, listed)) >= WORTH
    if not large and not chosen.executor:
        job = replace(job, kept=False)
    count = min(chosen.processes or (_processors() if large else 1), len(listed))
    if chosen.executor:
        return _spread(job, listed, ExternalPool(chosen.executor))
    if count < 2:
        return _parts(job, listed)
    run_of(job).profile_for("")
    return _spread(job, listed, OwnPool(count))


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _cost(file: File) -> int:
    size = 0
    if isinstance(file, str):
        with suppress(OSError, ValueError):
            size = os.path.getsize(file)
    return max(LEAST, size)


def _chunks(files: Iterable[File]) -> Iterator[list[File]]:
    """Yield files in portions of about the same cost; standard input is one of its own."""
    chunk: list[File] = []
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


def _spread(job: Job, files: Iterable[File], pool: ExternalPool) -> Iterator[Told]:
    """Yield what is found in files that are handed over in portions."""
    waiting: deque[tuple[list[File], Future[list[Told]]]] = deque()
    try:
        for chunk in _chunks(files):
            handed = _here(job, chunk) if chunk == [STDIN] else pool.submit(work, job, chunk)
            waiting.append((chunk, handed))
            if len(waiting) > pool.ahead:
                yield from _settled(job, *waiting.popleft(), pool)
        while waiting:
            yield from _settled(job, *waiting.popleft(), pool)
    except BaseException:
        pool.drop()
        raise
    pool.close()


def _here(job: Job, files: Sequence[File]) -> Future[list[Told]]:
    """Check files that only this process can read."""
    done: Future[list[Told]] = Future()
    done.set_result(work(job, files))
    return done


def _settled(
    job: Job, chunk: Sequence[File], handed: Future[list[Told]], pool: ExternalPool
) -> Iterator[Told]:
    """Yield the answers of one portion; file by file when somebody died over it."""
    answers = _answer(handed.result)
    if isinstance(answers, list):
        yield from answers
        return
    for file in chunk:
        told = _answer(pool.alone(work, job, [file]).result)
        yield told[0] if isinstance(told, list) else _lost(file, told)


def _answer(ask: Callable[[], list[Told]]) -> list[Told] | Exception:
    """Return an answer, or what the one who was asked died of; raises what is wrong for all."""
    try:
        return ask()
    except NoticeLintError:
        raise
    except Exception as error:  # noqa: BLE001 - each executor has exceptions of its own
        return error


def _lost(file: File, error: Exception) -> NoticeLintError:
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
