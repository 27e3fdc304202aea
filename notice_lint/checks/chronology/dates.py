"""Dates: that they exist, follow each other and fit the day of issue."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from notice_lint.checks.chronology.early_answers import EarlyAnswers, too_early
from notice_lint.checks.chronology.timeline import TimelineFault, order_finding
from notice_lint.checks.contract import (
    PASSED,
    Check,
    NoOptions,
    Precondition,
    Verdict,
)
from notice_lint.document.ends import Preamble
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import DateMention, Phrase
from notice_lint.document.violation import Finding, Related
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

PERIOD = Precondition(
    lambda notice: notice.preamble and (notice.preamble.period or notice.preamble.feedback),
    Wording("导语没有写时间", "the preamble gives no dates"),
)
DATES = Precondition(
    lambda notice: notice.dates or notice.issue_date, Wording("文中没有日期", "there are no dates")
)


def impossible_date(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report days and months that no calendar has; 29 February is a day if no year is known."""
    for date in notice.dates:
        if date.exists:
            yield PASSED
        else:
            yield Finding(date.span, {"date": date.text})
    issued = notice.issue_date
    if issued and issued.is_impossible:
        yield Finding(issued.span, {"date": issued.text.strip()})


class OrderOptions(EarlyAnswers, frozen=True):
    """Options of date-order."""

    round: Pattern
    """A round of inspections that is named by its year; group `year`."""


def date_order(notice: Notice, options: OrderOptions) -> Iterator[Verdict]:
    """Report the first contradiction of inspection, feedback and issue; ranges that end too soon.

    Inspection start ≤ end < feedback ≤ issue. A date as far as it is given may mean any day of its
    month; only what no such day can satisfy is a contradiction.
    """
    fault = _inspection_fault(notice) or _round_fault(notice, options)
    if fault:
        yield order_finding(fault)
    elif notice.preamble:
        yield PASSED
    period = (
        notice.preamble.period.span if notice.preamble and notice.preamble.period else Span(0, 0)
    )
    yield from too_early(notice, options)
    for first, last in pairwise(notice.dates):
        if last.until and not period.holds(last.span.start):
            yield _range_verdict(first, last)


def _round_fault(notice: Notice, options: OrderOptions) -> TimelineFault | None:
    """Return a round in title or preamble that is named by a year of no part of the inspection."""
    preamble = notice.preamble
    if preamble is None or not preamble.period:
        return None
    years = _inspection_years(preamble)
    title = notice.title.span if notice.title else preamble.span
    for place in (title, preamble.span) if years else ():
        match = options.round.search(notice.source.view, *place)
        if match and match["year"] not in years:
            words, year = match.group(), max(years)
            fact = Wording(
                f"写“{words}”，巡察时间却在 {year} 年",
                f"“{words}”, yet the inspection was in {year}",
            )
            label = Wording("巡察时间", "the period")
            return TimelineFault(Span(*match.span()), fact, preamble.period.span, label)
    return None


def _inspection_years(preamble: Preamble) -> set[str]:
    """Return the years that a round may be named by; one begun in winter is of the year before."""
    dates = (preamble.inspection_start, preamble.inspection_end)
    years = {date[:4] for date in dates if date}
    if (preamble.inspection_start or "")[5:7] in ("01", "02"):
        years.add(f"{int(min(years)) - 1}")
    return years


def _range_verdict(first: DateMention, last: DateMention) -> Verdict:
    start, end = first.earliest, last.latest
    if start is None or end is None or start <= end:
        return PASSED
    fact = Wording(f"“{first.text}”晚于“{last.text}”", f"“{first.text}” is after “{last.text}”")
    return order_finding(TimelineFault(last.span, fact, first.span, Wording("起始", "start")))


def _inspection_fault(notice: Notice) -> TimelineFault | None:
    preamble = notice.preamble
    if preamble is None:
        return None
    return (
        _period_fault(preamble)
        or (_feedback_fault(preamble) if not _is_doubtful(notice, preamble) else None)
        or _issue_fault(notice, preamble)
    )


