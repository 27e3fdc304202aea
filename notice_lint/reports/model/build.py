"""Records made of results: words put into one language, places computed, persons masked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from notice_lint.document.notice import Notice, ProblemItem, Section
from notice_lint.document.source import IDENTITY, Location, Source
from notice_lint.document.tally import count_items
from notice_lint.document.violation import Fix, Related, Value, Violation
from notice_lint.errors import NoticeLintError
from notice_lint.reports.model.record import (
    Change,
    Decided,
    Declared,
    DocumentView,
    Excerpt,
    Failure,
    FileRecord,
    Found,
    Other,
    Outcome,
    OutlineNode,
    Repair,
    RuleInfo,
)
from notice_lint.ruleset.result import FileResult, Ran
from notice_lint.ruleset.rule import Rule
from notice_lint.text.masking import masked
from notice_lint.text.spans import Span
from notice_lint.text.wording import Lang, Wording

SHOWN = 10
"""Characters of the beginning of a paragraph that name it."""
AROUND = 400
"""Code points of a line that an excerpt holds on either side of where a place begins."""
NUMBER = 40
"""Code points that no number of a person is longer than: it is masked as a whole or not at all."""


def failures(error: NoticeLintError, lang: Lang) -> Iterator[Failure]:
    """Yield each thing that is wrong, as a record."""
    for one in error.all:
        yield Failure(one.where, one.wording.in_(lang))


def catalogue(rules: Iterable[Rule], lang: Lang) -> dict[str, RuleInfo]:
    """Return what is to be known of rules, by code."""
    return {
        rule.code: RuleInfo(
            code=rule.code,
            name=rule.name,
            title=rule.file.title.in_(lang),
            severity=rule.severity,
            force=rule.file.force,
            basis=rule.file.basis.in_(lang),
            why=rule.file.why.in_(lang),
            enabled=rule.enabled,
        )
        for rule in rules
    }


def record(result: FileResult, lang: Lang, *, document: bool = False) -> FileRecord:
    """Return a result as a record, on request with the whole document."""
    write = _RecordWriter(result.source, lang)
    return FileRecord(
        path=result.source.path,
        sha256=result.source.sha256,
        kind=result.source.kind,
        violations=tuple(write.found(one) for one in result.violations),
        suppressed=tuple(
            Decided(
                write.found(one.violation),
                one.by.words,
                one.by.reason,
                one.by.until.isoformat() if one.by.until else None,
            )
            for one in result.suppressed
        ),
        suppressed_count=len(result.suppressed),
        baselined=len(result.baselined),
        stale=result.stale,
        rules=tuple(_outcome(one, lang) for one in result.rules),
        numbering=result.notice.numbering,
        document=document_of(result.notice) if document else None,
    )


def _outcome(ran: Ran, lang: Lang) -> Outcome:
    return Outcome(ran.code, ran.state, ran.places, ran.reason.in_(lang) if ran.reason else "")


class _RecordWriter(Struct, frozen=True):
    """Writes what is about one Source in one language."""

    source: Source
    lang: Lang

    def found(self, one: Violation) -> Found:
        at = self.source.raw_location(one.raw)
        return Found(
            code=one.code,
            name=one.name,
            title=one.title.in_(self.lang),
            severity=one.severity,
            force=one.force,
            message=one.message.in_(self.lang),
            params={name: self.value(value) for name, value in one.params.items()},
            basis=one.basis.in_(self.lang),
            location=at,
            span=one.raw,
            place=_place(self.source, one.raw, at, self.lang),
            outline=one.outline,
            quote=one.quote,
            related=tuple(self.other(related) for related in one.related),
            fixes=tuple(self.repair(fix) for fix in one.fixes),
            fingerprint=one.fingerprint,
            excerpt=excerpt_of(self.source, one.raw),
        )

    def value(self, value: Value) -> object:
        if isinstance(value, Wording):
            return value.in_(self.lang)
        if isinstance(value, tuple):
            return [one.in_(self.lang) for one in value]
        return value

    def other(self, related: Related) -> Other:
        span = self.source.raw_span(related.span)
        at = self.source.raw_location(span)
        place = _place(self.source, span, at, self.lang)
        return Other(at, span, related.label.in_(self.lang), place)

    def repair(self, fix: Fix) -> Repair:
        changes = (Change(self.source.location(edit.span), edit.text) for edit in fix.edits)
        return Repair(fix.safety, fix.title.in_(self.lang), tuple(changes))


def excerpt_of(source: Source, raw: Span) -> Excerpt:
    """Return a place with its line, or as much of that as is ever shown around it."""
    first, last = source.line_at(raw.start)
    left, right = max(first, raw.start - AROUND), min(last, raw.start + AROUND)
    wide = Span(max(first, left - NUMBER), min(last, right + NUMBER))
    line = masked(wide.of(source.raw))[left - wide.start : right - wide.start]
    return Excerpt(line, min(raw.start - left, len(line)), min(raw.end - left, len(line)))


def place_words(source: Source, raw: Span, lang: Lang) -> str:
    """Name a place as a person finds it: line, paragraph of a Word file, or page and line."""
    return _place(source, raw, source.raw_location(raw), lang)


def _place(source: Source, raw: Span, at: Location, lang: Lang) -> str:
    if at.paragraph is not None:
        line, _, _ = source.line_around(raw)
        return paragraph_words(at.paragraph, line, lang)
    return location_words(at, lang)


def paragraph_words(number: int, line: str, lang: Lang) -> str:
    """Name a paragraph by its number and how it begins."""
    words = masked(line.strip())
    shown = words[:SHOWN] + "…" * (len(words) > SHOWN)
    return Wording(f"第{number}段“{shown}”", f"paragraph {number} “{shown}”").in_(lang)


def location_words(at: Location, lang: Lang) -> str:
    """Name a place by its numbers alone."""
    if at.paragraph is not None:
        return Wording(f"第{at.paragraph}段", f"paragraph {at.paragraph}").in_(lang)
    if at.page is not None:
        wording = Wording(f"第{at.page}页", f"page {at.page}")
        return f"{wording.in_(lang)} {at.line}:{at.column}"
    return f"{at.line}:{at.column}"


def document_of(notice: Notice) -> DocumentView:
    """Return a document as formats show it that show it whole."""
    source = notice.source
    text = masked(source.raw)
    is_page = source.kind == "html"
    return DocumentView(
        text=text,
        title=notice.title.text if notice.title else "",
        nodes=tuple(_nodes(notice.sections, source, 0)),
        declared=tuple(_declared(notice)),
        shown=masked(source.text) if is_page else text,
        anchors=source.anchors if is_page else IDENTITY,
    )


def _declared(notice: Notice) -> Iterator[Declared]:
    counts = count_items(notice)
    for declaration in notice.declarations:
        yield Declared(
            declaration.subject,
            declaration.value,
            declaration.text,
            notice.source.raw_span(declaration.span),
            counts.meant_by(declaration),
        )


def _nodes(
    nodes: Sequence[Section | ProblemItem], source: Source, depth: int
) -> Iterator[OutlineNode]:
    for one in nodes:
        yield (
            _section(one, source, depth) if isinstance(one, Section) else _item(one, source, depth)
        )
        yield from _nodes(one.children, source, depth + 1)


def _section(section: Section, source: Source, depth: int) -> OutlineNode:
    span = source.raw_span(section.span)
    return OutlineNode(
        "section", depth, section.path, section.marker.text, masked(section.heading.text), span
    )


def _item(item: ProblemItem, source: Source, depth: int) -> OutlineNode:
    status = item.part("status")
    return OutlineNode(
        kind="item",
        depth=depth,
        path=item.path,
        marker=item.marker.text if item.marker else "",
        words=masked(item.problem.text),
        span=source.raw_span(item.span),
        parts=frozenset(part.kind for part in item.parts if part.kind != "field"),
        status=masked(status.text) if status else "",
        status_class=status.status if status else None,
    )
