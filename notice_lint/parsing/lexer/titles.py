"""The title of a notice, which may take several lines, among the lines at the head of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.lines import TEXT, TextLine

WHOLE = frozenset(("NAMED_TITLE", "BARE_TITLE"))
PIECES = WHOLE | {"LOOSE_TITLE", "ADDRESSEE", "ORGAN_NAME", TEXT}
"""What a line may look like that is part of a title."""
_LOOSE = (TEXT, "LOOSE_TITLE", "ORGAN_NAME")
TITLE_LINES = 4
"""Real titles take up to three lines, and one more where two organs issue them."""


def head_kind(words: str) -> str:
    """Return what words at the head of a page are; TEXT when nothing in particular."""
    hit = alphabet("head").match(words)
    return hit.terminal if hit else TEXT


def titles(head: Sequence[TextLine]) -> list[range]:
    """Return the runs of head lines that make a title, in order."""
    return list(_whole_titles(head)) or list(_loose_title(head))


def _whole_titles(head: Sequence[TextLine]) -> Iterator[range]:
    """Yield the runs that make a whole title.

    The shortest run is taken that names an organ and ends in the kind of document, with the lines
    before it that are nothing but an organ.
    """
    index = 0
    while index < len(head):
        run = _title_from(head, index)
        if run:
            yield run
        index = run.stop if run else index + 1


def _title_from(head: Sequence[TextLine], start: int) -> range | None:
    for stop in range(start + 1, min(start + TITLE_LINES, len(head)) + 1):
        if head_kind(head[stop - 1].view) not in PIECES:
            return None
        if _joined_kind(head, start, stop) in WHOLE:
            return _trim(head, range(start, _extend(head, start, stop)))
    return None


def _extend(head: Sequence[TextLine], start: int, stop: int) -> int:
    """Take in what is left of a title cut behind something that looked like its end."""
    while (
        stop < min(start + TITLE_LINES, len(head))
        and head_kind(head[stop].view) in PIECES - WHOLE
        and _joined_kind(head, start, stop + 1) in WHOLE
    ):
        stop += 1
    return stop


def _trim(head: Sequence[TextLine], run: range) -> range:
    """Leave out the lines above a title that is whole without them, unless they name its organ."""
    for later in reversed(run[1:]):
        kind = _joined_kind(head, later, run.stop)
        organ_above = _is_organ(head[later - 1])
        if kind == "BARE_TITLE" and not organ_above:
            return range(later, run.stop)
        if kind == "NAMED_TITLE" and not (organ_above and _is_organ(head[later])):
            return range(later, run.stop)
    return run


def _is_organ(line: TextLine) -> bool:
    return line.kind == "ORGAN_LINE" or head_kind(line.view) == "ORGAN_NAME"


def _joined_kind(head: Sequence[TextLine], start: int, stop: int) -> str:
    return head_kind("".join(line.view for line in head[start:stop]))


def _loose_title(head: Sequence[TextLine]) -> Iterator[range]:
    """Yield what stands for a title where no run of lines has all that belongs to one."""
    kinds = [head_kind(line.view) for line in head]
    first = next((index for index, kind in enumerate(kinds) if kind == "LOOSE_TITLE"), None)
    if first is None:
        return
    start = first - 1 if first and _is_organ(head[first - 1]) else first
    stop = first + 1
    most = min(len(head), start + TITLE_LINES)
    while stop < most and kinds[stop] in _LOOSE and not _begins_text(head[stop].view):
        stop += 1
    yield range(start, stop)


def _begins_text(words: str) -> bool:
    """Tell whether a line is no more of a title: a sentence, or who inspected whom and when."""
    return words.endswith("。") or alphabet("lead").match(words) is not None
