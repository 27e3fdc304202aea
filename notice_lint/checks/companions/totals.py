"""Declared numbers of areas and problems against those of feedback and ledger."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from notice_lint.checks.companions.papers import ASKED, compared, in_paper
from notice_lint.checks.consistency.declared_totals import (
    NOTHING_DECLARED,
    WholeNotice,
    sentences,
    whole_totals,
)
from notice_lint.checks.contract import PASSED, Check, Verdict
from notice_lint.document.companions import ROLE_NAMES, Companion, Comparison
from notice_lint.document.notice import Declaration, Notice
from notice_lint.document.tally import count_items
from notice_lint.document.violation import Finding, Related, Value

_SUBJECTS = ("areas", "problems")


class PaperTotals(Struct, frozen=True):
    """What a paper says, and what can be counted in it, of one subject."""

    paper: Companion
    stated: list[Declaration]
    counts: set[int]

    @property
    def values(self) -> set[int]:
        """The numbers that are right."""
        return {declaration.value for declaration in self.stated} | self.counts

    @property
    def number(self) -> int:
        """The number that is told where another one stands."""
        return self.stated[-1].value if self.stated else max(self.counts)


def paper_count(notice: Notice, options: WholeNotice) -> Iterator[Verdict]:
    """Report a declared number of areas or problems that is not that of feedback or ledger.

    What a paper says itself counts; where it says nothing, anything that can be counted in it is
    right. Of several numbers in one sentence one that is right is enough.
    """
    yield NOTHING_DECLARED
    comparison = compared(notice)
    if comparison.is_foreign:
        return
    for subject in _SUBJECTS:
        totals = [
            PaperTotals(
                paper,
                whole_totals(paper.notice, subject, options),
                _counts(comparison, paper, subject),
            )
            for paper in comparison.papers("feedback", "ledger")
        ]
        for sentence in sentences(whole_totals(notice, subject, options)):
            yield _compared(sentence, totals)


def _compared(sentence: list[Declaration], totals: list[PaperTotals]) -> Verdict:
    """Judge the numbers of a sentence by all papers: one that is wrong is wrong once."""
    declared = {declaration.value for declaration in sentence}
    unlike = [paper for paper in totals if any(paper.values) and not declared & paper.values]
    if not unlike:
        return PASSED
    claim, first = sentence[-1], unlike[0]
    params: dict[str, Value] = {
        "claim": claim.text,
        "number": first.number,
        "paper": ROLE_NAMES[first.paper.role],
    }
    return Finding(claim.span, params, tuple(map(_evidence, unlike)))


def _counts(comparison: Comparison, paper: Companion, subject: str) -> set[int]:
    """Return the numbers that counting a paper can give.

    A ledger divides its problems among areas as the office likes: these are not counted.
    """
    if subject == "problems":
        return _problem_counts(comparison, paper)
    counts = count_items(paper.notice)
    above = counts.outermost if counts.outermost != counts.leaves else 0
    return {count for count in (counts.areas, above) if count > 1 and paper.role != "ledger"}


def _problem_counts(comparison: Comparison, paper: Companion) -> set[int]:
    """Return how many items, sub-items, 一是 there are; what several tables list counts once."""
    counts = count_items(paper.notice)
    leaves = (item for item in paper.notice.all_items if not item.children)
    listed = sum(max(1, len(item.enumerators)) for item in leaves)
    return {counts.outermost, counts.leaves, listed, comparison.stated_in(paper)}


def _evidence(totals: PaperTotals) -> Related:
    items = totals.paper.notice.items
    span = totals.stated[-1].span if totals.stated else items[0].problem.span
    return in_paper(totals.paper, span)


_PARAMS = ("claim", "number", "paper")
CHECKS = (Check("paper-count", paper_count, WholeNotice, _PARAMS, ASKED, True),)
