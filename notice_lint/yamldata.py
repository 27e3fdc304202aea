"""YAML read into frozen dataclasses; every scalar stays what was typed until a field types it.

PyYAML's own typing turns 0759 into a number and 12:30 into 750, so nodes are read instead, which
also know their line and column. Every mistake in a file is told at once.
"""

from __future__ import annotations

import difflib
import types
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import yaml

from notice_lint.errors import RuleError
from notice_lint.text import Wording

Raw = yaml.Node
"""A field of this type is left as it is, to be read when its type is known."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong in a file; 1-based line and column."""

    line: int
    column: int
    wording: Wording


def compose(text: str, path: str) -> yaml.Node:
    """Return the one document of a YAML text; raises RuleError."""
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else path
        problem = getattr(error, "problem", None) or str(error)
        raise RuleError(
            where, Wording(f"不是有效的 YAML：{problem}", f"not YAML: {problem}")
        ) from error
    if node is None:
        raise RuleError(path, Wording("文件是空的", "the file is empty"))
    return node


class Reader:
    """Reads nodes of one file and collects what is wrong with them."""

    def __init__(self, path: str) -> None:
        """Name the file that mistakes are told about."""
        self.path = path
        self.mistakes: list[Mistake] = []
        self._seen: set[int] = set()

    def read(self, node: yaml.Node, type_: Any) -> Any:
        """Return a node as a value of a type; raises RuleError that tells every mistake."""
        value = self._read(node, type_)
        self.check()
        return value

    def check(self) -> None:
        """Raise RuleError if anything was wrong."""
        if self.mistakes:
            raise RuleError.of(
                RuleError(f"{self.path}:{one.line}:{one.column}", one.wording)
                for one in self.mistakes
            )

    def wrong(self, node: yaml.Node, zh: str, en: str) -> None:
        """Note a mistake at a node."""
        mark = node.start_mark
        self.mistakes.append(Mistake(mark.line + 1, mark.column + 1, Wording(zh, en)))

    def _read(self, node: yaml.Node, type_: Any) -> Any:
        origin = get_origin(type_)
        if origin in (Union, types.UnionType):
            given = next(one for one in get_args(type_) if one is not types.NoneType)
            return self._read(node, given)
        if type_ is Raw:
            return node
        if id(node) in self._seen:
            self.wrong(node, "不支持锚点和别名", "anchors and aliases are not supported")
            return None
        self._seen.add(id(node))
        return self._value(node, type_, origin)

    def _value(self, node: yaml.Node, type_: Any, origin: Any) -> Any:
        if origin is tuple:
            return self._sequence(node, get_args(type_)[0])
        if origin is dict:
            return self._mapping(node, get_args(type_)[1])
        if is_dataclass(type_):
            return self._dataclass(node, type_)
        return self._scalar(node, type_)

    def _scalar(self, node: yaml.Node, type_: Any) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            self.wrong(node, "此处应为单个值", "a single value is expected here")
            return None
        text = node.value
        if get_origin(type_) is Literal:
            if text not in get_args(type_):
                self._unknown(node, text, get_args(type_))
            return text
        if type_ is bool and text not in ("true", "false"):
            self.wrong(node, "此处应为 true 或 false", "true or false is expected here")
        if type_ is bool:
            return text == "true"
        if type_ is int and not text.lstrip("-").isdecimal():
            self.wrong(node, "此处应为整数", "a whole number is expected here")
            return None
        return int(text) if type_ is int else text

    def _sequence(self, node: yaml.Node, type_: Any) -> Any:
        if not isinstance(node, yaml.SequenceNode):
            self.wrong(node, "此处应为列表", "a list is expected here")
            return ()
        return tuple(self._read(one, type_) for one in node.value)

    def _mapping(self, node: yaml.Node, type_: Any) -> Any:
        return {key.value: self._read(value, type_) for key, value in self.pairs(node)}

    def pairs(self, node: yaml.Node) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
        """Yield the keys and values of a mapping; a key given twice is a mistake."""
        if not isinstance(node, yaml.MappingNode):
            self.wrong(node, "此处应为“键: 值”", "a mapping is expected here")
            return
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.wrong(key, "键应为单个词", "a key must be a single word")
            elif key.value in seen:
                self.wrong(key, f"“{key.value}”重复", f"“{key.value}” is given twice")
            else:
                seen.add(key.value)
                yield key, value

    def _dataclass(self, node: yaml.Node, type_: Any) -> Any:
        hints = _hints(type_)
        values: dict[str, Any] = {}
        for key, value in self.pairs(node):
            if key.value in hints:
                values[key.value] = self._read(value, hints[key.value])
            else:
                self._unknown(key, key.value, hints)
        for field in fields(type_):
            required = field.default is MISSING and field.default_factory is MISSING
            if required and field.name not in values:
                self.wrong(node, f"缺少“{field.name}”", f"“{field.name}” is missing")
                values[field.name] = None
        return type_(**values)

    def _unknown(self, node: yaml.Node, word: str, known: Iterable[str]) -> None:
        choices = [str(one) for one in known]
        near = difflib.get_close_matches(word, choices, 1, 0.5)
        if near:
            zh, en = f"，是不是“{near[0]}”？", f"; did you mean “{near[0]}”?"
        else:
            zh, en = f"，可用：{'、'.join(choices)}", f"; known: {', '.join(choices)}"
        self.wrong(node, f"不认识“{word}”{zh}", f"unknown “{word}”{en}")


@cache
def _hints(type_: type) -> dict[str, Any]:
    return get_type_hints(type_)


def load(text: str, path: str, type_: Any) -> Any:
    """Read a whole YAML text as a value of a type; raises RuleError."""
    return Reader(path).read(compose(text, path), type_)
