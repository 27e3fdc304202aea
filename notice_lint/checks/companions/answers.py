"""Problems that were fed back and are not answered, and items that answer nothing."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from notice_lint.checks.companions.absent import COUNTED, AnswerOptions, is_about_rest, missing
from notice_lint.checks.companions.papers import ASKED, compared, declared, told_in
from notice_lint.checks.contract import PASSED, Check, Verdict, anchor, is_planned
from notice_lint.document.companions import Comparison, ProblemRow
from notice_lint.document.notice import OPEN, Notice, Section
from notice_lint.document.violation import Finding, Related, Value
from notice_lint.matching.pattern import Pattern


def unanswered(notice: Notice, options: AnswerOptions) -> Iterator[Verdict]:
    """Report a problem of the feedback or ledger that no item answers.

    One that the earlier notice told as solved need not come again where only the rest is told.
    """
    comparison = compared(notice)
    if comparison.is_foreign:
        yield _foreign(notice, comparison)
        return
    tells_rest = is_about_rest(notice, options.rest)
    for row in comparison.rows:
        if row.asked is None:
            continue
        if row.is_answered or (tells_rest and _was_solved(row)):
            yield PASSED
        else:
            yield missing(notice, row)


def _foreign(notice: Notice, comparison: Comparison) -> Finding:
    """Report papers that are hardly about this notice, once and not problem by problem."""
    asked = [row for row in comparison.rows if row.asked]
    open_ = sum(not row.is_answered for row in asked)
    first = next(row.asked for row in asked if row.asked)
    params: dict[str, Value] = {"problem": str(open_), "paper": str(len(asked))}
    place = anchor(notice, ("title", "preamble"))
    return Finding(place, params, tuple(told_in(first)), whole=True)


def _was_solved(row: ProblemRow) -> bool:
    earlier = row.entry("earlier")
    return earlier is not None and earlier.status not in OPEN


class UnaskedOptions(Struct, frozen=True):
    """Options of unasked-item."""

    own_accord: Pattern
    """What says, in a heading, that something was done without being asked."""


def unasked(notice: Notice, options: UnaskedOptions) -> Iterator[Verdict]:
    """Report an item that answers nothing in the feedback or ledger.

    A sub-item beside others that do belongs to the same problem as they.
    """
    comparison = compared(notice)
    if comparison.is_foreign:
        return
    answering = _answering(comparison)
    for row in comparison.rows:
        entry = row.entry("notice")
        if entry is None:
            continue
        belongs = row.asked or any(id(item) in answering for item in entry.above)
        if belongs or _is_own_accord(notice, entry.item.span.start, options):
            yield PASSED
        else:
            related: list[Related] = [*told_in(row.entry("earlier")), *declared(notice, *COUNTED)]
            yield Finding(entry.item.problem.span, {"problem": entry.name}, tuple(related))


def _answering(comparison: Comparison) -> set[int]:
    """Return the identities of the items that answer something, those around them included."""
    entries = (match.entry for row in comparison.rows if row.asked for match in row.of("notice"))
    return {id(item) for entry in entries for item in (entry.item, *entry.above)}


def _is_own_accord(notice: Notice, offset: int, options: UnaskedOptions) -> bool:
    headings = (
        node.heading.text if isinstance(node, Section) else node.problem.text
        for node in notice.around(offset)
    )
    return is_planned(notice, offset) or any(map(options.own_accord.search, headings))


_PARAMS = ("problem", "paper")
CHECKS = (
    Check("unanswered-problem", unanswered, AnswerOptions, _PARAMS, ASKED, True),
    Check("unasked-item", unasked, UnaskedOptions, ("problem",), ASKED, True),
)
