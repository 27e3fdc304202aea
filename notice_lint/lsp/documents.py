"""A document that is open in an editor, and what was found in it."""

from __future__ import annotations

from pathlib import PurePath

from lsprotocol.types import PositionEncodingKind
from msgspec import Struct

from notice_lint.api import Session
from notice_lint.document.source import Kind
from notice_lint.document.violation import Violation
from notice_lint.lsp.positions import Positions
from notice_lint.readers import from_text
from notice_lint.readers.kinds import SUFFIXES
from notice_lint.ruleset.result import FileResult
from notice_lint.text.spans import Span


class CheckedDocument(Struct, frozen=True):
    """One version of a document with its findings."""

    uri: str
    version: int
    result: FileResult
    positions: Positions

    def about(self, span: Span) -> list[Violation]:
        """Return the findings that touch a range of the text."""
        return [
            violation
            for violation in self.result.violations
            if violation.raw.start <= span.end and span.start <= violation.raw.end
        ]


class OpenText(Struct, frozen=True):
    """One version of a document as the editor holds it."""

    uri: str
    path: str
    version: int
    text: str
    encoding: PositionEncodingKind

    @property
    def kind(self) -> Kind:
        """The kind of the document, by its name."""
        named = SUFFIXES.get(PurePath(self.path).suffix.lower(), "text")
        return named if named in ("markdown", "html") else "text"


def checked(session: Session, text: OpenText) -> CheckedDocument:
    """Check what an editor holds, with the sidecar on the disk; raises RuleError, UsageError."""
    source = from_text(text.text, text.path, text.kind)
    result = session.lint(source, session.decisions_beside(text.path))
    return CheckedDocument(text.uri, text.version, result, Positions.of(text.text, text.encoding))
