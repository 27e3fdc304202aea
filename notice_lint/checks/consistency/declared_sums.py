"""Declared totals with the statuses that should add up to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from notice_lint.checks.consistency.declared_totals import (
    BASES,
    WholeNotice,
    sentences,
    status_parts,
)
from notice_lint.document.notice import Declaration, Notice
from notice_lint.document.tally import labelled_ongoing
from notice_lint.text.spans import Span


class DeclaredSum(Struct, frozen=True):
    """A declared total with the statuses that should add up to it."""

    total: Declaration
    addends: tuple[Declaration, ...]
    ongoing: int
    """What the sentence counts apart as kept up for long."""
    span: Span
    """From the first of its numbers to where the sentence ends or turns to another total."""

    @property
    def added(self) -> int:
        """What the statuses come to."""
        return sum(addend.value for addend in self.addends)

    @property
    def completed(self) -> list[int]:
        """The numbers that a rate of completion can be made of."""
        done = ("completed", "basically_completed")
        return [addend.value for addend in self.addends if addend.subject in done]

    @property
    def fits(self) -> bool:
        """Whether total and statuses can both be right.

        One status alone need not be all there is, so that it is wrong only above the total. What
        is kept up for long is mostly completed too, but may be counted apart.
        """
        if len({addend.subject for addend in self.addends}) > 1:
            return self.total.value in (self.added, self.added + self.ongoing)
        return self.added <= self.total.value


def declared_sums(notice: Notice) -> Iterator[DeclaredSum]:
    """Yield each total with its statuses; of several totals that may be meant one that fits."""
    for sentence in sentences(notice.declarations):
        for group, end in _groups(sentence):
            addends = tuple(status_parts(group))
            totals = _totals(group, addends, notice) if addends else []
            ongoing = sum(number.value for number in group if number.subject == "long_term")
            span = Span(group[0].span.start, end)
            sums = [DeclaredSum(total, addends, ongoing, span) for total in totals]
            yield from sorted(filter(_is_surely_meant, sums), key=_distance)[:1]


def _is_surely_meant(declared: DeclaredSum) -> bool:
    """Tell whether statuses are those of a total; what was mended at once may be only one of it.

    Where numbers do not fit, what 个 counts are no tasks that 项 counts: 3项任务；已完成的7个.
    """
    total = declared.total
    alike = total.subject == "problems" or total.unit == declared.addends[0].unit
    return declared.fits or (total.subject != "immediate" and alike)


def _distance(declared: DeclaredSum) -> tuple[bool, int]:
    return not declared.fits, abs(declared.total.value - declared.added)


def _groups(sentence: Sequence[Declaration]) -> Iterator[tuple[list[Declaration], int]]:
    """Divide a sentence where a total follows the statuses of another, each with its end.

    So it is where statuses of another day follow: 首次已完成6个、正在整改3个，目前已完成8个.
    """
    group: list[Declaration] = []
    for declaration in sentence:
        is_total = declaration.subject in BASES and not declaration.parenthetical
        if (is_total and status_parts(group)) or _is_told_again(declaration, group):
            yield group, declaration.span.start
            group = []
        group.append(declaration)
    if group:
        yield group, group[0].sentence[1]


def _is_told_again(declaration: Declaration, group: Sequence[Declaration]) -> bool:
    """Tell whether a status begins another count, the one before having had several."""
    subjects = [number.subject for number in status_parts(group)]
    is_first = declaration.subject == next(iter(subjects), "")
    return is_first and not declaration.parenthetical and len(set(subjects)) > 1


def _totals(
    group: Sequence[Declaration], addends: Sequence[Declaration], notice: Notice
) -> list[Declaration]:
    """Return the totals that statuses may belong to: of their own group, else of those before it.

    The measure word decides between several: 9个问题、措施26条，已完成8个. What does not say how
    much is completed, as in 对正在整改的2个问题, goes back to some of them.
    """
    near = [number for number in group if _may_be_total(number, addends[0])]
    if {number.subject for number in near} <= {"immediate"}:
        near += _last_totals(addends, notice)
    return _likeliest(near, addends[0])


def _likeliest(totals: Sequence[Declaration], addend: Declaration) -> list[Declaration]:
    possible = [total for total in totals if _may_count(total, addend)]
    likely = [total for total in possible if addend.unit == total.unit]
    likely += [total for total in possible if total.subject == "problems"]
    return likely or possible


LOOSE_UNITS = frozenset(("个", "项", "条", ""))
"""Measure words that count the same things: 10个问题已完成8项. What 件 counts are no problems."""


def _may_count(total: Declaration, addend: Declaration) -> bool:
    # what 个 counts are problems and no measures, which 条 counts
    if total.subject == "measures" and addend.unit == "个" != total.unit:
        return False
    are_alike = total.unit == addend.unit or {total.unit, addend.unit} <= LOOSE_UNITS
    return are_alike and not total.parenthetical


def _may_be_total(number: Declaration, addend: Declaration) -> bool:
    return number.subject in BASES and number.span < addend.span


def _last_totals(addends: Sequence[Declaration], notice: Notice) -> list[Declaration]:
    if all(addend.subject != "completed" for addend in addends):
        return []
    before = [number for number in notice.declarations if _may_be_total(number, addends[0])]
    return [total for total in before if total.sentence == before[-1].sentence]


def compared_statuses(notice: Notice, whole: WholeNotice) -> list[Declaration]:
    """Return the declared statuses that can be held against the labels of the items.

    Where a label is in words of no class, or nothing is labelled, none can. One whose total is
    another than that of the problems of this inspection is about something else.
    """
    if not _are_labelled(notice):
        return []
    others = set(_of_others(notice, whole))
    return [
        number
        for sentence in sentences(notice.declarations)
        if _is_about_problems(notice, sentence, whole)
        for number in (*status_parts(sentence), *_ongoing(notice, sentence))
        if number.span not in others and number.unit in LOOSE_UNITS and whole.covers(notice, number)
    ]


def _are_labelled(notice: Notice) -> bool:
    """Tell whether all labels are of known classes; the heading of a section labels its items."""
    if any(part.status is None for part in notice.statuses):
        return False
    return bool(notice.statuses) or any(item.filed for item in notice.items)


def _of_others(notice: Notice, whole: WholeNotice) -> Iterator[Span]:
    """Yield the places of statuses whose total is not that of all problems."""
    for declared in declared_sums(notice):
        if declared.total.subject != "problems" or not whole.covers(notice, declared.total):
            yield from (addend.span for addend in declared.addends)


def _is_about_problems(notice: Notice, sentence: Sequence[Declaration], whole: WholeNotice) -> bool:
    problems = (number for number in sentence if number.subject == "problems")
    return all(whole.covers(notice, number) for number in problems)


def _ongoing(notice: Notice, sentence: Sequence[Declaration]) -> Iterator[Declaration]:
    """Yield what is declared as kept up for long, where the labels say how much is.

    Only as a part of what is completed it counts labels alone: what is in progress may be kept up
    too, so that elsewhere it is wrong only below their number.
    """
    labelled = labelled_ongoing(notice)
    for number in sentence:
        is_exact = number.parenthetical or number.value < labelled
        if number.subject == "long_term" and labelled and is_exact:
            yield number
