"""YAML as nodes that know where they stand; those of our own files are cached from run to run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Protocol

from notice_lint.artifacts import ArtifactCache


class Raw(Protocol):
    """A node of YAML: one of PyYAML, or one from the cache.

    A field of this type is left as it is, to be read when its type is known.
    """

    @property
    def id(self) -> str:
        """One of scalar, sequence, mapping."""

    @property
    def value(self) -> Any:
        """A string, nodes, or pairs of nodes."""

    @property
    def start_mark(self) -> Any:
        """Where it begins: `line` and `column`, 0-based."""


class YamlMark(NamedTuple):
    """A place in a YAML text; both are 0-based."""

    line: int
    column: int


class CachedNode:
    """A node from the cache; those below it are made when they are asked for."""

    __slots__ = ("_column", "_content", "_line", "_value", "id")

    def __init__(self, node: Sequence[Any]) -> None:
        """Take kind, line, column and content."""
        self.id, self._line, self._column, self._content = node
        self._value: Any = self._content if self.id == "scalar" else None

    @property
    def start_mark(self) -> YamlMark:
        """Where it begins."""
        return YamlMark(self._line, self._column)

    @property
    def value(self) -> Any:
        """A string, nodes, or pairs of nodes."""
        if self._value is None:
            self._value = self._below()
        return self._value

    def _below(self) -> list[Any]:
        below = json.loads(self._content) if isinstance(self._content, str) else self._content
        if self.id == "sequence":
            return [CachedNode(item) for item in below]
        return [(CachedNode(key), CachedNode(value)) for key, value in below]


def cached_node(text: str) -> CachedNode:
    """Return the one document of a text that came with the program."""
    return CachedNode(_NODES.of(text))


def uncached_node(text: str) -> CachedNode:
    """Return the one document of such a text, where what is made of it is cached instead."""
    return CachedNode(_nodes(text))


def _nodes(text: str) -> list[Any]:
    """Return the root; what stands two levels below it is text until somebody asks for it."""
    import yaml

    root = _listed(yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    for _, value in root[-1] if root[0] == "mapping" else ():
        if value[0] != "scalar":
            value[-1] = json.dumps(value[-1], ensure_ascii=False)
    return root


def _listed(node: Any) -> list[Any]:
    """Return kind, line, column and content of a node."""
    content = node.value
    if node.id == "mapping":
        content = [[_listed(key), _listed(value)] for key, value in node.value]
    elif node.id == "sequence":
        content = [_listed(item) for item in node.value]
    return [node.id, node.start_mark.line, node.start_mark.column, content]


_NODES = ArtifactCache(_nodes)


def locate(root: Raw, key: str, word: str) -> Raw | None:
    """Return where a word stands under a key, alone or in a list, at any depth."""
    for name, value in _pairs(root, set()):
        listed = value.value if value.id == "sequence" else (value,)
        hits = (node for node in listed if name == key and node.value == word)
        place = next(hits, None)
        if place is not None:
            return place
    return None


def _pairs(node: Raw, seen: set[int]) -> Iterator[tuple[str, Raw]]:
    """Yield all keys of a node and of those below it, with their values.

    One that stands at many places, by anchors that hold each other, is looked at once.
    """
    if id(node) in seen:
        return
    seen.add(id(node))
    if node.id == "sequence":
        for item in node.value:
            yield from _pairs(item, seen)
    if node.id == "mapping":
        for name, value in node.value:
            yield name.value, value
            yield from _pairs(value, seen)
