"""What was found, as it is written, stored and sent: plain values in one language.

What has no default is published as `notice-lint/report/1`, in schemas/report-1.json.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from typing import Literal, TypeAlias

from msgspec import UNSET, Struct, UnsetType, field

from notice_lint.decisions.baseline import Accepted
from notice_lint.decisions.decided import DecidedFinding, key_of
from notice_lint.document.notice import Declaration, Numbering, StatusClass
from notice_lint.document.source import IDENTITY, Kind, LineIndex, Location
from notice_lint.document.violation import (
    Count,
    Fix,
    Force,
    Ran,
    Related,
    Severity,
    Suppressed,
    Violation,
)
from notice_lint.reports.model.matches import MatchedProblem, ReportedCompanion
from notice_lint.reports.model.places import paper_place, place_words
from notice_lint.text.spans import Span
from notice_lint.text.wording import Lang, Wording

ReportedViolation: TypeAlias = Violation[str, Location]
ReportedRelated: TypeAlias = Related[str, Location]
ReportedFix: TypeAlias = Fix[str, Location]


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
    """The kinds of part that an item has, but for remarks."""
    status: str = ""
    """As written."""
    status_class: StatusClass | None = None


class CountedDeclaration(Struct, frozen=True):
    """A number that a document claims about itself, beside what is counted."""

    declaration: Declaration
    counted: tuple[int, ...] = ()
    """The counts of the document that make it right, likeliest first; nothing where none can."""


class DocumentPart(Struct, frozen=True):
    """A part that items of a document have, or that its grammar asks of them."""

    kind: str
    name: Wording
    asked: bool
    """Whether every item is to have it."""


class DocumentView(Struct, frozen=True, dict=True):
    """What a document holds, for formats that show it whole; spans are ranges of `text`."""

    text: str
    """What the file holds, decoded, numbers of persons masked."""
    title: str
    nodes: tuple[OutlineNode, ...]
    declared: tuple[CountedDeclaration, ...]
    parts: tuple[DocumentPart, ...] = ()
    """The parts of its items, in the order of the grammar; remarks and statuses are left out."""
    shown: str = ""
    """What a person is to see of it: `text`, but of a web page only its words."""
    anchors: tuple[tuple[int, int], ...] = IDENTITY
    """Pairs (offset in `shown`, offset in `text`), sorted; between two of them both run in step."""
    pages: tuple[tuple[int, int], ...] = ()
    """Of a PDF, pairs (offset in `text`, number of the page that begins there), sorted."""

    @cached_property
    def _lines(self) -> LineIndex:
        return LineIndex.of(self.text, self.pages)

    def span_of(self, location: Location) -> Span:
        """Return the range of `text` that a location names."""
        return self._lines.span_of(location)

    def shown_span(self, span: Span) -> Span:
        """Return the range of `shown` that a range of `text` has; empty where none of it shows."""
        start = self._shown_offset(span.start)
        return Span(start, max(start, self._shown_offset(span.end)))

    def _shown_offset(self, offset: int) -> int:
        place = max(1, bisect_right(self.anchors, offset, key=lambda pair: pair[1]))
        base, text_base = self.anchors[place - 1]
        following = self.anchors[place][0] if place < len(self.anchors) else len(self.shown)
        return min(max(base, base + offset - text_base), following)


class FileReport(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was found in one file."""

    path: str
    sha256: str
    kind: Kind
    violations: tuple[ReportedViolation, ...]
    suppressed_count: Count = field(name="suppressed")
    """As many as were suppressed, whether or not they are listed."""
    baselined: Count
    rules: tuple[Ran[str], ...]
    stale: tuple[Accepted, ...] = ()
    """What the baseline accepts and is there no longer."""
    listed: tuple[Suppressed[str, Location], ...] | UnsetType = field(
        default=UNSET, name="suppressed_violations"
    )
    """What was suppressed; unset in a stored report that was not asked for it."""
    is_notice: bool = True
    """Whether it looks like a notice, so that its rules were evaluated."""
    variant: str = ""
    """What notices of its kind are called where its title chose the grammar."""
    numbering: Numbering | None = None
    openings: Mapping[int, str] = field(default_factory=dict)
    """Of a Word file, how the lines begin that something was found in, by their number."""
    document: DocumentView | None = None
    """Only where a format asks for it."""
    companions: tuple[ReportedCompanion, ...] = ()
    """The papers it was compared with."""
    matches: tuple[MatchedProblem, ...] = ()
    """Each problem with where these papers and the file itself tell it."""
    decided: Mapping[str, DecidedFinding] = field(default_factory=dict)
    """What reviewers decided, by code and fingerprint."""
    unit: str = ""
    """The office it comes from, where results of several are brought together."""

    @property
    def suppressed(self) -> tuple[Suppressed[str, Location], ...]:
        """What was suppressed, as far as it is known."""
        return () if isinstance(self.listed, UnsetType) else self.listed

    @property
    def crashed(self) -> bool:
        """Whether a rule failed, so that not everything is known."""
        return any(ran.state == "crashed" for ran in self.rules)

    @property
    def answers(self) -> list[Location]:
        """Where the file tells the problems that it was compared by."""
        answering = (place for problem in self.matches for place in problem.of("notice"))
        return [place.location for place in answering]

    def decision_about(self, violation: ReportedViolation) -> DecidedFinding | None:
        """Return what was decided about a finding."""
        return self.decided.get(key_of(violation.code, violation.fingerprint))

    def place(self, location: Location, lang: Lang) -> str:
        """Name a place as a person finds it: line, paragraph of a Word file, page and line."""
        return place_words(location, lang, self.openings.get(location.line))

    def related_place(self, related: ReportedRelated, lang: Lang) -> str:
        """Name a related place, one in another paper with the name of its file."""
        if not related.path:
            return self.place(related.place, lang)
        paper = next((paper for paper in self.companions if paper.path == related.path), None)
        return f"{related.path} {paper_place(related.place, lang, paper.sheets if paper else ())}"


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
    files: tuple[FileReport, ...]
    failures: tuple[Failure, ...] = ()
    rules: Mapping[str, RuleInfo] = field(default_factory=dict)
    """By code; a code that is found may be missing here."""
    suppressed: bool = False
    """Whether to list what was suppressed as well."""
