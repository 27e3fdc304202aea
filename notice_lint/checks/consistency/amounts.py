"""Money that is told to be recovered in full, held against what the item says was owed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from notice_lint.checks.contract import ITEMS, PASSED, Check, Verdict
from notice_lint.document.notice import Notice, ProblemItem
from notice_lint.document.violation import Finding, Related
from notice_lint.matching.fragments import Expressions
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

MOST = 6
"""Amounts of which every sum is tried: an item with more gives no single one to hold against."""


class RecoveryOptions(Expressions, frozen=True):
    """Options of full-recovery."""

    recovered: Pattern
    """An amount recovered in full; groups `amount` and `unit`."""
    amount: Pattern
    """Any amount; the same groups."""


def full_recovery(notice: Notice, options: RecoveryOptions) -> Iterator[Verdict]:
    """Report an amount recovered in full that is another than those the item names before."""
    text = notice.source.text
    for item in notice.all_items:
        for match in _recoveries(text, item, options):
            before = [
                amount
                for amount in options.amount.finditer(text, item.span.start, match.start())
                if amount["unit"] == match["unit"]
            ]
            if not before or len(before) > MOST or Decimal(match["amount"]) in _sums(before):
                yield PASSED
                continue
            owed = before[-1]
            related = (Related(Span(*owed.span()), Wording("所称金额", "the amount owed")),)
            span = Span(match.start("amount"), match.end("unit"))
            yield Finding(span, {"recovered": match.group(), "owed": owed.group()}, related)


def _recoveries(text: str, item: ProblemItem, options: RecoveryOptions) -> Iterator[re.Match[str]]:
    """Yield the full recoveries of an item that are not those of a sub-item."""
    for match in options.recovered.finditer(text, *item.span):
        if not any(child.span.holds(match.start()) for child in item.children):
            yield match


def _sums(matches: Sequence[re.Match[str]]) -> set[Decimal]:
    """Return what any of some amounts come to."""
    amounts = [Decimal(match["amount"]) for match in matches]
    sizes = range(1, len(amounts) + 1)
    return {sum(chosen, Decimal(0)) for size in sizes for chosen in combinations(amounts, size)}


CHECKS = (Check("full-recovery", full_recovery, RecoveryOptions, ("recovered", "owed"), ITEMS),)
