"""Statuses against the ledger, its deadlines and the earlier notice."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from notice_lint.checks.companions.papers import (
    EARLIER,
    LEDGER,
    compared,
    declared,
    in_paper,
    told_in,
)
from notice_lint.checks.contract import (
    PASSED,
    UNKNOWN_ISSUE,
    Check,
    Inapplicable,
    NoOptions,
    Verdict,
)
from notice_lint.document.companions import ProblemEntry, ProblemRow
from notice_lint.document.ends import IssueDate
from notice_lint.document.notice import OPEN, Notice, StatusClass
from notice_lint.document.terms import STATUSES, SUBJECTS
from notice_lint.document.violation import Finding, Related, Value
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

_NOTHING = Inapplicable(
    Wording("没有两边都写明状态的问题", "no problem has a status in both papers")
)
_NO_DEADLINE = Inapplicable(
    Wording("没有台账写明时限而未完成的问题", "no unfinished problem has a deadline in the ledger")
)


class StatusOptions(Struct, frozen=True):
    """Options of ledger-status."""

    settled: Pattern
    """What says in a status that something is done: 长期坚持 alone does not."""
    unfinished: Pattern
    """A status that says no more than that something is not done: 否, 未完成."""


def ledger_status(notice: Notice, options: StatusOptions) -> Iterator[Verdict]:
    """Report a status of another class than the ledger has.

    Completed, and completed and kept up, are one: what is kept up stands in another column.
    """
    yield _NOTHING
    for row in compared(notice).rows:
        entry = row.least_done("ledger")
        status = row.status
        if entry is None or entry.status is None or status is None or row.doubt:
            continue
        if _agree(status, entry, options):
            yield PASSED
            continue
        related = (*_status_in(entry), *declared(notice, *SUBJECTS))
        params: dict[str, Value] = {"status": STATUSES[status], "ledger": STATUSES[entry.status]}
        yield Finding(_place(row), params, related)


def _agree(status: StatusClass, entry: ProblemEntry, options: StatusOptions) -> bool:
    """Tell whether a status is that of the ledger, as far as this says how far a problem is."""
    part = entry.part("status")
    text = part.text if part else ""
    if entry.status == "completed_ongoing" and not options.settled.search(text):
        return True
    if status in OPEN and options.unfinished.search(text):
        return True
    return entry.status is not None and _counted(status) == _counted(entry.status)


def _counted(status: StatusClass) -> str:
    return "completed" if status == "completed_ongoing" else status


def _place(row: ProblemRow) -> Span:
    """Return where the notice gives the status of a problem."""
    matches = row.of("notice")
    entry = next((match.entry for match in matches if match.entry.status == row.status), None)
    assert entry
    part = entry.part("status")
    return part.span if part else entry.item.problem.span


def _status_in(entry: ProblemEntry) -> Iterator[Related]:
    part = entry.item.part("status")
    if entry.paper and part and part.span.start >= entry.item.span.start:
        yield in_paper(entry.paper, part.span)
    else:
        yield from told_in(entry)


def overdue(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report what is not completed though the ledger's deadline lies before the issue date.

    Where the ledger has it completed the statuses differ, which is another finding.
    """
    issue = notice.issue_date
    if issue is None or issue.earliest is None or notice.issued_too_early:
        yield UNKNOWN_ISSUE
        return
    yield _NO_DEADLINE
    for row in compared(notice).rows:
        entry = row.entry("ledger")
        if entry and entry.due and row.status in OPEN and not row.doubt:
            yield _due_by(row, entry, issue)


def _due_by(row: ProblemRow, entry: ProblemEntry, issue: IssueDate) -> Verdict:
    """Judge a problem that is not solved by when the ledger wants it solved."""
    is_done = entry.status is not None and entry.status not in OPEN
    assert entry.due
    assert entry.paper
    if is_done or not entry.due.latest or entry.due.latest >= (issue.earliest or ""):
        return PASSED
    params: dict[str, Value] = {
        "deadline": entry.due.text,
        "issued": issue.text,
        "status": STATUSES[row.status or "not_started"],
    }
    return Finding(_place(row), params, (in_paper(entry.paper, entry.due.span),))


def regressed(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report what the earlier notice told as completed and this one does not."""
    yield _NOTHING
    for row in compared(notice).rows:
        entry, status = row.least_done("earlier"), row.status
        if entry is None or entry.status is None or status is None or row.doubt:
            continue
        if entry.status in OPEN or status not in OPEN:
            yield PASSED
        else:
            params: dict[str, Value] = {
                "status": STATUSES[status],
                "earlier": STATUSES[entry.status],
            }
            related = (*_status_in(entry), *declared(notice, *SUBJECTS))
            yield Finding(_place(row), params, related)


CHECKS = (
    Check("ledger-status", ledger_status, StatusOptions, ("status", "ledger"), LEDGER, True),
    Check("ledger-deadline", overdue, NoOptions, ("deadline", "issued", "status"), LEDGER, True),
    Check("status-regressed", regressed, NoOptions, ("status", "earlier"), EARLIER, True),
)
