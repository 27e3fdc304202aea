"""Lines of a web page that came along with the text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from notice_lint.document.ends import PageBlock
from notice_lint.parsing.lexer.lines import LogicalLine


def page_blocks(paragraphs: Sequence[LogicalLine]) -> tuple[PageBlock, ...]:
    """Return the header, what is left in the middle, each run of lines for itself, and the footer.

    A line of the kind that any page has belongs to the footer where nothing else follows.
    """
    head = [paragraph.span() for paragraph in paragraphs if paragraph.kind == "PAGE_HEAD"]
    foot = [paragraph.span() for paragraph in paragraphs if paragraph.kind == "PAGE_FOOT"]
    runs = groupby(paragraphs, key=lambda paragraph: paragraph.kind == "PAGE_LINE")
    middle = [[paragraph.span() for paragraph in run] for is_page, run in runs if is_page]
    if middle and paragraphs[-1].kind == "PAGE_LINE" and not foot:
        foot = middle.pop()
    blocks = [PageBlock("body", tuple(spans)) for spans in middle]
    if head:
        blocks.insert(0, PageBlock("head", tuple(head)))
    return (*blocks, PageBlock("foot", tuple(foot))) if foot else tuple(blocks)
