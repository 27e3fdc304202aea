"""What people decided about one document, as one value; whoever calls the engine gathers it."""

from __future__ import annotations

from datetime import date

from msgspec import Struct, field

from notice_lint.decisions.baseline import Accepted
from notice_lint.decisions.decided import DecidedFinding
from notice_lint.decisions.suppressions import Suppression
from notice_lint.text.spans import Span


class Decisions(Struct, frozen=True):
    """Decisions about one document, besides those that stand in it."""

    suppress: bool = True
    """Whether suppressions count, in the document and outside it."""
    outside: tuple[Suppression, ...] = ()
    """Suppressions from elsewhere, such as the sidecar."""
    reviewed: tuple[DecidedFinding, ...] = ()
    """What reviewers decided, whether or not it is reported."""
    accepted: tuple[Accepted, ...] = ()
    """What the baseline accepts in this document."""
    changed: tuple[Span, ...] | None = None
    """The lines of `Source.text` that findings are told of; None for all."""
    today: date = field(default_factory=date.today)
    """The day on which suppressions are judged."""
