"""Declared statuses added up: do they make their total, and is the rate given theirs?"""

from __future__ import annotations

from collections.abc import Iterator

from notice_lint.checks.consistency.declared_sums import (
    DeclaredSum,
    compared_statuses,
    declared_sums,
)
from notice_lint.checks.consistency.declared_totals import (
    NOTHING_DECLARED,
    WholeNotice,
    contradicted,
    contradicted_by_labels,
    scopes,
)
from notice_lint.checks.contract import PASSED, Check, Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.tally import count_items
from notice_lint.document.violation import Finding, Related
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


class PartsTotal(WholeNotice, frozen=True, kw_only=True):
    """Options of parts-total."""

    rate: Pattern
    """How much is completed; group `rate` is the number of per cent."""
    rest: Pattern
    """What stands before a number of problems that are not all, but those of one status."""
    earlier: Pattern
    """What stands before a number of another day."""


def parts_total(notice: Notice, options: PartsTotal) -> Iterator[Verdict]:
    """Report declared statuses that do not add up to their total, and a rate that is not theirs.

    A number that the listed items or labels contradict is their finding, not one more of this kind.
    """
    refuted = _refuted(notice, options)
    sums = [
        (scope, declared)
        for scope in scopes(notice)
        for declared in declared_sums(scope)
        if not _is_rest(notice, options, declared)
        if declared.fits or _is_bound(scope, options, declared)
    ]
    if not sums:
        yield NOTHING_DECLARED
    for scope, declared in sums:
        if refuted.isdisjoint((declared.total.span, *(addend.span for addend in declared.addends))):
            yield from _judge(scope, options, declared)
        else:
            yield PASSED


def _is_rest(notice: Notice, options: PartsTotal, declared: DeclaredSum) -> bool:
    """Tell whether what seems a total is a part itself, 抓好尚在推进的2个问题, or long past."""
    view, total = notice.source.view, declared.total
    is_part = options.rest.search(view, total.sentence[0], total.span.start)
    earlier = (
        options.earlier.search(view, addend.sentence[0], addend.span.start)
        for addend in declared.addends
    )
    return is_part is not None or any(earlier)


def _is_bound(notice: Notice, options: PartsTotal, declared: DeclaredSum) -> bool:
    """Tell whether statuses are told of their total: in its sentence, or as of all problems.

    自查问题118个，已整改109个 says nothing of the 22 problems that another sentence counts.
    """
    sentence, first = declared.total.sentence, declared.addends[0]
    if first.sentence.start == first.span.start == sentence.end:
        return True  # 反馈10个问题。已完成整改8个，正在整改3个。
    return all(
        addend.sentence == sentence or options.covers(notice, addend) for addend in declared.addends
    )


def _refuted(notice: Notice, options: PartsTotal) -> set[Span]:
    """Return the places of declared numbers that problem-count or status-count reports."""
    return {span for scope in scopes(notice) for span in _refuted_in(scope, options)}


def _refuted_in(notice: Notice, options: PartsTotal) -> Iterator[Span]:
    counts = count_items(notice)
    problems = [
        declaration
        for declaration in notice.declarations
        if notice.items
        and declaration.subject == "problems"
        and options.covers(notice, declaration)
    ]
    compared = compared_statuses(notice, options)
    for declaration in (*contradicted(problems, counts), *contradicted_by_labels(compared, counts)):
        yield declaration.span


def _judge(notice: Notice, options: PartsTotal, declared: DeclaredSum) -> Iterator[Verdict]:
    """Judge one sum, then the rate that its sentence gives."""
    total = declared.total
    labels = len(notice.statuses)
    counts_labels = declared.added == labels > total.value == len(notice.items)
    if declared.fits or counts_labels:
        yield PASSED
        yield from _judge_rate(notice, options, declared)
        return
    fact = _fact(declared)
    related = tuple(Related(addend.span, Wording("分项", "a part")) for addend in declared.addends)
    yield Finding(total.span, {"fact": fact}, related)


def _fact(declared: DeclaredSum) -> Wording:
    total, added = declared.total, declared.added
    if len(declared.addends) == 1:
        part = declared.addends[0].text
        return Wording(f"“{part}”多于“{total.text}”", f"“{part}” is more than “{total.text}”")
    words = "+".join(str(addend.value) for addend in declared.addends)
    return Wording(f"{words}={added}，与“{total.text}”不符", f"{words}={added}, not “{total.text}”")


def _judge_rate(notice: Notice, options: PartsTotal, declared: DeclaredSum) -> Iterator[Verdict]:
    """Compare a rate with completed over total, to as many digits as it is given in."""
    rate = options.rate.search(notice.source.view, *declared.span)
    completed, whole = declared.completed, declared.total.value
    if rate is None or not completed or not whole:
        return
    digits = len(rate["rate"].partition(".")[2])
    shares = {round(100 * value / whole, digits) for value in (completed[0], sum(completed))}
    if float(rate["rate"]) in shares:
        yield PASSED
        return
    share = f"{100 * completed[0] / whole:.{digits}f}%"
    words = rate.group()
    fact = Wording(
        f"{completed[0]}÷{whole}={share}，与“{words}”不符",
        f"{completed[0]}/{whole}={share}, not “{words}”",
    )
    related = (Related(declared.total.span, Wording("总数", "the total")),)
    yield Finding(Span(*rate.span()), {"fact": fact}, related)


CHECKS = (Check("parts-total", parts_total, PartsTotal, ("fact",), None, True),)
