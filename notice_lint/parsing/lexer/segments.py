"""Segments, which the grammar of a notice is made of, and how one is cut out of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from notice_lint.parsing.lexer.alphabet import Hit, alphabet
from notice_lint.parsing.lexer.line_facts import STATEMENT
from notice_lint.parsing.lexer.lines import TEXT, LogicalLine, is_label
from notice_lint.parsing.lexer.marks import (
    WrittenMarker,
    known_mark,
)
from notice_lint.parsing.lexer.statuses import find_choice, find_status
from notice_lint.text.spans import Span

HEADING = "HEADING"
SUMMARY = "SUMMARY"
"""A paragraph that tells of all items above it: 截至目前，已办结4个，正在办理2个."""
_STOP = re.compile(r"[ 。.:;,!?]*")
_LABEL_SIGNS = " *_◆◇●○■□▪▫•·‣★☆◎▶➤▲△※→⇒►▸✦✧-:：?|。"
_MARK_BRACKETS = " 【】[]()〔〕-"
_LABEL_BRACKETS = dict(zip("【[(<〔〈〖「", "】])>〕〉〗」", strict=True))


PARTS = frozenset(("CAUSE", "BARE_CAUSE", "MEASURES", "STATUS_LABEL", "STATUS_MARK", "BARE_STATUS"))
"""The kinds of segments that answer a problem."""


class Segment(NamedTuple):
    """A part of a paragraph with one role.

    `words` are folded, without marker and closing stop, and begin at `start` in the paragraph.
    """

    kind: str
    paragraph: LogicalLine
    start: int
    words: str
    span: Span
    mark: WrittenMarker | None = None

    @property
    def core(self) -> Span:
        """Where the words stand in the Source."""
        return self.locate(0, len(self.words))

    def locate(self, start: int, end: int) -> Span:
        """Return where a range of the words stands in the Source."""
        return self.paragraph.span(self.start + start, self.start + end)

    def as_(self, kind: str) -> Segment:
        """Return the segment in another role."""
        return Segment(kind, self.paragraph, self.start, self.words, self.span, self.mark)

    def narrow(self, start: int, end: int) -> Segment:
        """Return the segment with some of its words, at the same place."""
        return self._replace(start=self.start + start, words=self.words[start:end])

    def part(self, kind: str, start: int, end: int | None = None) -> Segment:
        """Return a range of the words as a segment of its own; without `end` all behind it."""
        if end is None:
            span = Span(self.locate(start, len(self.words)).start, self.span.end)
        else:
            span = self.locate(start, end)
        words = self.words[start:end].rstrip("。.:;,!? ")
        return Segment(kind, self.paragraph, self.start + start, words, span)


def make_segment(paragraph: LogicalLine, kind: str, start: int, end: int) -> Segment:
    """Return a range of a paragraph as a segment, without the blanks around it."""
    given = paragraph.view[start:end]
    shown = given.lstrip(" ")
    left = start + len(given) - len(shown)
    shown = shown.rstrip(" ")
    span = paragraph.span(left, left + len(shown))
    return Segment(kind, paragraph, left, shown.rstrip("。.:;,!? "), span)


def make_label(paragraph: LogicalLine, kind: str, start: int, end: int) -> Segment:
    """Return a label, its words without the signs and brackets around them."""
    whole = make_segment(paragraph, kind, start, end)
    left, right = 0, len(whole.words)
    while left < right and whole.words[left] in f"{_LABEL_SIGNS}{''.join(_LABEL_BRACKETS)}":
        left += 1
    while left < right and _is_outside(whole.words[left:right]):
        right -= 1
    return whole.narrow(left, right)


def _is_outside(words: str) -> bool:
    """Tell whether the last character is a sign or a bracket that nothing inside opened."""
    opener = {right: left for left, right in _LABEL_BRACKETS.items()}.get(words[-1])
    return words[-1] in _LABEL_SIGNS if opener is None else opener not in words


def make_status_mark(paragraph: LogicalLine, start: int, end: int) -> Segment:
    """Return a status that stands as a mark, without brackets; of several words the ticked one."""
    mark = make_segment(paragraph, "STATUS_MARK", start, end)
    chosen = find_choice(mark.words)
    if chosen:
        return mark.narrow(chosen.start, chosen.end)
    words = mark.words.strip(_MARK_BRACKETS)
    left = mark.words.index(words)
    place = find_status(words)
    # —已完成，效果较好 has no closing bracket: the status ends where its own words do
    known = place is not None and mark.words.startswith("-")
    return mark.narrow(left, left + (place.end if place and known else len(words)))


def is_heading(words: str, label: Hit) -> bool:
    """Tell whether what looks like a label behind a marker is a heading.

    1.问题：… heads an item and is none of its parts; 3.下一步打算 with nothing behind it is a part
    of the document.
    """
    if label.terminal == STATEMENT:
        return True
    form = alphabet("heading_form").match(words)
    return label.end == len(words) and words[-1:] not in ":】])" and form is not None


def make_heading(paragraph: LogicalLine, mark: WrittenMarker, start: int, end: int) -> Segment:
    """Return the heading behind a marker, which its place includes."""
    words = make_segment(paragraph, "HEADING", start, _inside_end(paragraph.view, start, end))
    # the stop belongs to the heading, so that rules see 。 behind it and fixes can take it out
    stop = max(skip_stop(paragraph, end), end)
    whole = Span(mark.span.start, max(paragraph.span(start, stop).end, mark.span.end))
    return Segment("HEADING", paragraph, words.start, words.words, whole, mark)


def _inside_end(view: str, start: int, end: int) -> int:
    """Return where the words of a heading end whose bracket stands before them: 【学习不紧】."""
    opener = view[start - 1 : start]
    is_closed = bool(opener) and view[end - 1 : end] == _LABEL_BRACKETS.get(opener)
    return end - 1 if is_closed else end


def skip_stop(paragraph: LogicalLine, end: int) -> int:
    """Return where the words behind a stop begin."""
    stop = _STOP.match(paragraph.view, end)
    return stop.end() if stop else end


def make_text(paragraph: LogicalLine, start: int, end: int) -> Iterator[Segment]:
    """Yield a range of a paragraph as text, where it holds any words."""
    segment = make_segment(paragraph, TEXT, start, end)
    if segment.words:
        yield segment


def open_segment(paragraph: LogicalLine, cut: Hit, end: int) -> Iterator[Segment]:
    """Yield the segment that a hit begins, and the text behind it."""
    kind = cut.terminal.removeprefix("INNER_")
    if cut.terminal == "INNER_SUB":
        mark = known_mark(paragraph, "SUB_MARK", cut.start, cut.end)
        hit = alphabet("heading").match(paragraph.view, cut.end)
        stop = min(hit.end if hit else end, end)
        yield make_heading(paragraph, mark, cut.end, stop)
        yield from make_text(paragraph, min(skip_stop(paragraph, stop), end), end)
        return
    if kind == "STATUS_MARK":
        yield make_status_mark(paragraph, cut.start, cut.end)
        yield from make_text(paragraph, min(skip_stop(paragraph, cut.end), end), end)
        return
    build = make_label if is_label(kind) else make_segment
    yield build(paragraph, kind, cut.start, cut.end)
    yield from make_text(paragraph, cut.end, end)
