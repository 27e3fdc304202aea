"""Where the page, the title and the closing lines are: what a line is by its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from notice_lint.parsing.lexer.closing import CLOSERS, last_mark, settle_closing
from notice_lint.parsing.lexer.lines import MARKS, TEXT, TextLine, is_label
from notice_lint.parsing.lexer.titles import WHOLE, head_kind
from notice_lint.text.numerals import number_value

_LISTED = re.compile(r"[^\d一二三四五六七八九十]{0,6}(\d{1,2}|[一二三四五六七八九十]{1,2})")
"""The number at the beginning of a line that names an annex."""
_COUNTED = frozenset(("ITEM_MARK", "PART_MARK", "GROUP_MARK", "SUB_MARK"))
"""What annexes are counted with: 1.  一、  （一）  （1）"""
_OWN = frozenset(("SUPERVISION", "CONTACT", "ANNEX"))
"""What may stand behind the date and belongs to the notice all the same."""
_OPENING = MARKS | {"SUPERVISION", "CONTACT"}
_SENTENCE = ("LOOSE_TITLE", TEXT)


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
    body = settle_closing(lines[head:foot])
    return Zones(tuple(lines[:head]), body, tuple(lines[foot:]))


def _annex_lists(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """Take the lines that go on counting below 附件： for what they are, not for problem items."""
    expected = 0
    for line in lines:
        is_listed = line.kind in _COUNTED and _is_listed(line.view, expected)
        yield line.as_("ANNEX") if is_listed else line
        if line.kind == "ANNEX" and line.view.startswith("附"):
            expected = _next_annex(line.view)
        else:
            expected = expected + 1 if is_listed else 0


def _next_annex(view: str) -> int:
    """Return the number that a list of annexes goes on with: 1 behind 附件:, 2 behind 附件:1."""
    name = view.lstrip("附件表录 ").lstrip(": ")
    if not name:
        return 1
    return 2 if name.startswith(_FIRST) else 0


_FIRST = ("1.", "1、", "1:", "一、", "(一)", "(1)")
SKIPPED = 1
"""Numbers that a list of annexes may leave out and still be one: 附件：1.… and then 3.…."""


def _is_listed(view: str, expected: int) -> bool:
    match = _LISTED.match(view)
    if not expected or match is None or "。" in view or len(view) >= 60:
        return False
    number = number_value(match[1])
    return number is not None and expected <= number <= expected + SKIPPED


def _head_length(lines: Sequence[TextLine]) -> int:
    titled = False
    for index, line in enumerate(lines):
        kind = head_kind(line.view)
        is_sentence = titled and kind in _SENTENCE and line.view.endswith("。")
        if _opens_text(lines, index) or kind == "PROSE" or is_sentence:
            return index
        titled = titled or kind in WHOLE
    return len(lines)


def _opens_text(lines: Sequence[TextLine], index: int) -> bool:
    """Tell whether a line is no part of the head: a marker, a label, a table below the title."""
    kind = lines[index].kind
    if kind == "TABLE":
        return not any(head_kind(line.view) in WHOLE for line in lines[index + 1 :])
    return kind in _OPENING or is_label(kind)


def _foot_start(lines: Sequence[TextLine], head: int) -> int:
    """Return the index of the first line behind the notice: page foot or annex."""
    anchor = _sign_off(lines, head)
    if anchor is None:
        return len(lines)
    rest = range(anchor + 1, len(lines))
    metas = [index for index in rest if head_kind(lines[index].view) == "PAGE_META"]
    if not metas:
        return _first(len(lines), rest, lambda index: lines[index].kind == "ANNEX")
    if lines[anchor].kind not in ("DATE_LINE", "SIGNED_LINE"):
        return metas[0]
    return _first(metas[0], rest, lambda index: not _is_own(lines[index]))


def _first(default: int, rest: range, is_meant: Callable[[int], bool]) -> int:
    return min(default, next(filter(is_meant, rest), default))


def _is_own(line: TextLine) -> bool:
    """Tell whether a line behind the date belongs to the notice all the same."""
    return line.kind in _OWN or head_kind(line.view) == "PROSE"


def _sign_off(lines: Sequence[TextLine], head: int) -> int | None:
    """Return the last line of signature and date, or the best that stands for it."""
    signed = [index for index in range(head, len(lines)) if _is_signed(lines, index)]
    if signed:
        return signed[-1]
    tail = range(max(last_mark(lines) + 1, head), len(lines))
    dates = [index for index in tail if lines[index].kind == "DATE_LINE"]
    closers = [index for index in tail if lines[index].kind in CLOSERS]
    return next(iter(dates or closers), None)


def _is_signed(lines: Sequence[TextLine], index: int) -> bool:
    before = lines[index - 1].kind if index else ""
    kind = lines[index].kind
    return kind == "SIGNED_LINE" or (kind == "DATE_LINE" and before == "ORGAN_LINE")
