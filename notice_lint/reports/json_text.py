"""Values as JSON text, whatever characters they hold."""

from __future__ import annotations

import json
import re

import msgspec

INDENT = 2
ONE_LINE = 0
"""Indent of JSON on one line, with a blank behind each comma and colon."""


_SURROGATE = re.compile("[\ud800-\udfff]")


def packed(value: object, *, foreign: str) -> str:
    """Return JSON that msgspec reads again, with something in the place of lone surrogates."""
    return _SURROGATE.sub(foreign, dump(value, ONE_LINE))


def indented(text: str, depth: int) -> str:
    """Return JSON as it stands so deep within other JSON, without the end of its last line."""
    # a string holds no line break of its own
    return " " * depth + text.rstrip("\n").replace("\n", "\n" + " " * depth)


def dump(value: object, indent: int = INDENT) -> str:
    """Return JSON for people and programs alike, Chinese as it is."""
    try:
        return msgspec.json.format(msgspec.json.encode(value), indent=indent).decode() + "\n"
    except UnicodeEncodeError:  # a lone surrogate, as in a file name that is no UTF-8
        plain = msgspec.to_builtins(value)
        return json.dumps(plain, ensure_ascii=False, indent=indent or None) + "\n"
