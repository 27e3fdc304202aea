"""How headings and paragraphs end."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from notice_lint.checks.contract import HEADINGS, PASSED, Check, NoOptions, Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Edit, Finding, Fix, Value
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

_STOPPED = re.compile(r"\s*([。.：:；;，,]?)\s*")


def heading_punctuation(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report headings that end with a stop where most of their level have none, or the reverse."""
    levels: dict[int, list[HeadingEnd]] = defaultdict(list)
    siblings: dict[int, list[bool]] = defaultdict(list)
    for end in _heading_ends(notice):
        levels[end.level].append(end)
        siblings[end.group].append(bool(end.stop))
    alike = {group for group, stops in siblings.items() if len(stops) > 1 == len(set(stops))}
    for ends in levels.values():
        stopped = sum(bool(end.stop) for end in ends)
        is_mixed = 0 < stopped < len(ends)
        is_stop_odd = stopped * 2 <= len(ends)
        for end in ends:
            if is_mixed and bool(end.stop) is is_stop_odd and end.group not in alike:
                yield _ending_finding(notice, end)
            else:
                yield PASSED


class HeadingEnd(NamedTuple):
    """How a heading on a line of its own ends."""

    level: int
    group: int
    """The siblings it stands among."""
    words: Span
    stop: str
    """The mark behind its words; empty where there is none."""


def _heading_ends(notice: Notice) -> Iterator[HeadingEnd]:
    ends = {
        paragraph.span().start: paragraph.span().end
        for paragraph in notice.paragraphs
        if paragraph.role == "heading"
    }
    for heading in notice.headings:
        words, end = heading.words.span, ends.get(heading.marker.span.start, 0)
        stopped = _STOPPED.fullmatch(notice.source.text, words.end, end)
        if stopped and words.end <= end:
            yield HeadingEnd(heading.marker.level, heading.group, words, stopped[1])


def _ending_finding(notice: Notice, heading: HeadingEnd) -> Finding:
    span, stop = heading.words, heading.stop
    if stop:
        at = notice.source.text.index(stop, span.end)
        title = Wording(f"删去“{stop}”", f"remove “{stop}”")
        edit = Edit(Span(at, at + 1), "")
        fault = Wording(f"有“{stop}”，同级多数标题没有", f"ends with “{stop}”, most do not")
    else:
        title = Wording("加句号", "add a stop")
        edit = Edit(Span(span.end, span.end), "。")
        fault = Wording(
            "没有句号，同级多数标题有", "ends without a stop, most of its level have one"
        )
    params: dict[str, Value] = {"heading": span.of(notice.source.text), "fault": fault}
    return Finding(span, params, fixes=(Fix("unsafe", title, (edit,)),))


class EndMark(Struct, frozen=True):
    """Options of end-mark."""

    ended: Pattern
    """How a paragraph ends that is closed."""
    prose: Pattern
    """What shows that a paragraph is prose."""
    short: int
    """Code points; a shorter paragraph needs no mark."""


def end_mark(notice: Notice, options: EndMark) -> Iterator[Verdict]:
    """Report a prose paragraph that ends without a mark; headings and labels alone need none."""
    for paragraph in notice.paragraphs:
        if paragraph.role not in ("preamble", "heading", "label", "text", "supervision"):
            continue
        words = paragraph.text.rstrip()
        body = words[paragraph.lead :]
        runs_in = paragraph.role != "heading" or "。" in body
        if len(body) < options.short or not options.prose.search(body) or not runs_in:
            continue
        if options.ended.search(words):
            yield PASSED
        else:
            yield _unended(paragraph, words)


_LAST_CLAUSE = re.compile(r"[^，。；：！？,;:!?]{1,20}[，、,]?$")


def _unended(paragraph: Paragraph, words: str) -> Finding:
    clause = _LAST_CLAUSE.search(words)
    start = clause.start() if clause else max(0, len(words) - 1)
    span = paragraph.span(start, len(words))
    end = paragraph.span(len(words) - 1, len(words)).end
    has_comma = words[-1] in "，、,"
    edit = Edit(Span(end - 1 if has_comma else end, end), "。")
    fix = Fix("unsafe", Wording("以句号结束", "end it with a stop"), (edit,))
    return Finding(span, {"words": words[start:]}, fixes=(fix,))


CHECKS = (
    Check("heading-punctuation", heading_punctuation, NoOptions, ("heading", "fault"), HEADINGS),
    Check("end-mark", end_mark, EndMark, ("words",)),
)
