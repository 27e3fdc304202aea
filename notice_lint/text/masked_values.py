"""Values that hold texts at any depth, with numbers of persons masked in each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from operator import is_
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
    kind: Any = type(value)
    masker = _masker(kind)
    return masker(value) if masker else value


@cache
def _masker(kind: Any) -> Callable[[Any], Any] | None:
    """Return what masks values of a class; None for one that holds no text."""
    if issubclass(kind, str):
        return masked
    if issubclass(kind, Struct):
        names = _texts_of(kind)
        return partial(_masked_struct, names) if names else None
    if issubclass(kind, Mapping):
        return _masked_mapping
    return _masked_entries if issubclass(kind, (list, tuple)) else None


def _masked_entries(value: Sequence[Any]) -> Any:
    entries = list(map(_masked, value))
    is_same = all(map(is_, value, entries))
    return value if is_same else type(value)(entries)  # type: ignore[call-arg]


def _masked_mapping(value: Mapping[Any, Any]) -> Mapping[Any, Any]:
    names = {name: _masked(name) for name in value}
    entries = {
        names[name]: entry if name in _DIGESTS else _masked(entry) for name, entry in value.items()
    }
    is_same = all(map(is_, (*names, *value.values()), (*names.values(), *entries.values())))
    return value if is_same else entries


def _masked_struct(names: Sequence[str], value: Struct) -> Struct:
    changes = {}
    for name in names:
        before = getattr(value, name)
        after = _masked(before)
        if after is not before:
            changes[name] = after
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
