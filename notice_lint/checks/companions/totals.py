"""Declared numbers of areas and problems against those of feedback and ledger."""

from __future__ import annotations

from collections.abc import Iterator

from notice_lint.checks.companions.papers import ASKED, compared, in_paper
from notice_lint.checks.consistency.declared_totals import (
    NOTHING_DECLARED,
    WholeNotice,
    sentences,
    whole_totals,
)
from notice_lint.checks.contract import PASSED, Check, Verdict
from notice_lint.document.companions import ROLE_NAMES, Companion
from notice_lint.document.notice import Declaration, Notice
from notice_lint.document.tally import count_items
from notice_lint.document.violation import Finding, Related, Value

_SUBJECTS = ("areas", "problems")


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
        for sentence in sentences(whole_totals(notice, subject, options)):
            for paper in comparison.papers("feedback", "ledger"):
                yield from _compared(sentence, subject, paper, options)


def _compared(
    sentence: list[Declaration], subject: str, paper: Companion, options: WholeNotice
) -> Iterator[Verdict]:
    stated = whole_totals(paper.notice, subject, options)
    values = {declaration.value for declaration in stated} | _counts(paper.notice, subject)
    if not any(values) or any(declaration.value in values for declaration in sentence):
        yield PASSED
        return
    total = sentence[-1]
    number = stated[-1].value if stated else max(values)
    params: dict[str, Value] = {
        "claim": total.text,
        "number": number,
        "paper": ROLE_NAMES[paper.role],
    }
    yield Finding(total.span, params, (_evidence(stated, paper),))


def _counts(paper: Notice, subject: str) -> set[int]:
    """Return the numbers that counting a paper can give: of areas, items, sub-items, 一是."""
    counts = count_items(paper)
    if subject == "areas":
        return {counts.areas, counts.outermost if counts.outermost != counts.leaves else 0}
    listed = sum(max(1, len(item.enumerators)) for item in paper.all_items if not item.children)
    return {counts.outermost, counts.leaves, listed}


def _evidence(stated: list[Declaration], paper: Companion) -> Related:
    items = paper.notice.items
    return in_paper(paper, stated[-1].span if stated else items[0].problem.span)


_PARAMS = ("claim", "number", "paper")
CHECKS = (Check("paper-count", paper_count, WholeNotice, _PARAMS, ASKED, True),)
