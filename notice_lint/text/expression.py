"""Regular expressions of modules, compiled where they are first used.

A class of Han characters takes up to a millisecond to compile, and most runs use half of the
expressions that their modules name; one whose results are remembered uses hardly any.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub")


class Expression:
    """What a compiled expression is, once it is asked for the first time."""

    search: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]
    findall: Callable[..., list[Any]]
    split: Callable[..., list[str]]
    sub: Callable[..., str]

    def __init__(self, text: str, flags: int = 0) -> None:
        """Take what `re.compile` takes."""
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Compile, and stand for the compiled expression from then on."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._text, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
