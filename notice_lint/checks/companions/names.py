"""Team, body, period and day of the inspection, against the feedback."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from notice_lint.checks.companions.papers import compared, in_paper
from notice_lint.checks.contract import PASSED, Check, Inapplicable, Precondition, Verdict
from notice_lint.document.companions import ROLE_NAMES, Companion, comparison_of
from notice_lint.document.ends import Preamble
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Phrase
from notice_lint.document.violation import Finding, Value
from notice_lint.matching.pattern import Pattern
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


class NamesOptions(Struct, frozen=True):
    """Options of names-against-papers."""

    dropped: Pattern
    """What of a name says nothing: 中共, 党委, 委员会."""
    unnamed: Pattern
    """What stands for a name where a paper speaks to somebody: 你局党组."""


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
        short, long = sorted((_bare(ours, options), _bare(theirs, options)), key=len)
        return len(short) < 2 or _is_shortened(short, long)


def _text(phrase: Phrase | None) -> str | None:
    return phrase.text if phrase else None


DETAILS = (
    Detail(
        Wording("巡察组", "inspection team"),
        lambda preamble: preamble.inspection_team,
        lambda preamble: _text(preamble.inspection_team),
        True,
    ),
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
        ours = _value(notice, detail)
        naming = {value: paper for paper in papers if (value := _value(paper.notice, detail))}
        if not ours or not naming:
            continue
        if any(detail.agrees(ours, value, options) for value in naming):
            yield PASSED
        else:
            yield _differing(notice, next(iter(naming.values())), detail, quotes=quotes)


def _value(notice: Notice, detail: Detail) -> str | None:
    return detail.value(notice.preamble) if notice.preamble else None


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


def _differing(notice: Notice, paper: Companion, detail: Detail, *, quotes: bool) -> Finding:
    assert notice.preamble
    assert paper.notice.preamble
    wordings = [
        _worded(_value(document, detail) or "", detail) for document in (notice, paper.notice)
    ]
    ours, theirs = detail.phrase(notice.preamble), detail.phrase(paper.notice.preamble)
    place = ours.span if ours else notice.preamble.span
    params: dict[str, Value] = {
        "what": detail.name,
        "ours": wordings[0],
        "theirs": wordings[1] if quotes else _UNQUOTED,
        "paper": ROLE_NAMES[paper.role],
    }
    there = theirs.span if theirs else paper.notice.preamble.span
    return Finding(place, params, (in_paper(paper, there),))


_PARAMS = ("what", "ours", "theirs", "paper")
CHECKS = (Check("paper-names", paper_names, NamesOptions, _PARAMS, _TOLD),)
