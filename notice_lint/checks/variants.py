"""Two ways to write one thing in one document."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from notice_lint.checks.contract import PASSED, Check, Inapplicable, Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.violation import Edit, Finding, Fix, Related
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


class Variant(Struct, frozen=True):
    """One way to write it."""

    name: str
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
    """Name of the way that is told wherever both occur; otherwise the rarer one is."""


def variant_agreement(notice: Notice, options: VariantOptions) -> Iterator[Verdict]:
    """Report the rarer of two ways to write one thing where a document uses both."""
    used = False
    for thing in options.things:
        uses = {way.name: list(_uses(notice, way.find)) for way in thing.ways}
        present = [way for way in thing.ways if uses[way.name]]
        used = used or bool(present)
        if len(present) < 2:
            yield from (PASSED for way in present for _ in uses[way.name])
            continue
        usual = max(present, key=lambda way: (way.name != options.odd, len(uses[way.name])))
        for way in present:
            yield from _verdicts(uses[way.name], way, usual, uses[usual.name][0])
    if not used:
        yield Inapplicable(Wording("文中没有这类写法", "nothing of the kind is written"))


def _uses(notice: Notice, find: Pattern) -> Iterator[Span]:
    for paragraph, matches in notice.index.matches(find):
        if paragraph.role not in ("page", "contact", "date", "signature"):
            yield from (paragraph.span(*one.span()) for one in matches)


def _verdicts(uses: list[Span], way: Variant, usual: Variant, model: Span) -> Iterator[Verdict]:
    for span in uses:
        if way is usual:
            yield PASSED
            continue
        related = (Related(model, Wording("另一种写法", "the other way")),)
        fixes: tuple[Fix, ...] = ()
        if usual.write is not None:
            title = Wording(f"改为“{usual.write}”", f"write “{usual.write}”")
            fixes = (Fix("safe", title, (Edit(span, usual.write),)),)
        yield Finding(span, {"way": way.name, "usual": usual.name}, related, fixes)


CHECKS = (Check("variant-agreement", variant_agreement, VariantOptions, ("way", "usual")),)
