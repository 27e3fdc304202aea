"""Half-width marks in Chinese text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct, field

from notice_lint.checks.contract import Check, Passed, Verdict
from notice_lint.checks.habits import Habit, throughout
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Edit, Finding, Fix
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

_HAN = r"\u4e00-\u9fff"
_AFTER = rf"{_HAN}”’》）】)%％℃"
# the mark comes first and what stands before it is looked at then: many times faster
_MARK = re.compile(
    rf"[,:;?!.](?:(?<=[{_AFTER}][,:;?!])"
    rf"|(?<=[{_HAN}”》）)]\.)(?=[{_HAN}“]|$)|(?<=[0-9%％]\.)$"
    rf"|(?<=[0-9A-Za-z][,;:?!])(?=[{_HAN}“《])"
    rf"|(?<!\.)(?<![0-9A-Za-z.,:;?!/].)(?=[{_HAN}“《]))"
)
_BRACKETS = re.compile(rf"\([^()（）]*[{_HAN}][^()（）]*\)")
_WIDE = dict(zip(",:;?!().", "，：；？！（）。", strict=True))
_WIDEN = str.maketrans(_WIDE)
_FULL = "，：；？！（。"
SHOWN = 24
"""Code points of a bracketed remark that is shown whole; of a longer one only the bracket is."""


class WidthOptions(Struct, frozen=True):
    """Options of half-width."""

    habit: Habit = field(default_factory=Habit)
    """When a half-width mark is a habit of the document: of all uses of that mark, or of all
    marks."""


class HalfWidth(NamedTuple):
    """One half-width mark, or a pair of brackets."""

    sign: str
    """The mark, the opening one of brackets."""
    span: Span
    words: str
    edits: tuple[Edit, ...]

    @property
    def finding(self) -> Finding:
        """The finding where it is no habit."""
        better = self.words.translate(_WIDEN)
        title = Wording("改为全角", "make it full-width")
        params = {"match": self.words, "better": better, "count": 1}
        return Finding(self.span, params, fixes=(Fix("safe", title, self.edits),))


def half_width(notice: Notice, options: WidthOptions) -> Iterator[Verdict]:
    """Report half-width marks beside Chinese; those that a document writes throughout once."""
    markers = {
        place for heading in notice.headings for place in range(*heading.marker.span)
    }
    paragraphs = [
        paragraph
        for paragraph in notice.paragraphs
        if paragraph.role not in ("page", "contact", "date", "signature", "note", "cell")
    ]
    marks: dict[str, list[HalfWidth]] = defaultdict(list)
    for paragraph in paragraphs:
        for mark in _half_width(paragraph, markers):
            marks[mark.sign].append(mark)
    full = _count_full_width(paragraphs)
    in_order = sorted((mark for uses in marks.values() for mark in uses), key=_place)
    habits = {
        sign
        for sign, uses in marks.items()
        if options.habit.holds(len(uses), full[_WIDE[sign]])
        or options.habit.holds(len(in_order), full.total())
    }
    habitual = [mark.finding for mark in in_order if mark.sign in habits]
    if habitual:
        yield throughout(habitual, options.habit.severity)
    yield from (mark.finding for mark in in_order if mark.sign not in habits)
    yield Passed(full.total())


def _place(mark: HalfWidth) -> Span:
    return mark.span


def _count_full_width(paragraphs: list[Paragraph]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for paragraph in paragraphs:
        counts.update({mark: paragraph.text.count(mark) for mark in _FULL})
    return counts


def _half_width(paragraph: Paragraph, markers: set[int]) -> Iterator[HalfWidth]:
    """Yield the half-width marks of a paragraph; how markers are written other rules say."""
    matches = [*_MARK.finditer(paragraph.text), *_BRACKETS.finditer(paragraph.text)]
    for match in sorted(matches, key=lambda match: match.start()):
        span, sign = paragraph.span(*match.span()), match.group()[0]
        is_marker = match.end() <= paragraph.lead and sign == "("
        if is_marker or span.start in markers:
            continue
        ends = dict.fromkeys((match.start(), match.end() - 1))
        edits = tuple(
            [Edit(paragraph.span(at, at + 1), paragraph.text[at].translate(_WIDEN)) for at in ends]
        )
        if len(match.group()) > SHOWN:
            yield HalfWidth(sign, edits[0].place, "(", edits)
        else:
            yield HalfWidth(sign, span, match.group(), edits)


CHECKS = (Check("half-width", half_width, WidthOptions, ("match", "better", "count")),)
