"""Events that are said to be done on a day after the issue date."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from notice_lint.checks.contract import (
    ISSUED,
    PASSED,
    UNKNOWN_ISSUE,
    Check,
    Verdict,
    is_planned,
)
from notice_lint.document.ends import IssueDate
from notice_lint.document.notice import OPEN, Notice, ProblemItem
from notice_lint.document.paragraphs import RELATIVE_YEARS, DateMention
from notice_lint.document.violation import Finding, Related, Value
from notice_lint.matching.pattern import Pattern
from notice_lint.text.expression import Expression
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


class EventOptions(Struct, frozen=True):
    """Options of future-event."""

    done: Pattern
    """What shows in a sentence that something has happened."""
    ahead: Pattern
    """What shows in a clause that something is still to come, or only a deadline."""
    planned: Pattern
    """What shows before it in the sentence that a plan is described."""
    firm: Pattern
    """What shows surely that it has happened, which the end of a month or an open item needs."""


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
        for match in options.stated.finditer(paragraph.text):
            year = int(issue.iso[:4]) + RELATIVE_YEARS[match["word"]]
            if int(match["year"]) == year:
                yield PASSED
                continue
            params: dict[str, Value] = {
                "date": match["word"],
                "issued": issue.text.strip(),
                "year": year,
                "fault": Wording(f"却写作 {match['year']} 年", f"yet written {match['year']}"),
            }
            yield Finding(paragraph.span(*match.span()), params, _related(issue))


def _late(notice: Notice, options: EventOptions, relative: bool) -> Iterator[Verdict]:
    issue = notice.issue_date
    if issue is None or issue.iso is None or notice.issued_too_early:
        yield UNKNOWN_ISSUE
        return
    for date in notice.dates:
        if (date.year_from == "relative") is not relative or not _is_of_event(notice, date):
            continue
        if not _is_after(date, issue) or not _is_done(notice, date, options):
            yield PASSED
            continue
        params: dict[str, Value] = {
            "date": date.text,
            "issued": issue.text.strip(),
            "year": date.year or 0,
            "fault": Wording("却写成已经发生", "yet told as done"),
        }
        yield Finding(date.span, params, _related(issue))


def _is_after(date: DateMention, issue: IssueDate) -> bool:
    return bool(date.earliest and issue.latest and date.earliest > issue.latest)


def _related(issue: IssueDate) -> tuple[Related, ...]:
    return (Related(issue.span, Wording("成文日期", "the issue date")),)


def _is_of_event(notice: Notice, date: DateMention) -> bool:
    """Tell whether something may have happened on a date; those of the preamble have own rules."""
    return date.exists and not date.until and not _in_preamble(notice, date)


def _in_preamble(notice: Notice, date: DateMention) -> bool:
    preamble = notice.preamble
    fields = (preamble.period, preamble.feedback) if preamble else ()
    return any(field and field.span.holds(date.span.start) for field in fields)


_STOP = Expression(r"[。！？；;!?]")
_COMMA = Expression(r"[，,。！？；;!?]")
REACH = 200
"""Code points before a date within which its sentence begins.

It bounds the work in a line of many dates without a stop. From 20 to 2,000 our notices and cases
give the same findings.
"""


def _is_done(notice: Notice, date: DateMention, options: EventOptions) -> bool:
    """Tell whether the words around a date say that something has happened then."""
    if is_planned(notice, date.span.start):
        return False
    text, (start, end) = notice.source.text, date.span
    sentence = _last_end(_STOP, text, Span(max(0, start - REACH), start))
    clause = _last_end(_COMMA, text, Span(sentence, start))
    is_ahead = options.ahead.search(text, clause, _next_start(_COMMA, text, end))
    if is_ahead or options.planned.search(text, sentence, start):
        return False
    if _may_be_to_come(notice, date) and not options.firm.search(
        text, clause, _next_start(_STOP, text, end)
    ):
        return False
    return options.done.search(text, clause, _next_start(_STOP, text, end)) is not None


def _may_be_to_come(notice: Notice, date: DateMention) -> bool:
    """Tell a date that plans are made for: the end of a month, a month in an item still open."""
    is_of_open_item = date.day is None and _is_open(notice, date.span.start)
    return is_of_open_item or date.third in ("底", "末")


def _is_open(notice: Notice, offset: int) -> bool:
    """Tell whether a place is in an item that is not solved yet."""
    items = [node for node in notice.around(offset) if isinstance(node, ProblemItem)]
    status = items[-1].part("status") if items else None
    return status is not None and status.status in OPEN


def _last_end(mark: Expression, text: str, span: Span) -> int:
    """Return the end of the last mark in a range; the start of the range where there is none."""
    ends = [match.end() for match in mark.finditer(text, *span)]
    return ends[-1] if ends else span.start


def _next_start(mark: Expression, text: str, start: int) -> int:
    """Return the start of the next mark; the end of the text where there is none."""
    match = mark.search(text, start)
    return match.start() if match else len(text)


CHECKS = (
    Check("future-event", future_event, EventOptions, ("date", "issued", "year", "fault"), ISSUED),
    Check(
        "relative-year", relative_year, RelativeYears, ("date", "issued", "year", "fault"), ISSUED
    ),
)
