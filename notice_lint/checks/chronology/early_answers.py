"""What answers the feedback and is dated before it."""

from __future__ import annotations

from collections.abc import Iterator

from notice_lint.checks.chronology.timeline import TimelineFault, order_finding
from notice_lint.checks.contract import Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import DateMention, Phrase
from notice_lint.matching.fragments import Expressions
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording


class EarlyAnswers(Expressions, frozen=True):
    """Options that tell what answers the feedback."""

    answers: Pattern
    """Behind a date: what can only be done once the feedback is there."""
    upon: Pattern
    """Right before a date: what says that the feedback was there: 收到反馈意见后."""
    done: Pattern
    """Behind such a date: that something was done then."""
    other: Pattern
    """What shows before a date, in its sentence, that another inspection is answered."""


def too_early(notice: Notice, options: EarlyAnswers) -> Iterator[Verdict]:
    """Report what answers the feedback and is dated before it."""
    preamble, issued, feedback = notice.preamble, _issue_day(notice), _feedback_day(notice)
    if preamble is None or not issued or not feedback:
        return
    for date in notice.dates:
        day = _day_by(date, feedback, issued)
        is_early = date.span > preamble.span and day is not None and day < feedback
        if is_early and _answers(notice, date, options):
            yield order_finding(_early(date, preamble.feedback or date))


def _answers(notice: Notice, date: DateMention, options: EarlyAnswers) -> bool:
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
