"""How markers are written: width of brackets, punctuation, blanks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from notice_lint.checks.contract import HEADINGS, PASSED, Check, NoOptions, Passed, Verdict
from notice_lint.checks.habits import Habit, throughout
from notice_lint.document.notice import Heading, Notice
from notice_lint.document.paragraphs import Enumerator
from notice_lint.document.violation import Edit, Finding, Fix, Value
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

_FULL = str.maketrans("()", "（）")


def marker_width(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report brackets of another width than the other markers of the level have.

    A document whose markers are all half-width gets one mild finding.
    """
    levels = _bracketed(notice)
    odd = [heading for headings in levels.values() for heading in _odd_width(headings)]
    half = [
        heading for headings in levels.values() for heading in headings if _width(heading) == "half"
    ]
    yield from (_width_finding(heading) for heading in odd)
    yield from (PASSED for _ in range(sum(map(len, levels.values())) - len(odd)))
    if not odd and half:
        marker = half[0].marker
        yield Finding(marker.span, {"marker": marker.text, "fault": _ALL_HALF}, severity="info")


def _marked(notice: Notice) -> Iterator[Heading]:
    """Yield the headings whose marker is written, but for the bare numbers of rows."""
    return (
        heading
        for heading in notice.headings
        if heading.marker.text and not heading.marker.in_table
    )


def _bracketed(notice: Notice) -> dict[int, list[Heading]]:
    levels: dict[int, list[Heading]] = defaultdict(list)
    for heading in _marked(notice):
        if heading.marker.text[:1] in "(（" and heading.marker.fault != "style":
            levels[heading.marker.level].append(heading)
    return levels


def _width(heading: Heading) -> str:
    """Return `half`, `full`, or `torn` when the two brackets differ."""
    left, right = heading.marker.text[0], heading.marker.text.rstrip(" 、.．,，")[-1]
    return {"()": "half", "（）": "full"}.get(left + right, "torn")


def _odd_width(headings: list[Heading]) -> list[Heading]:
    widths = Counter(map(_width, headings))
    odd = {"torn"}
    if widths["half"] and widths["full"]:
        odd.add("full" if widths["full"] < widths["half"] else "half")
    return [heading for heading in headings if _width(heading) in odd]


def _width_finding(heading: Heading) -> Finding:
    text = heading.marker.text
    better = text.translate(_FULL)
    title = Wording(f"改为“{better}”", f"write “{better}”")
    fixes = (Fix("safe", title, (Edit(heading.marker.span, better),)),) if better != text else ()
    fault = _TORN if _width(heading) == "torn" else _UNLIKE
    return Finding(heading.marker.span, {"marker": text, "fault": fault}, fixes=fixes)


_ALL_HALF = Wording("等都用半角括号", "half-width like all of its level")
_UNLIKE = Wording("括号宽度与同级其他序号不一", "not the width of the other markers of its level")
_TORN = Wording("左右括号宽度不一", "the two brackets differ in width")


class MarkerPunctuation(Struct, frozen=True):
    """Options of marker-punctuation."""

    forms: dict[str, str]
    """How each kind of marker should end: part 一、 group （一） item 1. sub （1） circle ①."""
    enumerator: Pattern
    """Regular expression of marks that should not follow 一是."""
    habit: Habit = field(default_factory=Habit)
    """When a wrong mark is a habit of the document: of all markers of that kind."""


def marker_punctuation(notice: Notice, options: MarkerPunctuation) -> Iterator[Verdict]:
    """Report a marker closed by the wrong mark: 1、 for 1., （一）、, 一是，; a habit once."""
    judged: dict[str, list[Finding | None]] = defaultdict(list)
    for heading in _marked(notice):
        style = heading.marker.style
        end = options.forms.get(style)
        if end is None or heading.marker.fault == "style" or _ends_right(heading, end):
            judged[style].append(None)
        else:
            judged[style].append(_punctuation_finding(notice, heading, end))
    for enumerator in notice.enumerators:
        mark = options.enumerator.match(notice.source.text, enumerator.span.end)
        judged["一是"].append(_enumerator_finding(notice, enumerator, mark) if mark else None)
    for verdicts in judged.values():
        yield from _judged(verdicts, options.habit)


def _judged(verdicts: Sequence[Finding | None], habit: Habit) -> Iterator[Verdict]:
    """Yield what was found of one kind of marker."""
    findings = [finding for finding in verdicts if finding]
    right = len(verdicts) - len(findings)
    if habit.holds(len(findings), right):
        yield throughout(findings, habit.severity)
    else:
        yield from findings
    yield Passed(right)


def _enumerator_finding(notice: Notice, enumerator: Enumerator, mark: re.Match[str]) -> Finding:
    span = Span(enumerator.span.start, mark.end())
    return _wrong_end(notice, span, enumerator.text, Edit(Span(*mark.span()), ""))


_CLOSING_MARK = re.compile(r"[\s、.．,，:：]*$")


def _ends_right(heading: Heading, end: str) -> bool:
    closing = _CLOSING_MARK.search(heading.marker.text)
    return closing is not None and closing.group().strip() == end


def _punctuation_finding(notice: Notice, heading: Heading, end: str) -> Finding:
    span = heading.marker.span
    meant = _CLOSING_MARK.sub("", heading.marker.text) + end
    return _wrong_end(notice, span, meant, Edit(span, meant))


def _wrong_end(notice: Notice, span: Span, meant: str, edit: Edit) -> Finding:
    params: dict[str, Value] = {"marker": span.of(notice.source.text), "meant": meant, "count": 1}
    fix = Fix("safe", Wording(f"改为“{meant}”", f"write “{meant}”"), (edit,))
    return Finding(span, params, fixes=(fix,))


def marker_space(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report blanks behind a marker where most markers of the level have none, or the reverse."""
    levels: dict[int, list[Heading]] = defaultdict(list)
    for heading in _marked(notice):
        levels[heading.marker.level].append(heading)
    for headings in levels.values():
        spaced = sum(map(_blank, headings))
        odd = spaced * 2 <= len(headings)
        for heading in headings:
            if spaced < len(headings) and _blank(heading) is odd:
                yield _space_finding(heading)
            else:
                yield PASSED


def _blank(heading: Heading) -> bool:
    return heading.words.span.start > heading.marker.span.end


def _space_finding(heading: Heading) -> Finding:
    marker = heading.marker
    if not _blank(heading):
        return Finding(marker.span, {"marker": marker.text})
    gap = Span(marker.span.end, heading.words.span.start)
    fix = Fix("safe", Wording("删去空格", "remove the blank"), (Edit(gap, ""),))
    return Finding(Span(marker.span.start, gap.end), {"marker": marker.text}, fixes=(fix,))


CHECKS = (
    Check("marker-width", marker_width, NoOptions, ("marker", "fault"), HEADINGS),
    Check(
        "marker-punctuation", marker_punctuation, MarkerPunctuation, ("marker", "meant", "count")
    ),
    Check("marker-space", marker_space, NoOptions, ("marker",), HEADINGS),
)
