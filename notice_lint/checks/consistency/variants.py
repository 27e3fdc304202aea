"""Two ways to write one thing in one document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from notice_lint.checks.contract import PASSED, Check, Inapplicable, Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.violation import Edit, Finding, Fix, Related
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


class Variant(Struct, frozen=True):
    """One way to write it."""

    name: Wording
    find: Pattern
    write: str | None = None
    """What is written in this way, where one can be put for the other."""


class Variants(Struct, frozen=True):
    """One thing and its ways."""

    ways: tuple[Variant, ...]


class VariantOptions(Struct, frozen=True):
    """Options of variant-agreement."""

    things: tuple[Variants, ...]
    odd: str = ""
    """Name of the way that is reported wherever both occur; otherwise the rarer one is."""


def variant_agreement(notice: Notice, options: VariantOptions) -> Iterator[Verdict]:
    """Report the rarer of two ways to write one thing where a document uses both."""
    is_used = False
    for thing in options.things:
        ways = [UsedVariant(way, uses) for way in thing.ways if (uses := _uses(notice, way.find))]
        is_used = is_used or bool(ways)
        if not ways:
            continue
        usual = max(ways, key=lambda used: (used.way.name.zh != options.odd, len(used.uses)))
        for used in ways:
            yield from _verdicts(used, usual)
    if not is_used:
        yield Inapplicable(Wording("文中没有这类写法", "nothing of the kind is written"))


class UsedVariant(NamedTuple):
    """One way to write it, and where it is written so."""

    way: Variant
    uses: list[Span]


def _uses(notice: Notice, find: Pattern) -> list[Span]:
    return [
        paragraph.span(*match.span())
        for paragraph, matches in notice.index.matches(find)
        if paragraph.role not in ("page", "contact", "date", "signature", "cell")
        for match in matches
    ]


def _verdicts(used: UsedVariant, usual: UsedVariant) -> Iterator[Verdict]:
    for span in used.uses:
        if used is usual:
            yield PASSED
            continue
        related = (Related(usual.uses[0], Wording("另一种写法", "the other way")),)
        params = {"way": used.way.name, "usual": usual.way.name}
        yield Finding(span, params, related, tuple(_fixes(span, usual.way.write)))


def _fixes(span: Span, words: str | None) -> Iterator[Fix]:
    if words is not None:
        title = Wording(f"改为“{words}”", f"write “{words}”")
        yield Fix("safe", title, (Edit(span, words),))


CHECKS = (Check("variant-agreement", variant_agreement, VariantOptions, ("way", "usual")),)
