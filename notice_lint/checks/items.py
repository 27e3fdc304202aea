"""Parts of a problem item: present, filled, labelled, once, in order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

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
from notice_lint.document.notice import Notice, Part, PartKind, ProblemItem
from notice_lint.document.terms import PARTS
from notice_lint.document.violation import Finding, Related
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


class ItemPartRequired(Struct, frozen=True):
    """Options of item-part-required."""

    part: PartKind


def item_part_required(notice: Notice, options: ItemPartRequired) -> Iterator[Verdict]:
    """Report an item that lacks a part, it and its sub-items alike.

    Where some sub-items have the part, those that lack it are reported instead of the item, but
    what only the last of them has closes the whole item.
    """
    for item in notice.items:
        lacking = _lacking(item, options.part)
        for one in lacking:
            yield Finding(one.problem.span, {"problem": one.problem.text})
        if not lacking:
            yield PASSED


def _lacking(item: ProblemItem, kind: PartKind) -> list[ProblemItem]:
    if item.part(kind):
        return []
    having = [child for child in item.children if not _lacking(child, kind)]
    if not having:
        return [item]
    if having == [item.children[-1]]:
        return []
    return [one for child in item.children for one in _lacking(child, kind)]


class EmptyPart(Struct, frozen=True):
    """Options of empty-part."""

    nothing: Pattern
    """Words that say no more than no words would."""


def empty_part(notice: Notice, options: EmptyPart) -> Iterator[Verdict]:
    """Report a label with nothing behind it."""
    for item in notice.all_items:
        for part in (*item.parts, *item.fields):
            if part.label is None:
                continue
            if _is_empty(notice, part, options) and not _leads_to_children(item, part):
                yield Finding(part.label.span, {"label": part.label.text})
            else:
                yield PASSED


def _is_empty(notice: Notice, part: Part, options: EmptyPart) -> bool:
    """Tell whether a part holds nothing, or a word that says so."""
    words = "".join(span.of(notice.source.text) for span in part.body)
    return part.empty or options.nothing.fullmatch(words) is not None


def _leads_to_children(item: ProblemItem, part: Part) -> bool:
    return any(child.span.start >= part.span.end for child in item.children)


class ItemPartUnique(Struct, frozen=True):
    """Options of item-part-unique."""

    parts: tuple[PartKind, ...]


def item_part_unique(notice: Notice, options: ItemPartUnique) -> Iterator[Verdict]:
    """Report a part that one item has twice."""
    for item in notice.all_items:
        for kind in options.parts:
            parts = [part for part in item.parts if part.kind == kind]
            for part in parts[1:]:
                related = (Related(parts[0].span, Wording("前一处", "first")),)
                yield Finding(_label_or_all(part), {"part": PARTS[kind]}, related)
            if len(parts) < 2:
                yield PASSED


def _label_or_all(part: Part) -> Span:
    return part.label.span if part.label else part.span


def part_order(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report parts in another order than in the other items; a cause comes before the measures."""
    orders = [(item, _order(item)) for item in notice.all_items]
    canon = _usual_pairs([order for _, order in orders])
    for item, order in orders:
        wrong = next((pair for pair in combinations(order, 2) if pair in canon), None)
        if wrong is None:
            yield PASSED
            continue
        first, then = wrong
        part = item.part(then)
        if part:
            yield Finding(_label_or_all(part), {"part": PARTS[then], "other": PARTS[first]})


def _order(item: ProblemItem) -> tuple[PartKind, ...]:
    return tuple(dict.fromkeys(part.kind for part in item.parts))


def _usual_pairs(orders: list[tuple[PartKind, ...]]) -> set[tuple[PartKind, PartKind]]:
    """Return the pairs that stand the wrong way round."""
    wrong: set[tuple[PartKind, PartKind]] = {("measures", "cause")}
    pairs = [pair for order in orders for pair in combinations(order, 2)]
    for other in ("measures", "cause"):
        common = usual(pair for pair in pairs if set(pair) == {other, "status"})
        if common:
            wrong.add((common[1], common[0]))
    return wrong


def missing_label(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report measures without a label where the other items label theirs.

    A label above sub-items is theirs too.
    """
    measures = [part for item in notice.items for part in _measures(item)]
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
    Check("item-part-required", item_part_required, ItemPartRequired, ("problem",), ITEMS),
    Check("empty-part", empty_part, EmptyPart, ("label",), ITEMS),
    Check("item-part-unique", item_part_unique, ItemPartUnique, ("part",), ITEMS),
    Check("part-order", part_order, NoOptions, ("part", "other"), ITEMS),
    Check("missing-label", missing_label, NoOptions, ("label",), ITEMS),
)
