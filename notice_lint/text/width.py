"""How wide a text is on a terminal."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def display_width(text: str) -> int:
    """Return the terminal cells of a text: 2 for wide, 0 for combining and control characters."""
    return sum(map(_cell_width, text))


@lru_cache(4096)
def _cell_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cc", "Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
