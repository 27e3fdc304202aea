"""The issue date: how it is written, and how long after the feedback it is."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from notice_lint.checks.contract import ISSUED, PASSED, Check, Inapplicable, Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.violation import Edit, Finding, Fix, Related, Value
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording


class IssueDateForm(Struct, frozen=True):
    """Options of issue-date-form."""

    accept: Pattern
    """The form that is right."""
    faults: tuple[FormFault, ...]
    """What may be wrong; the first that is found is reported."""


class FormFault(Struct, frozen=True):
    """A way in which a date is malformed, and what shows it."""

    name: Wording
    pattern: Pattern


def issue_date_form(notice: Notice, options: IssueDateForm) -> Iterator[Verdict]:
    """Report an issue date in another form; one that does not exist is another fault."""
    issued = notice.issue_date
    assert issued
    text = issued.text.strip()
    if options.accept.fullmatch(text) or issued.is_impossible:
        yield PASSED
        return
    faults = (fault.name for fault in options.faults if fault.pattern.search(text))
    params: dict[str, Value] = {
        "date": text,
        "fault": next(faults, Wording("写法不规范", "is malformed")),
    }
    fixes: tuple[Fix, ...] = ()
    if issued.iso and len(issued.iso) == len("2024-01-01"):
        year, month, day = map(int, issued.iso.split("-"))
        standard = f"{year}年{month}月{day}日"
        title = Wording(f"改为“{standard}”", f"write “{standard}”")
        fixes = (Fix("safe", title, (Edit(issued.span, standard),)),)
    yield Finding(issued.span, params, fixes=fixes)


class IntervalOptions(Struct, frozen=True):
    """Options of long-interval."""

    months: int
    """Months between feedback and issue that are nothing to speak of."""


def long_interval(notice: Notice, options: IntervalOptions) -> Iterator[Verdict]:
    """Report how many months passed between feedback and issue."""
    issued = notice.issue_date
    feedback = notice.preamble.feedback if notice.preamble else None
    date = notice.preamble.feedback_date if notice.preamble else None
    if not issued or not issued.iso or not feedback or not date or len(date) < len("2024-01"):
        yield Inapplicable(Wording("反馈或成文日期不明", "feedback or issue is not dated"))
        return
    months = (int(issued.iso[:4]) - int(date[:4])) * 12 + int(issued.iso[5:7]) - int(date[5:7])
    if months <= options.months:
        yield PASSED
    else:
        related = (Related(issued.span, Wording("成文日期", "the issue date")),)
        yield Finding(feedback.span, {"months": months}, related)


CHECKS = (
    Check("issue-date-form", issue_date_form, IssueDateForm, ("date", "fault"), ISSUED),
    Check("long-interval", long_interval, IntervalOptions, ("months",), ISSUED),
)
