"""Kind `inspection-kind`: 巡视 where the notice answers a 巡察, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from notice_lint.checks.contract import PASSED, Check, Inapplicable, Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.violation import Finding, Related
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


class InspectionKind(Struct, frozen=True):
    """A kind of inspection that a title may name."""

    name: str
    slips: Pattern
    """What can only be a slip for it."""
    others: Pattern
    """What shows that the notice tells of the other kind as well."""


class InspectionKinds(Struct, frozen=True):
    """Options of inspection-kind."""

    kinds: tuple[InspectionKind, ...]
    share: int
    """How many times the right kind must be named for each slip."""


def inspection_kind(notice: Notice, options: InspectionKinds) -> Iterator[Verdict]:
    """Report the other kind of inspection where the notice tells of one kind only."""
    title = notice.title
    kinds = [kind for kind in options.kinds if title and kind.name in title.text]
    if title is None or len(kinds) != 1:
        yield Inapplicable(Wording("标题没有写明是哪一种检查", "the title names no single kind"))
        return
    kind = kinds[0]
    slips = _places(notice, kind.slips)
    uses = notice.index.text.count(kind.name)
    if len(slips) * options.share > uses or _places(notice, kind.others):
        slips = []
    if not slips:
        yield PASSED
    for slip in slips:
        related = (Related(title.span, Wording("标题", "the title")),)
        params = {"kind": kind.name, "match": slip.of(notice.source.text)}
        yield Finding(slip, params, related)


def _places(notice: Notice, pattern: Pattern) -> list[Span]:
    return [
        paragraph.span(*match.span())
        for paragraph, matches in notice.index.matches(pattern)
        if paragraph.role != "page"
        for match in matches
    ]


CHECKS = (Check("inspection-kind", inspection_kind, InspectionKinds, ("kind", "match")),)
