"""A bar that shows how far a long run has come."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TypeVar

import typer

_File = TypeVar("_File")
_Result = TypeVar("_Result")

LONG = 20
"""Files from which a run is long."""


def with_progress(
    files: Iterator[_File], act: Callable[[Iterator[_File]], Iterator[_Result]], *, shown: bool
) -> Iterator[_Result]:
    """Yield what comes of files, with a bar on standard error where that is a terminal.

    Only then are the files counted before they are read.
    """
    if not shown or not sys.stderr.isatty():
        yield from act(files)
        return
    listed = list(files)
    if len(listed) < LONG:
        yield from act(iter(listed))
        return
    with typer.progressbar(length=len(listed), file=sys.stderr, show_pos=True) as bar:
        for result in act(iter(listed)):
            yield result
            bar.update(1)
