"""Declared numbers of problems, areas and statuses, held against what the notice lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from notice_lint.checks.consistency.declared_sums import compared_statuses
from notice_lint.checks.consistency.declared_totals import (
    NOTHING_DECLARED,
    WholeNotice,
    contradicted,
    contradicted_by_labels,
    scopes,
    sentences,
    whole_totals,
)
from notice_lint.checks.contract import ITEMS, PASSED, STANDINGS, Check, Verdict
from notice_lint.document.notice import Declaration, Notice, ProblemItem, Section
from notice_lint.document.tally import areas, count_items, leaves
from notice_lint.document.terms import SUBJECTS
from notice_lint.document.violation import Finding, Related, Value
from notice_lint.matching.pattern import Pattern
from notice_lint.text.numerals import number_value
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

SHOWN = 400
"""Places shown for one number at most: our longest notice lists 68 problems.

Without a limit a document of many wrong numbers and items makes a report of all pairs of them.
"""


class ProblemCount(WholeNotice, frozen=True, kw_only=True):
    """Options of problem-count."""

    headed: Pattern
    """A number of problems in the heading of an area; groups `claim` and `number`."""


def problem_count(notice: Notice, options: ProblemCount) -> Iterator[Verdict]:
    """Report a number of problems, declared or in a heading, that is not that of the items listed.

    Items may be counted with their sub-items or without; of several numbers in one sentence, as in
    17类问题、45个具体问题, one that is right is enough.
    """
    declared = [(scope, whole_totals(scope, "problems", options)) for scope in scopes(notice)]
    if not any(totals for _, totals in declared):
        yield NOTHING_DECLARED
    for scope, totals in declared:
        yield from _judge_totals(scope, _unmerged(scope, totals))
    for node in notice.walk():
        if isinstance(node, Section):
            yield from _judge_heading(notice, node, options)


def _judge_totals(notice: Notice, totals: Sequence[Declaration]) -> Iterator[Verdict]:
    counts = count_items(notice)
    for sentence in sentences(totals):
        if len(contradicted(sentence, counts)) < len(sentence):
            yield PASSED
        else:
            problems = [item.problem.span for item in notice.items]
            yield _mismatch(sentence[-1], counts.outermost, problems)


def _unmerged(notice: Notice, totals: Sequence[Declaration]) -> list[Declaration]:
    """Return the totals of problems that were not made into the tasks listed: 36个归并为12项."""
    listed = len(notice.items)
    merged = {
        tasks.sentence
        for tasks in notice.declarations
        if tasks.subject == "tasks" and tasks.value == listed
    }
    return [total for total in totals if total.value <= listed or total.sentence not in merged]


def _judge_heading(notice: Notice, section: Section, options: ProblemCount) -> Iterator[Verdict]:
    """Hold the number in the heading of a section against the items below it."""
    items = [node for node in section.walk() if isinstance(node, ProblemItem)]
    claim = options.headed.search(notice.source.view, *section.heading.span)
    number = number_value(claim["number"]) if claim else None
    if claim is None or not items:
        return
    if number in (len(items), sum(1 for _ in leaves(items))):
        yield PASSED
        return
    words = notice.source.text[slice(*claim.span("claim"))]
    params: dict[str, Value] = {"claim": words, "declared": number or 0, "counted": len(items)}
    related = (Related(item.problem.span, Wording("整改事项", "an item")) for item in items)
    yield Finding(Span(*claim.span("claim")), params, tuple(islice(related, SHOWN)))


def area_count(notice: Notice, options: WholeNotice) -> Iterator[Verdict]:
    """Report a declared number of areas that is not the number of sections with problems."""
    totals = whole_totals(notice, "areas", options)
    headings = [section.heading.span for section in areas(notice)]
    if not totals or len(headings) < 2:
        yield NOTHING_DECLARED
        return
    wrong = contradicted(totals, count_items(notice))
    for total in totals:
        yield _mismatch(total, len(headings), headings) if total in wrong else PASSED


def _mismatch(total: Declaration, counted: int, evidence: list[Span]) -> Finding:
    related = tuple(
        Related(span, Wording(f"第 {number} 个", f"number {number}"))
        for number, span in enumerate(evidence[:SHOWN], 1)
    )
    params: dict[str, Value] = {"claim": total.text, "declared": total.value, "counted": counted}
    return Finding(total.span, params, related)


def status_count(notice: Notice, options: WholeNotice) -> Iterator[Verdict]:
    """Report declared numbers of statuses that are not those of the labels, all in one finding.

    One label changed makes two numbers wrong, so that two findings would tell one fault twice.
    """
    compared = [(scope, compared_statuses(scope, options)) for scope in scopes(notice)]
    if not any(numbers for _, numbers in compared):
        yield NOTHING_DECLARED
    for scope, numbers in compared:
        yield from _judge_statuses(scope, numbers)


def _judge_statuses(notice: Notice, compared: Sequence[Declaration]) -> Iterator[Verdict]:
    counts = count_items(notice)
    wrong = contradicted_by_labels(compared, counts)
    if not wrong:
        yield from (PASSED for _ in compared)
        return
    facts = [
        _labelled_otherwise(declaration, counts.labelled(declaration.subject))
        for declaration in wrong
    ]
    yield Finding(wrong[0].span, {"facts": _in_a_row(facts)}, tuple(_evidence(notice, wrong[1:])))


def _in_a_row(facts: Sequence[Wording]) -> Wording:
    return Wording("；".join(fact.zh for fact in facts), "; ".join(fact.en for fact in facts))


def _evidence(notice: Notice, others: Iterable[Declaration]) -> Iterator[Related]:
    for declaration in others:
        yield Related(declaration.span, Wording("另一处声明", "also declared"))
    for part in notice.statuses[:SHOWN]:
        yield Related(part.span, Wording("整改状态", "a status"))


def _labelled_otherwise(declaration: Declaration, labelled: int) -> Wording:
    subject = SUBJECTS[declaration.subject]
    return Wording(
        f"写{subject.zh} {declaration.value} 项，逐项标注为 {labelled} 项",
        f"{subject.en}: {declaration.value} declared, {labelled} labelled",
    )


_PARAMS = ("claim", "declared", "counted")
CHECKS = (
    Check("problem-count", problem_count, ProblemCount, _PARAMS, ITEMS, True),
    Check("area-count", area_count, WholeNotice, _PARAMS, ITEMS, True),
    Check("status-count", status_count, WholeNotice, ("facts",), STANDINGS, True),
)
