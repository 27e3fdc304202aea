"""Team, body, period and day of the inspection, against the feedback."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from notice_lint.checks.companions.papers import compared, in_paper
from notice_lint.checks.contract import PASSED, Check, Inapplicable, Precondition, Verdict
from notice_lint.document.companions import ROLE_NAMES, comparison_of
from notice_lint.document.ends import Preamble
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Phrase
from notice_lint.document.violation import Finding, Value
from notice_lint.matching.fragments import Expressions
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

_UNNAMED = Inapplicable(
    Wording("两边没有写明同一项内容", "nothing of the kind is named in both papers")
)
_UNQUOTED = Wording("另一写法", "something else")
"""What stands for a name where no word of the papers may be shown."""
_TOLD = Precondition(
    lambda notice: (
        (comparison := comparison_of(notice)) and comparison.papers("feedback", "earlier")
    ),
    Wording(
        "没有给出反馈意见或上次通报（--feedback、--earlier）",
        "no feedback or earlier notice was given (--feedback, --earlier)",
    ),
)


class NamesOptions(Expressions, frozen=True, kw_only=True):
    """Options of paper-names."""

    dropped: Pattern
    """What of a name says nothing: 中共, 党委, 委员会."""
    unnamed: Pattern
    """What stands for a name where a paper speaks to somebody: 你局党组."""
    number: Pattern
    """The number in a name, which is no part of another: 二 of 第二巡察组, 十二 of 第十二."""
    team: Pattern
    """A team, as the title or the signature of a paper without an opening names it."""


class Naming(Struct, frozen=True):
    """What a paper names, and where."""

    value: str
    span: Span


class Detail(Struct, frozen=True):
    """Something that both papers name."""

    name: Wording
    phrase: Callable[[Preamble], Phrase | None]
    """Where it stands."""
    value: Callable[[Preamble], str | None]
    """What is compared of it."""
    is_name: bool = False
    """Whether it is a name, which may be shortened."""

    def agrees(self, ours: str, theirs: str, options: NamesOptions) -> bool:
        """Tell whether two papers name the same, as far as both are precise about it."""
        if not self.is_name:
            length = min(len(ours), len(theirs))
            return ours[:length] == theirs[:length]
        if any(options.unnamed.match(name) for name in (ours, theirs)):
            return True
        names = [_bare(name, options) for name in (ours, theirs)]
        numbers = [{match[0] for match in options.number.finditer(name)} for name in names]
        if all(numbers) and numbers[0].isdisjoint(numbers[1]):  # 第二 stands in 第十二 as well
            return False
        short, long = sorted(names, key=len)
        return len(short) < 2 or _is_shortened(short, long)


def _text(phrase: Phrase | None) -> str | None:
    return phrase.text if phrase else None


TEAM = Detail(
    Wording("巡察组", "inspection team"),
    lambda preamble: preamble.inspection_team,
    lambda preamble: _text(preamble.inspection_team),
    True,
)
DETAILS = (
    TEAM,
    Detail(
        Wording("被巡察单位", "inspected body"),
        lambda preamble: preamble.inspected_body,
        lambda preamble: _text(preamble.inspected_body),
        True,
    ),
    Detail(
        Wording("巡察开始日期", "first day of the inspection"),
        lambda preamble: preamble.period,
        lambda preamble: preamble.inspection_start,
    ),
    Detail(
        Wording("巡察结束日期", "last day of the inspection"),
        lambda preamble: preamble.period,
        lambda preamble: preamble.inspection_end,
    ),
    Detail(
        Wording("反馈日期", "day of the feedback"),
        lambda preamble: preamble.feedback,
        lambda preamble: preamble.feedback_date,
    ),
)


def paper_names(notice: Notice, options: NamesOptions) -> Iterator[Verdict]:
    """Report a name or a day that is another one in the feedback or the earlier notice."""
    yield _UNNAMED
    papers = compared(notice).papers("feedback") or compared(notice).papers("earlier")
    quotes = compared(notice).quotes
    for detail in DETAILS:
        ours = _named(notice, detail)
        naming = [
            (paper, theirs)
            for paper in papers
            if (theirs := _named_anywhere(paper.notice, detail, options))
        ]
        if not ours or not naming:
            continue
        if any(detail.agrees(ours.value, theirs.value, options) for _, theirs in naming):
            yield PASSED
        else:
            paper, theirs = naming[0]
            shown = _worded(theirs.value, detail) if quotes else _UNQUOTED
            params: dict[str, Value] = {
                "what": detail.name,
                "ours": _worded(ours.value, detail),
                "theirs": shown,
                "paper": ROLE_NAMES[paper.role],
            }
            yield Finding(ours.span, params, (in_paper(paper, theirs.span),))


def _named(notice: Notice, detail: Detail) -> Naming | None:
    """Return what the opening of a paper names."""
    preamble = notice.preamble
    value = detail.value(preamble) if preamble else None
    if not preamble or not value:
        return None
    phrase = detail.phrase(preamble)
    return Naming(value, phrase.span if phrase else preamble.span)


def _named_anywhere(notice: Notice, detail: Detail, options: NamesOptions) -> Naming | None:
    """Return what a paper names; its team may stand in the title or the signature alone."""
    naming = _named(notice, detail)
    if naming or detail is not TEAM:
        return naming
    for phrase in filter(None, (notice.title, notice.signature)):
        match = options.team.search(phrase.text)
        if match:
            return Naming(match[0], phrase.span)
    return None


def _bare(name: str, options: NamesOptions) -> str:
    return re.sub(options.dropped.text, "", name)


def _is_shortened(short: str, long: str) -> bool:
    """Tell whether all characters of a name stand in another in their order."""
    rest = iter(long)
    return all(char in rest for char in short)


def _worded(value: str, detail: Detail) -> Wording:
    """Return a name as it is, a day or month as it is written in each language."""
    if detail.is_name:
        return Wording(value, value)
    numbers = zip(value.split("-"), "年月日", strict=False)
    return Wording("".join(f"{int(number)}{unit}" for number, unit in numbers), value)


_PARAMS = ("what", "ours", "theirs", "paper")
CHECKS = (Check("paper-names", paper_names, NamesOptions, _PARAMS, _TOLD),)
