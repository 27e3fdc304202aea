"""Ends that come from outside: signals, and the death of the process that work is done for."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

CODE = 128 + 15
"""Exit code of a process that the system asked to end."""
GRACE = 0.4
"""Seconds in which a process may put away what is unfinished before it is ended all the same."""
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


_HELD = (signal.SIGINT, *_SIGNALS)


class Stopped(SystemExit):
    """The system asked this process to end; what is unfinished is put away on the way out."""


def stop_on_signals(end: Callable[[int], NoReturn]) -> None:
    """Take a wish of the system to end as a user's interrupt; a signal that is ignored stays so.

    `end` is called where putting things away takes too long.
    """

    def stop(_number: int, _frame: FrameType | None) -> None:
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        threading.Thread(target=_end_later, args=(end,), daemon=True).start()
        raise Stopped(CODE)

    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, stop)


@contextmanager
def signals_held() -> Iterator[None]:
    """Let signals wait while processes are split off.

    In the middle of it an end is printed as a failure, by what Python does at each split or by the
    new process, which is not yet one that serves. `serve` lets them through.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_later(end: Callable[[int], NoReturn]) -> None:
    time.sleep(2 * GRACE)
    end(CODE)


def serve() -> None:
    """Make this process one that works for another: it ends when that one tells it to, or ends.

    An interrupt by the user reaches all processes; it is left to the first one to end all.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    stop_on_signals(os._exit)
    threading.Thread(target=_outlive, daemon=True).start()
    try:
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _HELD)
    except Stopped:  # told already; who starts this process would print it as a failure
        os._exit(CODE)


def _outlive() -> None:
    """Wait for the end of the process that work is done for, however it ends."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is None:
        return
    parent.join()
    main = threading.main_thread().ident
    if sys.platform != "win32" and main is not None:
        signal.pthread_kill(main, signal.SIGTERM)
        time.sleep(GRACE)
    os._exit(CODE)
