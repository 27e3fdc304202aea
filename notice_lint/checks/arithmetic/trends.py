"""What a number came to be, held against what an item says it was in another sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from notice_lint.checks.arithmetic.followups import FollowUps
from notice_lint.checks.contract import Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.violation import Finding, Related
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

NAME = 4
"""Characters of a name that tell what is measured: 平均年龄, 群众满意率 and 职工满意率."""


class Trends(FollowUps, frozen=True):
    """Options of arithmetic over the sentences of an item."""

    came: Pattern
    """What something came to be; groups `name`, `fell`, `new` and `unit`."""
    was: Pattern
    """What something was; groups `name`, `old` and `unit`."""


def trends(notice: Notice, options: Trends) -> Iterator[Verdict]:
    """Report what fell though it is more than the item says it was, and what rose and is less."""
    if not notice.index.may_match(options.came):
        return
    text = notice.source.text
    for item in notice.items:
        for came in options.came.finditer(text, *item.span):
            before = options.was.finditer(text, item.span.start, came.start())
            known = [was for was in before if _is_same(was, came)]
            if known and _is_reversed(known, came):
                yield _finding(known[-1], came)


def _is_same(was: re.Match[str], came: re.Match[str]) -> bool:
    return (was["name"][-NAME:], was["unit"]) == (came["name"][-NAME:], came["unit"])


def _is_reversed(known: Sequence[re.Match[str]], came: re.Match[str]) -> bool:
    new, olds = Decimal(came["new"]), [Decimal(was["old"]) for was in known]
    return all(new > old for old in olds) if came["fell"] else all(new < old for old in olds)


def _finding(was: re.Match[str], came: re.Match[str]) -> Finding:
    zh, en = ("大于", "more") if came["fell"] else ("小于", "less")
    fact = Wording(
        f"写“{came.group()}”，却{zh}前文的“{was.group()}”",
        f"“{came.group()}” is {en} than “{was.group()}” above",
    )
    related = (Related(Span(*was.span()), Wording("前文", "above")),)
    return Finding(Span(*came.span()), {"fact": fact}, related)
