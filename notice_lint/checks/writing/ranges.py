"""Kind `range-unit`: ranges of numbers whose first one has lost its unit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from notice_lint.checks.contract import PASSED, Check, Inapplicable, Verdict
from notice_lint.checks.writing.replacements import replacing
from notice_lint.checks.writing.scopes import ROLES, is_in_contact
from notice_lint.document.notice import Notice
from notice_lint.document.violation import Finding, Safety
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording


class RangeOptions(Struct, frozen=True):
    """Options of range-unit."""

    find: Pattern
    """A range; groups `from`, `mark`, `to` and `unit`."""
    certain: Pattern
    """Units that the first number can only lack; with any other it may be an amount of its own."""


def range_unit(notice: Notice, options: RangeOptions) -> Iterator[Verdict]:
    """Report a rising range with one unit; 5000至1万元 falls and has none left out.

    What is written for it is shown only where the unit may change an amount.
    """
    is_any = False
    for paragraph, matches in notice.index.matches(options.find):
        for match in matches if paragraph.role in ROLES["prose"] else ():
            span, unit = paragraph.span(*match.span()), match["unit"]
            is_any = True
            if Decimal(match["from"]) >= Decimal(match["to"]) or is_in_contact(notice, span):
                yield PASSED
                continue
            better = f"{match['from']}{unit}{match['mark']}{match['to']}{unit}"
            safety: Safety = "unsafe" if options.certain.fullmatch(unit) else "display"
            params = {"match": match.group(), "replacement": better}
            yield Finding(span, params, fixes=(replacing(span, better, safety),))
    if not is_any:
        yield Inapplicable(Wording("没有数值范围", "there is no range of numbers"))


CHECKS = (Check("range-unit", range_unit, RangeOptions, ("match", "replacement")),)
