"""Standard streams as they should be, whatever was closed before the program began."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import TextIO


def complete_streams() -> None:
    """Put something in the place of streams that are closed.

    No file that is opened later may come to stand where standard output is looked for. Nothing can
    be written to what stands for a closed output, which is told; of closed errors nothing is told.
    """
    for number, mode in enumerate((os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)  # the lowest number that is free
    if sys.stdout is None:
        sys.stdout = os.fdopen(1, "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", encoding="utf-8")
    if isinstance(sys.stdout.buffer, io.RawIOBase):
        sys.stdout = _buffered(sys.stdout, sys.stdout.buffer)


def _buffered(stream: TextIO, raw: io.RawIOBase) -> TextIO:
    """Return a stream that PYTHONUNBUFFERED made with a buffer for each line.

    Without one, what finds no more room on the disk is cut off and nobody hears of it.
    """
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=True,
    )


def give_up_output() -> None:
    """Let what could not be written be lost, instead of being told once more at the very end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
