"""Findings as an editor shows them."""

from __future__ import annotations

from lsprotocol.types import (
    CodeDescription,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    Location,
)

from notice_lint.about import rule_address
from notice_lint.document.violation import Severity, Violation
from notice_lint.lsp.documents import CheckedDocument
from notice_lint.text.wording import Lang

NAME = "notice-lint"
MOST_RELATED = 10
"""Related places that an editor lists at one finding."""
_SEVERITIES: dict[Severity, DiagnosticSeverity] = {
    "error": DiagnosticSeverity.Error,
    "warning": DiagnosticSeverity.Warning,
    "info": DiagnosticSeverity.Information,
}


def diagnostic_of(document: CheckedDocument, violation: Violation, lang: Lang) -> Diagnostic:
    """Return a finding as an editor shows it."""
    address = rule_address(violation.code, lang)
    source, positions = document.result.source, document.positions
    related = [
        DiagnosticRelatedInformation(
            Location(document.uri, positions.range(source.raw_span(place.place))),
            place.label.in_(lang),
        )
        for place in violation.related[:MOST_RELATED]
    ]
    return Diagnostic(
        range=positions.range(violation.raw),
        message=f"{violation.title.in_(lang)}\n{violation.message.in_(lang)}",
        severity=_SEVERITIES[violation.severity],
        code=violation.code,
        code_description=CodeDescription(address) if address else None,
        source=NAME,
        related_information=related,
        data=violation.fingerprint,
    )
