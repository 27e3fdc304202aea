"""What checks of a notice against its companions share: when they apply, how places are named."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from notice_lint.checks.contract import Precondition
from notice_lint.document.companions import (
    ROLE_NAMES,
    Companion,
    Comparison,
    ProblemEntry,
    comparison_of,
)
from notice_lint.document.notice import Notice
from notice_lint.document.violation import Related
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


def _holds(test: Callable[[Comparison], object]) -> Callable[[Notice], bool]:
    def met(notice: Notice) -> bool:
        comparison = comparison_of(notice)
        return comparison is not None and bool(test(comparison))

    return met


def _has(role: str) -> Callable[[Notice], bool]:
    return _holds(lambda comparison: comparison.papers(role))


ASKED = Precondition(
    _holds(lambda comparison: comparison.asks),
    Wording(
        "没有给出列有问题的反馈意见或整改台账（--feedback、--ledger）",
        "no feedback or ledger that lists problems was given (--feedback, --ledger)",
    ),
)
FEEDBACK = Precondition(
    _has("feedback"),
    Wording("没有给出反馈意见（--feedback）", "no feedback was given (--feedback)"),
)
LEDGER = Precondition(
    _has("ledger"), Wording("没有给出整改台账（--ledger）", "no ledger was given (--ledger)")
)
EARLIER = Precondition(
    _has("earlier"),
    Wording("没有给出上次通报（--earlier）", "no earlier notice was given (--earlier)"),
)


def compared(notice: Notice) -> Comparison:
    """Return what a notice was compared with, which its preconditions made sure of."""
    comparison = comparison_of(notice)
    assert comparison
    return comparison


def in_paper(paper: Companion, span: Span) -> Related:
    """Name a place in another paper."""
    return Related(span, ROLE_NAMES[paper.role], paper.path)


def told_in(*entries: ProblemEntry | None) -> Iterator[Related]:
    """Name where other papers tell a problem."""
    for entry in entries:
        if entry and entry.paper:
            yield in_paper(entry.paper, entry.item.problem.span)


def declared(notice: Notice, *subjects: str) -> Iterator[Related]:
    """Name where a notice says how many of something there are: that is wrong as well."""
    for declaration in notice.declarations:
        if declaration.subject in subjects:
            yield Related(declaration.span, Wording("受影响的声明数", "a number that this changes"))
