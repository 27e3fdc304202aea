"""Look-alikes folded to one form each, offset by offset."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache


def view(text: str) -> str:
    """Return the text as the grammar sees it: one code point for each of the original.

    Full-width ASCII, brackets, blanks, dashes and quotes are folded to one form each, so that a
    terminal of the grammar need not name every look-alike, and every offset stays true.
    """
    pattern, table = _folding()
    for char in set(pattern.findall(text)):
        text = text.replace(char, table[char])
    return text


@cache
def _folding() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what is folded and to what; no form is folded twice."""
    table = {chr(code): folded for code, folded in _folded()}
    return re.compile(f"[{re.escape(''.join(table))}]"), table


def _folded() -> Iterator[tuple[int, str]]:
    for blank in (range(0x0A), (0x0B, 0x0C), range(0x0E, 0x20), range(127, 161), _WIDE_BLANKS):
        yield from ((code, " ") for code in blank)
    yield from ((code, chr(code - 0xFEE0)) for code in range(0xFF01, 0xFF5F))
    radicals = range(0x2F00, 0x2FD6)
    yield from ((code, unicodedata.normalize("NFKC", chr(code))) for code in radicals)
    for forms, folded in _LOOK_ALIKES:
        yield from ((ord(form), folded) for form in forms)


_WIDE_BLANKS = (
    *range(0x2000, 0x2010), 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF,
)  # fmt: skip


_LOOK_ALIKES = (
    ("‐‑‒–—―−﹣", "-"),
    ("～〜∼", "~"),
    ("「﹁〝＂", "“"),
    ("」﹂〞〟", "”"),
    ("『﹃", "‘"),
    ("』﹄", "’"),
    ("｡", "。"),
    ("､", "、"),
    ("﹙", "("),
    ("﹚", ")"),
    ("〖", "【"),
    ("〗", "】"),
    ("：﹕︰", ":"),
    ("﹐", ","),
    ("﹔", ";"),
    ("﹒", "."),
)
