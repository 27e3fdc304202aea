"""Kind `person-name`: one person whose name is written in two ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
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


class PersonNames(Expressions, frozen=True):
    """Options of person-name."""

    named: Pattern
    """A name of three characters behind a post; group `person`."""


def person_name(notice: Notice, options: PersonNames) -> Iterator[Verdict]:
    """Report a name that differs from another by one character that is taken for that there."""
    places: dict[str, list[Span]] = {}
    for paragraph, matches in notice.index.matches(options.named):
        for match in matches:
            span = paragraph.span(*match.span("person"))
            places.setdefault(match["person"], []).append(span)
    if len(places) < 2:
        yield PASSED if places else Inapplicable(Wording("没有写人名", "nobody is named"))
    uses = Counter({name: len(spans) for name, spans in list(places.items())[:MOST]})
    for first, second in combinations(uses, 2):
        if _is_slip(first, second):
            rare, usual = (first, second) if uses[first] < uses[second] else (second, first)
            related = (Related(places[usual][0], Wording("另一处", "the other place")),)
            yield Finding(places[rare][0], {"name": rare, "usual": usual}, related)


def _is_slip(name: str, other: str) -> bool:
    different = [pair for pair in zip(name, other, strict=True) if pair[0] != pair[1]]
    return len(different) == 1 and confusions().confuses(*different[0])


CHECKS = (Check("person-name", person_name, PersonNames, ("name", "usual")),)
