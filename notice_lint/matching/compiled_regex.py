"""Our own regular expressions, compiled once for all runs: that takes longer than most checks."""

from __future__ import annotations

import re
import zlib
from array import array
from base64 import b64decode, b64encode
from functools import cache
from importlib import import_module
from typing import Any

from notice_lint.artifacts import ArtifactCache

_TROUBLE = (
    ImportError, LookupError, TypeError, ValueError, ArithmeticError, RuntimeError, zlib.error,
)  # fmt: skip
"""What an engine answers that is built otherwise, or that is shown code which is not sound."""


@cache
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what re.compile returns, from the code that an earlier run of this Python made."""
    try:
        made = _CODES.of(f"{int(flags)} {pattern}")
        return _assembled(pattern, made) if made else re.compile(pattern, flags)
    except _TROUBLE:
        return re.compile(pattern, flags)


def _assembled(pattern: str, made: list[Any]) -> re.Pattern[str]:
    """Put an expression together; the engine looks over the code before it takes it."""
    flags, packed, count, groups = made
    code = array("I", zlib.decompress(b64decode(packed)))
    names: list[str | None] = [None] * (count + 1)
    for name, number in groups.items():
        names[number] = name
    put_together = import_module("_sre").compile
    made_of: re.Pattern[str] = put_together(
        pattern, flags, code.tolist(), count, groups, tuple(names)
    )
    return made_of


def _codes(text: str) -> list[Any] | None:
    """Return flags, code, number of groups and their names; None where they cannot be had."""
    told, _, pattern = text.partition(" ")
    try:
        state, code = _taken_apart(pattern, int(told))
        packed = b64encode(zlib.compress(array("I", code).tobytes())).decode("ascii")
        made = [int(told) | state.flags, packed, state.groups - 1, state.groupdict]
        return made if _assembled(pattern, made) == re.compile(pattern, int(told)) else None
    except _TROUBLE:
        return None


def _taken_apart(pattern: str, flags: int) -> tuple[Any, list[int]]:
    tree = import_module("re._parser").parse(pattern, flags)
    return tree.state, vars(import_module("re._compiler"))["_code"](tree, flags)


_CODES = ArtifactCache(_codes)
