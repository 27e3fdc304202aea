"""Which lines of a page go on in the next one: by geometry, and by what a line begins with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Self

from msgspec import Struct

from notice_lint.readers.pdf.page import PageLine
from notice_lint.text.width import display_width

_HAN = "[零〇一二三四五六七八九十百]"
_MARKER = re.compile(
    rf"第(?:\d{{1,3}}|{_HAN}{{1,4}})[章节条项部、，：:]|[（(]\s*(?:\d{{1,3}}|{_HAN}{{1,4}})\s*[)）]"
    rf"|{_HAN}{{1,4}}[、.．]|\d{{1,3}}(?:[、．)）]|[.](?!\d))|\d{{1,2}}[.-]\d{{1,2}}[.、\s]"
    rf"|[①-⑳⑴-⒇⒈-⒛㈠-㈩]|【[^】\n]{{1,20}}】|(?:问题|序号)[（(]?(?:\d{{1,3}}|{_HAN}{{1,4}})[)）]?[：:、.]"
)
"""What begins a paragraph, whatever stands before: a number, or a label in brackets."""
_OPEN_END = re.compile(r"[，、（“‘《第]$")
"""An end that no paragraph has: 县委第 before 一、第二巡察组."""
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,12}[：:]")
_STOP = re.compile(r"[。！？；!?;][”’）)]*$")
_ANY_STOP = re.compile(r"[，。！？；：,;:]")
_UNBROKEN = re.compile(r"[“‘（《〈【〔(\[]*(?:[!-~]+|.)[，。；：、！？”’）》〉】〕…]*")
"""What no line end parts: a word or a number, and the marks around it (GB/T 15834, 5.1)."""
_APART = 1.25
"""Times the usual distance of lines that more space before a paragraph begins with."""
_INDENT = 4
"""Times the height of its characters that a paragraph is indented at most."""
_SAME = 2.0
"""Points between places that are meant to be the same."""


class Measure(Struct, frozen=True):
    """How a document sets its lines, in points."""

    left: float
    right: float
    pitch: float
    """Distance from one line of a paragraph to the next."""

    @classmethod
    def of(cls, lines: Sequence[PageLine]) -> Self:
        """Take the measure of the lines of a document."""
        left = min(_usual([line.left for line in lines]), default=0.0)
        right = max(_rights(lines, left), default=0.0)
        bare = cls(left, right, 0.0)
        gaps = Counter(
            round(line.bottom - following.bottom, 1)
            for line, following in pairwise(lines)
            if line.page == following.page
            and line.bottom > following.bottom
            and bare.continues(line, following)
        )
        # of the distances that a quarter of the lines share the smallest is that inside paragraphs:
        # the commonest would be that between them, where most have a single line
        least = max(1, sum(gaps.values()) / 4)
        usual = [gap for gap, count in gaps.items() if count >= least] or list(gaps)
        return cls(left, right, min(usual, default=0.0))

    def continues(self, line: PageLine, following: PageLine) -> bool:
        """Tell whether a line goes on in the next one.

        It is full, so that what the next one begins with found no room, and it is not centred; the
        next one begins no paragraph, is not indented and not set off by more space.
        """
        em = _em(line, following)
        before, behind = line.left - self.left, self.right - line.right
        # half a character: a title of three lines is centred to within that, and without it its
        # lines, none of which is full, would each be a paragraph or all one with the text below
        is_centred = behind > em and abs(before - behind) < em / 2
        if is_centred or following.left >= self.left + em or not self.fills(line, following):
            return False
        gap = line.bottom - following.bottom
        return not (self.pitch and line.page == following.page and gap > self.pitch * _APART)

    def fills(self, line: PageLine, following: PageLine) -> bool:
        """Tell whether a line is full, so that what the next one begins with found no room."""
        behind = self.right - line.right
        is_full = behind < _width_of_first(following) + _em(line, following)
        return is_full and not _begins_paragraph(line, following)


def _em(line: PageLine, following: PageLine) -> float:
    """Return about the size of a character; the boxes of most are a little smaller.

    Too small, and a line that was broken a little early begins a new paragraph; too large, and the
    last line of a paragraph that is nearly full is joined to the next paragraph.
    """
    return max(line.height, following.height, 1.0) * 1.2


def _rights(lines: Sequence[PageLine], left: float) -> list[float]:
    """Return where lines end that begin where paragraphs do; all where none begins there."""
    return [
        line.right for line in lines if -_SAME <= line.left - left <= _INDENT * line.height
    ] or [line.right for line in lines]


def _usual(places: Iterable[float]) -> list[float]:
    """Return the places that several lines share, all where none is shared."""
    counts = Counter(round(place / _SAME) for place in places)
    # one line in thirty: a page has about thirty, and what stands further left than all of them is
    # a page number or a stamp, not the margin
    least = max(2, sum(counts.values()) / 30)
    shared = {place for place, count in counts.items() if count >= least}
    return [place for place in places if not shared or round(place / _SAME) in shared]


def _width_of_first(line: PageLine) -> float:
    """Return about how wide what a line begins with is, up to where it could be broken."""
    first = _UNBROKEN.match(line.text)
    whole = display_width(line.text) or 1
    words = first.group() if first else ""
    return (line.right - line.left) * display_width(words) / whole


def _begins_paragraph(line: PageLine, following: PageLine) -> bool:
    """Tell by the words: a number begins one, a label does behind a full stop or a heading."""
    if _MARKER.match(following.text):
        return not _OPEN_END.search(line.text)
    is_heading = _MARKER.match(line.text) and not _ANY_STOP.search(line.text)
    is_ended = is_heading or _STOP.search(line.text)
    return bool(is_ended and _LABEL.match(following.text))
