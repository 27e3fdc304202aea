"""Numbers of passports, permits to travel and to stay, and other papers of a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from notice_lint.text.expression import Expression
from notice_lint.text.personal_number import PersonalNumber, plain

_GAP = r"[ \u3000\-－]?"
_LETTER = "A-Za-zＡ-Ｚａ-ｚ"
_EIGHT = rf"{_GAP}[0-9０-９]{{4}}{_GAP}[0-9０-９]{{4}}"
_SEVEN = rf"{_GAP}[0-9０-９]{{3}}{_GAP}[0-9０-９]{{4}}"
_PAPERS = Expression(
    rf"(?<![0-9{_LETTER}])(?:"
    rf"[EeＥｅGgＧｇ]{_EIGHT}|[EeＥｅ][{_LETTER}]{_SEVEN}"  # passports
    rf"|(?P<other>[DSPdspＤＳＰ][EeＥｅ]?{_SEVEN}"  # of diplomats, on public affairs
    rf"|[CcＣｃ](?:[{_LETTER}]{_SEVEN}|{_EIGHT})"  # to Hong Kong and Macao
    rf"|[WLTHMKwlthmkＷＬＴＨＭＫ]{_EIGHT}(?:[0-9０-９]{{2}})?)"  # across the strait, and back
    r"|[A-Z]{1,2}[0-9]{6}[(（][0-9A][)）]"  # identity cards of Hong Kong
    r"|[A-Z]{3}[0-9]{12}"  # of foreigners who stay
    rf")(?![0-9{_LETTER}])"
)
_NAMED = Expression(
    r"(?:护照|通行证|台胞证|回乡证|军官证|士兵证|警官证|居留证|居住证|旅行证|海员证|驾驶证)[^\d\n，。；]{0,8}?"
    rf"(?P<number>(?<![{_LETTER}])[{_LETTER}]{{0,3}}[0-9０-９]{{6,12}})(?![0-9{_LETTER}本张个件万亿元人次份年月])"
)
_DAYS = Expression("(?:19|20)[0-9]{2}")


def numbers_of_papers(text: str) -> Iterator[PersonalNumber]:
    """Yield the numbers whose form tells what they are, and those that a paper is named before."""
    for match in _PAPERS.finditer(text):
        digits = "".join(filter(str.isalnum, plain(match[0])))
        if not (match["other"] and _DAYS.match(digits.lstrip("CDSPWLTHMKEcdspwlthmke"))):
            yield PersonalNumber(*match.span(), digits, "passport")
    for match in _NAMED.finditer(text):
        digits = plain(match["number"])
        if not _is_day(digits):
            yield PersonalNumber(*match.span("number"), digits, "passport")


def _is_day(digits: str) -> bool:
    try:
        return bool(date.fromisoformat(digits)) if len(digits) == 8 else False
    except ValueError:
        return False
