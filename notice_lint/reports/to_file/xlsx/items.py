"""The ledger: every item, what it says of itself, and what was found there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from notice_lint.document.terms import STATUSES
from notice_lint.reports.model.report import (
    DocumentPart,
    FileReport,
    OutlineNode,
    ReportedViolation,
)
from notice_lint.reports.to_file.xlsx.summary import FileFacts
from notice_lint.reports.to_file.xlsx.workbook import Book, Field, Look, StyledCell
from notice_lint.review.columns import ITEMS
from notice_lint.text.wording import Lang, Wording

STATUS = "status"
_CENTRE: Look = {"align": "center"}
_MISSING: Look = {"bg_color": "#FFC7CE", "font_color": "#9C0006", "bold": True}
_OPEN: dict[str, Look] = {
    "in_progress": {"bg_color": "#FFEB9C"},
    "not_started": {"bg_color": "#FFC7CE"},
}


class _Item(Struct, frozen=True):
    """An item with the headings and items that it stands in, outermost first."""

    node: OutlineNode
    above: tuple[OutlineNode, ...]
    below: tuple[OutlineNode, ...]
    violations: tuple[ReportedViolation, ...]


class ItemRow(Struct, frozen=True):
    """One item as the ledger tells it."""

    before: tuple[str, ...]
    parts: dict[str, StyledCell]
    """Whether it has each part that its file knows, by kind."""
    others: StyledCell
    """Whether it has a part that only other files know."""
    status: str
    status_class: StyledCell
    findings: str


def write(book: Book, files: Sequence[FileFacts], rows: Iterator[ItemRow], lang: Lang) -> None:
    """Write the ledger."""
    parts = _parts(files)
    sheet = book.sheet(ITEMS.in_(lang))
    titles: tuple[tuple[Wording, float, Look], ...] = (
        (Wording("文件", "File"), 18, {}),
        (Wording("章节", "Section"), 30, {}),
        (Wording("编号", "Number"), 8, _CENTRE),
        (Wording("整改事项", "Problem item"), 44, {}),
        *((part.name, 10, _CENTRE) for part in parts),
        (Wording("状态（原文）", "Status as written"), 26, {}),
        (Wording("状态类别", "Status class"), 15, _CENTRE),
        (Wording("此处问题", "Found here"), 30, {}),
    )
    fields = [Field(wording.in_(lang).capitalize(), width, look) for wording, width, look in titles]
    sheet.table(fields, (_cells(row, parts) for row in rows))
    sheet.page(ITEMS.in_(lang), lang)


def _cells(row: ItemRow, parts: Sequence[DocumentPart]) -> list[str | int | StyledCell]:
    has = (row.parts.get(part.kind, row.others) for part in parts)
    return [*row.before, *has, row.status, row.status_class, row.findings]


def _parts(files: Sequence[FileFacts]) -> Sequence[DocumentPart]:
    """Return the parts that any file has, those that are asked of each item first."""
    shown = [part for file in files for part in file.parts]
    named = {part.kind: part for part in sorted(shown, key=lambda part: part.asked)}
    return sorted(named.values(), key=lambda part: not part.asked)


def rows(file: FileReport, lang: Lang) -> Iterator[ItemRow]:
    """Yield the rows of the items of one file."""
    for item in _items(file):
        yield _row(file, item, lang)


def _items(file: FileReport) -> Iterator[_Item]:
    nodes = file.document.nodes if file.document else ()
    at = _violations_at(file)
    above: list[OutlineNode] = []
    for index, node in enumerate(nodes):
        del above[node.depth :]
        if node.kind == "item":
            yield _Item(node, tuple(above), _below(nodes, index), tuple(at.get(index, ())))
        above.append(node)


def _below(nodes: Sequence[OutlineNode], index: int) -> tuple[OutlineNode, ...]:
    end = index + 1
    while end < len(nodes) and nodes[end].depth > nodes[index].depth:
        end += 1
    return tuple(nodes[index + 1 : end])


def _violations_at(file: FileReport) -> dict[int, list[ReportedViolation]]:
    """Return what was found at each node: of those with its path, the one that holds its place."""
    by_node: dict[int, list[ReportedViolation]] = {}
    if file.document is None:
        return by_node
    by_path: dict[str, list[int]] = {}
    for index, node in enumerate(file.document.nodes):
        by_path.setdefault(node.path, []).append(index)
    for violation in file.violations:
        start = file.document.span_of(violation.location).start
        for index in by_path.get(violation.outline, ()):
            if file.document.nodes[index].span.holds(start):
                by_node.setdefault(index, []).append(violation)
    return by_node


def _row(file: FileReport, item: _Item, lang: Lang) -> ItemRow:
    node = item.node
    parts = file.document.parts if file.document else ()
    sections = [f"{above.marker}{above.words}" for above in item.above if above.kind == "section"]
    counts = Counter(f"{violation.code} {violation.title}" for violation in item.violations)
    indent = "　" * sum(above.kind == "item" for above in item.above)
    return ItemRow(
        before=(file.path, "\n".join(sections), node.marker, indent + node.words),
        parts={part.kind: _part(item, part.kind, lang, asked=part.asked) for part in parts},
        others=_part(item, "", lang, asked=False),
        status=node.status,
        status_class=_class(item, lang),
        findings="\n".join(name + f" ×{count}" * (count > 1) for name, count in counts.items()),
    )


def _class(item: _Item, lang: Lang) -> StyledCell:
    """Name the class of a status; one that is written in other words has none."""
    class_ = item.node.status_class
    if class_:
        return StyledCell(STATUSES[class_].in_(lang), _OPEN.get(class_, {}))
    if item.node.status:
        return StyledCell(Wording("其他说法", "other words").in_(lang))
    return _part(item, STATUS, lang, asked=True)


def _part(item: _Item, part: str, lang: Lang, *, asked: bool) -> StyledCell:
    """Say whether an item has a part: itself, in its sub-items, or in the item it belongs to."""
    if part in item.node.parts:
        return StyledCell(Wording("有", "yes").in_(lang))
    if any(part in below.parts for below in item.below):
        return StyledCell(Wording("见分项", "in sub-items").in_(lang))
    if any(part in above.parts for above in item.above):
        return StyledCell(Wording("见上级", "in the item above").in_(lang))
    return StyledCell(Wording("无", "no").in_(lang), _MISSING if asked else {})
