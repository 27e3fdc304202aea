"""Values that hold texts at any depth, with numbers of persons masked in each of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from notice_lint.text.masking import masked

_T = TypeVar("_T")
_DIGESTS = frozenset({"sha256", "fingerprint"})
"""Fields that hold a digest: one may be all digits, and a program compares it with others."""


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
    names = (name for name in value.__struct_fields__ if name not in _DIGESTS)
    changes = _changes({name: getattr(value, name) for name in names})
    return replace(value, **changes) if changes else value


def _changes(entries: Mapping[Any, Any]) -> dict[Any, Any]:
    """Return those entries that are another value once they are masked."""
    pairs = ((name, entry, _masked(entry)) for name, entry in entries.items())
    return {name: after for name, before, after in pairs if after is not before}
