"""Regular expressions as syntax trees: what can be known of a match before anything is searched."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

REMEMBERED = 64
"""Trees at hand: one expression is asked for its first characters and for its strings."""
Node = tuple[str, Any]
"""An operation, by the name that the standard library gives it, and its argument."""


@lru_cache(maxsize=REMEMBERED)
def parse(expression: str) -> Any | None:
    """Return the tree of an expression; None where it is wrong, or cannot be had.

    The standard library has the only parser of its expressions, and does not publish it: where an
    interpreter has none under this name nothing is known, so that every text is searched.
    """
    try:
        return importlib.import_module("re._parser").parse(expression)
    except (ImportError, AttributeError, re.error, RecursionError):
        return None


def nodes(parts: Iterable[tuple[Any, Any]]) -> Iterator[Node]:
    """Yield the operations of a tree, or of a part of it, by name."""
    return ((str(operation), argument) for operation, argument in parts)
