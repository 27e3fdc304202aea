"""What is absent from a notice: how it is reported, and at which heading."""

from __future__ import annotations

from msgspec import Struct

from notice_lint.checks.companions.papers import compared, declared, told_in
from notice_lint.checks.contract import anchor
from notice_lint.document.companions import ROLE_NAMES, Comparison, ProblemRow
from notice_lint.document.notice import Notice, Section
from notice_lint.document.terms import SUBJECTS
from notice_lint.document.violation import Finding, Value
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span

COUNTED = ("problems", "areas", *SUBJECTS)
"""Subjects of declared numbers that an item more or less makes wrong."""


class AnswerOptions(Struct, frozen=True):
    """Options of unanswered-problem and item-dropped."""

    rest: Pattern
    """What says, in the head of a notice, that it tells only what was left over."""


def is_about_rest(notice: Notice, rest: Pattern) -> bool:
    """Tell whether the head of a notice says that it tells only what was left over."""
    end = notice.sections[0].span.start if notice.sections else None
    return rest.search(notice.source.text[:end]) is not None


def missing(notice: Notice, row: ProblemRow) -> Finding:
    """Report that what a row tells is absent, at the heading below which it belongs."""
    comparison = compared(notice)
    stated = row.asked or row.matches[0].entry
    assert stated.paper
    params: dict[str, Value] = {
        "problem": comparison.shown(stated),
        "paper": ROLE_NAMES[stated.paper.role],
    }
    others = (row.entry(role) for role in ("ledger", "earlier"))
    related = (
        *told_in(stated, *(entry for entry in others if entry is not stated)),
        *declared(notice, *COUNTED),
    )
    key = f"{stated.area} {stated.name}"
    return Finding(_belongs(notice, comparison, row), params, related, key=key)


def _belongs(notice: Notice, comparison: Comparison, row: ProblemRow) -> Span:
    """Return the heading of the section in which the nearest problems beside it are answered.

    Those of the same area in the paper that states it come first.
    """
    rows = comparison.rows
    place = next(index for index, other in enumerate(rows) if other is row)
    area = _area(row)

    def distance(index: int) -> tuple[bool, int, bool]:
        return _area(rows[index]) != area, abs(index - place), index > place

    for index in sorted(range(len(rows)), key=distance):
        answer = rows[index].entry("notice")
        if answer:
            return _heading_above(notice, answer.item.span.start) or answer.item.problem.span
    return anchor(notice, ("section", "items", "title"))


def _area(row: ProblemRow) -> str:
    stated = row.asked or row.matches[0].entry
    return stated.area


def _heading_above(notice: Notice, offset: int) -> Span | None:
    sections = [node for node in notice.around(offset) if isinstance(node, Section)]
    return sections[-1].heading.span if sections else None
