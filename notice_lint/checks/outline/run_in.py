"""Numbers that run on within one paragraph: ①…②…, （1）…（2）…, 1.…2.…"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from notice_lint.document.paragraphs import Paragraph, Phrase
from notice_lint.text.expression import Expression
from notice_lint.text.numerals import NUMERAL, number_value, renumbered
from notice_lint.text.spans import Span

_BEHIND_A_STOP = r"(?<=[。；;：:]) *"
_OPENS = rf"(?:{_BEHIND_A_STOP}|^)"
_HAN = "[一二三四五六七八九十]"
_FORMS = tuple(
    (Expression(first), Expression(form))
    for first, form in (
        ("①", rf"{_OPENS}(?P<number>[①-⑳])"),
        ("[（(]一[）)]", rf"{_OPENS}(?P<number>[（(]{_HAN}{{1,3}}[）)])"),
        ("一、", rf"{_OPENS}(?P<number>{_HAN}{{1,3}}、)(?!{_HAN})"),
        ("[第其]一[，,、：:]", rf"{_OPENS}(?P<number>[第其]{_HAN}{{1,3}}[，,、：:])"),
        ("(?<![（(])[1１][）)]", rf"{_OPENS}(?P<number>\d{{1,2}}[）)])"),
        ("[1１][）)]", rf"{_BEHIND_A_STOP}(?P<number>[（(]\d{{1,2}}[）)])"),
        ("[1１][.．、]", rf"{_BEHIND_A_STOP}(?P<number>\d{{1,2}}[.．、])(?!\d)"),
    )
)
"""What is in the first number of a run, and each number of one.

（1） and 1. begin no run where they begin a paragraph: there they number an item.
"""


def out_of_turn(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[Phrase, str]]:
    """Yield the first number of each run that is not the next, with what it should be."""
    for paragraph in paragraphs:
        for run in _runs_of(paragraph):
            yield from _first_slip(run, paragraph)


def begins_run(paragraph: Paragraph) -> bool:
    """Tell whether the number that a paragraph begins with has others behind it."""
    start = paragraph.span().start
    runs = _runs_of(paragraph)
    return any(run[0].span.start == start and len(run) > 1 for run in runs)


def _runs_of(paragraph: Paragraph) -> Iterator[list[Phrase]]:
    """Yield the runs of numbers that a paragraph holds."""
    if paragraph.role not in ("text", "heading", "label"):
        return
    for first, form in _FORMS:
        if first.search(paragraph.text):
            yield from _runs(
                [
                    Phrase(match["number"], paragraph.span(*match.span("number")))
                    for match in form.finditer(paragraph.text)
                ]
            )


def _runs(numbers: Sequence[Phrase]) -> Iterator[list[Phrase]]:
    """Divide numbers where one begins again at 1; what does not begin there is no run."""
    runs: dict[int, list[Phrase]] = defaultdict(list)
    for number in numbers:
        runs[len(runs) if _value(number) == 1 or not runs else len(runs) - 1].append(number)
    yield from (run for run in runs.values() if _value(run[0]) == 1)


def _first_slip(run: Sequence[Phrase], paragraph: Paragraph) -> Iterator[tuple[Phrase, str]]:
    """Yield a number that is left out or given twice; anything else is no number of the run."""
    for before, number in pairwise(run):
        expected = _value(before) + 1
        if _value(number) == expected:
            continue
        start, end = before.span.end, number.span.start
        if _stands_otherwise(paragraph, expected, Span(start, end)):
            continue
        if _value(number) in (expected - 1, expected + 1):
            yield number, renumbered(number.text, expected)
        return


def _stands_otherwise(paragraph: Paragraph, expected: int, between: Span) -> bool:
    """Tell whether a number stands between two in another form, or behind a comma."""
    offset = paragraph.span().start
    words = paragraph.text[between.start - offset : between.end - offset]
    return re.search(rf"(?<!\d){expected}[.．、)）](?!\d)", words) is not None


def _value(number: Phrase) -> int:
    numeral = NUMERAL.search(number.text)
    return number_value(numeral.group()) or 0 if numeral else 0
