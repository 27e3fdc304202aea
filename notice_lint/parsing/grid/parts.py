"""The parts of an item that cells hold: texts without a label, the status found among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from notice_lint.document.source import Cell
from notice_lint.parsing.grid.cells import CellGrid
from notice_lint.parsing.grid.kinds import (
    BESIDE_PARTS,
    CAUSE,
    FIELD,
    MEASURES,
    PARTS,
    SITUATION,
    STATUS,
)
from notice_lint.parsing.lexer.bare import find_bare_parts
from notice_lint.parsing.lexer.labels import LABEL_SUFFIX
from notice_lint.parsing.lexer.lines import TEXT
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.parsing.lexer.statuses import StatusPlace, find_status, find_value

BARE = {CAUSE: "BARE_CAUSE", FIELD: "BARE_FIELD"} | dict.fromkeys(
    (MEASURES, SITUATION, STATUS), "BARE_MEASURES"
)
BARE_STATUS = "BARE_STATUS"

_STOP = re.compile(r"[ 。.:;,!?]*")


def parts(grid: CellGrid, held: Mapping[str, Sequence[Cell]]) -> Iterator[Segment]:
    """Yield the parts of an item, in the order of the grammar.

    The status is looked for in the column that is likeliest to hold it, and nowhere else.
    """
    filled = _in_order(held)
    stating = next((kind for kind in (STATUS, SITUATION, MEASURES) if kind in filled), "")
    for kind in filled:
        for cell in held[kind]:
            texts = grid.texts([cell])
            if kind != stating:
                yield from _named(texts, kind)
            elif texts:
                yield from _stated(grid, texts, kind, tells_measures=MEASURES not in filled)


def _in_order(held: Mapping[str, Sequence[Cell]]) -> list[str]:
    """Return the parts that cells hold; those of an office's own behind the others."""
    further = [kind for kind in held if kind not in (*PARTS, *BESIDE_PARTS)]
    return [kind for kind in (*PARTS, *further) if held.get(kind)]


def bare_terminal(kind: str) -> str:
    """Return the terminal of a text that a column of a kind holds, where no label stands."""
    return BARE.get(kind) or f"BARE_{kind.removesuffix(LABEL_SUFFIX)}"


def _stated(
    grid: CellGrid, texts: Sequence[Segment], kind: str, tells_measures: bool
) -> Iterator[Segment]:
    """Yield the status that a cell begins with, else the one amid what was done.

    What goes on behind it tells the measures where no other cell does.
    """
    words = texts[0].words
    place = None if kind == MEASURES else _find(grid, words)
    if place is None and kind == STATUS and len(texts) == 1:
        place = find_value(words)
    if place is None:
        yield from _named(_with_status(texts), MEASURES)
        return
    status, *behind = [*_split_status(texts[0], place), *texts[1:]]
    yield from _named(behind, MEASURES) if tells_measures else ()
    yield status
    yield from () if tells_measures else behind


def _find(grid: CellGrid, words: str) -> StatusPlace | None:
    """Return the status that words begin with, or are by the words of an office."""
    if words in grid.office.statuses:
        return StatusPlace(0, len(words), len(words))
    return find_status(words)


def _named(texts: Sequence[Segment], kind: str) -> Iterator[Segment]:
    """Yield texts, the first of which begins a part."""
    terminal = bare_terminal(kind)
    for text in texts:
        is_first = text.kind == TEXT and bool(terminal)
        yield text.as_(terminal) if is_first else text
        terminal = ""


def _split_status(text: Segment, place: StatusPlace) -> Iterator[Segment]:
    """Yield a status and what goes on behind it in the same paragraph."""
    status = text.part(BARE_STATUS, place.start, place.end)
    yield status._replace(words=text.words[place.start : place.end])
    rest = _STOP.match(text.words, place.stop)
    behind = rest.end() if rest else place.stop
    if behind < len(text.words):
        yield text.part(TEXT, behind)


def _with_status(texts: Sequence[Segment]) -> list[Segment]:
    """Part the status from texts of which the last sentence is one."""
    heading = Segment("HEADING", texts[0].paragraph, 0, "", texts[0].span)
    _, *divided = find_bare_parts([heading, *texts])
    return [text if text.kind == BARE_STATUS else text.as_(TEXT) for text in divided]
