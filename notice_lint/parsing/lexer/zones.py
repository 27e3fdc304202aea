"""Where the page, the title and the closing lines are: what a line is by its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.lines import LABELS, MARKS, TEXT, TextLine

CLOSERS = frozenset(
    ("SUPERVISION", "CONTACT", "FORMULA", "ANNEX", "ORGAN_LINE", "DATE_LINE", "SIGNED_LINE")
)
TITLES = frozenset(("NAMED_TITLE", "BARE_TITLE"))
TITLE_LINES = 4
"""Real titles take up to three lines."""


class Zones(Struct, frozen=True):
    """The lines of a document, divided by place."""

    head: tuple[TextLine, ...]
    body: tuple[TextLine, ...]
    foot: tuple[TextLine, ...]


def divide(lines: Sequence[TextLine]) -> Zones:
    """Divide lines into page head with title, text, and page foot."""
    lines = list(_annex_lists(lines))
    head = _head_length(lines)
    foot = _foot_start(lines, head)
    return Zones(tuple(lines[:head]), _settle_closers(lines[head:foot]), tuple(lines[foot:]))


def _annex_lists(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """Take the numbered lines below 附件： for what they are, not for problem items."""
    inside = False
    for line in lines:
        is_listed = line.kind == "ITEM_MARK" and "。" not in line.view and len(line.view) < 60
        inside = line.kind == "ANNEX" or (inside and is_listed)
        yield line.as_("ANNEX") if inside and line.kind != "ANNEX" else line


def head_kind(words: str) -> str:
    """Return what words at the head of a page are; TEXT when nothing in particular."""
    hit = alphabet("head").match(words)
    return hit.terminal if hit else TEXT


def _head_length(lines: Sequence[TextLine]) -> int:
    opens_text = MARKS | LABELS | {"SUPERVISION", "CONTACT"}
    for index, line in enumerate(lines):
        if line.kind in opens_text or head_kind(line.view) == "PROSE":
            return index
    return len(lines)


def _foot_start(lines: Sequence[TextLine], head: int) -> int:
    """Return the index of the first line behind the notice: page foot or annex."""
    anchor = _sign_off(lines, head)
    if anchor is None:
        return len(lines)
    rest = range(anchor + 1, len(lines))
    kinds = {index: head_kind(lines[index].view) for index in rest}
    meta = next((index for index in rest if kinds[index] == "PAGE_META"), None)
    if meta is None:
        return next((index for index in rest if lines[index].kind == "ANNEX"), len(lines))
    if lines[anchor].kind not in ("DATE_LINE", "SIGNED_LINE"):
        return meta
    own = ("SUPERVISION", "CONTACT")
    return next(i for i in rest if i == meta or not (kinds[i] == "PROSE" or lines[i].kind in own))


def _sign_off(lines: Sequence[TextLine], head: int) -> int | None:
    """Return the last line of signature and date, or the best that stands for it."""
    signed = [
        index
        for index in range(head, len(lines))
        if lines[index].kind == "SIGNED_LINE"
        or (lines[index].kind == "DATE_LINE" and index and lines[index - 1].kind == "ORGAN_LINE")
    ]
    if signed:
        return signed[-1]
    tail = range(max(_last_mark(lines) + 1, head), len(lines))
    dates = [index for index in tail if lines[index].kind == "DATE_LINE"]
    closers = [index for index in tail if lines[index].kind in CLOSERS]
    return next(iter(dates or closers), None)


def _settle_closers(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Take closing lines amid the text for text, unless they can be nothing else."""
    last_mark = _last_mark(lines)
    return tuple(
        line.as_(TEXT)
        if line.kind in CLOSERS and index < last_mark and not _is_stray(lines, index)
        else line
        for index, line in enumerate(lines)
    )


def _last_mark(lines: Sequence[TextLine]) -> int:
    return max((i for i, line in enumerate(lines) if line.kind in MARKS), default=-1)


def _is_stray(lines: Sequence[TextLine], index: int) -> bool:
    kind = lines[index].kind
    if kind == "ORGAN_LINE":
        return lines[index + 1].kind == "DATE_LINE"
    if kind == "DATE_LINE":
        return index > 0 and lines[index - 1].kind == "ORGAN_LINE"
    return kind not in ("FORMULA", "ANNEX")


def titles(head: Sequence[TextLine]) -> Iterator[range]:
    """Yield the runs of head lines that make a whole title, in order.

    A title may take several lines: the shortest run is taken that names an organ and ends in the
    kind of document, with the line before it when that is nothing but the organ.
    """
    index = 0
    while index < len(head):
        run = _title_from(head, index)
        if run:
            yield run
        index = run.stop if run else index + 1


def _title_from(head: Sequence[TextLine], start: int) -> range | None:
    for stop in range(start + 1, min(start + TITLE_LINES, len(head)) + 1):
        if not _may_be_title(head[stop - 1]):
            return None
        if _joined_kind(head, start, stop) in TITLES:
            return _trim(head, range(start, _extend(head, start, stop)))
    return None


def _extend(head: Sequence[TextLine], start: int, stop: int) -> int:
    """Take in what is left of a title cut behind something that looked like its end."""
    while (
        stop < min(start + TITLE_LINES, len(head))
        and _may_be_title(head[stop])
        and head_kind(head[stop].view) not in TITLES
        and _joined_kind(head, start, stop + 1) in TITLES
    ):
        stop += 1
    return stop


def _trim(head: Sequence[TextLine], run: range) -> range:
    for later in reversed(run[1:]):
        kind = _joined_kind(head, later, run.stop)
        if kind == "NAMED_TITLE" or (kind == "BARE_TITLE" and head[later - 1].kind != "ORGAN_LINE"):
            return range(later, run.stop)
    return run


def _joined_kind(head: Sequence[TextLine], start: int, stop: int) -> str:
    return head_kind("".join(line.view for line in head[start:stop]))


def _may_be_title(line: TextLine) -> bool:
    return head_kind(line.view) in TITLES | {"LOOSE_TITLE", "ADDRESSEE", TEXT}
