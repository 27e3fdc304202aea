"""Numbers of persons in Chinese numerals, or in characters that only look like digits."""

from __future__ import annotations

from collections.abc import Iterator

from notice_lint.text.expression import Expression
from notice_lint.text.personal_number import (
    RINGED,
    Kind,
    PersonalNumber,
    is_card,
    is_certain_identity,
    is_mobile,
    plain,
)

_DIGITS = (
    "〇零○OoΟо",
    "一壹幺Il丨",
    "二贰两",
    "三叁",
    "四肆",
    "五伍",
    "六陆",
    "七柒",
    "八捌",
    "九玖",
)
"""How a digit is told on the telephone, on a cheque, or hidden from a search."""
_VALUES = {ord(char): str(value) for value, chars in enumerate(_DIGITS) for char in chars}
SPELLED = "".join(_DIGITS)
_CHAR = f"[{SPELLED}{RINGED}0-9０-９]"
_GAP = r"[ \u3000\-—·]"
_RUN = Expression(rf"(?<![0-9A-Za-z]){_CHAR}(?:{_GAP}?{_CHAR}){{10,}}[XxＸｘ]?")
"""What may not stand behind is looked at later: to come back to it would take the square."""
_GAPS = Expression(_GAP)


def numbers_spelled(text: str) -> Iterator[PersonalNumber]:
    """Yield the numbers that are written with other characters than digits, at least in part."""
    for run in _RUN.finditer(text):
        words = _GAPS.sub("", run[0])
        digits = plain(words.translate(_VALUES))
        kind = _kind(digits)
        behind = text[run.end() : run.end() + 1]
        is_whole = not (behind.isascii() and behind.isalnum())
        if kind and is_whole and not words.isdecimal():
            yield PersonalNumber(*run.span(), digits, kind)


def _kind(digits: str) -> Kind | None:
    if is_mobile(digits):
        return "mobile"
    if is_certain_identity(digits):
        return "identity"
    return "card" if is_card(digits) else None
