"""What is remembered of visitors while they are here: in memory only, each apart, not for long."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import PurePath

from msgspec.structs import replace

from notice_lint.decisions.decided import DecidedFinding
from notice_lint.reports.model.report import FileReport
from notice_lint.server.copies import CheckedCopy, WorkingCopy
from notice_lint.server.settings import ServerSettings
from notice_lint.server.verdict import with_decisions
from notice_lint.text.wording import Lang

DRAFTS = 200
"""Documents that one visitor may have here."""
UNDO = 100
"""Changes that can be taken back."""
_WEIGHT = 12
"""Bytes that a character of a document takes with all that is known of it."""


class Draft:
    """A document on somebody's desk: as it is by now, and what it was before."""

    def __init__(self, checked: CheckedCopy, name: str, id_: str = "") -> None:
        """Take a document that was checked."""
        self.id = id_ or secrets.token_urlsafe(9)
        self.name = name
        self.lock = asyncio.Lock()
        self.checked = self._named(checked)
        self.as_notice = False
        self.revision = 0
        self.previous: FileReport | None = None
        """What was found in the version before."""
        self.decided: dict[str, DecidedFinding] = {}
        self._before: list[WorkingCopy] = []
        self._read_decisions()

    @property
    def copy(self) -> WorkingCopy:
        """The document with its changes."""
        return self.checked.copy

    @property
    def report(self) -> FileReport:
        """What is found, without what was decided to be none."""
        return with_decisions(self.checked.report, self.decided)

    @property
    def steps(self) -> int:
        """How many changes can be taken back."""
        return len(self._before)

    def become(self, checked: CheckedCopy) -> None:
        """Take the document with a further change."""
        self._before = [*self._before[1 - UNDO :], self.copy]
        self.renew(checked)

    def renew(self, checked: CheckedCopy) -> None:
        """Take what was found anew."""
        self.checked = self._named(checked)
        self.revision += 1
        self._read_decisions()

    def _read_decisions(self) -> None:
        """Take what was decided from beside a document of the folder."""
        if self.copy.is_stored:
            self.decided = dict(self.checked.report.decided)

    def _named(self, checked: CheckedCopy) -> CheckedCopy:
        """Return a document of the folder under the name that it has there, without its path."""
        if not checked.copy.is_stored:
            return checked
        return replace(checked, report=replace(checked.report, path=self.name))

    def before(self) -> WorkingCopy | None:
        """Return the document before the last change, which is taken back."""
        return self._before.pop() if self._before else None

    @property
    def weight(self) -> int:
        """Bytes that it takes, more or less."""
        view = self.checked.report.document
        papers = sum(len(paper.data or b"") for paper in self.copy.papers)
        return papers + len(self.copy.data) + _WEIGHT * len(view.text if view else "")


class Visitor:
    """One browser: what it brought, and the language it reads."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.id = secrets.token_urlsafe(32)
        self.csrf = secrets.token_urlsafe(24)
        self.lang: Lang = "zh"
        self.reviewer = ""
        self.is_admitted = False
        self.drafts: dict[str, Draft] = {}
        self.seen = time.monotonic()

    def add(self, draft: Draft) -> None:
        """Take a document; one of the same name is the version before it, whose place it takes."""
        stem = PurePath(draft.name).stem
        for older in list(self.drafts.values()):
            if PurePath(older.name).stem == stem:
                draft.previous = older.report
                draft.decided = older.decided
                del self.drafts[older.id]
        while len(self.drafts) >= DRAFTS:
            del self.drafts[next(iter(self.drafts))]
        self.drafts[draft.id] = draft

    def forget(self) -> None:
        """Let go of all documents."""
        self.drafts = {}

    @property
    def weight(self) -> int:
        """Bytes that its documents take, more or less."""
        return sum(draft.weight for draft in self.drafts.values())


class Visitors:
    """All visitors, the one who was here last at the end."""

    def __init__(self, settings: ServerSettings) -> None:
        """Take how many there may be, and for how long."""
        self._settings = settings
        self._all: OrderedDict[str, Visitor] = OrderedDict()

    def find(self, name: str) -> Visitor | None:
        """Return a visitor who was here not long ago."""
        self._let_go()
        visitor = self._all.get(name)
        if visitor:
            visitor.seen = time.monotonic()
            self._all.move_to_end(name)
        return visitor

    def welcome(self) -> Visitor:
        """Return a new visitor; whoever was away longest makes room."""
        visitor = Visitor()
        self._all[visitor.id] = visitor
        while len(self._all) > self._settings.sessions:
            self._all.popitem(last=False)
        return visitor

    def make_room(self, visitor: Visitor) -> None:
        """Forget what others brought longest ago where all together hold too much."""
        most = self._settings.memory_mb << 20
        total = sum(other.weight for other in self._all.values())
        for other in self._others(visitor):
            if total <= most:
                return
            total -= other.weight
            other.forget()

    def _others(self, visitor: Visitor) -> Iterator[Visitor]:
        return (other for other in list(self._all.values()) if other is not visitor)

    def _let_go(self) -> None:
        oldest = time.monotonic() - 60 * self._settings.session_minutes
        while self._all:
            name, visitor = next(iter(self._all.items()))
            if visitor.seen >= oldest:
                return
            del self._all[name]
