"""Tables taken out of the lines of a document, and put back in their places as what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from msgspec.structs import replace

from notice_lint.parsing.grid.reading import GridReading
from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.closing import CLOSERS
from notice_lint.parsing.lexer.lines import TEXT, LogicalLine
from notice_lint.parsing.lexer.paragraphs import ParagraphReading
from notice_lint.parsing.lexer.segments import HEADING, PARTS, SUMMARY, Segment
from notice_lint.text.expression import Expression

ITEMS, CONTACTS = "\ufdd0", "\ufdd1"
"""What stands for a table among the lines: noncharacters, which no text holds."""

Grids = Mapping[int, GridReading]
"""What the tables give, by the place of what stands for them."""

_RUNNING = frozenset((TEXT, SUMMARY, "BARE_CAUSE", "BARE_STATUS"))
"""What running text is made of."""
_SHOWN = Expression(r"[^\r\n]")
_HAN = Expression(r"[一-鿿\d]+")
_NAMED = Expression(r"(?:关于|针对|对于)?(.+?)(?:的?问题)?")


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
    paragraphs = [line for paragraph in page.paragraphs for line in _cells(paragraph, grids)]
    return replace(page, paragraphs=tuple(paragraphs))


def _cells(line: LogicalLine, grids: Grids) -> Sequence[LogicalLine]:
    grid = _stands_for(line, grids)
    return (line,) if grid is None else grid.paragraphs


def with_tables(divided: Sequence[Segment], grids: Grids) -> list[Segment]:
    """Return segments with those of each table in its place.

    An annex that lists the items stands where they are due, before what closes the notice; where
    the text has items of its own it adds none. Nor does a table that repeats what the text says.
    Text below a table of items tells of all of them, since none of its rows can go on there.
    """
    answered = _answered(
        [segment for segment in divided if not _stands_for(segment.paragraph, grids)]
    )
    body: list[Segment] = []
    annexes: list[Segment] = []
    is_below = False
    for segment in divided:
        grid = _stands_for(segment.paragraph, grids)
        if grid is None:
            sums_up = is_below and segment.kind in _RUNNING
            body.append(segment.as_(SUMMARY) if sums_up else segment)
            is_below = False
        elif not _repeats(grid, answered):
            (annexes if _is_annex(segment) else body).extend(grid.segments)
            is_below = _lists_items(grid) and not _is_annex(segment)
    return _with_annexes(body, annexes)


def _is_annex(segment: Segment) -> bool:
    """Tell whether what stands for a table is among the lines behind the notice."""
    return segment.kind in ("ANNEX", "PAGE_FOOT")


def _lists_items(grid: GridReading) -> bool:
    """Tell whether a table holds several items, so that what stands below is none of them's own."""
    return sum(segment.kind == HEADING for segment in grid.segments) > 1


def _with_annexes(body: list[Segment], annexes: Sequence[Segment]) -> list[Segment]:
    if not annexes or any(segment.kind in PARTS for segment in body):
        return body
    place = _before_closing(body)
    return [*body[:place], *annexes, *body[place:]]


def _answered(outside: Sequence[Segment]) -> Set[str]:
    """Return the headings of the text, where it has items of its own."""
    if not any(segment.kind in PARTS for segment in outside):
        return frozenset()
    return {_bare(segment.words) for segment in outside if segment.kind == HEADING}


def _repeats(grid: GridReading, headings: Set[str]) -> bool:
    """Tell whether most problems of a table are headings of the text."""
    problems = [_bare(segment.words) for segment in grid.segments if segment.kind == HEADING]
    return sum(words in headings for words in problems) * 2 > len(problems)


def _bare(words: str) -> str:
    """Return what a problem is called, without 针对“…”的问题 around it."""
    named = _NAMED.fullmatch("".join(_HAN.findall(words)))
    return named[1] if named else words


def _before_closing(body: Sequence[Segment]) -> int:
    """Return the place of what closes a notice, or of a last section about what is planned."""
    headings = [index for index, segment in enumerate(body) if segment.kind == HEADING]
    last = headings[-1] if headings else -1
    form = alphabet("heading_form").match(body[last].words) if headings else None
    if form and form.terminal == "PLAN":
        return last
    closers = (index for index, line in enumerate(body) if index > last and line.kind in CLOSERS)
    return next(closers, len(body))


def _stands_for(line: LogicalLine, grids: Grids) -> GridReading | None:
    return grids.get(line.parts[0][1]) if line.view in (ITEMS, CONTACTS) else None
