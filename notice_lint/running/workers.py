"""Executors: those of others, and processes of our own, which may die without ending the run."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from typing import NoReturn, ParamSpec, TypeVar

from notice_lint.running.stopping import CODE, GRACE, Stopped, serve, signals_held

_P = ParamSpec("_P")
_T = TypeVar("_T")

FORKS = sys.platform == "linux"
"""Whether a process can be split in two at next to no cost; elsewhere it starts anew."""


class ExternalPool:
    """An executor that others look after."""

    prefetch = 64
    """Portions of work that are handed over before the first is waited for."""

    def __init__(self, executor: Executor) -> None:
        """Take the executor."""
        self.executor = executor

    def submit(self, act: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Hand over a portion of work."""
        return self.executor.submit(act, *args, **kwargs)

    def alone(self, act: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Hand over a small portion again, after something went wrong with a larger one."""
        return self.submit(act, *args, **kwargs)

    def close(self) -> None:
        """Leave the executor as it is."""

    cancel = close


class OwnPool(ExternalPool):
    """Processes of our own; broken ones are replaced."""

    def __init__(self, count: int) -> None:
        """Start as many processes."""
        super().__init__(_processes(count))
        self.count = count
        self.prefetch = 2 * count

    def submit(self, act: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Hand over a portion of work, to new processes where one has died."""
        work = partial(act, *args, **kwargs)
        try:
            return _handed_over(self.executor, work)
        except RuntimeError:
            self.executor = _processes(self.count)
            return _handed_over(self.executor, work)

    def alone(self, act: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Have a small portion done by a process that does nothing else."""
        with _processes(1) as single:
            done = _handed_over(single, partial(act, *args, **kwargs))
            done.exception()
            return done

    def restart(self) -> None:
        """End processes that do not come to an end, and start others for what comes next."""
        # Those of other pools go on; Python has `kill_workers` for this from 3.14 only.
        processes = [*(getattr(self.executor, "_processes", None) or {}).values()]
        self.cancel()
        for process in processes:
            process.kill()
        self.executor = _processes(self.count)

    def close(self) -> None:
        """End the processes when all is done."""
        self.executor.shutdown()

    def cancel(self) -> None:
        """End the processes as soon as what they are about is done."""
        self.executor.shutdown(wait=False, cancel_futures=True)


def end_now(code: int) -> NoReturn:
    """End this process and those of its own, which may first put away what is unfinished.

    Nothing waits for their answers: one that dies while it answers would be waited for without end.
    """
    from multiprocessing import active_children

    children = active_children()
    for child in children:
        child.terminate()
    deadline = time.monotonic() + GRACE
    for child in children:
        child.join(max(0, deadline - time.monotonic()))
    for child in children:
        child.kill()
        child.join()
    os._exit(code)


def _processes(count: int) -> Executor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    context = get_context("fork") if FORKS else None
    return ProcessPoolExecutor(count, mp_context=context, initializer=serve)


def _handed_over(executor: Executor, work: Callable[[], _T]) -> Future[_T]:
    """Have a portion of work done by processes, which start with the first one."""
    with signals_held():
        return executor.submit(_or_end, work)


def _or_end(act: Callable[[], _T]) -> _T:
    """Do a portion of work; a process that is told to end in the middle of it answers nothing."""
    try:
        return act()
    except Stopped:
        os._exit(CODE)
