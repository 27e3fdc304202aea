"""Frozen values as JSON and back: dataclasses by position, without a word of their names."""

from __future__ import annotations

import json
import types
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

_T = TypeVar("_T")
_Turn = Callable[[Any], Any]


class Packer(Generic[_T]):
    """Writes and reads values of one type; what it reads must have been written by itself."""

    def __init__(self, type_: Callable[..., _T]) -> None:
        """Learn the type."""
        self._pack, self._unpack = _turns(type_)

    def dump(self, value: _T) -> bytes:
        """Return a value as JSON in UTF-8; lone surrogates survive."""
        text = json.dumps(self._pack(value), ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "surrogatepass")

    def load(self, data: bytes) -> _T:
        """Return the value; raises ValueError, TypeError when it is none."""
        value: _T = self._unpack(json.loads(data.decode("utf-8", "surrogatepass")))
        return value


@cache
def _turns(type_: Any) -> tuple[_Turn, _Turn]:
    """Return what turns a value of a type into JSON, and back."""
    origin, inner = get_origin(type_), get_args(type_)
    if origin in (Union, types.UnionType):
        return _optional(*_turns(next(one for one in inner if one is not type(None))))
    if origin in (tuple, frozenset):
        return _listed(origin, *_turns(inner[0]))
    if origin in (Mapping, Counter):
        return dict, _same if origin is Mapping else Counter
    if is_dataclass(type_):
        hints = get_type_hints(type_)
        return _placed(type_, {one.name: hints[one.name] for one in fields(type_)})
    if isinstance(type_, type) and issubclass(type_, tuple):
        return list, lambda told: type_(*told)
    return _same, _same


def _same(value: Any) -> Any:
    return value


def _optional(pack: _Turn, unpack: _Turn) -> tuple[_Turn, _Turn]:
    return (
        lambda value: None if value is None else pack(value),
        lambda told: None if told is None else unpack(told),
    )


def _listed(make: _Turn, pack: _Turn, unpack: _Turn) -> tuple[_Turn, _Turn]:
    if pack is unpack is _same:
        return list, make
    return (
        lambda value: [pack(one) for one in value],
        lambda told: make([unpack(one) for one in told]),
    )


def _placed(type_: Any, hints: Mapping[str, Any]) -> tuple[_Turn, _Turn]:
    turns = [(name, *_turns(hint)) for name, hint in hints.items()]
    changed = [(index, unpack) for index, (_, _, unpack) in enumerate(turns) if unpack is not _same]

    def pack(value: Any) -> list[Any]:
        return [turn(getattr(value, name)) for name, turn, _ in turns]

    def unpack(told: list[Any]) -> Any:
        for index, turn in changed:
            told[index] = turn(told[index])
        return type_(*told)

    return pack, unpack
