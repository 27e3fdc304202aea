"""Values of options as their annotations ask for them, without pydantic.

Typer has pydantic convert every option, whether given or not, and to import that takes as long as
to check a notice. Nearly all of ours are texts, lists of texts and choices. What is neither, or
wrong, is left to Typer, which says what is wrong; a Typer that converts in another way is not
touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, NamedTuple, get_args, get_origin

_UNKNOWN = object()
"""Stands for a value that only Typer can convert."""


def take_plain_values(params: Iterable[Any]) -> None:
    """Have the parameters of a command convert plain values by themselves."""
    for param in params:
        by_typer = getattr(param, "get_runtime_param", None)
        if by_typer and not isinstance(by_typer, Conversion):
            param.get_runtime_param = Conversion(param.type_descriptor.annotation, by_typer)


class Conversion(NamedTuple):
    """How one parameter is converted."""

    annotation: Any
    by_typer: Callable[[], Any]
    """Makes what Typer converts with."""

    def __call__(self) -> Conversion:
        """Return itself, where Typer asks for what converts a parameter."""
        return self

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return a value as it is asked for; raises what Typer raises where it is wrong."""
        converted = self._plain(value, is_listed=param.multiple or param.nargs == -1)
        if converted is _UNKNOWN:
            return self.by_typer().coerce(value, param=param, ctx=ctx)
        return converted

    def _plain(self, value: Any, *, is_listed: bool) -> Any:
        if value is None:
            return () if is_listed else None
        if get_origin(self.annotation) is not list:
            return _UNKNOWN if is_listed else _converted(value, self.annotation)
        (each,) = get_args(self.annotation)
        is_list = is_listed and isinstance(value, (list, tuple))
        values = [_converted(item, each) for item in value] if is_list else [_UNKNOWN]
        return _UNKNOWN if _UNKNOWN in values else values


def _converted(value: Any, annotation: Any) -> Any:
    """Return a value that is an instance already, or names a choice."""
    if not isinstance(annotation, type):
        return _UNKNOWN
    if isinstance(value, annotation):
        return value
    is_choice = issubclass(annotation, StrEnum) and value in annotation.__members__.values()
    return annotation(value) if is_choice else _UNKNOWN
