"""What people decided about documents: gathered from options, the baseline and sidecars."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from notice_lint.decisions.baseline import Accepted
from notice_lint.decisions.decisions import Decisions
from notice_lint.decisions.sidecar import sidecar_decisions
from notice_lint.errors import NoticeLintError, RuleError


class KnownDecisions(Struct, frozen=True):
    """Decisions of a session about any document."""

    suppress: bool
    """Whether suppressions count."""
    today: date
    accepted: Callable[[str], tuple[Accepted, ...]]
    """What the baseline of a document accepts in it."""

    def named(self, name: str) -> Decisions:
        """Return the decisions about a document, as far as they are told by its name alone."""
        return Decisions(suppress=self.suppress, accepted=self.accepted(name), today=self.today)

    def beside(self, path: str) -> Decisions:
        """Return the decisions about a file, its sidecar included; raises RuleError."""
        beside = sidecar_decisions(path)
        named = self.named(path)
        return replace(named, outside=beside.suppressions, reviewed=beside.reviewed)

    def readable(self, path: str) -> Decisions:
        """Return the same, but for a sidecar that cannot be read, as `with_faults` tells."""
        try:
            return self.beside(path)
        except RuleError:
            return self.named(path)


def nothing_accepted(_name: str) -> tuple[Accepted, ...]:
    """Return what is accepted without a baseline."""
    return ()


def with_faults(
    files: Iterable[str | NoticeLintError], name: Callable[[str], str]
) -> Iterator[str | NoticeLintError]:
    """Yield files, before each what is wrong with its sidecar: it is checked all the same."""
    for path in files:
        if isinstance(path, str):
            try:
                sidecar_decisions(name(path))
            except RuleError as error:
                yield error
        yield path
