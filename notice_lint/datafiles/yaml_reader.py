"""YAML read into frozen records; every scalar stays what was typed until a field types it.

PyYAML's own typing turns 0759 into a number and 12:30 into 750, so nodes are read instead, which
also know their line and column. Every mistake in a file is told at once, with the line it is in.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, Struct

from notice_lint.datafiles.scalars import SCALARS, ScalarError
from notice_lint.datafiles.search_path import SearchPath, nearest
from notice_lint.datafiles.yaml_file import YamlFile
from notice_lint.datafiles.yaml_nodes import Raw
from notice_lint.errors import RuleError
from notice_lint.matching.fragments import Fragments, Shared
from notice_lint.matching.pattern import Pattern
from notice_lint.text.parser_reasons import pattern_reason
from notice_lint.text.wording import Wording

MOST_MISTAKES = 100
"""Mistakes of one file that are told; the same word may be unknown on every line."""


def read_node(file: YamlFile, node: Raw, type_: Any) -> Any:
    """Return a node of a file as a value of a type; raises RuleError that tells every mistake."""
    reader = YamlReader(file)
    value = reader.read(node, type_)
    reader.check()
    return value


class YamlReader:
    """Reads nodes of one file and collects what is wrong with them."""

    def __init__(
        self, file: YamlFile, shared: Shared = dict, search: SearchPath | None = None
    ) -> None:
        """Name the file, pieces that its expressions may use, and where files it names lie."""
        self.file = file
        self.search = search or SearchPath()
        self.mistakes: list[RuleError] = []
        self.fragments = Fragments(shared)
        self._untold = 0
        self._seen: dict[int, Raw] = {}

    def check(self) -> None:
        """Raise RuleError if anything was wrong."""
        if self._untold:
            more = f"{self._untold:,}"
            wording = Wording(f"另有 {more} 处错误没有列出", f"{more} more mistakes not listed")
            self.mistakes.append(RuleError(self.file.path, wording))
        if self.mistakes:
            raise RuleError.of(self.mistakes)

    def wrong(self, node: Raw, zh: str, en: str) -> None:
        """Note a mistake at a node."""
        if len(self.mistakes) >= MOST_MISTAKES:
            self._untold += 1
            return
        mark = node.start_mark
        self.mistakes.append(self.file.error(mark.line + 1, mark.column + 1, Wording(zh, en)))

    def unknown(self, node: Raw, word: str, known: Iterable[str]) -> None:
        """Note a word that is none of those known, with the nearest of them."""
        is_told = len(self.mistakes) < MOST_MISTAKES
        hint = nearest(word, known) if is_told else Wording("", "")
        self.wrong(node, f"不认识“{word}”{hint.zh}", f"unknown “{word}”{hint.en}")

    def read(self, node: Raw, type_: Any) -> Any:
        """Return a node as a value of a type; mistakes are noted and the value is a stand-in."""
        origin = get_origin(type_)
        if origin in (Union, types.UnionType):
            return self.read(node, _not_none(type_))
        if type_ is Raw:
            return node
        if id(node) in self._seen:
            self.wrong(node, "不支持锚点和别名", "anchors and aliases are not supported")
            return None
        self._seen[id(node)] = node  # while it is held, no other node gets its number
        return self._value(node, type_, origin)

    def _value(self, node: Raw, type_: Any, origin: Any) -> Any:
        if hasattr(origin, "of_node"):
            return origin.of_node(self, node, *get_args(type_))
        if node.id == "scalar" and hasattr(type_, "of_text"):
            return type_.of_text(node.value)
        if origin is tuple:
            return self._sequence(node, get_args(type_)[0])
        if _is_mapping(type_, origin):
            return self._mapping(node, type_, origin)
        return self.scalar(node, type_)

    def _mapping(self, node: Raw, type_: Any, origin: Any) -> Any:
        if type_ is Fragments:
            return self._define(node)
        if origin is dict:
            return self._dict(node, *get_args(type_))
        return self._record(node, type_)

    def _define(self, node: Raw) -> Fragments:
        """Learn pieces of expressions; those further down may use those above."""
        for key, value in self.pairs(node):
            piece = self.read(value, Pattern)
            self.fragments[key.value] = f"(?:{piece.text})" if piece else ""
        return self.fragments

    def _dict(self, node: Raw, key_type: Any, type_: Any) -> dict[Any, Any]:
        return {
            self.read(key, key_type): self.read(value, type_) for key, value in self.pairs(node)
        }

    def scalar(self, node: Raw, type_: Any) -> Any:
        """Return a node as a single value of a type; None when it is none, which is noted."""
        if node.id != "scalar":
            self.wrong(node, "此处应为单个值", "a single value is expected here")
            return None
        if get_origin(type_) is Literal:
            if node.value not in get_args(type_):
                self.unknown(node, node.value, map(str, get_args(type_)))
            return node.value
        if type_ is Pattern:
            return self._pattern(node)
        try:
            return SCALARS.get(type_, str)(node.value)
        except ScalarError as error:
            self.wrong(node, error.wording.zh, error.wording.en)
            return None

    def _pattern(self, node: Raw) -> Pattern:
        text = ""
        try:
            text = self.fragments.expand(node.value)
        except KeyError as error:
            self.unknown(node, str(error.args[0]), self.fragments.known)
        except ValueError:
            self.wrong(node, "正则表达式过长", "the regular expression is too long")
        pattern = Pattern(text, not self.file.is_ours)
        problem = None if self.file.is_ours else pattern.check()
        if problem:
            reason = pattern_reason(problem)
            self.wrong(
                node, f"正则表达式有误：{reason.zh}", f"wrong regular expression: {reason.en}"
            )
        return pattern

    def _sequence(self, node: Raw, type_: Any) -> Any:
        if node.id != "sequence":
            self.wrong(node, "此处应为列表", "a list is expected here")
            return ()
        return tuple(self.read(item, type_) for item in node.value)

    def pairs(self, node: Raw) -> Iterator[tuple[Raw, Raw]]:
        """Yield the keys and values of a mapping; a key given twice is a mistake."""
        if node.id != "mapping":
            self.wrong(node, "此处应为“键: 值”", "a mapping is expected here")
            return
        seen: set[str] = set()
        for key, value in node.value:
            if key.id != "scalar":
                self.wrong(key, "键应为单个词", "a key must be a single word")
            elif key.value in seen:
                self.wrong(key, f"“{key.value}”重复", f"“{key.value}” is given twice")
            else:
                seen.add(key.value)
                yield key, value

    def fields(self, node: Raw, type_: Any) -> dict[str, Any]:
        """Return the fields of a record that a mapping gives; `-` in a key stands for `_`."""
        hints = _hints(type_)
        names = {name.replace("_", "-"): name for name in hints}
        values: dict[str, Any] = {}
        for key, value in self.pairs(node):
            name = names.get(key.value.replace("_", "-"))
            if name is None:
                self.unknown(key, key.value, names)
            else:
                values[name] = self.read(value, hints[name])
        return values

    def _record(self, node: Raw, type_: Any) -> Any:
        values = self.fields(node, type_)
        for field in required_fields(type_):
            if field not in values:
                name = field.replace("_", "-")
                self.wrong(node, f"缺少“{name}”", f"“{name}” is missing")
                values[field] = None
        return type_(**values)


def _is_mapping(type_: Any, origin: Any) -> bool:
    return type_ is Fragments or origin is dict or (is_record(type_) and type_ is not Pattern)


def _not_none(type_: Any) -> Any:
    return next(choice for choice in get_args(type_) if choice is not types.NoneType)


def is_record(type_: Any) -> bool:
    """Tell whether a type is one of records, which are read from mappings."""
    return isinstance(type_, type) and issubclass(type_, Struct)


@cache
def required_fields(type_: type[Struct]) -> tuple[str, ...]:
    """Return the names of the fields without a default, in order."""
    defaults = type_.__struct_defaults__
    first = len(type_.__struct_fields__) - len(defaults)
    rest = zip(type_.__struct_fields__[first:], defaults, strict=True)
    return (
        *type_.__struct_fields__[:first],
        *(name for name, default in rest if default is NODEFAULT),
    )


@cache
def _hints(type_: type) -> dict[str, Any]:
    return get_type_hints(type_)
