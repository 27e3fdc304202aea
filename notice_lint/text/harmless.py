"""Words of files on their way to a terminal, a log or a CI command, where they may do nothing."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from notice_lint.text.masking import masked

_T = TypeVar("_T")

_COMMAND = re.compile(r"^\s*::|##\[")
"""What CI takes for a command: at the beginning of a line, and in an older way anywhere."""
_FULL_WIDTH = str.maketrans(":[", "：［")


def harmless(text: str) -> str:
    """Return text that fills one line and controls neither a terminal nor CI; its length stays.

    No number in it that identifies a person is whole.
    """
    return inert(masked(text))


def inert(text: str) -> str:
    """Return text of no document, such as an example of a rule, that can do nothing either."""
    if ":" in text or "[" in text:
        text = _COMMAND.sub(lambda command: command.group().translate(_FULL_WIDTH), text)
    return printable(text)


def printable(text: str) -> str:
    """Return text without characters that control a terminal or turn its direction."""
    if text.isprintable():
        return text
    return "".join(map(_picture, text))


def _picture(char: str) -> str:
    if unicodedata.category(char) not in ("Cc", "Cf", "Zl", "Zp"):
        return char
    if char == "\t":
        return " "
    return chr(0x2400 + ord(char)) if ord(char) < 0x20 else "\N{REPLACEMENT CHARACTER}"


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
