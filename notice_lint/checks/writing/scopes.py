"""Where a match counts: in which paragraphs, and not within an exception."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Role
from notice_lint.matching.pattern import Pattern
from notice_lint.text.spans import Span

Scope = Literal["text", "lines", "prose", "content", "title", "headings", "contact", "notes"]

_LINES: frozenset[Role] = frozenset(
    ("title", "note", "preamble", "heading", "label", "text", "supervision", "contact", "formula",
     "signature", "date", "annex", "remark")
)  # fmt: skip
_PROSE: frozenset[Role] = frozenset(
    ("preamble", "heading", "label", "text", "supervision", "formula", "remark")
)
_CELLS: frozenset[Role] = frozenset(("cell",))
ROLES: Mapping[Scope, frozenset[Role]] = {
    "text": _LINES | _CELLS,
    "lines": _LINES,
    "prose": _PROSE,
    "content": _PROSE | _CELLS,
    "title": frozenset(("title",)),
    "headings": frozenset(("heading",)),
    "contact": frozenset(("contact", "supervision")),
    "notes": frozenset(("note", "text", "title")),
}
"""Which paragraphs each scope takes in; those of a web page around the notice never.

What is punctuated and spaced as lines are is looked for in `lines` and `prose`: no cell is.
"""


def count_paragraphs(notice: Notice, scope: Scope) -> int:
    """Return how many paragraphs a scope takes in."""
    return sum(map(notice.index.roles.__getitem__, ROLES[scope]))


def is_in_contact(notice: Notice, span: Span) -> bool:
    """Tell whether a place is in the contact details, which may run on in a paragraph of prose."""
    contact = notice.contact
    return contact is not None and contact.span.holds(span.start)


def is_contact_value(notice: Notice, span: Span) -> bool:
    """Tell whether a place is in contact details other than an address, which is prose."""
    contact = notice.contact
    return is_in_contact(notice, span) and not (
        contact and any(address.span.holds(span.start) for address in contact.values("address"))
    )


class ExceptionSpans:
    """Ranges of one text where an exception matches, looked for when first asked."""

    def __init__(self, text: str, exception: Pattern | None) -> None:
        """Take the text and what matches an exception, if there are any."""
        self._text = text
        self._exception = exception

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        if self._exception is None:
            return []
        return [match.span() for match in self._exception.finditer(self._text)]

    def hold(self, match: re.Match[str]) -> bool:
        """Tell whether all of a match is within an exception."""
        if self._exception is None:
            return False
        index = bisect_right(self._spans, match.start(), key=lambda span: span[0])
        return index > 0 and match.end() <= self._spans[index - 1][1]
