"""Paragraphs divided into segments by what their own words say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from notice_lint.parsing.lexer.alphabet import Alphabet, Alphabets, Hit, alphabet
from notice_lint.parsing.lexer.cuts import Cutter
from notice_lint.parsing.lexer.line_facts import CAUSE, PARTS, STATEMENT
from notice_lint.parsing.lexer.lines import (
    FAMILY,
    MARKS,
    TEXT,
    LogicalLine,
    heading_families,
    is_label,
)
from notice_lint.parsing.lexer.marks import WrittenMarker, read_mark, with_marks, words_start
from notice_lint.parsing.lexer.segments import (
    Segment,
    is_heading,
    make_heading,
    make_label,
    make_segment,
    make_status_mark,
    make_text,
    open_segment,
    skip_stop,
)

LOW_MARKS = frozenset(("ITEM_MARK", "SUB_MARK", "PAREN_MARK", "CIRCLE_MARK", FAMILY))
"""Marks that may number the labels of an item: 1.原因分析, （1）原因分析, ①原因分析."""

_STOPS = re.compile(r"[。;!] *")


def divide(paragraphs: Sequence[LogicalLine], known: Alphabets) -> Iterator[Segment]:
    """Divide paragraphs into segments by what their own words say."""
    stating = _stating_marks(paragraphs, known["label"])
    stopped = _stopped_marks(paragraphs, known["label"])
    divider = Divider(
        Cutter(known),
        known["label"],
        _label_marks(paragraphs),
        heading_families(paragraphs),
        stating,
        stopped,
    )
    for paragraph, mark in with_marks(paragraphs):
        yield from divider.divide(paragraph, mark)


def _label_marks(paragraphs: Sequence[LogicalLine]) -> frozenset[str]:
    """Return the marks that may number the labels of an item.

    （一） is one only where a document numbers its causes so: 一、关于…的问题, （一）原因分析.
    """
    grouped = (paragraph for paragraph in paragraphs if paragraph.kind == "GROUP_MARK")
    labels = (
        alphabet("label").match(_with_colon(paragraph.view[paragraph.lead :].lstrip(" ")))
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


def _stopped_marks(paragraphs: Sequence[LogicalLine], labels: Alphabet) -> frozenset[str]:
    """Return the marks that number labels closed by a stop: （1）原因分析。… （2）整改措施。…

    Elsewhere such words are a heading: （1）完善措施。
    """
    numbered: dict[str, list[str]] = defaultdict(list)
    for paragraph in paragraphs:
        if paragraph.kind in LOW_MARKS or paragraph.kind == "GROUP_MARK":
            label = labels.match(_with_colon(paragraph.view[paragraph.lead :].lstrip(" ")))
            numbered[paragraph.kind].append(label.terminal if label else "")
    return frozenset(
        kind
        for kind, terminals in numbered.items()
        if any(first == CAUSE and second in PARTS for first, second in pairwise(terminals))
    )


def _with_colon(words: str) -> str:
    """Return words whose first stop is a colon, which closes a label."""
    return words.replace("。", ":", 1)


class Divider(Struct, frozen=True):
    """Divides paragraphs by the alphabets of one office."""

    cutter: Cutter
    labels: Alphabet
    label_marks: frozenset[str]
    heading_families: frozenset[str]
    """The families that number no labels, though their kind may."""
    stating_marks: frozenset[str]
    """The marks that number the statement of a problem as they do its parts."""
    stopped_marks: frozenset[str]
    """The marks behind which a stop closes a label."""

    def divide(self, paragraph: LogicalLine, mark: WrittenMarker | None) -> Iterator[Segment]:
        """Yield the segments of one paragraph, which a marker on the line before it may number."""
        if mark is not None:
            lead = 0 if paragraph.kind == TEXT else paragraph.lead
            yield from self._headed(paragraph, mark, words_start(paragraph, lead))
        elif paragraph.kind in MARKS:
            yield from self._divide_heading(paragraph)
        elif is_label(paragraph.kind):
            yield make_label(paragraph, paragraph.kind, 0, paragraph.lead)
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
            yield make_segment(paragraph, "ORGAN_LINE", 0, _name_end(paragraph.view))
        else:
            yield make_segment(paragraph, paragraph.kind, 0, len(paragraph.view))

    def _divide_heading(self, paragraph: LogicalLine) -> Iterator[Segment]:
        view = paragraph.view
        start = words_start(paragraph, paragraph.lead)
        mark = read_mark(paragraph)
        is_low = paragraph.kind in self.label_marks and mark.style not in self.heading_families
        label = self._label_behind(paragraph, start) if is_low else None
        states = label is not None and label.terminal == STATEMENT
        is_part = states and paragraph.kind in self.stating_marks
        if label and (is_part or not is_heading(view[start:], label)):
            end = start + label.end
            yield make_label(paragraph, label.terminal, start, end)._replace(mark=mark)
            yield from self._divide_text(paragraph, end)
        else:
            yield from self._headed(paragraph, mark, start)

    def _label_behind(self, paragraph: LogicalLine, start: int) -> Hit | None:
        words = paragraph.view[start:]
        is_stopped = paragraph.kind in self.stopped_marks
        label = self.labels.match(words)
        return label or (self.labels.match(_with_colon(words)) if is_stopped else None)

    def _headed(self, paragraph: LogicalLine, mark: WrittenMarker, start: int) -> Iterator[Segment]:
        """Yield a heading and what runs on behind it; a status may stand before its words."""
        view = paragraph.view
        # 1.【已完成】针对…: the status is a mark of its own, or it would be part of the heading
        before = alphabet("heading_status").match(view, start)
        before = before or alphabet("first_mark").match(view, start)
        first = before.end if before else start
        before = before or alphabet("first_mark").match(view)  # 【已完成】1.针对…
        hit = alphabet("heading").match(view, first)
        end = hit.end if hit else len(view)
        cuts = self.cutter.heading_cuts(view, first, end)
        # a heading ends at its first stop, but sooner where a part begins without one:
        # 1.学习不深入 原因分析：…
        end = min([end, *(cut.start for cut in cuts)])
        yield make_heading(paragraph, mark, first, end)
        if before:
            yield make_status_mark(paragraph, before.start, before.end)
        yield from self._divide_text(paragraph, skip_stop(paragraph, end), cuts)

    def _divide_text(
        self, paragraph: LogicalLine, start: int, cuts: Sequence[Hit] | None = None
    ) -> Iterator[Segment]:
        """Yield the segments of running text from a place on."""
        hits = self.cutter.text_cuts(paragraph.view, start) if cuts is None else cuts
        hits = [cut for cut in hits if cut.end > start]
        ends = [cut.start for cut in hits] + [len(paragraph.view)]
        if ends[0] > start:
            yield from make_text(paragraph, start, ends[0])
        for cut, (_, end) in zip(hits, pairwise(ends), strict=True):
            yield from open_segment(paragraph, cut, end)


def _divide_closing(paragraph: LogicalLine) -> Iterator[Segment]:
    """Part the invitation to supervise from the contact details that run on behind it."""
    lead = alphabet("supervision_lead").match(paragraph.view)
    hits = [lead.end] if lead else [hit.start for hit in alphabet("closing").scan(paragraph.view)]
    contact = min(hits, default=len(paragraph.view))
    yield make_segment(paragraph, "SUPERVISION", 0, contact)
    if paragraph.view[contact:].strip(" :。"):
        yield make_segment(paragraph, "CONTACT", contact, len(paragraph.view))


def _divide_contact(paragraph: LogicalLine) -> Iterator[Segment]:
    """Part contact details from the invitation to supervise that closes their paragraph."""
    view = paragraph.view
    stops = (stop.end() for stop in _STOPS.finditer(view))
    places = [stop for stop in stops if alphabet("invitation").match(view, stop)]
    end = min(places, default=len(view))
    yield make_segment(paragraph, "CONTACT", 0, end)
    if places:
        yield make_segment(paragraph, "SUPERVISION", end, len(view))


def _divide_signature(paragraph: LogicalLine) -> Iterator[Segment]:
    date = next(iter(alphabet("date").scan(paragraph.view)))
    yield make_segment(paragraph, "ORGAN_LINE", 0, _name_end(paragraph.view[: date.start]))
    yield make_segment(paragraph, "DATE_LINE", date.start, len(paragraph.view))


def _name_end(signed: str) -> int:
    """Return where the name ends and the place of the seal is shown."""
    seal = next(alphabet("seal").scan(signed), None)
    return seal.start if seal and seal.start else len(signed)
