"""Characters that show nothing, and those that end a line as a line feed does."""

from __future__ import annotations

import re
from collections.abc import Iterator

_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
"""Soft hyphens, zero-width blanks and joiners, marks of direction, byte order marks."""
_LINE_ENDS = str.maketrans(dict.fromkeys("\v\f\x85\u2028\u2029", "\n"))
_LINE_END = re.compile("[\v\f\x85\u2028\u2029]")


def shown_lines(text: str) -> str:
    """Return a text with a line feed for every other character that ends a line on paper."""
    return text.translate(_LINE_ENDS) if _LINE_END.search(text) else text


def shows_all(text: str) -> bool:
    """Tell whether no character of a text is invisible."""
    return _INVISIBLE.search(text) is None


def visible_ranges(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a part of a text between its invisible characters."""
    for invisible in _INVISIBLE.finditer(text, start, end):
        if invisible.start() > start:
            yield start, invisible.start()
        start = invisible.end()
    if start < end:
        yield start, end
