"""Numbers that identify a person, made unreadable."""

from __future__ import annotations

from notice_lint.text.persons import PersonalNumber, personal_numbers

_LEAST = 9
"""Characters of the shortest number that identifies a person, a passport's."""
_SHORT = 13
"""Digits up to which three of the beginning stay, as of a mobile; of longer numbers six do."""


def masked(text: str) -> str:
    """Return text in which no number that identifies a person or an account is whole.

    Identity numbers, card numbers and mobile phones keep their beginning and end; the length stays.
    """
    if len(text) < _LEAST:
        return text
    pieces: list[str] = []
    end = 0
    for number in sorted(personal_numbers(text)):
        if number.start >= end:
            pieces += [text[end : number.start], _starred(text, number)]
            end = number.end
    return "".join(pieces) + text[end:]


def _starred(text: str, number: PersonalNumber) -> str:
    """Return a number with stars for the digits in its middle; what stands between them stays."""
    words = text[number.start : number.end]
    places = [place for place, char in enumerate(words) if char.isalnum()]
    hidden = set(places[3 if len(places) <= _SHORT else 6 : -4])
    return "".join("*" if place in hidden else char for place, char in enumerate(words))
