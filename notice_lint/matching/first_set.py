"""First set: the characters that a match of an expression may begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from notice_lint.matching.syntax_tree import nodes, parse

_ZERO_WIDTH = frozenset(("ASSERT", "ASSERT_NOT", "AT"))
_CLASSES = {"CATEGORY_DIGIT": "d", "CATEGORY_SPACE": "s", "CATEGORY_WORD": "w"}


def _is_of_word(char: str) -> bool:
    return char.isalnum() or char == "_"


_IS_IN = {"d": str.isdecimal, "s": str.isspace, "w": _is_of_word}


class FirstSet(Struct, frozen=True, array_like=True):
    """Characters, in forms that are asked quickly."""

    singles: str = ""
    ranges: tuple[str, ...] = ()
    """The first and the last character of each range."""
    classes: str = ""
    """Letters of classes of the package re: d, s, w."""
    is_known: bool = True
    """Whether anything is known; else a match may begin with any character, or be empty."""

    def holds(self, char: str) -> bool:
        """Tell whether a match may begin with a character; "" stands for the end of a text."""
        if not self.is_known or not char:
            return not self.is_known
        return (
            char in self.singles
            or any(ends[0] <= char <= ends[1] for ends in self.ranges)
            or any(_IS_IN[name](char) for name in self.classes)
        )

    @property
    def inside(self) -> str:
        """The inside of a character class; empty where nothing is known."""
        ranges = ("-".join(map(re.escape, ends)) for ends in self.ranges)
        classes = (f"\\{name}" for name in self.classes)
        return "".join([*map(re.escape, self.singles), *ranges, *classes])


UNKNOWN = FirstSet(is_known=False)


def first_set(expression: str) -> FirstSet:
    """Return what a match of an expression may begin with."""
    members: set[str] = set()
    tree = parse(expression)
    try:
        if tree is None or _collect_row(tree, members):
            return UNKNOWN
    except LookupError:
        return UNKNOWN
    return _of_members(members)


def union(sets: Iterable[FirstSet]) -> FirstSet:
    """Return all that is in some sets; nothing is known where it is not of one of them."""
    members: set[str] = set()
    for first in sets:
        if not first.is_known:
            return UNKNOWN
        members.update(first.singles, first.ranges, (f"\\{name}" for name in first.classes))
    return _of_members(members)


def _of_members(members: set[str]) -> FirstSet:
    """Divide members: a character, the two ends of a range, or a class behind a backslash."""
    classes = {name for name, member in _MEMBER_OF_CLASS.items() if member in members}
    plain = sorted(members - {_MEMBER_OF_CLASS[name] for name in classes})
    singles = "".join(member for member in plain if len(member) == 1)
    ranges = tuple(member for member in plain if len(member) > 1)
    return FirstSet(singles, ranges, "".join(sorted(classes)))


_MEMBER_OF_CLASS = {name: f"\\{name}" for name in _IS_IN}


def _collect_row(parts: Iterable[tuple[Any, Any]], members: set[str]) -> bool:
    """Collect what parts in a row may begin with; tell whether they may match nothing."""
    return all(_collect(operation, argument, members) for operation, argument in nodes(parts))


def _collect(operation: str, argument: Any, members: set[str]) -> bool:
    """Collect what one part may begin with; tell whether it may match nothing.

    Raises LookupError where that is not known.
    """
    match operation:
        case "LITERAL":
            members.add(chr(argument))
            return False
        case "IN":
            members.update(_member(kind, value) for kind, value in nodes(argument))
            return False
        case "BRANCH":
            empty = [_collect_row(alternative, members) for alternative in argument[1]]
            return any(empty)
        case "SUBPATTERN" if not argument[1]:  # without flags of its own, as (?i:...) has them
            return _collect_row(argument[-1], members)
        case "MAX_REPEAT" | "MIN_REPEAT":
            least, _, body = argument
            return _collect_row(body, members) or least == 0
    if operation in _ZERO_WIDTH:
        return True
    raise LookupError(operation)


def _member(kind: str, value: Any) -> str:
    if kind == "LITERAL":
        return chr(value)
    if kind == "RANGE":
        return "".join(map(chr, value))
    return _MEMBER_OF_CLASS[_CLASSES[str(value)]]
