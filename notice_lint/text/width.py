"""How wide a text is on a terminal."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate


def display_width(text: str) -> int:
    """Return the terminal cells of a text: 2 for wide, 0 for combining and control characters."""
    return sum(map(_cell_width, text))


def shortened(text: str, width: int) -> str:
    """Return text that takes at most so many cells, cut with an ellipsis where it takes more."""
    cells = list(accumulate(map(_cell_width, text)))
    if not cells or cells[-1] <= width:
        return text
    return f"{text[: bisect_right(cells, width - 1)]}…"


@lru_cache(4096)
def _cell_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cc", "Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
