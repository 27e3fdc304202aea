"""Lines of a web page that came along with the text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from notice_lint.document.ends import PageBlock
from notice_lint.parsing.lexer.lines import LogicalLine
from notice_lint.text.spans import Span


def page_blocks(paragraphs: Sequence[LogicalLine]) -> tuple[PageBlock, ...]:
    """Return the header, what is left in the middle, each run of lines for itself, and the footer.

    A line of the kind that any page has belongs to the footer where nothing else follows.
    """
    middle = _runs(paragraphs)
    foot = _spans(paragraphs, "PAGE_FOOT")
    if middle and paragraphs[-1].kind == "PAGE_LINE" and not foot:
        foot = middle.pop()
    blocks = [
        PageBlock("head", _spans(paragraphs, "PAGE_HEAD")),
        *(PageBlock("body", spans) for spans in middle),
        PageBlock("foot", foot),
    ]
    return tuple(block for block in blocks if block.lines)


def _runs(paragraphs: Sequence[LogicalLine]) -> list[tuple[Span, ...]]:
    """Return the lines of each run of lines of a page."""
    runs = groupby(paragraphs, key=lambda line: line.kind == "PAGE_LINE")
    return [tuple(line.span() for line in run) for is_page, run in runs if is_page]


def _spans(paragraphs: Sequence[LogicalLine], kind: str) -> tuple[Span, ...]:
    return tuple(line.span() for line in paragraphs if line.kind == kind)
