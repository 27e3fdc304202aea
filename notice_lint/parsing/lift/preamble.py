"""What the opening paragraphs say: period, team, inspected body, feedback, publication."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from notice_lint.document.notice import Preamble
from notice_lint.document.paragraphs import Phrase
from notice_lint.parsing.lexer.alphabet import Hit, alphabet
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.parsing.lift.dates import Day, read_days
from notice_lint.parsing.lift.quoting import Quoter
from notice_lint.text.spans import Span

_ASIDE = re.compile(r"\([^()]*\)?")


def read_preamble(pieces: Sequence[Segment], scribe: Quoter) -> Preamble:
    """Read the opening paragraphs."""
    preamble = Preamble(Span(pieces[0].span.start, pieces[-1].span.end))
    year: int | None = None
    for piece in pieces:
        for hit in _fields(piece.words):
            preamble, year = _with(preamble, piece, hit, (scribe, year))
    return preamble


def _fields(words: str) -> Iterator[Hit]:
    return alphabet("opening").scan(words)


def _with(
    preamble: Preamble, piece: Segment, hit: Hit, at: tuple[Quoter, int | None]
) -> tuple[Preamble, int | None]:
    """Add what one hit says, unless it is known already; carry the year over."""
    scribe, year = at
    phrase = scribe.phrase(piece.locate(hit.start, hit.end))
    words = piece.words[hit.start : hit.end]
    if hit.terminal == "PERIOD" and not preamble.period:
        days = [*read_days(words, year), Day(), Day()]
        start, end = days[0].iso, days[1].iso
        preamble = replace(preamble, period=phrase, inspection_start=start, inspection_end=end)
        year = days[1].year or days[0].year or year
    elif hit.terminal == "FEEDBACK" and not preamble.feedback:
        day = next(iter(read_days(words, year)), Day())
        preamble = replace(preamble, feedback=phrase, feedback_date=day.iso)
    elif hit.terminal == "TEAM" and not preamble.inspection_team:
        preamble = replace(preamble, inspection_team=phrase)
    elif hit.terminal == "INSPECTION" and not preamble.inspected_body:
        preamble = replace(preamble, inspected_body=_body(piece, hit.end, scribe))
    elif hit.terminal == "PUBLISHING" and not preamble.publishing:
        preamble = replace(preamble, publishing=phrase)
    return preamble, year


def _body(piece: Segment, start: int, scribe: Quoter) -> Phrase | None:
    act = next(alphabet("act").scan(piece.words, start), None)
    end = act.start if act else start
    aside = _ASIDE.search(piece.words, start, end)
    stop = aside.start() if aside else end
    return scribe.phrase(piece.locate(start, stop)) if stop > start else None
