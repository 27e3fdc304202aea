"""Logical paragraphs with the characters of the Source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from notice_lint.document.paragraphs import Paragraph, Role
from notice_lint.document.source import Source
from notice_lint.parsing.lexer import lines
from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.divider import LOW_MARKS
from notice_lint.parsing.lexer.segments import is_heading

HEADING: Role = "heading"
LABEL: Role = "label"
ROLES: dict[str, Role] = {
    "TITLE": "title",
    "SUBTITLE": "title",
    "NOTE": "note",
    "PAGE_HEAD": "page",
    "PAGE_FOOT": "page",
    "PAGE_NUMBER": "page",
    "PAGE_LINE": "page",
    "SEAL_LINE": "signature",
    "LEAD": "preamble",
    "SUPERVISION": "supervision",
    "CONTACT": "contact",
    "FORMULA": "formula",
    "ORGAN_LINE": "signature",
    "SIGNED_LINE": "date",
    "DATE_LINE": "date",
    "ANNEX": "annex",
    "CELL": "cell",
    **dict.fromkeys(lines.MARKS, HEADING),
    "FIELD": "remark",
}
"""What each kind of paragraph is to a check; all others are labels or text."""


def read_paragraphs(paragraphs: Sequence[lines.LogicalLine], source: Source) -> Iterator[Paragraph]:
    """Yield the paragraphs of a document, as written."""
    for line in paragraphs:
        text = _text(line, source.text)
        yield Paragraph(text, _role(line), line.lead, line.parts)


def _role(line: lines.LogicalLine) -> Role:
    usual = LABEL if lines.is_label(line.kind) or _numbers_label(line) else "text"
    return usual if usual == LABEL else ROLES.get(line.kind, usual)


def _numbers_label(line: lines.LogicalLine) -> bool:
    """Tell whether a marker numbers a part of an item and no heading: 2.整改措施：…"""
    if line.kind not in LOW_MARKS:
        return False
    words = line.view[line.lead :].lstrip(" ")
    label = alphabet("label").match(words)
    return label is not None and not is_heading(words, label)


def _text(line: lines.LogicalLine, whole: str) -> str:
    if len(line.parts) == 1:
        place = line.parts[0][1]
        return whole[place : place + len(line.view)]
    starts = [*line.parts, (len(line.view), 0)]
    return "".join(
        [whole[place : place + end - start] for (start, place), (end, _) in pairwise(starts)]
    )
