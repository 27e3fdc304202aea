"""Two shares and what lies between them, told in per cent where percentage points are meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from notice_lint.checks.arithmetic.equations import share
from notice_lint.checks.contract import PASSED, Check, Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.violation import Edit, Finding, Fix
from notice_lint.matching.fragments import Expressions
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording


class PointOptions(Expressions, frozen=True):
    """Options of percentage-point."""

    rising: Pattern
    """An old share, a new one and the change; groups `old`, `new`, `change` and its `sign`."""
    against: Pattern
    """The same with the new share first: 65%，比上年的52%提高13%."""


def percentage_point(notice: Notice, options: PointOptions) -> Iterator[Verdict]:
    """Report the difference of two shares that is told in per cent, though it is in points."""
    for expression in (options.rising, options.against):
        for paragraph, matches in notice.index.matches(expression):
            yield from (_verdict(paragraph, match) for match in matches)


def _verdict(paragraph: Paragraph, match: re.Match[str]) -> Verdict:
    if not _is_points(match):
        return PASSED
    points = f"{match['change']}个百分点"
    title = Wording(f"改为“{points}”", f"write “{points}”")
    edit = Edit(paragraph.span(*match.span("sign")), "个百分点")
    span = paragraph.span(match.start("change"), match.end("sign"))
    params = {"change": match["change"], "points": points}
    return Finding(span, params, fixes=(Fix("unsafe", title, (edit,)),))


def _is_points(match: re.Match[str]) -> bool:
    """Tell whether a change is the difference of the shares, and no growth that fits them."""
    old, new, change = (Decimal(match[name]) for name in ("old", "new", "change"))
    return abs(new - old) == change and (not old or share(abs(new - old), old, change) != change)


CHECKS = (Check("percentage-point", percentage_point, PointOptions, ("change", "points")),)
