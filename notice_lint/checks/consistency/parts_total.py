"""Declared statuses added up: do they make their total, and is the rate given theirs?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from notice_lint.checks.consistency.declared_totals import (
    NOTHING_DECLARED,
    WholeNotice,
    compared_statuses,
    contradicted,
    sentences,
    status_parts,
    total_of,
)
from notice_lint.checks.contract import PASSED, Check, Verdict
from notice_lint.document.notice import Declaration, Notice
from notice_lint.document.tally import count_items
from notice_lint.document.violation import Finding, Related
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


class PartsTotal(WholeNotice, frozen=True):
    """Options of parts-total."""

    rate: Pattern
    """How much is completed; group `rate` is the number of per cent."""


class DeclaredSum(Struct, frozen=True):
    """A declared total with the statuses that should add up to it."""

    total: Declaration
    addends: tuple[Declaration, ...]
    ongoing: int
    """What the sentence counts apart as kept up for long."""

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

        One status alone need not be all there is, so that it is wrong only above the total.
        """
        if len({addend.subject for addend in self.addends}) > 1:
            return self.added == self.total.value
        return self.added <= self.total.value


def parts_total(notice: Notice, options: PartsTotal) -> Iterator[Verdict]:
    """Report declared statuses that do not add up to their total, and a rate that is not theirs.

    A number that the listed items or labels contradict is their finding, not one more of this kind.
    """
    refuted = _refuted(notice, options)
    sums = list(_sums(notice))
    if not sums:
        yield NOTHING_DECLARED
    for declared in sums:
        if refuted.isdisjoint((declared.total.span, *(addend.span for addend in declared.addends))):
            yield from _judge(notice, options, declared)
        else:
            yield PASSED


def _refuted(notice: Notice, options: PartsTotal) -> set[Span]:
    """Return the places of declared numbers that problem-count or status-count reports."""
    counts = count_items(notice)
    problems = [
        declaration
        for declaration in notice.declarations
        if notice.items
        and declaration.subject == "problems"
        and options.covers(notice, declaration)
    ]
    compared = compared_statuses(notice, options)
    return {declaration.span for declaration in contradicted([*problems, *compared], counts)}


def _sums(notice: Notice) -> Iterator[DeclaredSum]:
    for sentence in sentences(notice.declarations):
        total = total_of(sentence, notice)
        addends = status_parts(sentence)
        if total is None or total.parenthetical:
            continue
        if total.subject == "problems" or total.unit == addends[0].unit:
            ongoing = sum(
                declaration.value for declaration in sentence if declaration.subject == "long_term"
            )
            yield DeclaredSum(total, tuple(addends), ongoing)


def _judge(notice: Notice, options: PartsTotal, declared: DeclaredSum) -> Iterator[Verdict]:
    """Judge one sum, then the rate that its sentence gives."""
    total, added = declared.total, declared.added
    if declared.ongoing and added + declared.ongoing == total.value:
        yield PASSED
        return
    counts_labels = added == len(notice.statuses) and total.value == len(notice.items)
    if declared.fits or counts_labels:
        yield PASSED
        yield from _judge_rate(notice, options, declared)
        return
    words = "+".join(str(addend.value) for addend in declared.addends)
    fact = Wording(f"{words}={added}，与“{total.text}”不符", f"{words}={added}, not “{total.text}”")
    related = tuple(Related(addend.span, Wording("分项", "a part")) for addend in declared.addends)
    yield Finding(total.span, {"fact": fact}, related)


def _judge_rate(notice: Notice, options: PartsTotal, declared: DeclaredSum) -> Iterator[Verdict]:
    """Compare a rate with completed over total, to as many digits as it is given in."""
    rate = options.rate.search(notice.source.view, *declared.addends[0].sentence)
    completed, whole = declared.completed, declared.total.value
    if rate is None or not completed or not whole:
        return
    digits = len(rate["rate"].partition(".")[2])
    shares = {round(100 * value / whole, digits) for value in (completed[0], sum(completed))}
    if float(rate["rate"]) in shares:
        yield PASSED
        return
    share = f"{100 * completed[0] / whole:.{digits}f}%"
    fact = Wording(f"{completed[0]}÷{whole}={share}", f"{completed[0]}/{whole}={share}")
    related = (Related(declared.total.span, Wording("总数", "the total")),)
    yield Finding(Span(*rate.span()), {"fact": fact}, related)


CHECKS = (Check("parts-total", parts_total, PartsTotal, ("fact",), None, True),)
