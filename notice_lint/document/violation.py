"""What a rule reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import Literal

from msgspec import Struct, field

from notice_lint.text.spans import Span
from notice_lint.text.wording import Lang, Wording

Severity = Literal["error", "warning", "info"]
Force = Literal["mandatory", "standard", "recommended", "custom", "logic"]
Safety = Literal["safe", "unsafe", "display"]
Value = str | int | Wording | tuple[Wording, ...]
"""A message parameter; wordings are put in the language of the message."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""Most severe first."""


def reaches(severities: Iterable[str], least: str) -> bool:
    """Tell whether one of some severities is at or above a severity."""
    failing = [*takewhile(least.__ne__, SEVERITIES), least]
    return any(severity in failing for severity in severities)


class Edit(Struct, frozen=True):
    """One replacement in the Source."""

    span: Span
    text: str

    def overlaps(self, other: Edit) -> bool:
        """Tell whether both touch the same characters or put words in at the same place."""
        (start, end), (other_start, other_end) = self.span, other.span
        return (start < other_end and other_start < end) or (start, end) == (other_start, other_end)


class Fix(Struct, frozen=True):
    """Edits that remove a violation, and how far they can be trusted."""

    safety: Safety
    title: Wording
    edits: tuple[Edit, ...]


class Related(Struct, frozen=True):
    """Another place that a violation is about."""

    span: Span
    label: Wording


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


class Violation(Struct, frozen=True):
    """A finding with the rule that made it."""

    code: str
    name: str
    title: Wording
    severity: Severity
    force: Force
    basis: Wording
    message: Wording
    span: Span
    """Place in `Source.text`."""
    raw: Span
    """Place in `Source.raw`, which is what a person sees in the file."""
    outline: str
    quote: str
    fingerprint: str
    params: Mapping[str, Value]
    related: tuple[Related, ...]
    fixes: tuple[Fix, ...]

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: by place, then code, then words."""
        return (self.raw, self.code, self.message.zh, self.fingerprint, self.severity)


def render(template: Wording, params: Mapping[str, Value]) -> Wording:
    """Fill a message in both languages."""
    return Wording(_render(template, params, "zh"), _render(template, params, "en"))


PLACEHOLDER = re.compile(r"\{(\w+)\}")
"""All that a message may hold besides words: no expression is ever evaluated."""


def _render(template: Wording, params: Mapping[str, Value], lang: Lang) -> str:
    return PLACEHOLDER.sub(lambda name: str(_in(params[name[1]], lang)), template.in_(lang))


_INNER_QUOTES = str.maketrans("“”‘’", "‘’“”")


def _in(value: Value, lang: Lang) -> str | int:
    """Return a parameter as a message shows it; words of the document are quoted inside quotes."""
    if isinstance(value, Wording):
        return value.in_(lang)
    if isinstance(value, tuple):
        return ("、" if lang == "zh" else ", ").join(wording.in_(lang) for wording in value)
    return value.translate(_INNER_QUOTES) if isinstance(value, str) else value
