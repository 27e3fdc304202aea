"""Decisions about a document kept: with a document of the folder beside it, else in memory."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request

from notice_lint.decisions.decided import DecidedFinding
from notice_lint.server.memory import Draft
from notice_lint.server.visit import state_of


async def keep(request: Request, draft: Draft, decisions: Sequence[DecidedFinding]) -> None:
    """Keep decisions about a document; raises NoticeLintError."""
    folder = state_of(request).folder
    if folder and decisions and draft.copy.is_stored:
        folder.decide(draft, decisions)
    draft.decided |= {decision.key: decision for decision in decisions}
    draft.revision += bool(decisions)


async def take_back(request: Request, draft: Draft, decisions: Sequence[DecidedFinding]) -> None:
    """Take decisions about a document back; raises NoticeLintError."""
    folder = state_of(request).folder
    if folder and decisions and draft.copy.is_stored:
        await folder.retract(draft, decisions)
    for decision in decisions:
        draft.decided.pop(decision.key, None)
    draft.revision += bool(decisions)
