"""Arithmetic within one sentence: parts, remainders, shares."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from notice_lint.checks.arithmetic.balances import DIVISIONS
from notice_lint.checks.arithmetic.divisions import Numbers
from notice_lint.checks.arithmetic.equations import WrongNumber
from notice_lint.checks.arithmetic.followups import FOLLOW_UPS
from notice_lint.checks.arithmetic.quantities import (
    Quantity,
    bracketed,
    read_quantities,
    without_asides,
)
from notice_lint.checks.arithmetic.ratios import RATIOS
from notice_lint.checks.arithmetic.shares import SHARES, rate
from notice_lint.checks.arithmetic.totals import amounts_among, total_of_clauses
from notice_lint.checks.arithmetic.trends import Trends, trends
from notice_lint.checks.consistency.declared_sums import DeclaredSum, declared_sums
from notice_lint.checks.contract import Check, Verdict
from notice_lint.document.notice import Notice, ProblemItem
from notice_lint.document.paragraphs import SENTENCE, Paragraph
from notice_lint.document.violation import Finding, Related
from notice_lint.text.expression import Expression
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

_NUMBERS = Expression(r"[\d一二两三四五六七八九十][^。！？；;]+[\d一二两三四五六七八九十]")
"""Two numbers in one sentence: with fewer nothing can be added."""
_SENTENCE = Expression(r"[^。！？]+")
_NUMERAL = Expression(r"[\d一二两三四五六七八九十]")
_OPERAND = Expression(r"\d+(?:\.\d+)?")
Judge = Callable[[Numbers, Trends], WrongNumber | None]


def arithmetic(notice: Notice, options: Trends) -> Iterator[Verdict]:
    """Report numbers in one sentence that do not add up: remainders, sums, parts, shares."""
    yield from trends(notice, options)
    declared = sorted(declared_sums(notice), key=_place)
    above: deque[Quantity] = deque(maxlen=REMEMBERED)
    item: ProblemItem | None = None
    for paragraph in notice.paragraphs:
        if paragraph.role in ("page", "title", "contact", "date"):
            continue
        around = notice.around(paragraph.span().start)
        inner = around[-1] if around and isinstance(around[-1], ProblemItem) else None
        if inner is None or inner is not item:
            above.clear()
        item = inner
        if _NUMERAL.search(paragraph.text):
            yield from _judge_paragraph(paragraph, declared, options, above)


def _judge_paragraph(
    paragraph: Paragraph,
    declared: Sequence[DeclaredSum],
    options: Trends,
    above: deque[Quantity],
) -> Iterator[Verdict]:
    """Judge each sentence, and remember its quantities for those that follow."""
    for sentence in _SENTENCE.finditer(paragraph.text):
        if not _NUMERAL.search(sentence.group()):
            continue
        numbers = _numbers(sentence.group(), tuple(above), options)
        count = len(numbers.quantities)
        if count <= MOST_NUMBERS and _are_related(numbers, options):
            declared_here = _within(declared, paragraph.span(*sentence.span()))
            has_wrong_rate = rate(numbers, options) is not None
            faults = (
                fault
                for fault in _faults(sentence, numbers, options)
                if not _is_told(
                    paragraph.span(fault.start, fault.end), declared_here, has_wrong_rate
                )
            )
            # the first fault is enough: others would follow from it
            for fault in islice(faults, 1):
                span = paragraph.span(fault.start, fault.end)
                related = tuple(_operands(fault, numbers, paragraph, sentence.start()))
                yield Finding(span, {"fact": _fact(fault, paragraph.text)}, related)
        above.extend(numbers.quantities)


def _are_related(numbers: Numbers, options: Trends) -> bool:
    """Tell whether a sentence may hold two numbers that must fit, counted things or others."""
    if len(numbers.quantities) > 1 or "%" in numbers.words or numbers.asides:
        return True
    if numbers.quantities and numbers.earlier:
        return True
    return options.moves.search(numbers.words) is not None


def _operands(
    fault: WrongNumber, numbers: Numbers, paragraph: Paragraph, offset: int
) -> Iterator[Related]:
    """Yield where the numbers of the equation stand in the sentence, so that readers see them."""
    if not fault.is_written:
        return
    operands = set(_OPERAND.findall(fault.equation.zh.partition("=")[0]))
    for quantity in numbers.quantities:
        start, end = offset + quantity.start, offset + quantity.end
        if str(quantity.value) in operands and not fault.start <= start < fault.end:
            yield Related(paragraph.span(start, end), Wording("所算的数", "a number of the sum"))


def _fact(fault: WrongNumber, text: str) -> Wording:
    """Return what is wrong: what the numbers come to, and what is written."""
    if not fault.is_written:
        return fault.equation
    words = text[fault.start : fault.end] + "%" * text.startswith("%", fault.end)
    equation = fault.equation
    return Wording(f"{equation.zh}，与“{words}”不符", f"{equation.en}, not “{words}”")


def _place(declared: DeclaredSum) -> int:
    return declared.addends[0].span.start


REMEMBERED = 40
"""Numbers above a sentence, in its item, that its parts may belong to.

It bounds the work in one long item of many numbers.
"""


MOST_NUMBERS = 60
"""Numbers of a sentence that may be parts of each other; a longer one is a list, or no sentence.

Each is held against all others. The sentences of our notices have up to 7.
"""


def _within(declared: Sequence[DeclaredSum], sentence: Span) -> Sequence[DeclaredSum]:
    first, last = (bisect_left(declared, place, key=_place) for place in sentence)
    return declared[first:last]


def _is_told(fault: Span, declared_here: Sequence[DeclaredSum], has_wrong_rate: bool) -> bool:
    """Tell whether a fault is that of declared statuses or their rate: another rule's finding."""
    return any(
        total.span.start <= fault.start < total.span.end
        and (not total.fits or (has_wrong_rate and total.completed))
        for total in declared_here
    )


def _faults(sentence: re.Match[str], whole: Numbers, options: Trends) -> Iterator[WrongNumber]:
    """Yield each wrong number at its place in the paragraph; a ； ends what is divided."""
    above = whole.earlier
    for clause in SENTENCE.finditer(sentence.string, *sentence.span()):
        is_whole = clause.span() == sentence.span()
        numbers = whole if is_whole else _numbers(clause.group(), above, options)
        if len(numbers.quantities) > 1:
            yield from _judged(numbers, options, DIVISIONS, clause.start())
        above = [*above, *numbers.quantities]
    judges = (total_of_clauses, amounts_among, *SHARES, *RATIOS, *FOLLOW_UPS)
    yield from _judged(whole, options, judges, sentence.start())
    for offset, words in whole.asides:
        numbers = _numbers(words, (), options)
        yield from _judged(numbers, options, (*DIVISIONS, *SHARES), sentence.start() + offset)


def _numbers(text: str, above: Sequence[Quantity], options: Trends) -> Numbers:
    words = without_asides(text)
    quantities = read_quantities(words, options.quantity, options.vague)
    return Numbers(words, quantities, above, tuple(bracketed(text)), text.replace("％", "%"))


def _judged(
    numbers: Numbers, options: Trends, judges: Sequence[Judge], offset: int
) -> Iterator[WrongNumber]:
    for fault in filter(None, (judge(numbers, options) for judge in judges)):
        yield fault._replace(start=offset + fault.start, end=offset + fault.end)


CHECKS = (Check("arithmetic", arithmetic, Trends, ("fact",)),)
