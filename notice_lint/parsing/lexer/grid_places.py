"""Tables taken out of the lines of a document, and put back in their places as what they say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from notice_lint.parsing.lexer.grid import GridReading
from notice_lint.parsing.lexer.paragraphs import ParagraphReading
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.text.spans import Span

Grids = Mapping[Span, GridReading]
"""What each table gives that is read as one, by its place."""
_SHOWN = re.compile(r"[^\r\n]")


def without(view: str, grids: Grids) -> str:
    """Return a text in which tables are blank, every other character in its place."""
    pieces, place = [], 0
    for span in grids:
        pieces += [view[place : span.start], _SHOWN.sub(" ", span.of(view))]
        place = span.end
    return "".join((*pieces, view[place:]))


def with_cells(page: ParagraphReading, grids: Grids) -> ParagraphReading:
    """Return paragraphs with those of the cells of tables among them."""
    if not grids:
        return page
    cells = [line for grid in grids.values() for line in grid.paragraphs]
    paragraphs = sorted((*page.paragraphs, *cells), key=lambda line: line.span())
    return replace(page, paragraphs=tuple(paragraphs))


def with_tables(divided: Sequence[Segment], grids: Grids) -> list[Segment]:
    """Return segments with those of tables behind what stands before each table."""
    waiting = sorted(grids.items())
    merged: list[Segment] = []
    for segment in divided:
        while waiting and waiting[0][0].start < segment.span.start:
            merged += waiting.pop(0)[1].segments
        merged.append(segment)
    return merged + [segment for _, grid in waiting for segment in grid.segments]
