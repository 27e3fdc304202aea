"""Parts of a problem item: present, filled, labelled, once, in order."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from notice_lint.checks.contract import (
    ITEMS,
    PASSED,
    Check,
    NoOptions,
    Verdict,
    opening_words,
    usual,
)
from notice_lint.document.notice import Notice, Part, ProblemItem
from notice_lint.document.violation import Finding
from notice_lint.matching.pattern import Pattern


class EmptyPart(Struct, frozen=True):
    """Options of empty-part."""

    nothing: Pattern
    """Words that say no more than no words would."""


def empty_part(notice: Notice, options: EmptyPart) -> Iterator[Verdict]:
    """Report a label with nothing behind it, or with words that say no more."""
    empty = {repair.span for repair in notice.repairs if repair.within in notice.part_kinds}
    for item in notice.all_items:
        for part in item.parts:
            if part.label is None:
                continue
            if part.label.span in empty or _says_nothing(notice, part, options):
                yield Finding(part.label.span, {"label": part.label.text})
            else:
                yield PASSED


def _says_nothing(notice: Notice, part: Part, options: EmptyPart) -> bool:
    words = "".join(span.of(notice.source.text) for span in part.body)
    return bool(part.body) and options.nothing.fullmatch(words) is not None


def missing_label(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report measures without a label where the other items label theirs.

    A label above sub-items is theirs too, as the head of a column is that of a table's rows.
    """
    measures = [part for item in notice.items if not item.row for part in _measures(item)]
    labels = [part.label.text for part in measures if part.label]
    for part in measures:
        if part.label is None and len(labels) * 2 > len(measures):
            yield Finding(
                opening_words(notice, part.body[0]), {"label": usual(labels) or labels[0]}
            )
        else:
            yield PASSED


def _measures(item: ProblemItem) -> Iterator[Part]:
    part = item.part("measures")
    if part:
        yield part
    if part is None or part.label is None:
        for child in item.children:
            yield from _measures(child)


CHECKS = (
    Check("empty-part", empty_part, EmptyPart, ("label",), ITEMS),
    Check("missing-label", missing_label, NoOptions, ("label",), ITEMS),
)
