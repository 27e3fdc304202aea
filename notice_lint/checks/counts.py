"""What the notice says about its own numbers, held against what it lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from notice_lint.checks.contract import (
    ITEMS,
    PASSED,
    STATUSES,
    Check,
    Inapplicable,
    Verdict,
    is_planned,
)
from notice_lint.checks.declared_totals import STATUS_SUBJECTS, sentences, status_parts, total_of
from notice_lint.document.notice import Declaration, Notice, ProblemItem, Section
from notice_lint.document.terms import SUBJECTS
from notice_lint.document.violation import Finding, Related, Value
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

COUNTED_AS = {"completed_ongoing": "completed"}
"""A status class that a declaration counts with another."""


class Claims(Struct, frozen=True):
    """Which declarations are about all problems of this inspection."""

    about: Pattern
    """What the sentence of such a declaration holds."""
    not_about: Pattern
    """What stands before one that is about something else: a part, another round, a self-check."""


NO_CLAIM = Inapplicable(Wording("文中没有声明这个数", "the text declares no such number"))


def _totals(notice: Notice, subject: str, claims: Claims) -> list[Declaration]:
    """Return the declarations of a subject that are about the whole."""
    return [
        one
        for one in notice.declarations
        if one.subject == subject and not one.aside and _is_total(notice, one, claims)
    ]


def _is_total(notice: Notice, one: Declaration, claims: Claims) -> bool:
    view = notice.source.view
    if is_planned(notice, one.span.start):
        return False
    if claims.not_about.search(view, one.sentence.start, one.span.start):
        return False
    return claims.about.search(view, one.sentence.start, one.sentence.end) is not None


def problem_count(notice: Notice, options: Claims) -> Iterator[Verdict]:
    """Report a declared number of problems that is not the number of items listed.

    Items may be counted with their sub-items or without; of several numbers in one sentence, as in
    17类问题、45个具体问题, one is enough.
    """
    counted = {len(notice.items), len(list(_leaves(notice.items)))}
    totals = _totals(notice, "problems", options)
    if not totals:
        yield NO_CLAIM
    for _, group in groupby(totals, key=lambda one: one.sentence):
        claims = list(group)
        if any(one.value in counted for one in claims):
            yield PASSED
            continue
        yield _mismatch(claims[-1], len(notice.items), [item.problem.span for item in notice.items])


def _leaves(items: Iterable[ProblemItem]) -> Iterator[ProblemItem]:
    for item in items:
        if item.children:
            yield from _leaves(item.children)
        else:
            yield item


SHOWN = 400
"""Places shown for one number at most: many more than the problems of any real notice."""


def _mismatch(claim: Declaration, counted: int, evidence: Sequence[Span]) -> Finding:
    related = tuple(
        Related(span, Wording(f"第 {number} 个", f"number {number}"))
        for number, span in enumerate(evidence[:SHOWN], 1)
    )
    params: dict[str, Value] = {"claim": claim.text, "declared": claim.value, "counted": counted}
    return Finding(claim.span, params, related)


def area_count(notice: Notice, options: Claims) -> Iterator[Verdict]:
    """Report a declared number of areas that is not the number of sections with problems."""
    totals = _totals(notice, "areas", options)
    sections = list(_areas(notice))
    if not totals or len(sections) < 2:
        yield NO_CLAIM
        return
    for claim in totals:
        if claim.value == len(sections):
            yield PASSED
        else:
            yield _mismatch(claim, len(sections), [one.heading.span for one in sections])


def _areas(notice: Notice) -> Iterator[Section]:
    """Yield the sections that directly hold problem items, and empty ones beside them."""
    sections = [node for node in notice.walk() if isinstance(node, Section)]
    holding = [one for one in sections if any(isinstance(c, ProblemItem) for c in one.children)]
    levels = {one.level for one in holding}
    for one in sections:
        is_empty = not one.body and not one.children and one.level in levels
        if one in holding or is_empty:
            yield one


def status_count(notice: Notice, options: Claims) -> Iterator[Verdict]:
    """Report declared numbers of statuses that are not those of the labels, all in one finding.

    One label changed makes two numbers wrong, so that two findings would tell one fault twice.
    """
    wrong, checked = _wrong_statuses(notice, options)
    if not checked:
        yield NO_CLAIM
    elif not wrong:
        yield from (PASSED for _ in checked)
    else:
        counted = _counted(notice)
        first, *others = wrong
        related = [Related(one.span, Wording("另一处声明", "also declared")) for one in others]
        related += [
            Related(part.span, Wording("整改状态", "a status")) for part in notice.statuses[:SHOWN]
        ]
        facts = tuple(_fact(one, counted[one.subject]) for one in wrong)
        yield Finding(first.span, {"facts": facts}, tuple(related))


def _fact(claim: Declaration, counted: int) -> Wording:
    subject = SUBJECTS[claim.subject]
    return Wording(
        f"写{subject.zh} {claim.value} 项，逐项标注为 {counted} 项",
        f"{claim.value} {subject.en} declared, {counted} labelled so",
    )


def _counted(notice: Notice) -> Counter[str]:
    classes = (part.status for part in notice.statuses if part.status)
    return Counter(COUNTED_AS.get(one, one) for one in classes)


def _wrong_statuses(notice: Notice, options: Claims) -> tuple[list[Declaration], list[Declaration]]:
    """Return declared statuses that the labels contradict, and all that were compared."""
    counted = _counted(notice)
    if not counted or any(part.status is None for part in notice.statuses):
        return [], []
    checked = [
        claim
        for sentence in sentences(notice.declarations)
        for claim in status_parts(sentence)
        if _is_about_all(notice, sentence, options) and _is_total(notice, claim, options)
    ]
    by_item = Counter(_item_status(item) for item in notice.items)
    done = sum(part.status == "completed" for part in notice.statuses)
    wrong = [
        one
        for one in checked
        if one.value not in (counted[one.subject], by_item[one.subject])
        and not (one.subject == "completed" and one.value == done and _names_ongoing(notice, one))
    ]
    return wrong, checked


def _names_ongoing(notice: Notice, claim: Declaration) -> bool:
    """Tell whether the sentence counts what is kept up for long apart from what is completed."""
    return any(
        one.subject == "long_term" and one.sentence == claim.sentence for one in notice.declarations
    )


def _is_about_all(notice: Notice, sentence: Sequence[Declaration], options: Claims) -> bool:
    """Tell whether the statuses of a sentence are those of all problems of this inspection."""
    own = [one for one in sentence if one.subject == "problems"]
    return _base(sentence, notice) == "problems" and all(
        _is_total(notice, one, options) for one in own
    )


def _item_status(item: ProblemItem) -> str:
    """Return the status of an item: its own, else that of its sub-items, the least done of them."""
    own = item.part("status")
    if own and own.status:
        return COUNTED_AS.get(own.status, own.status)
    below = {_item_status(child) for child in item.children}
    return next((one for one in reversed(STATUS_SUBJECTS) if one in below), "")


def _base(sentence: Sequence[Declaration], notice: Notice) -> str:
    """Return what the statuses of a sentence are numbers of."""
    total = total_of(sentence, notice.declarations)
    return total.subject if total else "problems"


class PartsTotal(Claims, frozen=True):
    """Options of parts-total."""

    rate: Pattern
    """How much is completed; group `rate` is the number of per cent."""


def parts_total(notice: Notice, options: PartsTotal) -> Iterator[Verdict]:
    """Report declared statuses that do not add up to their total, and a rate that is not theirs.

    A number that the listed items or labels contradict is their finding, not one more of this kind.
    """
    refuted = {one.span for one in _wrong_statuses(notice, options)[0]}
    counted = {len(notice.items), len(list(_leaves(notice.items)))}
    sums = [one for one in (_sum(one, notice) for one in sentences(notice.declarations)) if one]
    if not sums:
        yield NO_CLAIM
    for total, addends in sums:
        known = [*addends, total] if total.subject == "problems" else addends
        is_told = any(one.span in refuted for one in known) or (
            total.subject == "problems"
            and bool(notice.items)
            and total.value not in counted
            and _is_total(notice, total, options)
        )
        if is_told:
            yield PASSED
        else:
            yield from _judge(notice, options, total, addends)


def _sum(
    sentence: Sequence[Declaration], notice: Notice
) -> tuple[Declaration, list[Declaration]] | None:
    total = total_of(sentence, notice.declarations)
    addends = status_parts(sentence)
    if total is None or total.aside:
        return None
    alike = total.subject == "problems" or total.unit == addends[0].unit
    return (total, addends) if alike else None


def _judge(
    notice: Notice, options: PartsTotal, total: Declaration, addends: Sequence[Declaration]
) -> Iterator[Verdict]:
    """Judge one sum, then the rate that its sentence gives."""
    added = sum(one.value for one in addends)
    related = tuple(Related(one.span, Wording("分项", "a part")) for one in addends)
    several = len({one.subject for one in addends}) > 1
    kept_up = sum(
        one.value
        for one in notice.declarations
        if one.subject == "long_term" and one.sentence == addends[0].sentence
    )
    if kept_up and added + kept_up == total.value:
        yield PASSED
        return
    is_of_labels = added == len(notice.statuses) and total.value == len(notice.items)
    if not is_of_labels and ((several and added != total.value) or added > total.value):
        words = "+".join(str(one.value) for one in addends)
        fact = Wording(
            f"{words}={added}，与“{total.text}”不符", f"{words}={added}, not “{total.text}”"
        )
        yield Finding(total.span, {"fact": fact}, related)
    else:
        yield PASSED
        yield from _rate(notice, options, total, addends)


def _rate(
    notice: Notice, options: PartsTotal, total: Declaration, addends: Sequence[Declaration]
) -> Iterator[Verdict]:
    found = options.rate.search(notice.source.view, *addends[0].sentence)
    done = [one.value for one in addends if one.subject in ("completed", "basically_completed")]
    if found is None or not done or not total.value:
        return
    digits = len(found["rate"].partition(".")[2])
    shares = {round(100 * value / total.value, digits) for value in (done[0], sum(done))}
    if float(found["rate"]) in shares:
        yield PASSED
        return
    share = f"{100 * done[0] / total.value:.{digits}f}%"
    fact = Wording(f"{done[0]}÷{total.value}={share}", f"{done[0]}/{total.value}={share}")
    related = (Related(total.span, Wording("总数", "the total")),)
    yield Finding(Span(*found.span()), {"fact": fact}, related)


CHECKS = (
    Check("problem-count", problem_count, Claims, ("claim", "declared", "counted"), ITEMS, True),
    Check("area-count", area_count, Claims, ("claim", "declared", "counted"), ITEMS, True),
    Check("status-count", status_count, Claims, ("facts",), STATUSES, True),
    Check("parts-total", parts_total, PartsTotal, ("fact",), None, True),
)
