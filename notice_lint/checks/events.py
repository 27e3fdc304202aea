"""Events told as done on a day that the issue date had not reached."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from notice_lint.checks.contract import ISSUED, PASSED, Check, Inapplicable, Verdict, is_planned
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import RELATIVE_YEARS, DateMention
from notice_lint.document.violation import Finding, Related, Value
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording


class EventOptions(Struct, frozen=True):
    """Options of future-event."""

    done: Pattern
    """What shows in a sentence that something has happened."""
    ahead: Pattern
    """What shows in a clause that something is still to come, or only a deadline."""
    planned: Pattern
    """What shows before it in the sentence that a plan is told."""


class RelativeYears(EventOptions, frozen=True):
    """Options of relative-year."""

    stated: Pattern
    """A year given twice; groups `word`, such as 去年, and `year`."""


def future_event(notice: Notice, options: EventOptions) -> Iterator[Verdict]:
    """Report something done on a day after the issue date."""
    yield from _late(notice, options, relative=False)


def relative_year(notice: Notice, options: RelativeYears) -> Iterator[Verdict]:
    """Report 今年 or 去年 that, counted from the issue date, is another year than the text says.

    It lies after that date though it is done, or its year is written beside it: 今年（2023年）.
    """
    yield from _late(notice, options, relative=True)
    yield from _misstated(notice, options)


def _misstated(notice: Notice, options: RelativeYears) -> Iterator[Verdict]:
    issue = notice.issue_date
    if issue is None or issue.iso is None:
        return
    for paragraph in notice.paragraphs:
        for found in options.stated.finditer(paragraph.text):
            year = int(issue.iso[:4]) + RELATIVE_YEARS[found["word"]]
            if int(found["year"]) == year:
                yield PASSED
                continue
            fault = Wording(f"却写作 {found['year']} 年", f"yet written {found['year']}")
            related = (Related(issue.span, Wording("成文日期", "the issue date")),)
            params: dict[str, Value] = {
                "date": found["word"],
                "issued": issue.text.strip(),
                "year": year,
                "fault": fault,
            }
            yield Finding(paragraph.span(*found.span()), params, related)


def _late(notice: Notice, options: EventOptions, relative: bool) -> Iterator[Verdict]:
    issued = notice.issue_date.iso if notice.issue_date else None
    if issued is None or notice.issue_date is None:
        yield Inapplicable(Wording("成文日期不明", "the issue date is not known"))
        return
    for one in notice.dates:
        if (one.year_from == "relative") is not relative or one.until or not one.exists:
            continue
        if _in_preamble(notice, one):
            continue
        if one.earliest is None or one.earliest <= issued or not _is_done(notice, one, options):
            yield PASSED
            continue
        related = (Related(notice.issue_date.span, Wording("成文日期", "the issue date")),)
        params: dict[str, Value] = {
            "date": one.text,
            "issued": notice.issue_date.text.strip(),
            "year": one.year or 0,
            "fault": Wording("却写成已经发生", "yet told as done"),
        }
        yield Finding(one.span, params, related)


def _in_preamble(notice: Notice, one: DateMention) -> bool:
    preamble = notice.preamble
    fields = (preamble.period, preamble.feedback) if preamble else ()
    return any(field and field.span.holds(one.span.start) for field in fields)


_STOP = re.compile(r"[。！？；;!?]")
_COMMA = re.compile(r"[，,。！？；;!?]")


def _is_done(notice: Notice, one: DateMention, options: EventOptions) -> bool:
    if is_planned(notice, one.span.start):
        return False
    text = notice.source.text
    starts = [
        found.end() for found in _STOP.finditer(text, max(0, one.span.start - 200), one.span.start)
    ]
    start = starts[-1] if starts else max(0, one.span.start - 200)
    clauses = [found.end() for found in _COMMA.finditer(text, start, one.span.start)]
    clause = clauses[-1] if clauses else start
    behind = _COMMA.search(text, one.span.end)
    end = behind.start() if behind else len(text)
    stop = _STOP.search(text, one.span.end)
    if options.ahead.search(text, clause, end) or options.planned.search(
        text, start, one.span.start
    ):
        return False
    return options.done.search(text, clause, stop.start() if stop else len(text)) is not None


CHECKS = (
    Check("future-event", future_event, EventOptions, ("date", "issued", "year", "fault"), ISSUED),
    Check(
        "relative-year", relative_year, RelativeYears, ("date", "issued", "year", "fault"), ISSUED
    ),
)
