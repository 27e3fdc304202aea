"""The version of the program that a configuration asks for."""

from __future__ import annotations

import operator
import re

from notice_lint.about import __version__
from notice_lint.datafiles.yaml_nodes import Raw, locate
from notice_lint.datafiles.yaml_reader import YamlReader

_CLAUSE = re.compile(r"\s*(>=|<=|==|!=|>|<)?\s*([0-9]{1,9}(?:\.[0-9]{1,9})*)\s*")
_COMPARISONS = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}


def check_version(required: str, root: Raw, reader: YamlReader, version: str = __version__) -> None:
    """Note where a configuration asks for another version of the program, such as >=0.2,<1."""
    if not required:
        return
    clauses = [_CLAUSE.fullmatch(clause) for clause in required.split(",")]
    node = locate(root, "required-version", required) or root
    if not all(clauses):
        reader.wrong(
            node,
            f"“{required}”不是版本要求，应写作 >=0.2,<1",
            f"“{required}” is no requirement; write >=0.2,<1",
        )
        return
    met = (
        _COMPARISONS[clause[1] or "=="](_numbers(version), _numbers(clause[2]))
        for clause in clauses
        if clause
    )
    if not all(met):
        reader.wrong(
            node,
            f"这份配置要求 notice-lint {required}，现在是 {version}",
            f"this configuration asks for notice-lint {required}; this is {version}",
        )


def _numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, without zeros at the end, so that 0.2 is 0.2.0."""
    numbers = [int(number) for number in re.findall(r"[0-9]{1,9}", version)[:3]]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
