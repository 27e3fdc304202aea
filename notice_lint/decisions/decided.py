"""A decision as it is kept: about all findings of a document that share code and fingerprint."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

Decision = Literal["confirmed", "false_alarm", "exempt"]
"""It is to be mended, it is no fault, it may stay."""


class DecidedFinding(Struct, frozen=True):
    """What somebody decided about a finding, why, until when."""

    code: str
    fingerprint: str
    decision: Decision
    reason: str = ""
    until: date | None = None
    reviewer: str = ""
    when: str = ""
    """Day and time, as in 2024-07-01 09:30."""
    title: str = ""
    outline: str = ""

    @property
    def holds(self) -> bool:
        """Whether its term is not over."""
        return self.until is None or self.until >= date.today()

    def stamp(self, word: str) -> str:
        """Return in one line who decided so, when and why; `word` is the decision."""
        return " ".join(filter(None, (self.reviewer, word, self.when, self.reason)))

    @property
    def key(self) -> str:
        """What it is known by in its document."""
        return key_of(self.code, self.fingerprint)


def key_of(code: str, fingerprint: str) -> str:
    """Return what a decision about a finding is known by in its document."""
    return f"{code} {fingerprint}"
