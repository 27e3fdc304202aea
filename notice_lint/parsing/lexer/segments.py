"""Paragraphs divided into the segments that the grammar of a notice is made of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from functools import cache
from itertools import pairwise, zip_longest
from typing import NamedTuple

from notice_lint.matching.compiled_regex import compiled
from notice_lint.parsing.lexer.alphabet import Hit, alphabet
from notice_lint.parsing.lexer.lines import FAMILY, LABELS, MARKS, TEXT, LogicalLine
from notice_lint.parsing.lexer.marks import (
    WrittenMarker,
    known_mark,
    read_mark,
    with_marks,
    words_start,
)
from notice_lint.text.spans import Span

PART_LABELS = frozenset(("CAUSE", "MEASURES", "STATUS_LABEL", "SITUATION"))
LOW_MARKS = frozenset(("ITEM_MARK", "SUB_MARK", "PAREN_MARK", "CIRCLE_MARK", FAMILY))
SHORT_STATUS = 20
"""Code points; what stands behind a status label and is longer is prose."""

_BRACKETS = re.compile(r"[【\[(](?:(?<=【)|(?=[^\[\]()]{2,40}[\])] *[。;]? *$))")
_STOP = re.compile(r"[ 。.:;,!?]*")


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
        """Return the piece in another role."""
        return Segment(kind, self.paragraph, self.start, self.words, self.span, self.mark)


def segments(paragraphs: Sequence[LogicalLine], statuses: Container[str] = ()) -> list[Segment]:
    """Divide paragraphs into segments and tell statuses from measures.

    `statuses` are words for a status besides those of the grammar.
    """
    low = _label_marks(paragraphs)
    found = [piece for one in with_marks(paragraphs) for piece in _divide(*one, low)]
    return list(_settle(list(_check_topics(found)), statuses))


def _label_marks(paragraphs: Sequence[LogicalLine]) -> frozenset[str]:
    """Return the marks that may number the labels of an item.

    （一） is one only where a document numbers its causes so: 一、关于…的问题, （一）原因分析.
    """
    grouped = (one for one in paragraphs if one.kind == "GROUP_MARK")
    labels = (alphabet("line").match(one.view[one.lead :].lstrip(" ")) for one in grouped)
    causes = any(label and label.terminal == "CAUSE" for label in labels)
    return LOW_MARKS | {"GROUP_MARK"} if causes else LOW_MARKS


def _divide(
    paragraph: LogicalLine, mark: WrittenMarker | None, label_marks: frozenset[str]
) -> Iterator[Segment]:
    if mark is not None:
        lead = 0 if paragraph.kind == TEXT else paragraph.lead
        yield from _headed(paragraph, mark, words_start(paragraph, lead))
    elif paragraph.kind in MARKS:
        yield from _divide_heading(paragraph, label_marks)
    elif paragraph.kind in LABELS:
        yield _piece(paragraph, paragraph.kind, 0, paragraph.lead)
        yield from _divide_text(paragraph, paragraph.lead)
    elif paragraph.kind == TEXT:
        yield from _divide_text(paragraph, 0)
    elif paragraph.kind == "SUPERVISION":
        yield from _divide_closing(paragraph)
    elif paragraph.kind == "SIGNED_LINE":
        yield from _divide_signature(paragraph)
    else:
        yield _piece(paragraph, paragraph.kind, 0, len(paragraph.view))


def _piece(paragraph: LogicalLine, kind: str, start: int, end: int) -> Segment:
    given = paragraph.view[start:end]
    shown = given.lstrip(" ")
    left = start + len(given) - len(shown)
    shown = shown.rstrip(" ")
    span = paragraph.span(left, left + len(shown))
    return Segment(kind, paragraph, left, shown.rstrip("。.:;,!? "), span)


def _cuts(paragraph: LogicalLine, start: int) -> list[Hit]:
    """Find what begins anew inside a paragraph: labels, sub-items, statuses, topics."""
    view, inside = paragraph.view, alphabet("inside")
    places = {start}
    places.update([stop.end() for stop in _stops().finditer(view, max(0, start - 1))])
    places.update([bracket.start() for bracket in _BRACKETS.finditer(view, start)])
    found: list[Hit] = []
    for place in sorted(places):
        hit = inside.match(view, place)
        if hit and (not found or place >= found[-1].end):
            found.append(hit)
    return found


@cache
def _stops() -> re.Pattern[str]:
    """Return what ends a sentence or a label where something may begin anew behind it."""
    return compiled(rf"[。;:!?][”’)】》]*+ *+{alphabet('inside').ahead}")


def _divide_heading(paragraph: LogicalLine, label_marks: frozenset[str]) -> Iterator[Segment]:
    view = paragraph.view
    start = words_start(paragraph, paragraph.lead)
    mark = read_mark(paragraph)
    label = alphabet("line").match(view[start:]) if paragraph.kind in label_marks else None
    if label and label.terminal in PART_LABELS:
        end = start + label.end
        yield _piece(paragraph, label.terminal, start, end)._replace(mark=mark)
        yield from _divide_text(paragraph, end)
        return
    yield from _headed(paragraph, mark, start)


def _headed(paragraph: LogicalLine, mark: WrittenMarker, start: int) -> Iterator[Segment]:
    """Yield a heading and what runs on behind it."""
    cuts = [cut for cut in _cuts(paragraph, start) if cut.start > start]
    hit = alphabet("heading").match(paragraph.view, start)
    end = min([hit.end if hit else len(paragraph.view), *(cut.start for cut in cuts)])
    yield _heading(paragraph, mark, start, end)
    yield from _divide_text(paragraph, _skip_stop(paragraph, end), cuts)


def _heading(paragraph: LogicalLine, mark: WrittenMarker, start: int, end: int) -> Segment:
    words = _piece(paragraph, "HEADING", start, end)
    stop = max(_skip_stop(paragraph, end), end)
    whole = Span(mark.span.start, max(paragraph.span(start, stop).end, mark.span.end))
    return Segment("HEADING", paragraph, words.start, words.words, whole, mark)


def _skip_stop(paragraph: LogicalLine, end: int) -> int:
    found = _STOP.match(paragraph.view, end)
    return found.end() if found else end


def _divide_text(
    paragraph: LogicalLine, start: int, cuts: Sequence[Hit] | None = None
) -> Iterator[Segment]:
    """Yield the segments of running text from a place on."""
    found = [cut for cut in (_cuts(paragraph, start) if cuts is None else cuts) if cut.end > start]
    ends = [cut.start for cut in found] + [len(paragraph.view)]
    if ends[0] > start:
        yield from _text(paragraph, start, ends[0])
    for cut, (_, end) in zip(found, pairwise(ends), strict=True):
        yield from _begun(paragraph, cut, end)


def _text(paragraph: LogicalLine, start: int, end: int) -> Iterator[Segment]:
    piece = _piece(paragraph, TEXT, start, end)
    if piece.words:
        yield piece


def _begun(paragraph: LogicalLine, cut: Hit, end: int) -> Iterator[Segment]:
    """Yield the piece that a hit begins, and the text behind it."""
    if cut.terminal == "INNER_SUB":
        mark = known_mark(paragraph, "SUB_MARK", cut.start, cut.end)
        hit = alphabet("heading").match(paragraph.view, cut.end)
        stop = min(hit.end if hit else end, end)
        yield _heading(paragraph, mark, cut.end, stop)
        yield from _text(paragraph, min(_skip_stop(paragraph, stop), end), end)
    else:
        kind = cut.terminal.removeprefix("INNER_")
        yield _piece(paragraph, kind, cut.start, cut.end)
        yield from _text(paragraph, cut.end, end)


def _divide_closing(paragraph: LogicalLine) -> Iterator[Segment]:
    """Part the invitation to supervise from the contact details that run on behind it."""
    hits = alphabet("closing").scan(paragraph.view)
    contact = next((hit.start for hit in hits), None)
    yield _piece(paragraph, "SUPERVISION", 0, contact or len(paragraph.view))
    if contact:
        yield _piece(paragraph, "CONTACT", contact, len(paragraph.view))


def _divide_signature(paragraph: LogicalLine) -> Iterator[Segment]:
    date = next(iter(alphabet("date").scan(paragraph.view)))
    yield _piece(paragraph, "ORGAN_LINE", 0, date.start)
    yield _piece(paragraph, "DATE_LINE", date.start, len(paragraph.view))


def _check_topics(found: Sequence[Segment]) -> Iterator[Segment]:
    """Take for text what looks like a topic but has no run of 一是…二是… behind it."""
    first = alphabet("first_enumerator")
    for piece, after in zip_longest(found, found[1:]):
        is_run = after is not None and after.kind == TEXT and first.match(after.words)
        yield piece if piece.kind != "TOPIC" or is_run else piece.as_(TEXT)


def _settle(found: Sequence[Segment], statuses: Container[str]) -> Iterator[Segment]:
    """Tell what a label such as 整改情况 holds: a status, measures, or one and then the other.

    Words that are no status anyone knows still are one where the document's other labels of the
    kind hold a status.
    """
    habits = _holds_status(found)
    taken = False
    for piece, after in zip_longest(found, found[1:]):
        if taken:
            taken = False
            continue
        if piece.kind not in ("SITUATION", "STATUS_LABEL"):
            yield piece
            continue
        expected = piece.kind == "STATUS_LABEL" or piece.words in habits
        expected = expected or (after is not None and after.words in statuses)
        status = _status_length(after, expected) if after and after.kind == TEXT else 0
        empty = after is None or after.kind != TEXT
        yield piece.as_("STATUS_LABEL" if status or (empty and expected) else "MEASURES")
        if after and status:
            taken = True
            yield from _parted(after, status)


def _holds_status(found: Sequence[Segment]) -> frozenset[str]:
    """Return the labels that hold a status at least half of the time."""
    slots = Counter(piece.words for piece in found if piece.kind == "SITUATION")
    filled = Counter(
        piece.words
        for piece, after in pairwise(found)
        if piece.kind == "SITUATION" and alphabet("status_words").match(after.words)
    )
    return frozenset(words for words, count in filled.items() if count * 2 >= slots[words])


def _status_length(piece: Segment, expected: bool) -> int:
    hit = alphabet("status_words").match(piece.words)
    if hit and hit.end:
        return hit.end
    brief = len(piece.words) <= SHORT_STATUS and not re.search("[。;:]", piece.words)
    if not (expected and brief) or any(alphabet("first_enumerator").scan(piece.words)):
        return 0
    return len(piece.words)


def _parted(piece: Segment, length: int) -> Iterator[Segment]:
    """Part a status from the measures that go on behind it in the same paragraph."""
    words = piece.words
    yield piece._replace(kind="STATUS", words=words[:length], span=piece.locate(0, length))
    rest = _STOP.match(words, length)
    behind = rest.end() if rest else length
    if behind < len(words):
        span = Span(piece.locate(behind, len(words)).start, piece.span.end)
        yield piece._replace(start=piece.start + behind, words=words[behind:], span=span)
