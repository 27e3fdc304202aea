"""Runs of the program, and what holds for each of them."""

from __future__ import annotations

import contextlib
import io
import os
import re
import unicodedata
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from fuzz import seeds
from notice_lint.__main__ import run

OWN_FAULT = re.compile(
    r"程序内部出错|Traceback|has no attribute|[：（](?:Assertion|Attribute|Index|Key|Name|NotImplemented|Recursion|Type|"
    r"UnboundLocal|ZeroDivision|Overflow|Value|Runtime)Error\b|NL000"
)
"""What stands where an exception came through that nobody foresaw."""


class BrokenPromiseError(AssertionError):
    """What a target raises where the program did what it must not do."""


SLOWEST = 5.0
"""Seconds of processor time that a command may take for a small file, whatever is in it."""
seconds: list[float] = []
"""Of each run since the list was emptied."""


class Run(Struct, frozen=True):
    """How a command ended."""

    code: int
    out: str
    err: str


class Target(Struct, frozen=True):
    """A kind of file: whole ones to begin from, and what is done with one."""

    act: Callable[[bytes], None]
    seeds: Callable[[], Sequence[bytes]]

    def __call__(self, data: bytes) -> float:
        """Do in an empty folder all that is done with such a file; raises where anything fails.

        Returns the seconds of processor time that the slowest command took.
        """
        seconds.clear()
        before = Path.cwd()
        with TemporaryDirectory() as folder:
            place = Path(folder, "place")
            (place / ".git").mkdir(parents=True)
            os.chdir(place)
            try:
                self.act(data)
            finally:
                os.chdir(before)
            require(names(folder) == {"place"}, "something was written outside")
        return max(seconds, default=0.0)


def require(holds: object, what: object) -> None:
    """Raise unless a promise holds."""
    if not holds:
        raise BrokenPromiseError(what)


def names(folder: str = ".") -> set[str]:
    """Return what lies in a folder."""
    return {path.name for path in Path(folder).iterdir()}


def notice_lint(*arguments: str) -> Run:
    """Run a command of the program here; raises what nobody foresaw, and where it says too much."""
    out, err = io.StringIO(), io.StringIO()
    before = sum(os.times()[:4])
    os.environ["NOTICE_LINT_DEBUG"] = "1"
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(arguments)
    finally:
        del os.environ["NOTICE_LINT_DEBUG"]
    seconds.append(sum(os.times()[:4]) - before)
    require(seconds[-1] <= SLOWEST, (arguments, seconds[-1]))
    ended = Run(code, out.getvalue(), err.getvalue())
    require(ended.code in (0, 1, 2), ended)
    require(ended.code != 2 or ended.err, (arguments, "fails without a word"))
    require(not OWN_FAULT.search(ended.err), (arguments, ended.err[-2000:]))
    require(harmless(ended.err), (arguments, ended.err))
    require(seeds.NUMBER not in ended.out + ended.err, (arguments, "tells an identity number"))
    return ended


def harmless(words: str) -> bool:
    """Tell whether words may be shown by a terminal: no controls but line breaks."""
    return not {unicodedata.category(char) for char in words.replace("\n", "")} & {"Cc", "Cf", "Cs"}


def turn(data: bytes, choices: Sequence[str]) -> str:
    """Choose by what a file holds, so that all choices have their turn and a failure comes again."""
    return choices[zlib.crc32(data) % len(choices)]
