"""The processes that look at documents: a few, each piece of work within its time and memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import ParamSpec, TypeVar

from notice_lint.errors import InputError, UsageError
from notice_lint.readers.kinds import sniff
from notice_lint.running.workers import OwnPool
from notice_lint.server.settings import ServerSettings
from notice_lint.text.wording import Wording

_P = ParamSpec("_P")
_T = TypeVar("_T")

BUSY = Wording("现在忙，请过一会儿再试", "too much to do just now; try again in a moment")
TOO_LONG = Wording("检查时间过长，已停止", "it took too long and was stopped")
DIED = Wording("检查它的进程意外退出，没有结果", "the process that checked it died; no result")

_HEAD = 4096
"""Bytes that tell what a file is."""


class BusyError(UsageError):
    """There is more to do than can wait."""


class WorkerPool:
    """Does work in processes of its own; what is too much, too long or deadly is an error."""

    def __init__(self, settings: ServerSettings, count: int) -> None:
        """Prepare as many processes; they start with the first piece of work."""
        self._pool = OwnPool(count)
        self.count = count
        self._most = settings.waiting
        rounds = 2 + settings.waiting // count
        self._seconds = settings.seconds * rounds
        self.waiting = 0

    async def run(self, act: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Return what a piece of work comes to; raises NoticeLintError.

        A process of ours may be ended by what another one's document does to the machine, so
        that work is tried once more.
        """
        if self.waiting >= self._most:
            raise BusyError("", BUSY)
        self.waiting += 1
        try:
            return await self._twice(act, *args, **kwargs)
        except TimeoutError as error:
            self._pool.restart()
            raise InputError("", TOO_LONG) from error
        except BrokenProcessPool as error:
            raise InputError("", DIED) from error
        finally:
            self.waiting -= 1

    async def _twice(self, act: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            return await self._once(act, *args, **kwargs)
        except BrokenProcessPool:
            return await self._once(act, *args, **kwargs)

    async def _once(self, act: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        future = self._pool.submit(act, *args, **kwargs)
        return await asyncio.wait_for(asyncio.wrap_future(future), self._seconds)

    def close(self) -> None:
        """End the processes; what is not begun is given up."""
        self._pool.cancel()


class WorkerPools:
    """Processes for all that is quick, and one for old formats, which nobody else waits for."""

    def __init__(self, settings: ServerSettings) -> None:
        """Prepare both."""
        self.quick = WorkerPool(settings, settings.processes)
        self.converting = WorkerPool(settings, 1)

    def pool_for(self, data: bytes, name: str) -> WorkerPool:
        """Return where a document is looked at; raises InputError for what holds no notice."""
        return self.converting if sniff(data, name) == "doc" else self.quick

    def pool_for_file(self, path: str) -> WorkerPool:
        """Return where a file of the folder is looked at; one that cannot be read is told there."""
        try:
            with Path(path).open("rb") as file:
                return self.pool_for(file.read(_HEAD), path)
        except (OSError, InputError):
            return self.quick

    def close(self) -> None:
        """End the processes of both."""
        self.quick.close()
        self.converting.close()
