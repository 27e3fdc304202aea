"""What a rule reports: the same classes from the check that sees a fault to the last report.

The engine speaks both languages and names places by ranges of the text: `Violation[Wording, Span]`,
which a bare `Violation` stands for. A report speaks one language and names places by line and
column: `Violation[str, Location]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import takewhile
from typing import Annotated, Any, Generic, Literal

from msgspec import Meta, Struct, field
from typing_extensions import TypeVar

from notice_lint.document.source import Location
from notice_lint.text.spans import Span
from notice_lint.text.wording import Lang, Wording

Severity = Literal["error", "warning", "info"]
Force = Literal["mandatory", "standard", "recommended", "custom", "logic"]
Safety = Literal["safe", "unsafe", "display"]
State = Literal["applied", "not_applicable", "not_evaluated", "crashed"]
Value = str | int | Wording | tuple[Wording, ...]
"""A message parameter; wordings are put in the language of the message."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""Most severe first."""


Words = TypeVar("Words", default=Wording)
"""Wording, or str where the language is chosen."""
Place = TypeVar("Place", default=Span)
"""Span of `Source.text`, or Location where a person is to find it."""
NOWHERE = Span(0, 0)
Count = Annotated[int, Meta(ge=0)]


def reaches(severities: Iterable[str], least: str) -> bool:
    """Tell whether one of some severities is at or above a severity."""
    failing = [*takewhile(least.__ne__, SEVERITIES), least]
    return any(severity in failing for severity in severities)


class Edit(Struct, Generic[Place], frozen=True):
    """One replacement."""

    place: Place = field(name="location")
    text: str

    def overlaps(self: Edit, other: Edit) -> bool:
        """Tell whether both touch the same characters or insert at the same place."""
        (start, end), (other_start, other_end) = self.place, other.place
        return (start < other_end and other_start < end) or (start, end) == (other_start, other_end)


class Fix(Struct, Generic[Words, Place], frozen=True):
    """Edits that remove a violation, and how far they can be trusted."""

    safety: Safety
    title: Words
    edits: tuple[Edit[Place], ...]


class Related(Struct, Generic[Words, Place], frozen=True, omit_defaults=True):
    """Another place that a violation is about."""

    place: Place = field(name="location")
    label: Words
    path: str = ""
    """The paper it stands in, where that is not the file itself."""


class Finding(Struct, frozen=True):
    """A fault at a place, as a check sees it."""

    span: Span
    params: Mapping[str, Value] = field(default_factory=dict)
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    severity: Severity | None = None
    """Milder than the rule's own where the catalogue says so; None for the rule's own."""
    whole: bool = False
    """Whether it is about the whole document, its place being only where that is shown."""
    basis: Wording | None = None
    """Where the words of an entry have a source of their own; None for the rule's."""
    force: Force | None = None
    """What force that source has; None for the rule's."""
    key: str = ""
    """What tells it from others at the same place, where its own words do not."""


class Excerpt(Struct, frozen=True):
    """The line that a place begins in, and its range there: code points, half-open."""

    line: str
    start: int
    end: int


class Violation(Struct, Generic[Words, Place], frozen=True, kw_only=True, omit_defaults=True):
    """A finding with the rule that made it; what has no default is published in report/1."""

    code: str
    name: str
    title: Words
    severity: Severity
    force: Force
    message: Words
    params: Mapping[str, Any]
    """What the message is filled with: values, in a report in one language."""
    basis: Words
    location: Location
    """Where it stands in the file, by line and column."""
    outline: str
    quote: str
    related: tuple[Related[Words, Place], ...]
    fixes: tuple[Fix[Words, Place], ...]
    fingerprint: str
    help: str = ""
    """Address of the page about the rule; nothing for a rule of somebody's own."""
    span: Span = NOWHERE
    """Range of `Source.text`; known to the engine only."""
    raw: Span = NOWHERE
    """Range of `Source.raw`, which is what a person sees in the file; known to the engine only."""
    excerpt: Excerpt | None = None
    """What is shown of the text around it; in a report, where the file is at hand."""

    @property
    def order(self: Violation) -> tuple[object, ...]:
        """Sort key: by place, then code, then words."""
        return (self.raw, self.code, self.message.zh, self.fingerprint, self.severity)


class Suppressed(Struct, Generic[Words, Place], frozen=True):
    """A violation that is not reported, and the decision."""

    violation: Violation[Words, Place]
    by: str
    """The directive as written, or file and line of the sidecar."""
    reason: str
    until: date | None


class Ran(Struct, Generic[Words], frozen=True, omit_defaults=True):
    """What became of one rule on one file."""

    code: str
    state: State
    places: Count
    reason: Words | None = None


def render(template: Wording, params: Mapping[str, Value]) -> Wording:
    """Fill a message in both languages."""
    return Wording(_render(template, params, "zh"), _render(template, params, "en"))


PLACEHOLDER = re.compile(r"\{(\w+)\}")
"""All that a message may hold besides words: no expression is ever evaluated."""


def _render(template: Wording, params: Mapping[str, Value], lang: Lang) -> str:
    return PLACEHOLDER.sub(lambda mark: str(_in(params[mark[1]], lang)), template.in_(lang))


_INNER_QUOTES = str.maketrans("“”‘’", "‘’“”")


def _in(value: Value, lang: Lang) -> str | int:
    """Return a parameter as a message shows it; words of the document are quoted inside quotes."""
    if isinstance(value, Wording):
        return value.in_(lang)
    if isinstance(value, tuple):
        return ("、" if lang == "zh" else ", ").join(wording.in_(lang) for wording in value)
    return value.translate(_INNER_QUOTES) if isinstance(value, str) else value
