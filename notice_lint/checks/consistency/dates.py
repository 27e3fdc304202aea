"""Dates: that they exist, follow each other and fit the day of issue."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

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
from notice_lint.matching.fragments import Expressions
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


class TimelineFault(Struct, frozen=True):
    """A contradiction on the line of time."""

    span: Span
    fact: Wording
    related: Span
    label: Wording


class OrderOptions(Expressions, frozen=True):
    """Options of date-order."""

    round: Pattern
    """A round of inspections that is named by its year; group `year`."""
    answers: Pattern
    """Behind a date: what can only be done once the feedback is there."""
    upon: Pattern
    """Right before a date: what says that the feedback was there: 收到反馈意见后."""
    done: Pattern
    """Behind such a date: that something was done then."""
    other: Pattern
    """What shows before a date, in its sentence, that another inspection is answered."""


def date_order(notice: Notice, options: OrderOptions) -> Iterator[Verdict]:
    """Report the first contradiction of inspection, feedback and issue; ranges that end too soon.

    Inspection start ≤ end < feedback ≤ issue. A date as far as it is given may mean any day of its
    month; only what no such day can satisfy is a contradiction.
    """
    fault = _inspection_fault(notice) or _round_fault(notice, options)
    if fault:
        yield _order_finding(fault)
    elif notice.preamble:
        yield PASSED
    period = (
        notice.preamble.period.span if notice.preamble and notice.preamble.period else Span(0, 0)
    )
    yield from _too_early(notice, options)
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


def _too_early(notice: Notice, options: OrderOptions) -> Iterator[Verdict]:
    """Report what answers the feedback and is dated before it."""
    preamble, issued, feedback = notice.preamble, _issue_day(notice), _feedback_day(notice)
    if preamble is None or not issued or not feedback:
        return
    for date in notice.dates:
        day = _day_by(date, feedback, issued)
        is_early = date.span > preamble.span and day is not None and day < feedback
        if is_early and _answers(notice, date, options):
            yield _order_finding(_early(date, preamble.feedback or date))


def _answers(notice: Notice, date: DateMention, options: OrderOptions) -> bool:
    """Tell whether what was done on a date answers the feedback."""
    view, (start, end) = notice.source.view, date.span
    before = max(0, start - REACH)
    if options.other.search(view, before, start):
        return False
    if options.answers.match(view, end):
        return True
    return bool(options.upon.search(view, before, start) and options.done.match(view, end))


def _feedback_day(notice: Notice) -> str:
    day = (notice.preamble and notice.preamble.feedback_date) or ""
    return day if len(day) == FULL_DATE else ""


def _issue_day(notice: Notice) -> str:
    return (notice.issue_date and notice.issue_date.iso) or ""


def _early(date: DateMention, feedback: Phrase | DateMention) -> TimelineFault:
    fact = Wording(
        f"“{date.text}”早于反馈时间“{feedback.text}”，却写成落实反馈意见",
        f"“{date.text}” is before the feedback, which it is said to answer",
    )
    return TimelineFault(date.span, fact, feedback.span, Wording("反馈时间", "the feedback"))


def _day_by(date: DateMention, feedback: str, issued: str) -> str | None:
    """Return the last day that may be meant.

    One without a year is known where a single year from feedback to issue may be meant.
    """
    if date.day is None and date.year is None:
        return None
    years = [date.year] if date.year else range(int(feedback[:4]), int(issued[:4]) + 1)
    days = [f"{year}-{date.month:02}-{date.day or 31:02}" for year in years]
    possible = [day for day in days if day <= issued]
    return possible[0] if len(possible) == 1 else None


FULL_DATE = 10
"""Characters of a date with its day."""
REACH = 60
"""Code points before a date that may say what is answered then: some clauses of its sentence."""


def _inspection_years(preamble: Preamble) -> set[str]:
    """Return the years that a round may be named by; one begun in winter is of the year before."""
    dates = (preamble.inspection_start, preamble.inspection_end)
    years = {date[:4] for date in dates if date}
    if (preamble.inspection_start or "")[5:7] in ("01", "02"):
        years.add(f"{int(min(years)) - 1}")
    return years


def _order_finding(fault: TimelineFault) -> Finding:
    related = (Related(fault.related, fault.label),)
    return Finding(fault.span, {"fact": fault.fact}, related)


def _range_verdict(first: DateMention, last: DateMention) -> Verdict:
    start, end = first.earliest, last.latest
    if start is None or end is None or start <= end:
        return PASSED
    fact = Wording(f"“{first.text}”晚于“{last.text}”", f"“{first.text}” is after “{last.text}”")
    return _order_finding(TimelineFault(last.span, fact, first.span, Wording("起始", "start")))


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
