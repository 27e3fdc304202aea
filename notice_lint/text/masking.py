"""Numbers that identify a person, made unreadable."""

from __future__ import annotations

from notice_lint.text.personal_number import PersonalNumber
from notice_lint.text.persons import personal_numbers

_SHORTEST = 8
"""Characters of the shortest number that identifies a person by its form, a diplomat's passport."""
_FEW = 9
"""Characters below which two of the beginning and of the end stay."""
_SHORT = 13
"""Digits up to which three of the beginning stay, as of a mobile; of longer numbers six do."""


def masked(text: str) -> str:
    """Return text in which no number that identifies a person or an account is whole.

    Identity numbers, card numbers and mobile phones keep their beginning and end; the length stays.
    """
    if len(text) < _SHORTEST:
        return text
    pieces: list[str] = []
    end = 0
    for number in personal_numbers(text):
        pieces += [text[end : number.start], starred(text, number)]
        end = number.end
    return "".join(pieces) + text[end:]


def _shown_in_front(count: int) -> int:
    if count < _FEW:
        return 2
    return 3 if count <= _SHORT else 6


def starred(text: str, number: PersonalNumber) -> str:
    """Return a number with stars for the digits in its middle; what stands between them stays."""
    words = text[number.start : number.end]
    places = [place for place, char in enumerate(words) if char.isalnum()]
    hidden = set(places[_shown_in_front(len(places)) : -4 if len(places) >= _FEW else -2])
    return "".join("*" if place in hidden else char for place, char in enumerate(words))
