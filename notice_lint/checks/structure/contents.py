"""What the parts of an item say: something that can be checked, and what their label promises."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notice_lint.checks.contract import ITEMS, PASSED, Check, Verdict, opening_words
from notice_lint.document.notice import Notice, Part, PartKind
from notice_lint.document.violation import Finding
from notice_lint.matching.fragments import Expressions
from notice_lint.matching.pattern import Pattern

_CLAUSE = re.compile(r"[^，,、。；;：:！\s]+")
LEAST = 2
"""Clauses of intention: one alone may be the heading of what follows elsewhere."""


class VagueOptions(Expressions, frozen=True):
    """Options of vague-part."""

    kinds: tuple[PartKind, ...]
    """Parts that should say what was done."""
    vague: Pattern
    """A clause of good intentions, whole."""
    intent: Pattern
    """What shows in the part that it is about intentions."""
    unless: Pattern
    """What shows that something was done, or can be checked."""


class LabelOptions(Expressions, frozen=True):
    """Options of mislabelled-part."""

    kinds: tuple[PartKind, ...]
    """Parts that are looked at."""
    opening: Pattern
    """Words that open another part than that."""


def vague_part(notice: Notice, options: VagueOptions) -> Iterator[Verdict]:
    """Report measures that name intentions and nothing that was done."""
    for item in notice.all_items:
        parts = [part for part in item.parts if part.kind in options.kinds and part.body]
        if not parts or item.children:
            continue
        words = "\n".join(_words(notice, part) for part in parts)
        if _is_vague(words, options):
            opening = opening_words(notice, parts[0].body[0])
            yield Finding(opening, {"words": max(_CLAUSE.findall(words), key=len)})
        else:
            yield PASSED


def _words(notice: Notice, part: Part) -> str:
    return "".join(span.of(notice.source.text) for span in part.body)


def _is_vague(words: str, options: VagueOptions) -> bool:
    clauses = _CLAUSE.findall(words)
    return (
        len(clauses) >= LEAST
        and options.intent.search(words) is not None
        and options.unless.search(words) is None
        and all(map(options.vague.fullmatch, clauses))
    )


def mislabelled_part(notice: Notice, options: LabelOptions) -> Iterator[Verdict]:
    """Report a part that begins with the words of another, such as a cause behind 整改措施."""
    for item in notice.all_items:
        for part in item.parts:
            if part.kind not in options.kinds or part.label is None or not part.body:
                continue
            words = options.opening.match(notice.source.text, part.body[0].start)
            if words is None:
                yield PASSED
                continue
            span = opening_words(notice, part.body[0])
            yield Finding(span, {"label": part.label.text, "words": words.group()})


CHECKS = (
    Check("vague-part", vague_part, VagueOptions, ("words",), ITEMS),
    Check("mislabelled-part", mislabelled_part, LabelOptions, ("label", "words"), ITEMS),
)
