"""Which declared numbers are about all problems, and which are the parts of which total."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile

from msgspec import Struct

from notice_lint.checks.contract import Inapplicable, is_planned
from notice_lint.document.notice import Declaration, Notice
from notice_lint.document.tally import STATUS_SUBJECTS, ItemCounts
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording

BASES = frozenset(("problems", "tasks", "measures"))
"""What statuses can be numbers of."""
NOTHING_DECLARED = Inapplicable(Wording("文中没有声明这个数", "the text declares no such number"))


class WholeNotice(Struct, frozen=True):
    """Options that tell declarations about all problems of this inspection from others."""

    about: Pattern
    """What the sentence of such a declaration holds."""
    not_about: Pattern
    """What stands before one that is about something else: a part, another round, a self-check."""

    def covers(self, notice: Notice, declaration: Declaration) -> bool:
        """Tell whether a declaration is about all problems of this inspection."""
        view = notice.source.view
        start, end = declaration.sentence
        return (
            not is_planned(notice, declaration.span.start)
            and not self.not_about.search(view, start, declaration.span.start)
            and self.about.search(view, start, end) is not None
        )


def whole_totals(notice: Notice, subject: str, whole: WholeNotice) -> list[Declaration]:
    """Return the declarations of a subject that are about the whole notice."""
    return [
        declaration
        for declaration in notice.declarations
        if declaration.subject == subject
        and not declaration.parenthetical
        and whole.covers(notice, declaration)
    ]


def sentences(declarations: Iterable[Declaration]) -> Iterator[list[Declaration]]:
    """Yield the declarations that stand in one sentence, sentence by sentence."""
    for _, group in groupby(declarations, key=lambda declaration: declaration.sentence):
        yield list(group)


def status_parts(sentence: Iterable[Declaration]) -> list[Declaration]:
    """Return the numbers of a sentence that say how far problems are solved."""
    return [
        declaration
        for declaration in sentence
        if declaration.subject in STATUS_SUBJECTS and not declaration.parenthetical
    ]


def total_of(sentence: Sequence[Declaration], notice: Notice) -> Declaration | None:
    """Return the total that statuses belong to: of their own sentence, else of one before it.

    The measure word decides between several: 9个问题、措施26条，已完成8个.
    """
    addends = status_parts(sentence)
    if not addends:
        return None
    near = _nearest_totals(addends[0], notice)
    same_unit = [total for total in near if total.unit == addends[0].unit]
    problems = [total for total in near if total.subject == "problems"]
    return next(iter(reversed(same_unit or problems or near)), None)


def _nearest_totals(addend: Declaration, notice: Notice) -> list[Declaration]:
    """Return the totals before a number: those of its sentence, else of the last that has any."""
    declarations = notice.declarations
    first = bisect_left(declarations, addend.span, key=lambda declaration: declaration.span)
    backwards = (declarations[place] for place in range(first - 1, -1, -1))
    totals = (declaration for declaration in backwards if declaration.subject in BASES)
    nearest = next(totals, None)
    if nearest is None:
        return []
    near = takewhile(lambda total: total.sentence == nearest.sentence, totals)
    return [*reversed(list(near)), nearest]


def compared_statuses(notice: Notice, whole: WholeNotice) -> list[Declaration]:
    """Return the declared statuses that can be held against the labels of the items.

    Where a label is in words of no class, or nothing is labelled, none can.
    """
    if not notice.statuses or any(part.status is None for part in notice.statuses):
        return []
    return [
        declaration
        for sentence in sentences(notice.declarations)
        if _counts_all_problems(notice, sentence, whole)
        for declaration in status_parts(sentence)
        if whole.covers(notice, declaration)
    ]


def _counts_all_problems(
    notice: Notice, sentence: Sequence[Declaration], whole: WholeNotice
) -> bool:
    """Tell whether the statuses of a sentence are those of all problems of this inspection."""
    total = total_of(sentence, notice)
    if total and total.subject != "problems":
        return False
    problems = (declaration for declaration in sentence if declaration.subject == "problems")
    return all(whole.covers(notice, declaration) for declaration in problems)


def contradicted(declarations: Iterable[Declaration], counts: ItemCounts) -> list[Declaration]:
    """Return the declared numbers that no count makes right."""
    return [
        declaration
        for declaration in declarations
        if declaration.value not in counts.meant_by(declaration)
    ]
