"""What stands above and below the items of a notice: opening, contact details, date, page."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from notice_lint.document.paragraphs import Phrase
from notice_lint.text.spans import Span


class Preamble(Struct, frozen=True):
    """The opening paragraphs: who inspected whom and when, and what came back.

    Dates are ISO 8601 as far as they are given: 2020-06-09, 2020-11.
    """

    span: Span
    inspection_team: Phrase | None = None
    inspected_body: Phrase | None = None
    period: Phrase | None = None
    inspection_start: str | None = None
    inspection_end: str | None = None
    feedback: Phrase | None = None
    feedback_date: str | None = None
    publishing: Phrase | None = None
    teams: tuple[Phrase, ...] = ()
    """All who inspected; one that is named 第一、第三巡察组 is told by its whole name."""
    bodies: tuple[Phrase, ...] = ()
    """All who were inspected."""


class ContactField(Struct, frozen=True):
    """One contact detail: its label, if any, and its value as written."""

    channel: Literal["phone", "email", "address", "postcode", "person"]
    label: Phrase | None
    value: Phrase | None


class Contact(Struct, frozen=True):
    """How the public may reach the organ."""

    span: Span
    fields: tuple[ContactField, ...]

    def values(self, channel: str) -> tuple[Phrase, ...]:
        """Return the values of one channel."""
        return tuple(
            field.value for field in self.fields if field.channel == channel and field.value
        )


_DAY = re.compile(r"\s*\d{4} *年 *\d{1,2} *月 *\d{1,2} *日\s*")


class IssueDate(Struct, frozen=True):
    """The date below the signature; `iso` is None when it is no date."""

    text: str
    iso: str | None
    span: Span

    @property
    def is_impossible(self) -> bool:
        """Whether it is written as a day should be and no calendar has that day: 2024年2月30日."""
        return self.iso is None and _DAY.fullmatch(self.text) is not None

    @property
    def earliest(self) -> str | None:
        """The first day it may mean, where its day or month is missing."""
        return None if self.iso is None else (self.iso + "-01-01")[:10]

    @property
    def latest(self) -> str | None:
        """The last day it may mean, where its day or month is missing."""
        return None if self.iso is None else (self.iso + "-12-31"[len(self.iso) - 10 :])[:10]


class PageBlock(Struct, frozen=True):
    """Lines of the web page around the notice, or left in the middle of it."""

    place: Literal["head", "body", "foot"]
    lines: tuple[Span, ...]
