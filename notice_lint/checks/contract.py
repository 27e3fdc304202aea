"""What a check is: a function of one kind, with typed options, that judges places one by one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, Final, Literal, TypeVar

from msgspec import Struct

from notice_lint.document.notice import Notice, Purpose, Section
from notice_lint.document.violation import Finding
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording


class Passed(Struct, frozen=True):
    """Places that were looked at and are in order."""

    places: int = 1


class Inapplicable(Struct, frozen=True):
    """Why a check has nothing to look at."""

    reason: Wording


PASSED: Final = Passed()
UNKNOWN_ISSUE: Final = Inapplicable(Wording("成文日期不明", "the issue date is not known"))
"""Where the issue date is none, or lies before the feedback."""
Verdict = Finding | Passed | Inapplicable
"""A check tells of each place it looks at, so that what was checked can be shown."""

Run = Callable[[Notice, Any], Iterator[Verdict]]


class NoOptions(Struct, frozen=True):
    """A check without options."""


class Precondition(Struct, frozen=True):
    """Something a notice must have for a check to have anything to look at."""

    met: Callable[[Notice], object]
    reason: Wording
    """Why the check does not apply without it."""


ITEMS = Precondition(
    lambda notice: notice.items, Wording("没有整改事项", "there is no problem item")
)
STATUSES = Precondition(
    lambda notice: notice.statuses, Wording("没有整改状态", "no item has a status")
)
STANDINGS = Precondition(
    lambda notice: notice.statuses or any(item.filed for item in notice.items),
    Wording("没有整改状态", "no item has a status"),
)
HEADINGS = Precondition(
    lambda notice: notice.headings, Wording("没有带序号的标题", "there is no numbered heading")
)
CONTACT = Precondition(
    lambda notice: notice.contact, Wording("没有联系方式", "there are no contact details")
)
ISSUED = Precondition(
    lambda notice: notice.issue_date, Wording("没有成文日期", "there is no issue date")
)


class Check(Struct, frozen=True):
    """A kind of check that rules are made of."""

    name: str
    run: Run
    options: type = NoOptions
    params: tuple[str, ...] = ()
    """What a message of such a rule may name; options may add names by a property `params`."""
    needs: Precondition | None = None
    counts: bool = False
    """Whether it relies on every section and item being recognized."""
    gate: bool = False
    """Whether no other rule is evaluated where it reports something."""

    def params_of(self, options: Any) -> frozenset[str]:
        """Return what the message of a rule with some options may name."""
        return frozenset(self.params) | frozenset(getattr(options, "params", ()))


def by_the_tool(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report nothing: the tool itself reports what its own rules are about."""
    return iter(())


PartName = Literal[
    "title", "preamble", "items", "supervision", "contact", "signature", "issue_date", "next_steps"
]
Anchor = Literal[
    "title", "preamble", "section", "items", "supervision", "contact", "signature", "issue_date",
    "next_steps", "start", "end",
]  # fmt: skip

_OPENING_WORDS = re.compile(r"[^，。；：！？,;:!?\r\n]{1,40}")
_T = TypeVar("_T", bound=Hashable)


def part_span(notice: Notice, name: Anchor) -> Span | None:
    """Return where a part of the document is; None when it is missing."""
    match name:
        case "items":
            return notice.items[0].span if notice.items else None
        case "section":
            return _section(notice, "rectification")
        case "next_steps":
            return _section(notice, "plan")
        case "start":
            return notice.paragraphs[0].span() if notice.paragraphs else None
        case "end":
            return _last_paragraph(notice)
        case _:
            part = getattr(notice, name)
            return part.span if part else None


def _section(notice: Notice, purpose: Purpose) -> Span | None:
    sections = (node for node in notice.walk() if isinstance(node, Section))
    return next((section.heading.span for section in sections if section.purpose == purpose), None)


def is_planned(notice: Notice, offset: int) -> bool:
    """Tell whether a place is in a section about work that is still to be done."""
    sections = (node for node in notice.around(offset) if isinstance(node, Section))
    return any(section.purpose == "plan" for section in sections)


def _last_paragraph(notice: Notice) -> Span | None:
    paragraphs = [paragraph for paragraph in notice.paragraphs if paragraph.role != "page"]
    return paragraphs[-1].span() if paragraphs else None


def anchor(notice: Notice, near: Iterable[Anchor]) -> Span:
    """Return where to show that something is missing: the first neighbour there is.

    Only its opening words are taken; the start of the text when there is no text at all.
    """
    for name in (*near, "start"):
        span = part_span(notice, name)
        if span:
            return opening_words(notice, span)
    return Span(0, 0)


def opening_words(notice: Notice, span: Span) -> Span:
    """Return the words of a span up to its first punctuation mark."""
    opening = _OPENING_WORDS.search(notice.source.text, span.start, span.end)
    return Span(*opening.span()) if opening else span


SHORT = 60
"""Code points of a line that is shown whole; of a longer one the opening words are.

It lies between the titles of our notices, 26 at most, and their preambles, 75 at least.
"""


def first_line(notice: Notice, span: Span) -> Span:
    """Return the first line of a part: what is wrong is the part, not each of its words."""
    line = re.compile(r"[^\r\n]*").match(notice.source.text, span.start, span.end)
    end = line.end() if line else span.end
    return Span(span.start, end) if end - span.start <= SHORT else opening_words(notice, span)


def usual(values: Iterable[_T], share: float = 0.5) -> _T | None:
    """Return the value that more than a share of all have; None when there is none."""
    counts = Counter(values)
    if not counts:
        return None
    value, count = counts.most_common(1)[0]
    return value if count > share * counts.total() else None
