"""Half-width marks in Chinese text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from notice_lint.checks.contract import Check, Passed, Verdict
from notice_lint.document.notice import Heading, Notice
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Edit, Finding, Fix, Related, Value
from notice_lint.matching.compiled_regex import compiled
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

_HAN = r"\u4e00-\u9fff”’》）】"
# the mark comes first and what stands before it is looked at then: many times faster
_MARK = (
    rf"[,:;?!.](?:(?<=[{_HAN}][,:;?!])|(?<=[\u4e00-\u9fff”》）]\.)(?=[\u4e00-\u9fff“]|$)"
    r"|(?<!\.)(?<![0-9A-Za-z.,:;?!/].)(?=[\u4e00-\u9fff“《]))"
)
_BRACKETS = r"\([^()（）]*[\u4e00-\u9fff][^()（）]*\)"
_FULL = "，：；？！（"
WIDEN = str.maketrans(",:;?!().", "，：；？！（）。")
SHOWN = 24
"""Code points of a bracketed remark that is shown whole."""


class WidthOptions(Struct, frozen=True):
    """Options of half-width."""

    share: int = 80
    """Per cent of all marks above which half-width marks are a habit of the document."""


class Half(NamedTuple):
    """One half-width mark, or a pair of brackets."""

    span: Span
    words: str
    edits: tuple[Edit, ...]

    @property
    def finding(self) -> Finding:
        """The finding where it is no habit."""
        better = self.words.translate(WIDEN)
        title = Wording("改为全角", "make it full-width")
        params: dict[str, Value] = {"match": self.words, "better": better, "habit": Wording("", "")}
        return Finding(self.span, params, fixes=(Fix("safe", title, self.edits),))


def half_width(notice: Notice, options: WidthOptions) -> Iterator[Verdict]:
    """Report half-width marks beside Chinese; where nearly all marks are half-width, once."""
    markers = {heading.marker.span.start for heading in notice.headings}
    markers |= {place for heading in notice.headings for place in _closing_mark(heading)}
    paragraphs = [
        one
        for one in notice.paragraphs
        if one.role not in ("page", "contact", "date", "signature", "note")
    ]
    halves = [half for one in paragraphs for half in _halves(one, markers)]
    full = sum(one.text.count(mark) for one in paragraphs for mark in _FULL)
    if len(halves) > 2 and len(halves) * 100 > options.share * (len(halves) + full):
        yield _habit(halves)
    else:
        yield from (half.finding for half in halves)
    yield Passed(full)


def _closing_mark(heading: Heading) -> Iterator[int]:
    """Yield where a marker is closed by a dot or comma: another rule says which mark is due."""
    marker = heading.marker
    if marker.text.endswith((".", ",")):
        yield marker.span.end - 1


def _halves(paragraph: Paragraph, markers: set[int]) -> Iterator[Half]:
    found = [
        *compiled(_MARK).finditer(paragraph.text),
        *compiled(_BRACKETS).finditer(paragraph.text),
    ]
    for one in sorted(found, key=lambda found: found.start()):
        span = paragraph.span(*one.span())
        is_marker = one.end() <= paragraph.lead and one.group()[0] == "("
        if is_marker or span.start in markers:
            continue
        ends = dict.fromkeys((one.start(), one.end() - 1))
        edits = tuple(
            [Edit(paragraph.span(at, at + 1), paragraph.text[at].translate(WIDEN)) for at in ends]
        )
        if len(one.group()) > SHOWN:
            yield Half(edits[0].span, "(", edits)
        else:
            yield Half(span, one.group(), edits)


def _habit(halves: list[Half]) -> Finding:
    first, *others = halves
    likewise = Wording("同样是半角", "half-width as well")
    title = Wording(f"全文 {len(halves)} 处改为全角", f"make all {len(halves)} full-width")
    habit = Wording(f"（全文 {len(halves)} 处）", f" ({len(halves)} in the document)")
    return Finding(
        first.span,
        {"match": first.words, "better": first.words.translate(WIDEN), "habit": habit},
        tuple(Related(half.span, likewise) for half in others),
        (Fix("safe", title, tuple(edit for half in halves for edit in half.edits)),),
    )


CHECKS = (Check("half-width", half_width, WidthOptions, ("match", "better", "habit")),)
