"""Where the status stands in words that hold one."""

from __future__ import annotations

import re
from typing import NamedTuple

from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.text.expression import Expression

SHORT_STATUS = 20
"""Code points; what stands behind a status label and is longer is prose."""
SHORT_CHOICE = 60
"""Code points of words to choose from: five statuses with signs and blanks take fifty."""

_OPENING = Expression(r"[【\[(〔*“☑☒√✓✔✅■□☐●○◎△▲◇◆ ]*")
_CLOSING = Expression(r"[】\])〕*” ]*(?:[(〔\[][^()〔〕\[\]]{2,40}[)〕\]](?= *[。;]? *$))?")
"""The brackets behind a status, and an aside at the end: 正在整改（计划年底完成）。"""
_CLAUSE = Expression(r"[,;。] *")
_UNFINISHED = frozenset(("NOT_STARTED", "IN_PROGRESS"))
_OF_SEVERAL_PARTS = Expression(r"[。;:]")


class StatusPlace(NamedTuple):
    """Offsets of a status in words, and of the brackets around it; half-open."""

    start: int
    end: int
    stop: int
    """Where the brackets behind it end."""

    @classmethod
    def of(cls, words: str, start: int, end: int) -> StatusPlace:
        """Return the place with the brackets behind it."""
        closing = _CLOSING.match(words, end)
        return cls(start, end, closing.end() if closing else end)


def find_status(words: str) -> StatusPlace | None:
    """Return the known status that words begin with: ticked, in brackets or plain."""
    chosen = find_choice(words)
    if chosen:
        return chosen
    opening = _OPENING.match(words)
    start = opening.end() if opening else 0
    hit = alphabet("status").match(words, start)
    return StatusPlace.of(words, start, hit.end) if hit and hit.end > start else None


def find_choice(words: str) -> StatusPlace | None:
    """Return the ticked one of some words to choose from; None where there are no such signs."""
    if len(words) > SHORT_CHOICE:
        return None
    hits = list(alphabet("choice").scan(words))
    chosen = [hit for hit in hits if hit.terminal == "CHOSEN"]
    if len(chosen) != 1 or not _is_covered(words, [(hit.start, hit.end) for hit in hits]):
        return None
    option = re.search("[一-鿿]+", words[chosen[0].start : chosen[0].end])
    if option is None:
        return None
    start, end = option.span()
    return StatusPlace(chosen[0].start + start, chosen[0].start + end, len(words))


def _is_covered(words: str, spans: list[tuple[int, int]]) -> bool:
    """Tell whether nothing but stops and brackets stands outside some spans."""
    outside = list(words)
    for start, end in spans:
        outside[start:end] = " " * (end - start)
    return not "".join(outside).strip(" ,、;/。【】[]()〔〕*")


def find_value(words: str) -> StatusPlace | None:
    """Return whatever short words stand where a status is expected."""
    if _OF_SEVERAL_PARTS.search(words) or any(alphabet("first_enumerator").scan(words)):
        return None
    return StatusPlace(0, len(words), len(words)) if len(words) <= SHORT_STATUS else None


def find_clause(words: str) -> StatusPlace | None:
    """Return the clause amid a report that is a status; of several the least advanced.

    看护人问题已经解决；望江楼修缮过半，正在推进，计划9月竣工。
    """
    if any(alphabet("first_enumerator").scan(words)):
        return None
    begun = (stop.end() for stop in _CLAUSE.finditer(words))
    hits = [hit for start in begun if (hit := alphabet("status").match(words, start))]
    unfinished = [hit for hit in hits if hit.terminal in _UNFINISHED]
    return next((StatusPlace(hit.start, hit.end, hit.end) for hit in unfinished or hits[-1:]), None)
