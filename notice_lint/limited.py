"""What other programs' parsers read, in a process that may use only so much memory and time."""

from __future__ import annotations

import gc
import io
import os
import pickle
import select
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date, time, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Any, NoReturn, TypeVar

from msgspec import Struct

from notice_lint.errors import InputError, NoticeLintError
from notice_lint.limits import Limits
from notice_lint.text.wording import Wording

_T = TypeVar("_T")
_OUT_OF_MEMORY = 71
"""Exit code of a child that may have no more memory."""
_PAGE = 4096
_CHUNK = 1 << 20
_STATM = Path("/proc/self/statm")


def in_child(act: Callable[[], _T], path: str, limits: Limits) -> _T:
    """Return what an action returns, done in a child; raises InputError where it needs too much.

    Libraries in C end the whole process on a damaged file, or fill the memory of the machine, and
    no exception of ours stops them. Where the system cannot split a process, it is done here.
    """
    if not hasattr(os, "fork"):
        return act()
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reading)
        _serve(act, writing, limits)
    os.close(writing)
    try:
        answer = _received(reading, limits.parse_seconds)
    finally:
        os.close(reading)
        status = _ended(pid)
    if answer is None:
        seconds = limits.parse_seconds
        raise InputError(
            path,
            Wording(f"读取超过 {seconds} 秒，已停止", f"reading took more than {seconds} seconds"),
        )
    if status or not answer:
        raise InputError(path, _failure(status, limits))
    try:
        result = _ChildAnswer(io.BytesIO(answer)).load()
    except Exception as error:  # bytes that are no answer may raise whatever they like
        raise InputError(path, _failure(1, limits)) from error
    if isinstance(result, NoticeLintError):
        raise result
    value: _T = result
    return value


class _ChildAnswer(pickle.Unpickler):
    """Reads what a child says: values, records and errors of ours, and nothing that runs.

    A reader in C that a document has taken over could write anything.
    """

    def find_class(self, module: str, name: str) -> Any:
        """Return a class that an answer may be made of; raises UnpicklingError."""
        if (module, name) == _REBUILD:
            return super().find_class(module, name)
        if module.partition(".")[0] not in _SOURCES:
            raise pickle.UnpicklingError(module)
        value = super().find_class(module, name)
        if not (isinstance(value, type) and issubclass(value, _KNOWN)):
            raise pickle.UnpicklingError(name)
        return value


_SOURCES = ("notice_lint", "datetime")
_KNOWN = (Struct, tuple, NoticeLintError, date, time, timedelta)
_REBUILD = ("msgspec._utils", "rebuild")
"""Makes a record of a class, which is one that is known here, and of its values."""


def _serve(act: Callable[[], object], writing: int, limits: Limits) -> NoReturn:
    """Do the action in the child and write what it returns; never come back."""
    code = 1
    # what the parent holds is not collected here: its finalizers would end what it still uses
    gc.freeze()
    try:
        _mute()
        _restrict(limits)
        try:
            result: object = act()
        except NoticeLintError as error:
            result = error
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(result, pipe)
        code = 0
    except MemoryError:
        code = _OUT_OF_MEMORY
    except Exception as error:  # noqa: BLE001 - told by the parent as what the file does to a reader
        with suppress(OSError):
            os.write(writing, pickle.dumps(_unforeseen(error)))
        code = 0
    finally:
        os._exit(code)


def _mute() -> None:
    """Keep what libraries in C and Rust print about a file out of our results and errors."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _unforeseen(error: Exception) -> InputError:
    return InputError.unreadable("", error)


def _restrict(limits: Limits) -> None:
    """Allow the child so much memory beside what its parent holds, and so much time."""
    import resource

    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _lower(resource.RLIMIT_CPU, limits.parse_seconds, limits.parse_seconds + 1)
    if sys.platform.startswith("linux"):
        held = int(_STATM.read_text(encoding="ascii").split()[0]) * _PAGE
        most = held + (limits.memory_mb << 20)
        _lower(resource.RLIMIT_AS, most, most)


def _lower(name: int, soft: int, hard: int) -> None:
    """Set a limit; a child of a child that is limited already is never allowed more than that."""
    import resource

    _, present = resource.getrlimit(name)
    if present != resource.RLIM_INFINITY:
        soft, hard = min(soft, present), min(hard, present)
    resource.setrlimit(name, (soft, hard))


def _received(reading: int, seconds: int) -> bytes | None:
    """Return all that the child writes; None where it takes too long."""
    end = monotonic() + seconds
    parts: list[bytes] = []
    while True:
        left = end - monotonic()
        if left <= 0 or not select.select([reading], [], [], left)[0]:
            return None
        part = os.read(reading, _CHUNK)
        if not part:
            return b"".join(parts)
        parts.append(part)


def _ended(pid: int) -> int:
    """End the child if it still runs; return how it ended."""
    done, status = os.waitpid(pid, os.WNOHANG)
    if not done:
        sleep(0.01)
        done, status = os.waitpid(pid, os.WNOHANG)
    if not done:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        return 0
    return os.waitstatus_to_exitcode(status)


def _failure(status: int, limits: Limits) -> Wording:
    if status in (_OUT_OF_MEMORY, -signal.SIGABRT, -signal.SIGKILL):
        most = limits.memory_mb
        return Wording(
            f"读取所需内存超过 {most} MB", f"reading needs more than {most} MB of memory"
        )
    if status == -signal.SIGXCPU:
        most = limits.parse_seconds
        return Wording(f"读取超过 {most} 秒，已停止", f"reading took more than {most} seconds")
    return Wording(
        f"文件已损坏，读取程序异常结束（{status}）",
        f"the file is damaged: its reader broke down ({status})",
    )
