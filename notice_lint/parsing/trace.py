"""How each line came to be what it is: its terminal, its segments, what the outline made of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from notice_lint.datafiles.grammar_file import GrammarFile
from notice_lint.document.notice import StatusClass
from notice_lint.document.repairs import Repair
from notice_lint.document.source import Source
from notice_lint.parsing.lexer.labels import NO_LABELS, OfficeLabels
from notice_lint.parsing.parse import parse, parse_steps
from notice_lint.parsing.token import END, Token
from notice_lint.text.spans import Span

_NO_WORDS: Mapping[str, StatusClass] = {}


class TracedToken(NamedTuple):
    """One segment of a line with the token it became."""

    segment: str
    """What the lexer took it for."""
    token: str
    """The terminal of grammar/notice.lark that it became."""
    span: Span
    level: int | None
    """Of a heading, the level it is meant to have, 1 to 5."""
    number: int | None
    """Of a heading, the number it is meant to have."""
    fault: str
    """Of a heading, how it departs from that: number, style, skip, climb."""


class TracedLine(Struct, frozen=True):
    """One logical line with all that was made of it."""

    span: Span
    terminal: str
    """The terminal of grammar/lines.lark that took it."""
    tokens: tuple[TracedToken, ...]
    repairs: tuple[Repair, ...]
    """What was repaired at it."""


class Trace(Struct, frozen=True):
    """A document line by line, and what it lacks as a whole."""

    source: Source
    lines: tuple[TracedLine, ...]
    missing: tuple[Repair, ...]


def trace(
    source: Source,
    statuses: Mapping[str, StatusClass] = _NO_WORDS,
    grammar: GrammarFile | None = None,
    labels: OfficeLabels = NO_LABELS,
) -> Trace:
    """Return how each line of a Source came to be what it is."""
    steps = parse_steps(source, statuses, grammar, labels)
    repairs = parse(source, statuses, grammar, labels).repairs
    placed = [repair for repair in repairs if repair.span.end]
    tokens = deque(token for token in steps.flow.tokens if token.terminal != END)
    lines = []
    for paragraph in steps.page.paragraphs:
        span = paragraph.span()
        traced = tuple(_traced(tokens, span))
        here = tuple(repair for repair in placed if span.holds(repair.span.start))
        lines.append(TracedLine(span, paragraph.kind, traced, here))
    return Trace(source, tuple(lines), tuple(repair for repair in repairs if not repair.span.end))


def _traced(tokens: deque[Token], line: Span) -> Iterator[TracedToken]:
    """Yield the tokens that a line became; those before it are taken from the list for good."""
    while tokens and tokens[0].piece.span.start < line.end:
        token = tokens.popleft()
        reading = token.reading
        yield TracedToken(
            segment=token.piece.kind,
            token=token.terminal,
            span=token.piece.span,
            level=reading.rank.level if reading else None,
            number=reading.number if reading else None,
            fault=(reading.fault or "") if reading else "",
        )
