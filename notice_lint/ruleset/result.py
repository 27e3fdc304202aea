"""What comes of checking one document."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from notice_lint.decisions.baseline import Accepted
from notice_lint.decisions.suppressions import Suppressed
from notice_lint.document.notice import Notice
from notice_lint.document.source import Location, Source
from notice_lint.document.violation import Violation
from notice_lint.ruleset.profile import Profile
from notice_lint.text.wording import Wording

State = Literal["applied", "not_applicable", "not_evaluated", "crashed"]


class Ran(Struct, frozen=True):
    """What became of one rule on one file."""

    code: str
    state: State
    places: int
    reason: Wording | None = None


class FileResult(Struct, frozen=True):
    """What was found in one file, and what was looked at."""

    source: Source
    notice: Notice
    profile: Profile
    violations: tuple[Violation, ...]
    rules: tuple[Ran, ...]
    suppressed: tuple[Suppressed, ...] = ()
    baselined: tuple[Violation, ...] = ()
    stale: tuple[Accepted, ...] = ()
    """What the baseline accepts and is there no longer."""

    @property
    def crashed(self) -> bool:
        """Whether a rule failed, so that not everything is known."""
        return any(ran.state == "crashed" for ran in self.rules)

    def location(self, violation: Violation) -> Location:
        """Return the line and column of a violation in the file."""
        return self.source.raw_location(violation.raw)
