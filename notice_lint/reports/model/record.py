"""What was found, as it is written, stored and sent: plain values in one language."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct, field

from notice_lint.decisions.baseline import Accepted
from notice_lint.document.notice import Numbering, StatusClass
from notice_lint.document.source import IDENTITY, Kind, Location
from notice_lint.document.violation import Force, Safety, Severity
from notice_lint.ruleset.result import State
from notice_lint.text.spans import Span
from notice_lint.text.wording import Lang


class Excerpt(Struct, frozen=True):
    """The line that a place begins in, and its range there: code points, half-open."""

    line: str
    start: int
    end: int


class Other(Struct, frozen=True):
    """Another place that a violation is about."""

    location: Location
    span: Span
    label: str
    place: str


class Change(Struct, frozen=True):
    """One replacement that a fix makes."""

    location: Location
    text: str


class Repair(Struct, frozen=True):
    """A fix: what it changes, and how far it can be trusted."""

    safety: Safety
    title: str
    edits: tuple[Change, ...]


class Found(Struct, frozen=True):
    """One violation."""

    code: str
    name: str
    title: str
    severity: Severity
    force: Force
    message: str
    params: Mapping[str, Any]
    basis: str
    location: Location
    span: Span
    """Its range in the text of the file, `DocumentView.text`."""
    place: str
    """Its place as a person finds it: line, paragraph of a Word file, page."""
    outline: str
    quote: str
    related: tuple[Other, ...]
    fixes: tuple[Repair, ...]
    fingerprint: str
    excerpt: Excerpt | None = None
    """None where the text of the file is not at hand."""


class Decided(Struct, frozen=True):
    """A violation that is not reported, and the decision."""

    found: Found
    by: str
    """The directive as written, or file and line of the sidecar."""
    reason: str
    until: str | None


class Outcome(Struct, frozen=True):
    """What became of one rule on one file."""

    code: str
    state: State
    places: int
    reason: str = ""


class OutlineNode(Struct, frozen=True):
    """A section or an item in the outline of a document."""

    kind: Literal["section", "item"]
    depth: int
    """0 for the outermost."""
    path: str
    marker: str
    words: str
    span: Span
    parts: frozenset[str] = frozenset()
    """Which of cause, measures and status an item has."""
    status: str = ""
    """As written."""
    status_class: StatusClass | None = None


class Declared(Struct, frozen=True):
    """A number that a document claims about itself."""

    subject: str
    value: int
    text: str
    span: Span
    counted: tuple[int, ...] = ()
    """The counts of the document that make it right, likeliest first; nothing where none can."""


class DocumentView(Struct, frozen=True):
    """What a document holds, for formats that show it whole; spans are ranges of `text`."""

    text: str
    """What the file holds, decoded, numbers of persons masked."""
    title: str
    nodes: tuple[OutlineNode, ...]
    declared: tuple[Declared, ...]
    shown: str = ""
    """What a person is to see of it: `text`, but of a web page only its words."""
    anchors: tuple[tuple[int, int], ...] = IDENTITY
    """Pairs (offset in `shown`, offset in `text`), sorted; between two of them both run in step."""

    def shown_span(self, span: Span) -> Span:
        """Return the range of `shown` that a range of `text` has; empty where none of it shows."""
        start = self._shown_offset(span.start)
        return Span(start, max(start, self._shown_offset(span.end)))

    def _shown_offset(self, offset: int) -> int:
        place = max(1, bisect_right(self.anchors, offset, key=lambda pair: pair[1]))
        base, text_base = self.anchors[place - 1]
        following = self.anchors[place][0] if place < len(self.anchors) else len(self.shown)
        return min(max(base, base + offset - text_base), following)


class FileRecord(Struct, frozen=True):
    """What was found in one file."""

    path: str
    sha256: str
    kind: Kind
    violations: tuple[Found, ...]
    suppressed: tuple[Decided, ...] = ()
    suppressed_count: int = 0
    """As many as were suppressed, whether or not they are told."""
    baselined: int = 0
    stale: tuple[Accepted, ...] = ()
    rules: tuple[Outcome, ...] = ()
    numbering: Numbering | None = None
    document: DocumentView | None = None
    """Only where a format asks for it."""
    unit: str = ""
    """The office it comes from, where results of several are brought together."""

    @property
    def crashed(self) -> bool:
        """Whether a rule failed, so that not everything is known."""
        return any(one.state == "crashed" for one in self.rules)


class Failure(Struct, frozen=True):
    """A file or argument that nothing could be found out about."""

    path: str
    message: str


class RuleInfo(Struct, frozen=True):
    """What is to be known of a rule."""

    code: str
    name: str
    title: str
    severity: Severity
    force: Force
    basis: str
    why: str
    enabled: bool


class Report(Struct, frozen=True):
    """All files of a run, in order, and what they were checked by."""

    profile: str
    lang: Lang
    files: tuple[FileRecord, ...]
    failures: tuple[Failure, ...] = ()
    rules: Mapping[str, RuleInfo] = field(default_factory=dict)
    """By code; a code that is found may be missing here."""
    suppressed: bool = False
    """Whether to tell what was suppressed as well."""
