"""What the parts of the page about one file share: its names for places and findings."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from notice_lint.reports.html.wordings import words
from notice_lint.reports.model.record import DocumentView, FileRecord, Found
from notice_lint.text.spans import Span
from notice_lint.text.wording import Lang

LINKED = 40
"""Related places of one finding that are linked."""


class View(Struct, frozen=True, dict=True):
    """One file on the page; findings are named by their index."""

    file: FileRecord
    number: int
    """1-based among the files of the page."""
    lang: Lang
    suppressed: bool
    """Whether to list what was suppressed."""

    @property
    def name(self) -> str:
        """The id that all ids of the file begin with."""
        return f"f{self.number}"

    @property
    def document(self) -> DocumentView | None:
        """The document, where the text is at hand."""
        return self.file.document

    @cached_property
    def places(self) -> list[Span]:
        """The range of each finding in what is shown of the text."""
        found = self.file.violations
        return [self.shown(one.span) for one in found] if self.document else []

    @cached_property
    def jumps(self) -> list[int]:
        """Offsets in what is shown that the outline and related places lead to, sorted."""
        if self.document is None:
            return []
        related = (other for one in self.listed for other in one.related[:LINKED])
        spans = [other.span for other in related]
        spans += [one.span for one in self.document.nodes]
        spans += [one.span for one in self.document.declared]
        if self.suppressed:
            spans += [one.found.span for one in self.file.suppressed]
        return sorted({self.shown(span).start for span in spans})

    @property
    def listed(self) -> list[Found]:
        """All findings that are told, suppressed ones last."""
        told = [one.found for one in self.file.suppressed] if self.suppressed else []
        return [*self.file.violations, *told]

    def shown(self, span: Span) -> Span:
        """Return the range that a range of the text has in what is shown."""
        return self.document.shown_span(span) if self.document else span

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

    def jump(self, span: Span) -> str | None:
        """Return the address of a place in the text; None where the text is not at hand."""
        return self.link("o", self.shown(span).start) if self.document else None
