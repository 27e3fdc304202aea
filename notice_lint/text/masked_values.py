"""Values that hold texts at any depth, with numbers of persons masked in each of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import NoneType
from typing import Annotated, Any, TypeVar, cast, get_args, get_origin

from msgspec import Struct
from msgspec.structs import fields, replace

from notice_lint.text.masking import masked

_T = TypeVar("_T")
_DIGESTS = frozenset({"sha256", "fingerprint"})
"""Fields that hold a digest: one may be all digits, and a program compares it with others."""
_WORDLESS = frozenset({int, float, bool, NoneType})


def masked_value(value: _T) -> _T:
    """Return a value of the same kind whose texts show no number of a person; digests stay.

    A value that holds none is returned itself, so that nothing is copied for the usual document.
    """
    return cast("_T", _masked(value))


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, Struct):
        return _masked_struct(value)
    if isinstance(value, Mapping):
        return _masked_mapping(value)
    if isinstance(value, (list, tuple)):
        entries = [_masked(entry) for entry in value]
        is_same = all(old is new for old, new in zip(value, entries, strict=True))
        return value if is_same else type(value)(entries)
    return value


def _masked_mapping(value: Mapping[Any, Any]) -> Mapping[Any, Any]:
    changes = _changes({name: entry for name, entry in value.items() if name not in _DIGESTS})
    names = {name: _masked(name) for name in value}
    if not changes and all(name is names[name] for name in names):
        return value
    return {names[name]: changes.get(name, entry) for name, entry in value.items()}


def _masked_struct(value: Struct) -> Struct:
    changes = _changes({name: getattr(value, name) for name in _texts_of(type(value))})
    return replace(value, **changes) if changes else value


@cache
def _texts_of(kind: type[Struct]) -> tuple[str, ...]:
    """Return the fields that may hold a text; a place, of which a report has hundreds, has none."""
    return tuple(
        field.name
        for field in fields(kind)
        if field.name not in _DIGESTS and _may_hold_text(field.type)
    )


def _may_hold_text(kind: Any) -> bool:
    inner = get_args(kind)[:1] if get_origin(kind) is Annotated else get_args(kind)
    return any(map(_may_hold_text, inner)) if inner else kind not in _WORDLESS


def _changes(entries: Mapping[Any, Any]) -> dict[Any, Any]:
    """Return those entries that are another value once they are masked."""
    return {
        name: after for name, before in entries.items() if (after := _masked(before)) is not before
    }
