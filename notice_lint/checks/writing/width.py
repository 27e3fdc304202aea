"""Half-width marks in Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from notice_lint.checks.contract import Check, Passed, Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Edit, Finding, Fix, Related, Value
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

_HAN = r"\u4e00-\u9fff”’》）】"
# the mark comes first and what stands before it is looked at then: many times faster
_MARK = re.compile(
    rf"[,:;?!.](?:(?<=[{_HAN}][,:;?!])|(?<=[\u4e00-\u9fff”》）]\.)(?=[\u4e00-\u9fff“]|$)"
    r"|(?<!\.)(?<![0-9A-Za-z.,:;?!/].)(?=[\u4e00-\u9fff“《]))"
)
_BRACKETS = re.compile(r"\([^()（）]*[\u4e00-\u9fff][^()（）]*\)")
_FULL = "，：；？！（"
_WIDEN = str.maketrans(",:;?!().", "，：；？！（）。")
SHOWN = 24
"""Code points of a bracketed remark that is shown whole; of a longer one only the bracket is."""


class WidthOptions(Struct, frozen=True):
    """Options of half-width."""

    share: int = 80
    """Per cent of all marks above which half-width marks are a habit of the document."""

    def is_habit(self, half: int, full: int) -> bool:
        """Tell whether a document writes half-width marks throughout; two may be slips."""
        return half > 2 and half * 100 > self.share * (half + full)


class HalfWidth(NamedTuple):
    """One half-width mark, or a pair of brackets."""

    span: Span
    words: str
    edits: tuple[Edit, ...]

    @property
    def finding(self) -> Finding:
        """The finding where it is no habit."""
        better = self.words.translate(_WIDEN)
        title = Wording("改为全角", "make it full-width")
        params: dict[str, Value] = {"match": self.words, "better": better, "habit": Wording("", "")}
        return Finding(self.span, params, fixes=(Fix("safe", title, self.edits),))


def half_width(notice: Notice, options: WidthOptions) -> Iterator[Verdict]:
    """Report half-width marks beside Chinese; where nearly all marks are half-width, once."""
    markers = set(_marker_places(notice))
    paragraphs = [
        paragraph for paragraph in notice.paragraphs if paragraph.role not in _OTHER_ROLES
    ]
    half_width_marks = [
        mark for paragraph in paragraphs for mark in _half_width(paragraph, markers)
    ]
    full = sum(_count_full_width(paragraph.text) for paragraph in paragraphs)
    if options.is_habit(len(half_width_marks), full):
        yield _habit(half_width_marks)
    else:
        yield from (mark.finding for mark in half_width_marks)
    yield Passed(full)


_OTHER_ROLES = frozenset(("page", "contact", "date", "signature", "note", "cell"))
"""Roles of paragraphs whose marks are not those of running text."""


def _marker_places(notice: Notice) -> Iterator[int]:
    """Yield where markers begin, and where a dot or comma closes one: other rules are on them."""
    for heading in notice.headings:
        marker = heading.marker
        yield marker.span.start
        if marker.text.endswith((".", ",")):
            yield marker.span.end - 1


def _count_full_width(text: str) -> int:
    return sum(text.count(mark) for mark in _FULL)


def _half_width(paragraph: Paragraph, markers: set[int]) -> Iterator[HalfWidth]:
    matches = [*_MARK.finditer(paragraph.text), *_BRACKETS.finditer(paragraph.text)]
    for match in sorted(matches, key=lambda match: match.start()):
        span = paragraph.span(*match.span())
        is_marker = match.end() <= paragraph.lead and match.group()[0] == "("
        if is_marker or span.start in markers:
            continue
        ends = dict.fromkeys((match.start(), match.end() - 1))
        edits = tuple(
            [Edit(paragraph.span(at, at + 1), paragraph.text[at].translate(_WIDEN)) for at in ends]
        )
        if len(match.group()) > SHOWN:
            yield HalfWidth(edits[0].place, "(", edits)
        else:
            yield HalfWidth(span, match.group(), edits)


def _habit(marks: list[HalfWidth]) -> Finding:
    first, *others = marks
    likewise = Wording("同样是半角", "half-width as well")
    title = Wording(f"全文 {len(marks)} 处改为全角", f"make all {len(marks)} full-width")
    habit = Wording(f"（全文 {len(marks)} 处）", f" ({len(marks)} in the document)")
    return Finding(
        first.span,
        {"match": first.words, "better": first.words.translate(_WIDEN), "habit": habit},
        tuple(Related(mark.span, likewise) for mark in others),
        (Fix("safe", title, tuple(edit for mark in marks for edit in mark.edits)),),
    )


CHECKS = (Check("half-width", half_width, WidthOptions, ("match", "better", "habit")),)
