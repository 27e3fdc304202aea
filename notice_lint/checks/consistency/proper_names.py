"""Kind `proper-name`: one person or place whose name is written in two ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

from notice_lint.checks.contract import PASSED, Check, Inapplicable, Verdict
from notice_lint.document.notice import Notice
from notice_lint.document.violation import Finding, Related
from notice_lint.matching.fragments import Expressions
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording
from notice_lint.words.confusions import confusions

MOST = 200
"""Different names that are held against each other: it bounds the work in a list of members."""


class ProperNames(Expressions, frozen=True, kw_only=True):
    """Options of proper-name."""

    named: Pattern
    """A name of always as many characters; group `name`."""
    titled: bool = False
    """Whether only names that the title holds, or most uses, are held against others."""
    often: int = 3
    """From so many uses on a name is the usual one, though the title does not hold it."""


def proper_name(notice: Notice, options: ProperNames) -> Iterator[Verdict]:
    """Report a name that differs from another by one character that is taken for that there."""
    places = _places(notice, options)
    if len(places) < 2:
        yield PASSED if places else Inapplicable(Wording("没有这样的名称", "there is no such name"))
    uses = Counter({name: len(spans) for name, spans in list(places.items())[:MOST]})
    title = notice.title.text if notice.title else ""
    for rare, usual in _slips(uses):
        is_usual = uses[usual] >= options.often and uses[rare] == 1
        if usual in title or is_usual or not options.titled:
            related = (Related(places[usual][0], Wording("另一处", "the other place")),)
            yield Finding(places[rare][0], {"name": rare, "usual": usual}, related)


def _places(notice: Notice, options: ProperNames) -> dict[str, list[Span]]:
    """Return where each name stands."""
    places: dict[str, list[Span]] = {}
    for paragraph, matches in notice.index.matches(options.named):
        for match in matches:
            span = paragraph.span(*match.span("name"))
            places.setdefault(match["name"], []).append(span)
    return places


def _slips(uses: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield the rarer and the more frequent of two names that are one but for a slip."""
    for first, second in combinations(uses, 2):
        if _is_slip(first, second):
            yield (first, second) if uses[first] < uses[second] else (second, first)


def _is_slip(name: str, other: str) -> bool:
    if len(name) != len(other):
        return False
    different = [pair for pair in zip(name, other, strict=True) if pair[0] != pair[1]]
    return len(different) == 1 and confusions().confuses(*different[0])


CHECKS = (Check("proper-name", proper_name, ProperNames, ("name", "usual")),)
