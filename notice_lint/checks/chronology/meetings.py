"""Meetings and campaigns that took place after the day of issue, told as if they had been."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from notice_lint.checks.contract import ISSUED, UNKNOWN_ISSUE, Check, Passed, Verdict
from notice_lint.datafiles.lexicon_file import LexiconFile
from notice_lint.document.notice import Notice
from notice_lint.document.paragraphs import Phrase
from notice_lint.document.violation import Finding, Related, Value
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording


class DatedEvent(Struct, frozen=True):
    """A meeting or campaign with the day it began."""

    pattern: Pattern
    """How it is named."""
    before: date
    """The day it began: documents from before cannot have learned from it."""
    note: Wording
    """What the message says of that day."""
    unless: Pattern | None = None
    """Words that look ahead to it, where they hold all of its name: 喜迎党的二十大."""


class EventCalendar(Struct, frozen=True):
    """A list of events."""

    entries: tuple[DatedEvent, ...]


class MeetingOptions(Struct, frozen=True):
    """Options of future-meeting."""

    lexicon: LexiconFile[EventCalendar]
    """Name of a list of events."""


def future_meeting(notice: Notice, options: MeetingOptions) -> Iterator[Verdict]:
    """Report an event named in a document that was surely issued before it."""
    issue = notice.issue_date
    if issue is None or issue.latest is None or notice.issued_too_early:
        yield UNKNOWN_ISSUE
        return
    related = (Related(issue.span, Wording("成文日期", "the issue date")),)
    calendar = options.lexicon.content.entries
    events = [event for event in calendar if issue.latest < event.before.isoformat()]
    for event in events:
        for mention in _mentions(notice, event):
            params: dict[str, Value] = {"match": mention.text, "note": event.note}
            yield Finding(mention.span, params, related)
    yield Passed(len(calendar) - len(events))


def _mentions(notice: Notice, event: DatedEvent) -> Iterator[Phrase]:
    """Yield where an event is named, but for words that look ahead to it."""
    for paragraph, matches in notice.index.matches(event.pattern):
        ahead = list(event.unless.finditer(paragraph.text)) if event.unless else []
        for match in matches:
            if not any(words.start() <= match.start() < words.end() for words in ahead):
                yield Phrase(match.group(), paragraph.span(*match.span()))


CHECKS = (Check("future-meeting", future_meeting, MeetingOptions, ("match", "note"), ISSUED),)
