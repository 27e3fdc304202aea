"""YAML read into frozen records; every scalar stays what was typed until a field types it.

PyYAML's own typing turns 0759 into a number and 12:30 into 750, so nodes are read instead, which
also know their line and column. Every mistake in a file is told at once, with the line it is in.
"""

from __future__ import annotations

import difflib
import re
import types
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, Struct

from notice_lint.datafiles.yaml_nodes import Raw, kept
from notice_lint.errors import RuleError
from notice_lint.matching.fragments import Fragments, Shared
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording

MAX_BYTES = 1024 * 1024
"""Largest file of rules or settings."""


class YamlFile(Struct, frozen=True):
    """One YAML text."""

    path: str
    text: str
    own: bool = False
    """Whether it came with the program: it is taken to be sound."""
    is_written: bool = True
    """Whether the file holds just this text; lines of another are told to nobody."""

    def compose(self) -> Raw:
        """Return the one document of the text; raises RuleError."""
        if self.own:
            return kept(self.text)
        import yaml

        try:
            # libyaml's composer overruns the stack on a deeply nested text; Python's raises
            node: Any = yaml.compose(self.text, Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:
            raise self._broken(error) from error
        except RecursionError as error:
            raise RuleError(
                self.path, Wording("嵌套太深，无法读取", "nested too deeply to be read")
            ) from error
        if node is None:
            raise RuleError(self.path, Wording("文件是空的", "the file is empty"))
        made: Raw = node
        return made

    def _broken(self, error: Exception) -> RuleError:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
        wording = Wording(f"不是有效的 YAML：{problem}", f"not YAML: {problem}")
        if mark is None:
            return RuleError(self.path, wording)
        return self.error(mark.line + 1, mark.column + 1, wording)

    def error(self, line: int, column: int, wording: Wording) -> RuleError:
        """Return an error at a 1-based line and column that shows the line."""
        if not self.is_written:
            return RuleError(self.path, wording)
        lines = self.text.splitlines()
        shown = lines[line - 1] if line <= len(lines) else ""
        return RuleError(f"{self.path}:{line}:{column}", wording, (line, column, shown))

    def at(self, node: Raw) -> str:
        """Return path and 1-based line of a node."""
        return f"{self.path}:{node.start_mark.line + 1}" if self.is_written else self.path

    def read(self, node: Raw, type_: Any) -> Any:
        """Return a node as a value of a type; raises RuleError that tells every mistake."""
        reader = YamlReader(self)
        value = reader.read(node, type_)
        reader.check()
        return value


def load_file(path: Path) -> YamlFile:
    """Read a YAML file of somebody's own; raises RuleError."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            size = MAX_BYTES // 1024
            raise RuleError(str(path), Wording(f"文件超过 {size} KB", f"larger than {size} KB"))
        return YamlFile(str(path), data.decode("utf-8-sig"))
    except OSError as error:
        raise RuleError.unreadable(str(path), error) from error
    except UnicodeDecodeError as error:
        raise RuleError(
            str(path), Wording("不是 UTF-8 文本，请另存为 UTF-8", "not UTF-8; save it as UTF-8")
        ) from error


class YamlReader:
    """Reads nodes of one file and collects what is wrong with them."""

    def __init__(self, file: YamlFile, shared: Shared = dict) -> None:
        """Name the file that mistakes are told about, and pieces that its expressions may use."""
        self.file = file
        self.mistakes: list[RuleError] = []
        self.fragments = Fragments(shared)
        self._seen: dict[int, Raw] = {}

    def check(self) -> None:
        """Raise RuleError if anything was wrong."""
        if self.mistakes:
            raise RuleError.of(self.mistakes)

    def wrong(self, node: Raw, zh: str, en: str) -> None:
        """Note a mistake at a node."""
        mark = node.start_mark
        self.mistakes.append(self.file.error(mark.line + 1, mark.column + 1, Wording(zh, en)))

    def unknown(self, node: Raw, word: str, known: Iterable[str]) -> None:
        """Note a word that is none of those known, with the nearest of them."""
        choices = [str(one) for one in known]
        near = difflib.get_close_matches(word, choices, 1, 0.5)
        if near:
            zh, en = f"，是不是“{near[0]}”？", f"; did you mean “{near[0]}”?"
        elif choices:
            zh, en = f"，可用：{'、'.join(choices)}", f"; known: {', '.join(choices)}"
        else:
            zh, en = "，这里没有可设的项", "; nothing can be set here"
        self.wrong(node, f"不认识“{word}”{zh}", f"unknown “{word}”{en}")

    def read(self, node: Raw, type_: Any) -> Any:
        """Return a node as a value of a type; mistakes are noted and the value is a stand-in."""
        origin = get_origin(type_)
        if origin in (Union, types.UnionType):
            given = next(one for one in get_args(type_) if one is not types.NoneType)
            return self.read(node, given)
        if type_ is Raw:
            return node
        if id(node) in self._seen:
            self.wrong(node, "不支持锚点和别名", "anchors and aliases are not supported")
            return None
        self._seen[id(node)] = node  # kept, so that no other gets its number
        return self._value(node, type_, origin)

    def _value(self, node: Raw, type_: Any, origin: Any) -> Any:
        if origin is tuple:
            return self._sequence(node, get_args(type_)[0])
        if type_ is Fragments:
            return self._define(node)
        if origin is dict:
            return self._dict(node, *get_args(type_))
        if node.id == "scalar" and hasattr(type_, "of_text"):
            return type_.of_text(node.value)
        if is_record(type_) and type_ is not Pattern:
            return self._record(node, type_)
        return self._scalar(node, type_)

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

    def _scalar(self, node: Raw, type_: Any) -> Any:
        if node.id != "scalar":
            self.wrong(node, "此处应为单个值", "a single value is expected here")
            return None
        if get_origin(type_) is Literal:
            if node.value not in get_args(type_):
                self.unknown(node, node.value, get_args(type_))
            return node.value
        return _SCALARS.get(type_, _text)(self, node)

    def _sequence(self, node: Raw, type_: Any) -> Any:
        if node.id != "sequence":
            self.wrong(node, "此处应为列表", "a list is expected here")
            return ()
        return tuple(self.read(one, type_) for one in node.value)

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


def _text(_reader: YamlReader, node: Raw) -> str:
    return str(node.value)


def _boolean(reader: YamlReader, node: Raw) -> bool:
    if node.value not in ("true", "false"):
        reader.wrong(node, "此处应为 true 或 false", "true or false is expected here")
    return bool(node.value == "true")


def _whole(reader: YamlReader, node: Raw) -> int | None:
    if not re.fullmatch(r"-?[0-9]{1,9}", node.value):
        reader.wrong(node, "此处应为整数", "a whole number is expected here")
        return None
    return int(node.value)


def _number(reader: YamlReader, node: Raw) -> float | None:
    if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,6})?", node.value):
        reader.wrong(node, "此处应为数字", "a number is expected here")
        return None
    return float(node.value)


def _day(reader: YamlReader, node: Raw) -> date | None:
    try:
        return date.fromisoformat(node.value)
    except ValueError:
        reader.wrong(
            node, "此处应为日期，如 2026-12-31", "a date such as 2026-12-31 is expected here"
        )
        return None


def _pattern(reader: YamlReader, node: Raw) -> Pattern:
    text = ""
    try:
        text = reader.fragments.expand(node.value)
    except KeyError as error:
        reader.unknown(node, str(error.args[0]), reader.fragments.known)
    except ValueError:
        reader.wrong(node, "正则表达式过长", "the regular expression is too long")
    pattern = Pattern(text, not reader.file.own)
    problem = None if reader.file.own else pattern.check()
    if problem:
        reader.wrong(node, f"正则表达式有误：{problem}", f"wrong regular expression: {problem}")
    return pattern


_SCALARS: dict[Any, Any] = {
    bool: _boolean,
    int: _whole,
    float: _number,
    date: _day,
    Pattern: _pattern,
}


@cache
def _hints(type_: type) -> dict[str, Any]:
    return get_type_hints(type_)
