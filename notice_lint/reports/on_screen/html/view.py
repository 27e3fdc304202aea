"""What the parts of the page about one file share: its names for places and findings."""

from __future__ import annotations

from functools import cached_property
from hashlib import blake2b

from msgspec import Struct

from notice_lint.document.source import Location
from notice_lint.document.violation import NOWHERE
from notice_lint.reports.model.report import DocumentView, FileReport, ReportedViolation
from notice_lint.reports.on_screen.html.wordings import words
from notice_lint.text.spans import Span
from notice_lint.text.wording import Lang

LINKED = 40
"""Related places of one finding that are linked."""


def section_name(path: str) -> str:
    """Return the id of the section of a file, whose place on the page is not known yet."""
    return f"f{blake2b(path.encode('utf-8', 'surrogatepass'), digest_size=6).hexdigest()}"


class View(Struct, frozen=True, dict=True):
    """One file on the page; findings are named by their index."""

    file: FileReport
    lang: Lang
    suppressed: bool
    """Whether to list what was suppressed."""
    called: str = ""
    """What its ids begin with, where a page of its own gives it a name."""

    @property
    def name(self) -> str:
        """The id that all ids of the file begin with."""
        return self.called or section_name(self.file.path)

    @property
    def document(self) -> DocumentView | None:
        """The document, where the text is at hand."""
        return self.file.document

    @cached_property
    def places(self) -> list[Span]:
        """The range of each finding in what is shown of the text."""
        if self.document is None:
            return []
        return [self.shown(violation.location) for violation in self.file.violations]

    @property
    def _related(self) -> list[Location]:
        listed = (related for violation in self.listed for related in violation.related[:LINKED])
        return [related.place for related in listed if not related.path]

    @cached_property
    def jumps(self) -> list[int]:
        """Offsets in what is shown that the outline and related places lead to, sorted."""
        if self.document is None:
            return []
        places: list[Span | Location] = [*self._related, *self.file.answers]
        places += [node.span for node in self.document.nodes]
        places += [declared.declaration.span for declared in self.document.declared]
        if self.suppressed:
            places += [entry.violation.location for entry in self.file.suppressed]
        return sorted({self.shown(place).start for place in places})

    @property
    def listed(self) -> list[ReportedViolation]:
        """All findings on the page, suppressed ones last."""
        suppressed = [entry.violation for entry in self.file.suppressed] if self.suppressed else []
        return [*self.file.violations, *suppressed]

    def shown(self, place: Span | Location) -> Span:
        """Return the range that a place of the document has in what is shown."""
        if self.document is None:
            return NOWHERE
        span = self.document.span_of(place) if isinstance(place, Location) else place
        return self.document.shown_span(span)

    def place(self, location: Location) -> str:
        """Name a place in words."""
        return self.file.place(location, self.lang)

    def word(self, name: str, **values: object) -> str:
        """Return fixed words in the language of the page."""
        return words(name, self.lang, **values)

    def id(self, kind: str, index: int | str) -> str:
        """Name a thing: `v` a finding, `m` its mark, `t` its title, `o` an offset in the text.

        Of a file `h` is the heading, `x` that of its text, `l` that of its list.
        """
        return f"{self.name}-{kind}{index}"

    def link(self, kind: str, index: int | str) -> str:
        """Return the address of a thing on the page."""
        return "#" + self.id(kind, index)

    def jump(self, place: Span | Location) -> str | None:
        """Return the address of a place in the text; None where the text is not at hand."""
        return self.link("o", self.shown(place).start) if self.document else None
