"""Kind `copied-text`: words that stand twice, in one sentence or in two problems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from notice_lint.checks.contract import PASSED, Check, Verdict, opening_words
from notice_lint.document.notice import Notice, PartKind
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Finding, Related
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

_NOT_WORDS = re.compile(r"[\W_]+")
_CLAUSE = re.compile(r"[\u4e00-\u9fff“”‘’《》]+")

_WITHIN = "，；、,;"
"""Marks within a sentence."""


class CopiedText(Struct, frozen=True):
    """Options of copied-text."""

    parts: dict[PartKind, int]
    """Parts of an item that are written for it alone, each with how many characters, marks not
    counted, chance and habit do not write twice."""
    clause: int
    """How many characters a clause has that nobody repeats for effect."""


def copied_text(notice: Notice, options: CopiedText) -> Iterator[Verdict]:
    """Report a part of an item that is that of an item above, and a clause that stands twice."""
    yield from _copied_parts(notice, options)
    for paragraph in notice.paragraphs:
        if paragraph.role != "page":
            yield from _repeated_clauses(paragraph, options)


class Copy(NamedTuple):
    """What words were written for first: a problem, and where."""

    problem: str
    place: Span


def _copied_parts(notice: Notice, options: CopiedText) -> Iterator[Verdict]:
    """Judge the parts of each item; a problem that is listed twice is another finding."""
    above: dict[str, Copy] = {}
    for item in notice.all_items:
        problem = _words(item.problem.text)
        for part in item.parts:
            if part.kind not in options.parts or not part.body:
                continue
            words = "".join(_words(span.of(notice.source.text)) for span in part.body)
            first = above.setdefault(words, Copy(problem, part.body[0]))
            if len(words) < options.parts[part.kind] or first.problem == problem:
                yield PASSED
                continue
            name = notice.name_of(part.kind)
            fact = Wording(
                f"这里的{name.zh}与上文另一问题的一字不差",
                f"word for word the {name.en} of a problem above",
            )
            related = (Related(first.place, Wording("上文", "above")),)
            yield Finding(opening_words(notice, part.body[0]), {"fact": fact}, related)


def _words(text: str) -> str:
    return _NOT_WORDS.sub("", text)


def _repeated_clauses(paragraph: Paragraph, options: CopiedText) -> Iterator[Verdict]:
    """Judge a paragraph; the end of a sentence may be taken up again by the next."""
    for first, second in pairwise(_CLAUSE.finditer(paragraph.text)):
        words = second.group()
        mark = paragraph.text[first.end() : second.start()]
        is_same = first.group().endswith(words) if mark in _WITHIN else first.group() == words
        if is_same and len(mark) == 1 and len(words) >= options.clause:
            fact = Wording(f"“{words}”连写了两遍", f"“{words}” is written twice on end")
            related = (Related(paragraph.span(*first.span()), Wording("上文", "above")),)
            yield Finding(paragraph.span(*second.span()), {"fact": fact}, related)


CHECKS = (Check("copied-text", copied_text, CopiedText, ("fact",)),)
