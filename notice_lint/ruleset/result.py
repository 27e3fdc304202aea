"""What comes of checking one document."""

from __future__ import annotations

from msgspec import Struct

from notice_lint.decisions.baseline import Accepted
from notice_lint.decisions.decided import DecidedFinding
from notice_lint.document.notice import Notice
from notice_lint.document.source import Source
from notice_lint.document.violation import Ran, Suppressed, Violation
from notice_lint.ruleset.profile import Profile
from notice_lint.ruleset.stopwatch import OUT_OF_TIME


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
    reviewed: tuple[DecidedFinding, ...] = ()
    """What reviewers decided, whether or not it was found again."""

    @property
    def is_notice(self) -> bool:
        """Whether nothing told that the document is none."""
        listed = (suppressed.violation.code for suppressed in self.suppressed)
        codes = {violation.code for violation in (*self.violations, *self.baselined)} | set(listed)
        gates = {code for code, rule in self.profile.catalogue.items() if rule.check.gate}
        return not codes & gates

    @property
    def lasts(self) -> bool:
        """Whether it would be the same another time: no rule failed or took too long."""
        return not self.crashed and all(ran.reason is not OUT_OF_TIME for ran in self.rules)

    @property
    def crashed(self) -> bool:
        """Whether a rule failed, so that not everything is known."""
        return any(ran.state == "crashed" for ran in self.rules)