def _period_fault(preamble: Preamble) -> TimelineFault | None:
    start, end, period = preamble.inspection_start, preamble.inspection_end, preamble.period
    if not start or not end or not period or _first(start) <= _last(end):
        return None
    fact = Wording("巡察开始晚于结束", "the inspection starts after its end")
    return TimelineFault(period.span, fact, period.span, Wording("巡察时间", "the period"))


def _feedback_fault(preamble: Preamble) -> TimelineFault | None:
    end, feedback, period = preamble.inspection_end, preamble.feedback, preamble.period
    date = preamble.feedback_date
    if not end or not feedback or not date or not period or not _precedes(date, end):
        return None
    fact = Wording(
        f"反馈时间“{feedback.text}”不晚于巡察结束时间",
        f"feedback on “{feedback.text}”, not after the inspection",
    )
    return TimelineFault(feedback.span, fact, period.span, Wording("巡察时间", "the period"))


def _issue_fault(notice: Notice, preamble: Preamble) -> TimelineFault | None:
    issued = notice.issue_date
    if issued is None or issued.iso is None:
        return None
    dated = list(_dated_phrases(preamble))
    late = [phrase for phrase, date in dated if _first(date) > issued.iso]
    if not late:
        return None
    place = late[-1]
    fact = Wording(
        f"成文日期“{issued.text.strip()}”早于“{place.text}”",
        f"the issue date “{issued.text.strip()}” is before “{place.text}”",
    )
    if len(late) == len(dated):
        return TimelineFault(issued.span, fact, place.span, Wording("文中时间", "in the text"))
    return TimelineFault(place.span, fact, issued.span, Wording("成文日期", "the issue date"))


def _dated_phrases(preamble: Preamble) -> Iterator[tuple[Phrase, str]]:
    """Yield the phrases that give a date, with it, in the order of time."""
    for phrase, date in (
        (preamble.period, preamble.inspection_start),
        (preamble.period, preamble.inspection_end),
        (preamble.feedback, preamble.feedback_date),
    ):
        if phrase and date:
            yield phrase, date


def _precedes(date: str, other: str) -> bool:
    """Tell whether a date is before another, or the same day, whatever day of a month it means."""
    return _last(date) < _first(other) or (date == other and len(date) == len("2024-01-01"))


def _first(date: str) -> str:
    return (date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10]


def _last(date: str) -> str:
    return (date + "-12-31")[:10] if len(date) == 4 else (date + "-31")[:10]


def _is_doubtful(notice: Notice, preamble: Preamble) -> bool:
    """Tell a feedback without a year that fits the year after the inspection, but not its own."""
    end, feedback, date = preamble.inspection_end, preamble.feedback, preamble.feedback_date
    if not end or not feedback or not date or _names_year(notice, feedback):
        return False
    if not _precedes(date, end):
        return False
    following = f"{int(date[:4]) + 1}{date[4:]}"
    issued = notice.issue_date.iso if notice.issue_date else None
    return issued is None or _first(following) <= issued


def _names_year(notice: Notice, phrase: Phrase) -> bool:
    """Tell whether a date in a phrase gives its year, in digits or by 去年, 次年 and the like."""
    dates = (date for date in notice.dates if phrase.span.holds(date.span.start))
    return any(date.year_from == "written" or date.relative for date in dates)


def yearless_feedback(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report a feedback date without a year where the year of the inspection cannot be meant."""
    preamble = notice.preamble
    if preamble is None or preamble.feedback is None:
        return
    if preamble.feedback_date is None or _is_doubtful(notice, preamble):
        related = (
            (Related(preamble.period.span, Wording("巡察时间", "the period")),)
            if preamble.period
            else ()
        )
        yield Finding(preamble.feedback.span, {"date": preamble.feedback.text}, related)
    else:
        yield PASSED


CHECKS = (
    Check("impossible-date", impossible_date, NoOptions, ("date",), DATES),
    Check("date-order", date_order, OrderOptions, ("fact",), DATES),
    Check("yearless-feedback", yearless_feedback, NoOptions, ("date",), PERIOD),
)
