"""Words that are told of rather than used: quoted as wrong, or of former times."""

from __future__ import annotations

import re
from datetime import date

from notice_lint.document.paragraphs import Paragraph
from notice_lint.matching.pattern import Pattern

LONGEST_QUOTATION = 500
"""Code points before a word within which the opening mark of its quotation is looked for.

It bounds the work in one long paragraph of many such words. From 60 to 5,000 our notices and cases
give the same findings.
"""
INTRODUCTION = 16
"""Code points before a quotation that may say it is wrong.

Our rules take a word such as 表述为 with up to eight code points behind it.
"""
FRAME = 12
"""Code points between a word such as 原 and the name it is said of: 原县人力资源和国土资源局."""
_YEAR_AND_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d)(?:年(?:(?P<month>\d{1,2})月)?|[.\-/])")
_CLAUSE = re.compile(r"[^，,。；;：:！？、]*$")
_CLAUSE_REST = re.compile(r"[^，,。；;：:！？]*")
SPAN = ("至", "到", "—", "-", "－", "～", "、", "和")
"""What stands before the second day of a span of time."""


def quotation(text: str, place: int, marks: str = "“‘「", ends: str = "”’」") -> int:
    """Return where the quotation around a place begins; -1 outside of one."""
    far = max(0, place - LONGEST_QUOTATION)
    opening = max(text.rfind(mark, far, place) for mark in marks)
    closed = max(text.rfind(mark, far, place) for mark in ends)
    return opening if opening > closed else -1


def is_quoted_as_wrong(text: str, place: int, quoting: Pattern | None) -> bool:
    """Tell whether the words at a place are quoted as an example of what was wrong."""
    opening = -1 if quoting is None else quotation(text, place)
    if quoting is None or opening < 0:
        return False
    return quoting.search(text, max(0, opening - INTRODUCTION), opening) is not None


def is_historic(paragraph: Paragraph, place: int, frame: tuple[str, ...], since: date) -> bool:
    """Tell whether a name at a place is quoted, or told of the time before it was changed."""
    text = paragraph.text
    if quotation(text, place) >= 0 or quotation(text, place, "《", "》") >= 0:
        return True
    clause = _CLAUSE.search(text, max(0, place - FRAME), place)
    if clause and any(word in clause.group() for word in frame):
        return True
    return _is_before(_event(paragraph, place), since)


def _event(paragraph: Paragraph, place: int) -> list[re.Match[str]]:
    """Return the days from which a sentence tells what is said at a place.

    That is the last day before it, with the first of a span of time (2015年至2020年), or else
    one behind it in the same clause.
    """
    text = paragraph.text
    start, _ = paragraph.sentence(place)
    days = list(_YEAR_AND_MONTH.finditer(text, start, place))
    if not days:
        clause = _CLAUSE_REST.match(text, place)
        return list(_YEAR_AND_MONTH.finditer(text, place, clause.end())) if clause else []
    is_span = text[: days[-1].start()].endswith(SPAN)
    return days[-2:] if is_span else days[-1:]


def _is_before(days: list[re.Match[str]], since: date) -> bool:
    """Tell whether one of some days lies before a change."""
    return any(
        (int(day["year"]), int(day["month"] or 1)) < (since.year, since.month) for day in days
    )
