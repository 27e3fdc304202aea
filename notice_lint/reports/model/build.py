"""The report of a checked file: words put into one language, places found, persons masked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from notice_lint.about import rule_address
from notice_lint.document.notice import Notice, ProblemItem, Section
from notice_lint.document.source import IDENTITY, Location, Source
from notice_lint.document.tally import count_items
from notice_lint.document.violation import (
    Edit,
    Excerpt,
    Fix,
    Ran,
    Related,
    Suppressed,
    Value,
    Violation,
)
from notice_lint.errors import NoticeLintError
from notice_lint.limits import LIMITS
from notice_lint.reports.model.budget import MOST_SUPPRESSED, in_detail
from notice_lint.reports.model.matches import (
    matched_problems,
    papers_of,
    reported_companions,
)
from notice_lint.reports.model.places import opening_of
from notice_lint.reports.model.report import (
    CountedDeclaration,
    DocumentPart,
    DocumentView,
    Failure,
    FileReport,
    OutlineNode,
    ReportedFix,
    ReportedRelated,
    ReportedViolation,
    RuleInfo,
)
from notice_lint.ruleset.result import FileResult
from notice_lint.ruleset.rule import Rule
from notice_lint.text.masked_values import masked_value
from notice_lint.text.masking import masked
from notice_lint.text.spans import Span
from notice_lint.text.wording import Lang, Wording

REMARK, STATUS = "field", "status"
"""Parts that are shown otherwise than by whether they are there."""
AROUND = 400
"""Code points of a line that an excerpt holds on either side of where a place begins."""


def failures(error: NoticeLintError, lang: Lang) -> Iterator[Failure]:
    """Yield each thing that is wrong."""
    for part in error.all:
        yield masked_value(Failure(part.where, part.wording.in_(lang)))


def rule_infos(rules: Iterable[Rule], lang: Lang) -> dict[str, RuleInfo]:
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


def to_report_model(
    result: FileResult, lang: Lang, *, document: bool = False, most: int = LIMITS.findings
) -> FileReport:
    """Return what a report says of a file, on request with the whole document.

    `most` findings of each rule are given in detail.
    """
    writer = _ModelBuilder(result.source, lang, papers_of(result.notice))
    violations = tuple(map(writer.violation, in_detail(result.violations, most)))
    suppressed = tuple(map(writer.suppressed, result.suppressed[:MOST_SUPPRESSED]))
    report = FileReport(
        path=result.source.path,
        sha256=result.source.sha256,
        kind=result.source.kind,
        violations=violations,
        suppressed_count=len(result.suppressed),
        baselined=len(result.baselined),
        rules=tuple(map(writer.ran, result.rules)),
        stale=result.stale,
        listed=suppressed,
        is_notice=result.is_notice,
        variant=result.notice.variant.in_(lang) if result.notice.variant else "",
        numbering=result.notice.numbering,
        companions=reported_companions(result.notice),
        matches=matched_problems(result.notice),
        decided={finding.key: finding for finding in result.reviewed if finding.holds},
        openings=openings([*violations, *(entry.violation for entry in suppressed)], result.source),
    )
    return replace(masked_value(report), document=document_of(result.notice) if document else None)


def openings(violations: Iterable[ReportedViolation], source: Source) -> dict[int, str]:
    """Return how the lines of a Word file begin that something was found in, by their number."""
    locations = (at for violation in violations for at in _locations(violation))
    return {
        at.line: opening_of(source, source.span_of(at))
        for at in {at.line: at for at in locations if at.paragraph is not None}.values()
    }


def _locations(violation: ReportedViolation) -> Iterator[Location]:
    yield violation.location
    for related in violation.related:
        if not related.path:
            yield related.place


class _ModelBuilder(Struct, frozen=True):
    """Makes the parts of a report that are about one Source, in one language."""

    source: Source
    lang: Lang
    papers: Mapping[str, Source]
    """The papers it was compared with, by path."""

    def violation(self, violation: Violation) -> ReportedViolation:
        return ReportedViolation(
            code=violation.code,
            name=violation.name,
            title=violation.title.in_(self.lang),
            severity=violation.severity,
            force=violation.force,
            message=violation.message.in_(self.lang),
            params={name: self.param(value) for name, value in violation.params.items()},
            basis=violation.basis.in_(self.lang),
            location=violation.location,
            outline=violation.outline,
            quote=violation.quote,
            related=tuple(map(self.related, violation.related)),
            fixes=tuple(map(self.fix, violation.fixes)),
            fingerprint=violation.fingerprint,
            help=rule_address(violation.code, self.lang),
            excerpt=excerpt_of(self.source, violation.raw),
        )

    def suppressed(self, suppressed: Suppressed) -> Suppressed[str, Location]:
        violation = self.violation(suppressed.violation)
        return Suppressed(violation, suppressed.by, suppressed.reason, suppressed.until)

    def ran(self, ran: Ran) -> Ran[str]:
        reason = ran.reason.in_(self.lang) if ran.reason else None
        return Ran(ran.code, ran.state, ran.places, reason)

    def param(self, value: Value) -> object:
        if isinstance(value, Wording):
            return value.in_(self.lang)
        if isinstance(value, tuple):
            return [wording.in_(self.lang) for wording in value]
        return value

    def related(self, related: Related) -> ReportedRelated:
        source = self.papers.get(related.path, self.source)
        label = related.label.in_(self.lang)
        return Related(source.location(related.place), label, related.path)

    def fix(self, fix: Fix) -> ReportedFix:
        edits = tuple(Edit(self.source.location(edit.place), edit.text) for edit in fix.edits)
        return Fix(fix.safety, fix.title.in_(self.lang), edits)


def excerpt_of(source: Source, raw: Span) -> Excerpt:
    """Return a place with its line, or as much of that as is ever shown around it."""
    first, last = source.line_at(raw.start)
    left, right = max(first, raw.start - AROUND), min(last, raw.start + AROUND)
    line = source.masked_raw[left:right]
    return Excerpt(line, min(raw.start - left, len(line)), min(raw.end - left, len(line)))


def document_of(notice: Notice) -> DocumentView:
    """Return a document as formats show it that show it whole."""
    source = notice.source
    text = source.masked_raw
    is_page = source.kind == "html"
    nodes, declared = tuple(_nodes(notice.sections, source, 0)), tuple(_declared(notice))
    return DocumentView(
        text=text,
        title=masked(notice.title.text) if notice.title else "",
        nodes=masked_value(nodes),
        declared=masked_value(declared),
        parts=masked_value(tuple(_parts(notice))),
        shown=source.masked_text if is_page else text,
        anchors=source.anchors if is_page else IDENTITY,
        pages=source.pages,
    )


def _parts(notice: Notice) -> Iterator[DocumentPart]:
    shown = notice.required | notice.part_kinds - {REMARK}
    for kind in notice.names:
        if kind in shown and kind != STATUS:
            yield DocumentPart(kind, notice.name_of(kind), kind in notice.required)


def _declared(notice: Notice) -> Iterator[CountedDeclaration]:
    counts, source = count_items(notice), notice.source
    for declaration in notice.declarations:
        span, sentence = map(source.raw_span, (declaration.span, declaration.sentence))
        placed = replace(declaration, span=span, sentence=sentence)
        yield CountedDeclaration(placed, counts.meant_by(declaration))


def _nodes(
    nodes: Sequence[Section | ProblemItem], source: Source, depth: int
) -> Iterator[OutlineNode]:
    for node in nodes:
        if isinstance(node, Section):
            yield _section(node, source, depth)
        else:
            yield _item(node, source, depth)
        yield from _nodes(node.children, source, depth + 1)


def _section(section: Section, source: Source, depth: int) -> OutlineNode:
    span = source.raw_span(section.span)
    return OutlineNode(
        "section", depth, section.path, section.marker.text, section.heading.text, span
    )


def _item(item: ProblemItem, source: Source, depth: int) -> OutlineNode:
    status = item.part(STATUS)
    return OutlineNode(
        kind="item",
        depth=depth,
        path=item.path,
        marker=item.marker.text if item.marker else "",
        words=item.problem.text,
        span=source.raw_span(item.span),
        parts=frozenset(part.kind for part in item.parts if part.kind != REMARK),
        status=status.text if status else "",
        status_class=status.status if status else None,
    )
