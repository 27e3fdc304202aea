"""The structure of a notice as an editor's outline and folds; the manual of a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol.types import DocumentSymbol, FoldingRange, FoldingRangeKind, SymbolKind

from notice_lint.about import rule_address
from notice_lint.document.notice import ProblemItem, Section
from notice_lint.document.terms import FORCES, SEVERITIES
from notice_lint.lsp.documents import CheckedDocument
from notice_lint.reports.markdown_text import plain
from notice_lint.ruleset.rule import Rule
from notice_lint.text.spans import Span
from notice_lint.text.wording import Lang, Wording

LONGEST = 40
"""Characters of a heading that an outline shows."""


def symbols_of(document: CheckedDocument) -> list[DocumentSymbol]:
    """Return the sections and items of a document as a tree."""
    return [_symbol(document, node) for node in document.result.notice.sections]


def _symbol(document: CheckedDocument, node: Section | ProblemItem) -> DocumentSymbol:
    words = node.heading if isinstance(node, Section) else node.problem
    marker = node.marker.text if node.marker else ""
    heading = words.text[:LONGEST] + "…" * (len(words.text) > LONGEST)
    source, positions = document.result.source, document.positions
    whole, chosen = source.raw_span(node.span), source.raw_span(words.span)
    within = Span(max(whole.start, chosen.start), min(whole.end, max(chosen.end, chosen.start)))
    is_section = isinstance(node, Section)
    return DocumentSymbol(
        name=f"{marker}{heading}".strip() or "…",
        kind=SymbolKind.Namespace if is_section else SymbolKind.Object,
        range=positions.range(whole),
        selection_range=positions.range(within if within.start <= within.end else whole),
        children=[_symbol(document, child) for child in node.children],
    )


def folds_of(document: CheckedDocument) -> Iterator[FoldingRange]:
    """Yield the lines of sections and items that can be folded below their headings."""
    for node in _all(document.result.notice.sections):
        lines = document.positions.range(document.result.source.raw_span(node.span))
        last = lines.end.line - (lines.end.character == 0 and lines.end.line > lines.start.line)
        if last > lines.start.line:
            yield FoldingRange(lines.start.line, last, kind=FoldingRangeKind.Region)


def _all(nodes: Iterable[Section | ProblemItem]) -> Iterator[Section | ProblemItem]:
    for node in nodes:
        yield node
        yield from _all(node.children)


def manual_of(rule: Rule, lang: Lang) -> str:
    """Return the manual of a rule as an editor shows it, in Markdown."""
    file, address = rule.file, rule_address(rule.code, lang)
    basis = Wording("依据", "Basis").in_(lang)
    parts = [
        f"**{rule.code} {plain(file.title.in_(lang))}** · {SEVERITIES[rule.severity].in_(lang)}",
        plain(file.why.in_(lang)),
        f"{basis}: {plain(file.basis.in_(lang))} ({FORCES[file.force].in_(lang)})",
    ]
    if rule.good:
        parts.append(f"{Wording('正确写法', 'Right').in_(lang)}\n```text\n{rule.good[0].text}\n```")
    if address:
        parts.append(f"[{Wording('全文', 'More').in_(lang)}]({address})")
    return "\n\n".join(parts)
