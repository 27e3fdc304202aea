"""Numbers that identify a person, made unreadable."""

from __future__ import annotations

import re

# the first digit comes first and what stands before it is looked at then: many times faster
_PRIVATE = re.compile(
    r"\d(?<![0-9A-Za-z].)(?:\d{14}(?:\d{1,3}[0-9Xx]?)?(?![0-9A-Za-z])|(?<=1)[3-9]\d{9}(?!\d)"
    r"|\d{3}(?: \d{4}){3}(?: \d{1,3})?(?!\d)|(?<=1)[3-9]\d[ -]\d{4}[ -]\d{4}(?!\d))"
)
_LEAST = 11
"""Characters of the shortest number that identifies a person."""


def masked(text: str) -> str:
    """Return text in which no number that identifies a person or an account is whole.

    Identity numbers, card numbers and mobile phones keep their beginning and end; the length stays.
    """
    if len(text) < _LEAST:
        return text
    return _PRIVATE.sub(lambda number: _starred(number.group()), text)


def _starred(number: str) -> str:
    shown = 3 if len(number) <= 13 else 6
    middle = re.sub(r"[0-9Xx]", "*", number[shown:-4])
    return number[:shown] + middle + number[-4:]
