"""Problems told in running text: each paragraph says why one arose and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.cycles import AREAS
from notice_lint.parsing.lexer.line_facts import LineFacts
from notice_lint.parsing.lexer.lines import TEXT, TextLine
from notice_lint.text.expression import Expression

LEAST = 2
"""Causes, or statuses, in paragraphs of their own from which on each tells of another problem."""
SHORTEST = 40
"""Code points of a paragraph that tells a problem, what caused it and what was done."""

_CLAUSE = Expression(r"(?:^|[。;,!?][”’)】》]*) *(?=[^ ])")
_SENTENCE = Expression(r"[。;!?][”’)】》]* *(?=[^ ])")


class ProseParagraph(NamedTuple):
    """A paragraph of running text and what it says besides the problem."""

    start: int
    """Its first line."""
    has_cause: bool
    has_status: bool


def problem_heads(lines: Sequence[TextLine], facts: Sequence[LineFacts]) -> Iterator[int]:
    """Yield the lines that begin problems which neither a marker nor a label shows."""
    titles = list(titled_paragraphs(facts))
    yield from titles
    yield from (head for head in prose_heads(lines, facts) if head - 1 not in titles)
    yield from sentence_heads(facts)


def prose_heads(lines: Sequence[TextLine], facts: Sequence[LineFacts]) -> Iterator[int]:
    """Yield the lines that begin the paragraphs which tell a problem each."""
    for stretch in _stretches(facts):
        paragraphs = list(_paragraphs(lines, facts, stretch))
        causes = sum(paragraph.has_cause for paragraph in paragraphs)
        statuses = sum(paragraph.has_status for paragraph in paragraphs)
        telling = sum(paragraph.has_cause or paragraph.has_status for paragraph in paragraphs)
        if max(causes, statuses) >= LEAST and telling * 2 > len(paragraphs):
            yield from (paragraph.start for paragraph in paragraphs)


def sentence_heads(facts: Sequence[LineFacts]) -> Iterator[int]:
    """Yield the paragraphs whose first sentence names a problem: 关于“…”问题。已完成整改。…

    Half of the paragraphs below a heading do so; with a comma behind it a problem is what a measure
    is about: 针对漏报问题，补报3项。
    """
    marks = [index for index, fact in enumerate(facts) if fact.mark]
    stretches = (range(start + 1, end) for start, end in pairwise([-1, *marks, len(facts)]))
    heads = [index for stretch in stretches for index in _naming(facts, stretch)]
    if len(heads) >= LEAST:
        yield from heads


def titled_paragraphs(facts: Sequence[LineFacts]) -> Iterator[int]:
    """Yield the short lines that name a problem each, with what was done about it below.

    学习不够经常 / 修订制度，每月研讨。 / 记录不够规范 / 统一格式，按季检查。
    """
    for stretch in _stretches(facts):
        titles = [index for index in stretch if facts[index].is_plain]
        problems = sum(facts[index].says == "item" for index in titles)
        is_regular = titles[:1] == [stretch.start] and all(
            _is_body(facts, stretch, index + 1) for index in titles
        )
        if is_regular and len(titles) >= LEAST and problems * 2 > len(titles):
            yield from titles


def _is_body(facts: Sequence[LineFacts], stretch: range, index: int) -> bool:
    """Tell whether a line says something about the title above it."""
    return index in stretch and facts[index].kind == TEXT and not facts[index].is_plain


def _naming(facts: Sequence[LineFacts], stretch: range) -> Sequence[int]:
    """Return the paragraphs that name a problem, if most of a stretch do and none has a label."""
    if any(facts[index].is_label for index in stretch):
        return ()
    begins = [index for index in stretch if facts[index].kind == TEXT and facts[index].begins]
    naming = [index for index in begins if _names_problem(facts[index])]
    return naming if len(naming) * 2 >= len(begins) else ()


def _names_problem(fact: LineFacts) -> bool:
    return fact.form == "PROBLEM" and fact.runs_in[:1] in ("", "。")


def _stretches(facts: Sequence[LineFacts]) -> Iterator[range]:
    """Yield what stands below each heading of an area that has neither numbers nor labels in it."""
    marks = [index for index, fact in enumerate(facts) if fact.mark]
    for start, end in pairwise([*marks, len(facts)]):
        below = range(start + 1, end)
        is_area = facts[start].form in AREAS - {"WORK"}
        if is_area and not any(facts[index].is_label for index in below):
            yield below


def _paragraphs(
    lines: Sequence[TextLine], facts: Sequence[LineFacts], stretch: range
) -> Iterator[ProseParagraph]:
    """Yield the long paragraphs of a stretch, up to the closing lines."""
    begins = [index for index in stretch if facts[index].begins]
    for start, end in pairwise([*begins, stretch.stop]):
        if facts[start].kind != TEXT:
            return
        words = "".join(line.view for line in lines[start:end])
        if len(words) >= SHORTEST:
            yield ProseParagraph(start, _has_cause(words), _has_status(words))


def _has_cause(words: str) -> bool:
    places = (clause.end() for clause in _CLAUSE.finditer(words))
    return any(alphabet("bare_cause").match(words, place) for place in places)


def _has_status(words: str) -> bool:
    """Tell whether the last sentences say what became of the problem."""
    places = [stop.end() for stop in _SENTENCE.finditer(words)][-2:]
    commas = [stop.end() for stop in _CLAUSE.finditer(words)][-2:]
    return any(alphabet("bare_status").match(words, place) for place in places) or any(
        alphabet("clause_status").match(words, place) for place in commas
    )
