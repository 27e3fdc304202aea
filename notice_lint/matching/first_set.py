"""The characters that what an expression matches may begin with."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from typing import Any

ZERO_WIDTH = frozenset(("ASSERT", "ASSERT_NOT", "AT"))
CLASSES = {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s", "CATEGORY_WORD": r"\w"}


def first_set(expressions: Iterable[str]) -> str:
    """Return the inside of a character class; empty where it may be anything, or nothing at all."""
    found: set[str] = set()
    try:
        parser = importlib.import_module("re._parser")
        for expression in expressions:
            if _adds_nothing(parser.parse(expression), found):
                return ""
    except (ImportError, AttributeError, LookupError):
        return ""
    return "".join(sorted(found))


def _adds_nothing(parts: Iterable[tuple[Any, Any]], found: set[str]) -> bool:
    """Collect what parts in a row may begin with; tell whether they may match nothing."""
    return all(_may_be_empty(str(operation), argument, found) for operation, argument in parts)


def _may_be_empty(operation: str, argument: Any, found: set[str]) -> bool:
    """Collect what one part may begin with; raises LookupError where that is not known."""
    if operation in ZERO_WIDTH:
        return True
    if operation == "LITERAL":
        found.add(re.escape(chr(argument)))
        return False
    if operation == "IN":
        found.update(_member(str(kind), value) for kind, value in argument)
        return False
    if operation == "BRANCH":
        empty = [_adds_nothing(alternative, found) for alternative in argument[1]]
        return any(empty)
    if operation == "SUBPATTERN":
        return _adds_nothing(argument[-1], found)
    if operation in ("MAX_REPEAT", "MIN_REPEAT"):
        return _adds_nothing(argument[2], found) or argument[0] == 0
    raise LookupError(operation)


def _member(kind: str, value: Any) -> str:
    if kind == "LITERAL":
        return re.escape(chr(value))
    if kind == "RANGE":
        return "-".join(re.escape(chr(end)) for end in value)
    return CLASSES[str(value)]
