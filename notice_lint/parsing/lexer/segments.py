"""Paragraphs divided into the segments that the grammar of a notice is made of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from notice_lint.parsing.lexer.alphabet import Alphabet, Hit, alphabet, alphabets
from notice_lint.parsing.lexer.cuts import Cutter
from notice_lint.parsing.lexer.labels import NO_LABELS, OfficeLabels
from notice_lint.parsing.lexer.line_facts import PARTS, STATEMENT
from notice_lint.parsing.lexer.lines import FAMILY, MARKS, TEXT, LogicalLine, is_label
from notice_lint.parsing.lexer.marks import (
    WrittenMarker,
    known_mark,
    read_mark,
    with_marks,
    words_start,
)
from notice_lint.parsing.lexer.statuses import find_choice, find_status
from notice_lint.text.spans import Span

LOW_MARKS = frozenset(("ITEM_MARK", "SUB_MARK", "PAREN_MARK", "CIRCLE_MARK", FAMILY))
"""Marks that may number the labels of an item: 1.原因分析, （1）原因分析, ①原因分析."""

_STOP = re.compile(r"[ 。.:;,!?]*")
_LABEL_SIGNS = " *_◆◇●○■□▪▫•★☆◎▶➤▲△※-:："
_MARK_BRACKETS = " 【】[]()〔〕-"
_LABEL_BRACKETS = {"【": "】", "[": "]", "(": ")", "<": ">", "〔": "〕"}


_STOPS = re.compile(r"[。;!] *")


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


def divide(
    paragraphs: Sequence[LogicalLine], labels: OfficeLabels = NO_LABELS
) -> Iterator[Segment]:
    """Divide paragraphs into segments by what their own words say."""
    known = alphabets(labels)
    stating = _stating_marks(paragraphs, known["label"])
    divider = Divider(Cutter(known), known["label"], _label_marks(paragraphs), stating)
    for paragraph, mark in with_marks(paragraphs):
        yield from divider.divide(paragraph, mark)


def _label_marks(paragraphs: Sequence[LogicalLine]) -> frozenset[str]:
    """Return the marks that may number the labels of an item.

    （一） is one only where a document numbers its causes so: 一、关于…的问题, （一）原因分析.
    """
    grouped = (paragraph for paragraph in paragraphs if paragraph.kind == "GROUP_MARK")
    labels = (
        alphabet("label").match(paragraph.view[paragraph.lead :].lstrip(" "))
        for paragraph in grouped
    )
    causes = any(label and label.terminal == "CAUSE" for label in labels)
    return LOW_MARKS | {"GROUP_MARK"} if causes else LOW_MARKS


def _stating_marks(paragraphs: Sequence[LogicalLine], labels: Alphabet) -> frozenset[str]:
    """Return the marks that number all parts of an item: （1）问题描述：… （2）整改情况：…

    Elsewhere 1.问题：… heads an item, and no part has a number.
    """
    numbered: dict[str, list[str]] = defaultdict(list)
    for paragraph in paragraphs:
        if paragraph.kind in LOW_MARKS:
            label = labels.match(paragraph.view[paragraph.lead :].lstrip(" "))
            numbered[paragraph.kind].append(label.terminal if label else "")
    return frozenset(
        kind
        for kind, terminals in numbered.items()
        if any(first == STATEMENT and second in PARTS for first, second in pairwise(terminals))
    )


class Divider(Struct, frozen=True):
    """Divides paragraphs by the alphabets of one office."""

    cutter: Cutter
    labels: Alphabet
    label_marks: frozenset[str]
    stating_marks: frozenset[str]
    """The marks that number the statement of a problem as they do its parts."""

    def divide(self, paragraph: LogicalLine, mark: WrittenMarker | None) -> Iterator[Segment]:
        """Yield the segments of one paragraph, which a marker on the line before it may number."""
        if mark is not None:
            lead = 0 if paragraph.kind == TEXT else paragraph.lead
            yield from self._headed(paragraph, mark, words_start(paragraph, lead))
        elif paragraph.kind in MARKS:
            yield from self._divide_heading(paragraph)
        elif is_label(paragraph.kind):
            yield _label(paragraph, paragraph.kind, 0, paragraph.lead)
            yield from self._divide_text(paragraph, paragraph.lead)
        elif paragraph.kind == TEXT:
            yield from self._divide_text(paragraph, 0)
        elif paragraph.kind == "SUPERVISION":
            yield from _divide_closing(paragraph)
        elif paragraph.kind == "CONTACT":
            yield from _divide_contact(paragraph)
        elif paragraph.kind == "SIGNED_LINE":
            yield from _divide_signature(paragraph)
        elif paragraph.kind == "ORGAN_LINE":
            yield _segment(paragraph, "ORGAN_LINE", 0, _name_end(paragraph.view))
        else:
            yield _segment(paragraph, paragraph.kind, 0, len(paragraph.view))

    def _divide_heading(self, paragraph: LogicalLine) -> Iterator[Segment]:
        view = paragraph.view
        start = words_start(paragraph, paragraph.lead)
        mark = read_mark(paragraph)
        is_low = paragraph.kind in self.label_marks
        label = self.labels.match(view[start:]) if is_low else None
        states = label is not None and label.terminal == STATEMENT
        is_part = states and paragraph.kind in self.stating_marks
        if label and (is_part or not _heads(view[start:], label)):
            end = start + label.end
            yield _label(paragraph, label.terminal, start, end)._replace(mark=mark)
            yield from self._divide_text(paragraph, end)
        else:
            yield from self._headed(paragraph, mark, start)

    def _headed(self, paragraph: LogicalLine, mark: WrittenMarker, start: int) -> Iterator[Segment]:
        """Yield a heading and what runs on behind it; a status may stand before its words."""
        view = paragraph.view
        before = alphabet("heading_status").match(view, start)
        first = before.end if before else start
        hit = alphabet("heading").match(view, first)
        end = hit.end if hit else len(view)
        cuts = self.cutter.heading_cuts(view, first, end)
        end = min([end, *(cut.start for cut in cuts)])
        yield _heading(paragraph, mark, first, end)
        if before:
            yield _status_mark(paragraph, before.start, before.end)
        yield from self._divide_text(paragraph, _skip_stop(paragraph, end), cuts)

    def _divide_text(
        self, paragraph: LogicalLine, start: int, cuts: Sequence[Hit] | None = None
    ) -> Iterator[Segment]:
        """Yield the segments of running text from a place on."""
        hits = self.cutter.text_cuts(paragraph.view, start) if cuts is None else cuts
        hits = [cut for cut in hits if cut.end > start]
        ends = [cut.start for cut in hits] + [len(paragraph.view)]
        if ends[0] > start:
            yield from _text(paragraph, start, ends[0])
        for cut, (_, end) in zip(hits, pairwise(ends), strict=True):
            yield from _open_segment(paragraph, cut, end)


def _segment(paragraph: LogicalLine, kind: str, start: int, end: int) -> Segment:
    given = paragraph.view[start:end]
    shown = given.lstrip(" ")
    left = start + len(given) - len(shown)
    shown = shown.rstrip(" ")
    span = paragraph.span(left, left + len(shown))
    return Segment(kind, paragraph, left, shown.rstrip("。.:;,!? "), span)


def _label(paragraph: LogicalLine, kind: str, start: int, end: int) -> Segment:
    """Return a label, its words without the signs and brackets around them."""
    whole = _segment(paragraph, kind, start, end)
    left, right = 0, len(whole.words)
    while left < right and whole.words[left] in f"{_LABEL_SIGNS}【[(<〔":
        left += 1
    while left < right and _is_outside(whole.words[left:right]):
        right -= 1
    return whole.narrow(left, right)


def _is_outside(words: str) -> bool:
    """Tell whether the last character is a sign or a bracket that nothing inside opened."""
    opener = {right: left for left, right in _LABEL_BRACKETS.items()}.get(words[-1])
    return words[-1] in _LABEL_SIGNS if opener is None else opener not in words


def _status_mark(paragraph: LogicalLine, start: int, end: int) -> Segment:
    """Return a status that stands as a mark, without brackets; of several words the ticked one."""
    mark = _segment(paragraph, "STATUS_MARK", start, end)
    chosen = find_choice(mark.words)
    if chosen:
        return mark.narrow(chosen.start, chosen.end)
    words = mark.words.strip(_MARK_BRACKETS)
    left = mark.words.index(words)
    place = find_status(words)
    known = place is not None and mark.words.startswith("-")
    return mark.narrow(left, left + (place.end if place and known else len(words)))


def _heads(words: str, label: Hit) -> bool:
    """Tell whether what looks like a label behind a marker is a heading.

    1.问题：… heads an item and is none of its parts; 3.下一步打算 with nothing behind it is a part
    of the document.
    """
    if label.terminal == STATEMENT:
        return True
    form = alphabet("heading_form").match(words)
    return label.end == len(words) and words[-1:] not in ":】])" and form is not None


def _heading(paragraph: LogicalLine, mark: WrittenMarker, start: int, end: int) -> Segment:
    words = _segment(paragraph, "HEADING", start, _inside_end(paragraph.view, start, end))
    stop = max(_skip_stop(paragraph, end), end)
    whole = Span(mark.span.start, max(paragraph.span(start, stop).end, mark.span.end))
    return Segment("HEADING", paragraph, words.start, words.words, whole, mark)


def _inside_end(view: str, start: int, end: int) -> int:
    """Return where the words of a heading end whose bracket stands before them: 【学习不紧】."""
    opener = view[start - 1 : start]
    is_closed = bool(opener) and view[end - 1 : end] == _LABEL_BRACKETS.get(opener)
    return end - 1 if is_closed else end


def _skip_stop(paragraph: LogicalLine, end: int) -> int:
    stop = _STOP.match(paragraph.view, end)
    return stop.end() if stop else end


def _text(paragraph: LogicalLine, start: int, end: int) -> Iterator[Segment]:
    segment = _segment(paragraph, TEXT, start, end)
    if segment.words:
        yield segment


def _open_segment(paragraph: LogicalLine, cut: Hit, end: int) -> Iterator[Segment]:
    """Yield the segment that a hit begins, and the text behind it."""
    kind = cut.terminal.removeprefix("INNER_")
    if cut.terminal == "INNER_SUB":
        mark = known_mark(paragraph, "SUB_MARK", cut.start, cut.end)
        hit = alphabet("heading").match(paragraph.view, cut.end)
        stop = min(hit.end if hit else end, end)
        yield _heading(paragraph, mark, cut.end, stop)
        yield from _text(paragraph, min(_skip_stop(paragraph, stop), end), end)
        return
    if kind == "STATUS_MARK":
        yield _status_mark(paragraph, cut.start, cut.end)
    else:
        build = _label if is_label(kind) else _segment
        yield build(paragraph, kind, cut.start, cut.end)
    yield from _text(paragraph, cut.end, end)


def _divide_closing(paragraph: LogicalLine) -> Iterator[Segment]:
    """Part the invitation to supervise from the contact details that run on behind it."""
    lead = alphabet("supervision_lead").match(paragraph.view)
    hits = [lead.end] if lead else [hit.start for hit in alphabet("closing").scan(paragraph.view)]
    contact = min(hits, default=len(paragraph.view))
    yield _segment(paragraph, "SUPERVISION", 0, contact)
    if paragraph.view[contact:].strip(" :。"):
        yield _segment(paragraph, "CONTACT", contact, len(paragraph.view))


def _divide_contact(paragraph: LogicalLine) -> Iterator[Segment]:
    """Part contact details from the invitation to supervise that closes their paragraph."""
    view = paragraph.view
    stops = (stop.end() for stop in _STOPS.finditer(view))
    places = [stop for stop in stops if alphabet("invitation").match(view, stop)]
    end = min(places, default=len(view))
    yield _segment(paragraph, "CONTACT", 0, end)
    if places:
        yield _segment(paragraph, "SUPERVISION", end, len(view))


def _divide_signature(paragraph: LogicalLine) -> Iterator[Segment]:
    date = next(iter(alphabet("date").scan(paragraph.view)))
    yield _segment(paragraph, "ORGAN_LINE", 0, _name_end(paragraph.view[: date.start]))
    yield _segment(paragraph, "DATE_LINE", date.start, len(paragraph.view))


def _name_end(signed: str) -> int:
    """Return where the name ends and the place of the seal is shown."""
    seal = next(alphabet("seal").scan(signed), None)
    return seal.start if seal and seal.start else len(signed)
