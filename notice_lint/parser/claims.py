"""Numbers the text claims about itself: 15个问题, 已完成11项."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from notice_lint.lexer.alphabet import alphabet
from notice_lint.lexer.pieces import Piece
from notice_lint.notice import Declaration
from notice_lint.parser.written import Scribe
from notice_lint.text import number_value

SUBJECTS = {
    "AREAS": "areas",
    "PROBLEMS": "problems",
    "TASKS": "tasks",
    "MEASURE_COUNT": "measures",
    "COMPLETED_COUNT": "completed",
    "BASICALLY_COMPLETED_COUNT": "basically_completed",
    "IN_PROGRESS_COUNT": "in_progress",
    "NOT_STARTED_COUNT": "not_started",
    "LONG_TERM": "long_term",
    "IMMEDIATE": "immediate",
}
_NUMERAL = re.compile(r"\d+|[零〇一二三四五六七八九十百两]+(?= *(?:个|项|条|类|大|件|方面))")


def read_claims(pieces: Sequence[Piece], scribe: Scribe) -> Iterator[Declaration]:
    """Yield the declarations in running text, in order."""
    for piece in pieces:
        for hit in alphabet("claim").scan(piece.words):
            numeral = _NUMERAL.search(piece.words, hit.start, hit.end + 1)
            value = number_value(numeral.group()) if numeral else None
            if value is not None:
                phrase = scribe.phrase(piece.locate(hit.start, hit.end))
                yield Declaration(SUBJECTS[hit.terminal], value, phrase.text, phrase.span)
