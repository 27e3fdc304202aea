"""The markers that paragraphs begin with, as they are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from notice_lint.parsing.lexer.lines import MARKS, TEXT, UNNUMBERED, LogicalLine, bullet_end
from notice_lint.text.numerals import NUMERAL, number_value
from notice_lint.text.spans import Span

OUTER = frozenset(("PART_MARK", "GROUP_MARK"))
"""The markers of sections."""
LONGEST_BARE = 40
"""Code points of a heading on the line behind the marker of a section; more is a paragraph."""
HEADED = frozenset((TEXT, "STATEMENT", UNNUMBERED))
"""What a marker on a line of its own may number."""
ROW = "ROW_MARK"
"""The number of a row that is an item."""
ROW_GROUP = "ROW_GROUP_MARK"
"""The number of a group of rows."""


class WrittenMarker(NamedTuple):
    """The marker of a heading as it is written; empty where its number is gone."""

    style: str
    """Its terminal, or the family that it belongs to."""
    span: Span
    words: str
    value: int | None
    above: tuple[int, ...] = ()
    """The values before the one that counts: 2 in 2.1."""
    like: str = ""
    """Without a number: the style whose sibling it is, or what it heads."""
    table: int = 0
    """In a table, the number of that in the document, 1-based."""


def with_marks(
    paragraphs: Sequence[LogicalLine],
) -> Iterator[tuple[LogicalLine, WrittenMarker | None]]:
    """Yield paragraphs, each with the marker that stands on the line before it, if any.

    序号：1 numbers what 问题：… says on the next line.
    """
    mark: WrittenMarker | None = None
    for this, after in zip_longest(paragraphs, paragraphs[1:]):
        is_bare = this.kind in MARKS and this.lead >= len(this.view)
        if is_bare and mark is None and after is not None and _may_be_numbered(this, after):
            mark = read_mark(this)
            continue
        yield this, mark
        mark = None


def _may_be_numbered(mark: LogicalLine, after: LogicalLine) -> bool:
    """Tell whether a marker alone on its line is that of the next: below 三、 stands its text."""
    is_text = mark.kind in OUTER and len(after.view) > LONGEST_BARE
    return after.kind in HEADED and not is_text


def read_mark(paragraph: LogicalLine) -> WrittenMarker:
    """Return the marker that a heading begins with."""
    member = paragraph.member
    if paragraph.kind == UNNUMBERED:
        start = words_start(paragraph, paragraph.lead)
        like = member.family if member else ""
        return WrittenMarker(UNNUMBERED, paragraph.span(start, start), "", None, like=like)
    start = bullet_end(paragraph.view)
    if member is None:
        return known_mark(paragraph, paragraph.kind, start, paragraph.lead)
    words = paragraph.view[start : paragraph.lead].rstrip(" ")
    span = paragraph.span(start, start + len(words))
    return WrittenMarker(member.family, span, words, member.path[-1], member.path[:-1])


def known_mark(paragraph: LogicalLine, style: str, start: int, end: int) -> WrittenMarker:
    """Return a marker of a style that a terminal knows, written in a range of a paragraph."""
    words = paragraph.view[start:end].strip(" ")
    numeral = NUMERAL.search(words)
    left = start + paragraph.view[start:end].index(words)
    span = paragraph.span(left, left + len(words))
    return WrittenMarker(style, span, words, number_value(numeral.group()) if numeral else None)


def words_start(paragraph: LogicalLine, lead: int) -> int:
    """Return where the words behind a marker or label begin."""
    words = paragraph.view[lead:]
    return lead + len(words) - len(words.lstrip(" "))
