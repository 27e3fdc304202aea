"""Reports whose words may do nothing on a screen, for formats that write them as they are."""

from __future__ import annotations

from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from notice_lint.text.harmless import harmless

_T = TypeVar("_T")


def made_harmless(value: _T) -> _T:
    """Return a value in which every text, however deep, fills one line and controls nothing."""
    made: Any = value
    if isinstance(value, str):
        made = harmless(value)
    elif isinstance(value, tuple):
        made = tuple(map(made_harmless, value))
    elif isinstance(value, dict):
        made = {name: made_harmless(below) for name, below in value.items()}
    elif isinstance(value, Struct):
        names = value.__struct_fields__
        made = replace(value, **{name: made_harmless(getattr(value, name)) for name in names})
    answer: _T = made
    return answer
