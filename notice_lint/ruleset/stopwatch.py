"""How long the rules may take on one document, in processor time: a busy machine cuts nothing."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType

from notice_lint.text.wording import Wording

SHARE = 4
"""One part in so many of the time for a document is what a single rule may take."""


OUT_OF_TIME = Wording("用时超限，没有查完", "it took too long and was ended")
"""Why a rule was not evaluated to its end."""


class OutOfTimeError(Exception):
    """Raised amid whatever takes too long."""


class Stopwatch:
    """Counts the seconds that are left for one document."""

    def __init__(self, seconds: float) -> None:
        """Begin to count."""
        self.seconds = seconds
        self._end = time.process_time() + seconds
        self._is_armed = False

    @property
    def left(self) -> float:
        """Seconds that are left; none or less when the time is over."""
        return self._end - time.process_time()

    @contextmanager
    def armed(self) -> Iterator[None]:
        """Be able to interrupt what is limited in a block; a signal is set up once for all of it.

        What runs in a thread of somebody's own, or on Windows, is not interrupted: it is asked
        only before it begins.
        """
        if threading.current_thread() is not threading.main_thread() or not _CAN_INTERRUPT:
            yield
            return
        before = signal.signal(signal.SIGVTALRM, _stop)
        self._is_armed = True
        try:
            yield
        finally:
            self._is_armed = False
            signal.signal(signal.SIGVTALRM, before)

    def rule(self) -> AbstractContextManager[None]:
        """Let one rule work as long as a rule may; raises OutOfTimeError."""
        return self._limited(min(self.left, self.seconds / SHARE))

    def all(self) -> AbstractContextManager[None]:
        """Let something work as long as there is time; raises OutOfTimeError."""
        return self._limited(self.left)

    @contextmanager
    def _limited(self, seconds: float) -> Iterator[None]:
        if seconds <= 0:
            raise OutOfTimeError
        if not self._is_armed:
            yield
            return
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)


_CAN_INTERRUPT = hasattr(signal, "setitimer")


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise OutOfTimeError
