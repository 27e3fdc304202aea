"""Deadlines and plans that lie before the issue date and are still told as to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from notice_lint.checks.contract import ISSUED, PASSED, Check, Verdict, is_planned
from notice_lint.document.notice import OPEN, Notice, ProblemItem
from notice_lint.document.paragraphs import DateMention
from notice_lint.document.violation import Finding, Related, Value
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording

_CLAUSE = re.compile(r"[^，,；;]+")


class DeadlineOptions(Struct, frozen=True):
    """Options of past-deadline."""

    due: Pattern
    """What shows, in a clause of a section about plans, that something is to be done by then."""
    ahead: Pattern
    """What shows the same elsewhere, in the sentence up to the end of its clause."""
    past: Pattern
    """What shows in the clause that it is over, or was laid down earlier."""
    ordered: Pattern
    """What shows in the sentence before it that others were told to do so."""
    going: Pattern
    """Behind a day in its sentence: that what was to be done by then is still going on."""
    under_way: Pattern
    """What shows in the cell of a table that its row is not settled."""


def past_deadline(notice: Notice, options: DeadlineOptions) -> Iterator[Verdict]:
    """Report a day before the issue date by which something is still to be done."""
    issue = notice.issue_date
    assert issue
    for date in notice.dates:
        is_past = date.latest and issue.earliest and date.latest < issue.earliest
        if not is_past or not date.exists or date.year_from not in ("written", "relative"):
            continue
        if not _is_awaited(notice, date, options):
            yield PASSED
            continue
        params: dict[str, Value] = {"date": date.text, "issued": issue.text.strip()}
        related = (Related(issue.span, Wording("成文日期", "the issue date")),)
        yield Finding(date.span, params, related)


def _is_awaited(notice: Notice, date: DateMention, options: DeadlineOptions) -> bool:
    """Tell whether the words around a date, or the remark that it stands in, wait for it."""
    items = [node for node in notice.around(date.span.start) if isinstance(node, ProblemItem)]
    status = items[-1].part("status") if items else None
    if status and status.status not in OPEN:
        return False  # the status beside it is the contradiction
    if status and any(field.span.holds(date.span.start) for field in items[-1].fields):
        return status.status != "basically_completed"
    return _is_told_ahead(notice, date, options)


def _is_told_ahead(notice: Notice, date: DateMention, options: DeadlineOptions) -> bool:
    around = _around(notice, date, options)
    if around is None:
        return False
    if options.going.match(around.behind):
        return True
    if options.past.search(around.clause) or options.ordered.search(around.before):
        return False
    if is_planned(notice, date.span.start):
        return options.due.search(around.clause) is not None
    return options.ahead.search(around.before + around.clause) is not None


class Surroundings(NamedTuple):
    """The words around a date."""

    before: str
    """What stands before its clause in the sentence, or behind the last semicolon."""
    clause: str
    behind: str
    """What follows the date in its sentence."""


def _around(notice: Notice, date: DateMention, options: DeadlineOptions) -> Surroundings | None:
    """Return the words around a date; None in a heading, or in a cell that tells of no work."""
    paragraph = notice.paragraph_at(date.span.start)
    if paragraph is None or paragraph.role == "preamble":
        return None
    before = date.span.start - paragraph.span().start
    place = max(0, paragraph.text.find(date.text, max(0, before - 2)))
    start, end = paragraph.sentence(place)
    if paragraph.role == "heading" and not start:
        return None
    if paragraph.role == "cell" and not options.under_way.search(paragraph.text, 0, place):
        return None
    start = max(start, paragraph.text.rfind("；", start, place) + 1)
    for clause in _CLAUSE.finditer(paragraph.text, start, end):
        if clause.start() <= place < clause.end():
            behind = paragraph.text[place + len(date.text) : end]
            return Surroundings(paragraph.text[start : clause.start()], clause.group(), behind)
    return None


CHECKS = (Check("past-deadline", past_deadline, DeadlineOptions, ("date", "issued"), ISSUED),)
