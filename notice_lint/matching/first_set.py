"""First set: the characters that a match of some expressions may begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from notice_lint.matching.syntax_tree import nodes, parse

_ZERO_WIDTH = frozenset(("ASSERT", "ASSERT_NOT", "AT"))
_CLASSES = {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s", "CATEGORY_WORD": r"\w"}


def first_set(expressions: Iterable[str]) -> str:
    """Return the inside of a character class; empty where it may be anything, or nothing at all."""
    members: set[str] = set()
    for expression in expressions:
        tree = parse(expression)
        try:
            if tree is None or _collect_row(tree, members):
                return ""
        except LookupError:
            return ""
    return "".join(sorted(members))


def _collect_row(parts: Iterable[tuple[Any, Any]], members: set[str]) -> bool:
    """Collect what parts in a row may begin with; tell whether they may match nothing."""
    return all(_collect(operation, argument, members) for operation, argument in nodes(parts))


def _collect(operation: str, argument: Any, members: set[str]) -> bool:
    """Collect what one part may begin with; tell whether it may match nothing.

    Raises LookupError where that is not known.
    """
    match operation:
        case "LITERAL":
            members.add(re.escape(chr(argument)))
            return False
        case "IN":
            members.update(_member(kind, value) for kind, value in nodes(argument))
            return False
        case "BRANCH":
            empty = [_collect_row(alternative, members) for alternative in argument[1]]
            return any(empty)
        case "SUBPATTERN":
            return _collect_row(argument[-1], members)
        case "MAX_REPEAT" | "MIN_REPEAT":
            least, _, body = argument
            return _collect_row(body, members) or least == 0
    if operation in _ZERO_WIDTH:
        return True
    raise LookupError(operation)


def _member(kind: str, value: Any) -> str:
    if kind == "LITERAL":
        return re.escape(chr(value))
    if kind == "RANGE":
        return "-".join(re.escape(chr(end)) for end in value)
    return _CLASSES[str(value)]
