"""Tables taken out of the lines of a document, and put back in their places as what they say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from notice_lint.parsing.grid.reading import GridReading
from notice_lint.parsing.lexer.lines import LogicalLine
from notice_lint.parsing.lexer.paragraphs import ParagraphReading
from notice_lint.parsing.lexer.segments import Segment

ITEMS, CONTACTS = "\ufdd0", "\ufdd1"
"""What stands for a table among the lines: noncharacters, which no text holds."""

Grids = Mapping[int, GridReading]
"""What the tables give, by the place of what stands for them."""

_SHOWN = re.compile(r"[^\r\n]")


def without(view: str, readings: Sequence[GridReading]) -> tuple[str, Grids]:
    """Return a text with one character for each table, every other in its place."""
    pieces, place = [], 0
    grids: dict[int, GridReading] = {}
    for reading in readings:
        words = reading.span.of(view)
        first = _SHOWN.search(words)
        if first is None:
            continue
        grids[reading.span.start + first.start()] = reading
        rest = _SHOWN.sub(" ", words[first.end() :])
        sign = CONTACTS if reading.is_contact else ITEMS
        pieces += [view[place : reading.span.start], words[: first.start()], sign, rest]
        place = reading.span.end
    return "".join((*pieces, view[place:])), grids


def with_cells(page: ParagraphReading, grids: Grids) -> ParagraphReading:
    """Return paragraphs with those of the cells where a table stands."""
    if not grids:
        return page
    paragraphs = [line for own in page.paragraphs for line in _cells(own, grids)]
    return replace(page, paragraphs=tuple(paragraphs))


def _cells(line: LogicalLine, grids: Grids) -> Sequence[LogicalLine]:
    grid = _stands_for(line, grids)
    return (line,) if grid is None else grid.paragraphs


def with_tables(divided: Sequence[Segment], grids: Grids) -> list[Segment]:
    """Return segments with those of each table in its place."""
    return [segment for own in divided for segment in _segments(own, grids)]


def _segments(segment: Segment, grids: Grids) -> Sequence[Segment]:
    grid = _stands_for(segment.paragraph, grids)
    return (segment,) if grid is None else grid.segments


def _stands_for(line: LogicalLine, grids: Grids) -> GridReading | None:
    return grids.get(line.parts[0][1]) if line.view in (ITEMS, CONTACTS) else None
