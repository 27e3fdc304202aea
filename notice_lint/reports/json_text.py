"""Values as JSON text, whatever characters they hold."""

from __future__ import annotations

import json

import msgspec

INDENT = 2
ONE_LINE = 0
"""Indent of JSON on one line, with a blank behind each comma and colon."""


def dump(value: object, indent: int = INDENT) -> str:
    """Return JSON for people and programs alike, Chinese as it is."""
    try:
        return msgspec.json.format(msgspec.json.encode(value), indent=indent).decode() + "\n"
    except UnicodeEncodeError:  # a lone surrogate, as in a file name that is no UTF-8
        plain = msgspec.to_builtins(value)
        return json.dumps(plain, ensure_ascii=False, indent=indent or None) + "\n"
