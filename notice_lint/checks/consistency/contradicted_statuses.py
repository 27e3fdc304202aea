"""Kind `status-contradicted`: a status and the text of its item, or its own words, disagree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from notice_lint.checks.consistency.declared_sums import compared_statuses, declared_sums
from notice_lint.checks.consistency.declared_totals import WholeNotice, contradicted_by_labels
from notice_lint.checks.consistency.scopes import scopes
from notice_lint.checks.contract import PASSED, STANDINGS, Check, Verdict
from notice_lint.document.notice import Declaration, Notice, Part, ProblemItem, Section, StatusClass
from notice_lint.document.paragraphs import SENTENCE
from notice_lint.document.tally import count_items, counted_as
from notice_lint.document.violation import Finding, Related, Value
from notice_lint.matching.fragments import Fragments
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


class StatusContradicted(WholeNotice, frozen=True, kw_only=True):
    """Options of status-contradicted."""

    define: Fragments = field(default_factory=Fragments)
    """Pieces for the expressions below it, which write them `{{name}}`."""

    classes: tuple[StatusClass, ...]
    """The statuses that say a matter is done."""
    pattern: Pattern
    """What shows that it is not, searched in the measures."""
    unless: Pattern | None = None
    """What shows in the sentence that this was so before, or is only quoted."""
    mixed: Pattern
    """A status that says both; group `not_yet` is what denies it."""
    claims: Pattern
    """A sentence of the measures that says a matter is done."""
    denying: tuple[StatusClass, ...]
    """The statuses that say it is not done, beside another that says it is."""


class Contradiction(Struct, frozen=True):
    """A status, and the words that contradict it."""

    status: Part
    words: Span
    where: Wording


def status_contradicted(notice: Notice, options: StatusContradicted) -> Iterator[Verdict]:
    """Report an item whose status says done while its measures or the status itself say not yet.

    A declared number that is wrong because of such statuses only is part of their finding.
    """
    contradictions: list[Contradiction] = []
    for item in notice.all_items:
        status = item.part("status") or _filed(notice, item)
        if status is None:
            continue
        contradiction = _contradiction(notice, item, status, options)
        if contradiction is None:
            yield PASSED
        else:
            contradictions.append(contradiction)
    declared = _misled(notice, options, contradictions)
    for contradiction in contradictions:
        yield _finding(notice, contradiction, declared)


def _filed(notice: Notice, item: ProblemItem) -> Part | None:
    """Return the status that the heading of a section around an item gives it."""
    around = notice.around(item.span.start) if item.filed else ()
    for section in reversed(around):
        if isinstance(section, Section) and section.filed == item.filed:
            heading = section.heading
            return Part("status", None, heading.span, (), heading.text, section.filed)
    return None


def _finding(
    notice: Notice, contradiction: Contradiction, declared: Sequence[Declaration]
) -> Finding:
    related = [Related(contradiction.status.span, Wording("整改状态", "the status"))]
    related += [Related(number.span, Wording("汇总的项数", "the summary")) for number in declared]
    words = contradiction.words.of(notice.source.text)
    params: dict[str, Value] = {
        "status": contradiction.status.text,
        "words": words,
        "where": contradiction.where,
    }
    return Finding(contradiction.words, params, tuple(related))


def _contradiction(
    notice: Notice, item: ProblemItem, status: Part, options: StatusContradicted
) -> Contradiction | None:
    """Return what contradicts a status: its own words, else the measures."""
    text = notice.source.text
    end = text.find("\n", status.span.start)
    denial = options.mixed.search(text, status.span.start, end if end >= 0 else len(text))
    if denial:
        return Contradiction(status, Span(*denial.span("not_yet")), _ITSELF)
    other = _other_status(item, options)
    if other:
        return other
    if status.status in options.denying:
        words = _claim(notice, item, options)
        return words and Contradiction(status, words, _MEASURES)
    if status.status not in options.classes:
        return None
    words = _first_words(notice, item, options)
    return words and Contradiction(status, words, _MEASURES)


def _other_status(item: ProblemItem, options: StatusContradicted) -> Contradiction | None:
    """Return a status that says not yet beside one that says done."""
    statuses = [part for part in item.parts if part.kind == "status" and part.body]
    done = next((part for part in statuses if part.status in options.classes), None)
    denying = next((part for part in statuses if part.status in options.denying), None)
    if done is None or denying is None:
        return None
    return Contradiction(done, denying.body[0], _ELSEWHERE)


def _claim(notice: Notice, item: ProblemItem, options: StatusContradicted) -> Span | None:
    """Return the last sentence of the measures of an item where it says that all is done."""
    text = notice.source.text
    bodies = [span for part in item.parts if part.kind == "measures" for span in part.body]
    sentences = list(SENTENCE.finditer(text, *bodies[-1])) if bodies else []
    last = sentences[-1] if sentences else None
    return Span(*last.span()) if last and options.claims.fullmatch(last.group()) else None


def _first_words(notice: Notice, item: ProblemItem, options: StatusContradicted) -> Span | None:
    """Return the first words of the measures of an item that say it is not done."""
    text = notice.source.text
    bodies = [span for part in item.parts if part.kind == "measures" for span in part.body]
    for sentence in (sentence for body in bodies for sentence in SENTENCE.finditer(text, *body)):
        words = options.pattern.search(text, *sentence.span())
        if words and not (options.unless and options.unless.search(text, *sentence.span())):
            return Span(*words.span())
    return None


def _misled(
    notice: Notice, options: StatusContradicted, contradictions: Sequence[Contradiction]
) -> list[Declaration]:
    """Return the declared numbers that are wrong only as these statuses are."""
    if not contradictions:
        return []
    whole = next(scopes(notice))
    counts = count_items(whole)
    wrong = contradicted_by_labels(compared_statuses(whole, options), counts)
    most = len(contradictions)
    subjects = {counted_as(contradiction.status.status or "") for contradiction in contradictions}
    for number in wrong:
        excess = counts.labelled(number.subject) - number.value
        is_theirs = 0 < excess <= most if number.subject in subjects else -most <= excess < 0
        if not is_theirs:
            return []
    return wrong if _add_up(notice, wrong) else []


def _add_up(notice: Notice, numbers: Sequence[Declaration]) -> bool:
    """Tell whether declared numbers make their totals, so that nothing else is wrong with them."""
    places = {number.span for number in numbers}
    return all(
        declared.fits or places.isdisjoint(addend.span for addend in declared.addends)
        for declared in declared_sums(notice)
    )


_MEASURES = Wording("措施里", "the measures")
_ITSELF = Wording("接着", "then")
_ELSEWHERE = Wording("另一处", "another place")

CHECKS = (
    Check(
        "status-contradicted",
        status_contradicted,
        StatusContradicted,
        ("status", "words", "where"),
        STANDINGS,
    ),
)
