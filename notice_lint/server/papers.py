"""The papers that a visitor lays beside a notice: what kind each is, and how it is compared."""

from __future__ import annotations

import re
from collections.abc import Mapping

from notice_lint import readers
from notice_lint.api import Session
from notice_lint.compare.reading import read_companion
from notice_lint.config.companions import CompanionFile
from notice_lint.document.companions import Companion, CompanionRole, Companions
from notice_lint.limits import Limits

MOST = 6
"""Papers that may lie beside one notice."""
_HEAD = 300
"""Characters in which a paper says what it is."""
_SIGNS: Mapping[CompanionRole, re.Pattern[str]] = {
    "ledger": re.compile("台账|任务清单|责任清单|销号|整改清单"),
    "feedback": re.compile("反馈意见|反馈.{0,12}(?:问题|情况)|问题清单|反馈的?通知"),
    "earlier": re.compile("整改.{0,12}(?:通报|公告|公示)|进展情况|上次|上一?轮"),
}
"""What papers of each kind are called."""


def guessed_role(name: str, text: str) -> CompanionRole:
    """Return what a paper is, by what its file is called, its first lines, its kind of file.

    A notice tells of the feedback too, so that its own title goes before that.
    """
    head = text[:_HEAD]
    title = next((line for line in head.splitlines() if line.strip()), "")
    for words, roles in ((name, ("ledger", "feedback", "earlier")), (title, ("earlier", *_SIGNS))):
        for role in roles:
            if _SIGNS[role].search(words):
                return role
    if name.lower().endswith((".xlsx", ".xls", ".et", ".csv")):
        return "ledger"
    return next((role for role in ("feedback", "ledger") if _SIGNS[role].search(head)), "earlier")


def beside(
    session: Session, document: str, papers: tuple[CompanionFile, ...], limits: Limits
) -> Companions | None:
    """Return what a document is compared with: what was brought, else what its office has set.

    Raises InputError, UsageError.
    """
    if not papers:
        return session.papers.of(document, session.profile_for(document))
    return Companions(tuple(_read(session, document, paper, limits) for paper in papers))


def _read(session: Session, document: str, paper: CompanionFile, limits: Limits) -> Companion:
    profile = session.profile_for(document)
    source = readers.from_bytes(paper.data or b"", paper.path, limits)
    return read_companion(paper.role, source, profile.statuses, profile.labels)
