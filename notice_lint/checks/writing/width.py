"""Half-width marks in Chinese text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from notice_lint.checks.contract import Check, Passed, Verdict
from notice_lint.checks.habits import Habit, throughout
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Edit, Finding, Fix, Value
from notice_lint.text.expression import Expression
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

_HAN = r"\u4e00-\u9fff"
_AFTER = rf"{_HAN}”’》）】)%％℃"
# the mark comes first and what stands before it is looked at then: many times faster
_MARK = Expression(
    rf"[,:;?!.](?:(?<=[{_AFTER}][,:;?!])"
    rf"|(?<=[{_HAN}”》）)]\.)(?=[{_HAN}“]|$)|(?<=[0-9%％]\.)$"
    rf"|(?<=[0-9A-Za-z][,;:?!])(?=[{_HAN}“《])"
    rf"|(?<!\.)(?<![0-9A-Za-z.,:;?!/].)(?=[{_HAN}“《]))"
)
_BRACKETS = Expression(rf"\([^()（）]*[{_HAN}][^()（）]*\)")
_WIDE = dict(zip(",:;?!(.", "，：；？！（。", strict=True))
_WIDEN = str.maketrans({**_WIDE, ")": "）"})
SHOWN = 24
"""Code points of a bracketed remark that is shown whole; of a longer one only the bracket is."""


class WidthOptions(Struct, frozen=True):
    """Options of half-width."""

    habit: Habit = field(default_factory=Habit)
    """When a half-width mark is a habit of the document: of all uses of that mark, or of all
    marks."""


class HalfWidth(Struct, frozen=True):
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
        params: dict[str, Value] = {"match": self.words, "better": better, "count": 1}
        return Finding(self.span, params, fixes=(Fix("safe", title, self.edits),))


def half_width(notice: Notice, options: WidthOptions) -> Iterator[Verdict]:
    """Report half-width marks beside Chinese; those that a document writes throughout once."""
    paragraphs = [p for p in notice.paragraphs if p.role not in _OTHER_ROLES]
    markers = _marker_places(notice)
    marks = [mark for paragraph in paragraphs for mark in _half_width(paragraph, markers)]
    text = "".join([paragraph.text for paragraph in paragraphs])
    full = {sign: text.count(wide) for sign, wide in _WIDE.items()}
    yield from _judged(marks, full, options.habit)
    yield Passed(sum(full.values()))


def _judged(marks: list[HalfWidth], full: Mapping[str, int], habit: Habit) -> Iterator[Finding]:
    """Yield the findings, those of a habit as one."""
    habits = _habits(marks, full, habit)
    habitual = [mark.finding for mark in marks if mark.sign in habits]
    if habitual:
        yield throughout(habitual, habit.severity)
    yield from (mark.finding for mark in marks if mark.sign not in habits)


def _marker_places(notice: Notice) -> set[int]:
    """Return where markers stand: how those are written other rules say."""
    return {place for heading in notice.headings for place in range(*heading.marker.span)}


_OTHER_ROLES = ("page", "contact", "date", "signature", "note")


def _habits(marks: list[HalfWidth], full: Mapping[str, int], habit: Habit) -> set[str]:
    """Return the marks that a document writes half-width; all where most of its marks are."""
    uses = Counter(mark.sign for mark in marks)
    if habit.holds(len(marks), sum(full.values())):
        return set(uses)
    return {sign for sign, count in uses.items() if habit.holds(count, full[sign])}


def _half_width(paragraph: Paragraph, markers: set[int]) -> Iterator[HalfWidth]:
    """Yield the half-width marks of a paragraph, outside markers."""
    matches = [*_MARK.finditer(paragraph.text), *_BRACKETS.finditer(paragraph.text)]
    for match in sorted(matches, key=lambda match: match.start()):
        span, sign = paragraph.span(*match.span()), match.group()[0]
        is_marker = match.end() <= paragraph.lead and sign == "("
        if is_marker or span.start in markers:
            continue
        if len(match.group()) == 1:
            yield HalfWidth(sign, span, sign, (Edit(span, _WIDE[sign]),))
            continue
        edits = tuple(
            [
                Edit(paragraph.span(at, at + 1), paragraph.text[at].translate(_WIDEN))
                for at in (match.start(), match.end() - 1)
            ]
        )
        if len(match.group()) > SHOWN:
            yield HalfWidth(sign, edits[0].place, "(", edits)
        else:
            yield HalfWidth(sign, span, match.group(), edits)


CHECKS = (Check("half-width", half_width, WidthOptions, ("match", "better", "count")),)
