"""Numbers the text claims about itself: 15个问题, 已完成11项."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from notice_lint.document.notice import Declaration
from notice_lint.parsing.lexer.alphabet import Hit, alphabet
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.parsing.lift.quoting import Quoter
from notice_lint.text.numerals import number_value

SUBJECTS = {
    "AREAS": "areas",
    "PROBLEMS": "problems",
    "SYMPTOMS": "symptoms",
    "TASKS": "tasks",
    "SUBSET": "subset",
    "MEASURE_COUNT": "measures",
    "COMPLETED_COUNT": "completed",
    "BASICALLY_COMPLETED_COUNT": "basically_completed",
    "IN_PROGRESS_COUNT": "in_progress",
    "NOT_STARTED_COUNT": "not_started",
    "LONG_TERM": "long_term",
    "IMMEDIATE": "immediate",
    "ALL_COMPLETED": "completed",
    "EVERY_PROBLEM": "completed",
}
_SENTENCE = re.compile(r"[^。!?]+[。!?]?")
_BRACKETS = re.compile(r"\([^()]*\)")
TOTALS = frozenset(("AREAS", "PROBLEMS", "SYMPTOMS", "TASKS", "MEASURE_COUNT"))


def read_declarations(pieces: Sequence[Segment], quoter: Quoter) -> Iterator[Declaration]:
    """Yield the declarations in running text, in order."""
    problems: Declaration | None = None
    for piece in pieces:
        for sentence in _SENTENCE.finditer(piece.words):
            for claim in _claims(piece, sentence, quoter, problems):
                problems = claim if claim.subject == "problems" else problems
                yield claim


def _claims(
    piece: Segment, sentence: re.Match[str], quoter: Quoter, problems: Declaration | None
) -> Iterator[Declaration]:
    """Yield the claims of a sentence; all problems are those that were counted last."""
    words = sentence.group()
    last: Hit | None = None
    for hit in alphabet("claim").scan(words):
        counting = last if last and _is_about_all(words, hit, last) else hit
        value, unit = _amount(words, counting)
        if hit.terminal == "EVERY_PROBLEM" and problems:
            value, unit = problems.value, problems.unit
        if value is None:
            continue
        start = sentence.start()
        phrase = quoter.phrase(piece.locate(start + hit.start, start + hit.end))
        yield Declaration(
            subject=SUBJECTS[hit.terminal],
            value=value,
            unit=unit,
            text=phrase.text,
            span=phrase.span,
            sentence=piece.locate(start, sentence.end()),
            parenthetical=_is_parenthetical(words, hit, last),
        )
        last = hit


def _is_about_all(words: str, hit: Hit, last: Hit) -> bool:
    """Tell whether a claim without a number is about all the problems just before it."""
    if (last.terminal, hit.terminal) != ("PROBLEMS", "ALL_COMPLETED"):
        return False
    between = words[last.end : hit.start]
    bridge = alphabet("bridge").match(between)
    return not between or (bridge is not None and bridge.end == len(between))


def _amount(words: str, hit: Hit) -> tuple[int | None, str]:
    """Return the number of a claim and the measure word behind it, if any."""
    parts = alphabet("amount").scan(words[: hit.end], hit.start)
    numeral, unit = (
        next((words[part.start : part.end] for part in parts if part.terminal == terminal), "")
        for terminal in ("NUMERAL", "MEASURE_WORD")
    )
    return number_value(numeral), unit


def _is_parenthetical(words: str, hit: Hit, last: Hit | None) -> bool:
    """Tell a part of the number before it: in brackets, or behind 其中 and another status."""
    before = words[: hit.start]
    if before.count("(") > before.count(")"):
        return True
    if last is None or last.terminal in TOTALS:
        return False
    between = _BRACKETS.sub("", before[last.end :])
    return next(alphabet("among").scan(between), None) is not None
