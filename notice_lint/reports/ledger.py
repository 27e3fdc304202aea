"""The sheets of a workbook that show documents whole: their items, and what all comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from notice_lint.about import __version__
from notice_lint.glossary import PARTS, STATUSES, SUBJECTS
from notice_lint.record import Document, FileRecord, Found, Node, Report
from notice_lint.reports.workbook import CELL, FONT, Book, Cell, Field, Look, Sheet
from notice_lint.review.words import ITEMS, SUMMARY
from notice_lint.text import Lang, Wording
from notice_lint.violation import SEVERITIES

_CENTRE: Look = {"align": "center"}
_MISSING: Look = {"bg_color": "#FFC7CE", "font_color": "#9C0006", "bold": True}
_HEADING: Look = {**FONT, "bold": True, "font_size": 12, "font_color": "#1F4E79"}
_PAGES = Wording("第 &P 页，共 &N 页", "page &P of &N")
_OPEN: dict[str, Look] = {
    "in_progress": {"bg_color": "#FFEB9C"},
    "not_started": {"bg_color": "#FFC7CE"},
}
_COUNTED_AS = {"completed_ongoing": "completed"}


@dataclass(frozen=True, slots=True)
class _Item:
    """An item with the headings and items that it stands in, outermost first."""

    node: Node
    above: tuple[Node, ...]
    below: tuple[Node, ...]
    found: tuple[Found, ...]


def items(book: Book, report: Report) -> None:
    """Write the ledger: every item, what it says of itself, and what was found there."""
    lang = report.lang
    sheet = book.sheet(ITEMS.in_(lang))
    titles: tuple[tuple[Wording, float, Look], ...] = (
        (Wording("文件", "File"), 18, {}),
        (Wording("章节", "Section"), 30, {}),
        (Wording("编号", "Number"), 8, _CENTRE),
        (PARTS["item"], 44, {}),
        (PARTS["cause"], 10, _CENTRE),
        (PARTS["measures"], 10, _CENTRE),
        (Wording("状态（原文）", "Status as written"), 26, {}),
        (Wording("状态类别", "Status class"), 15, _CENTRE),
        (Wording("此处问题", "Found here"), 30, {}),
    )
    fields = [Field(wording.in_(lang).capitalize(), width, look) for wording, width, look in titles]
    rows = (_row(file, one, lang) for file in report.files for one in _items(file))
    sheet.table(fields, rows)
    sheet.page(ITEMS.in_(lang), _PAGES.in_(lang))


def _items(file: FileRecord) -> Iterator[_Item]:
    nodes = file.document.nodes if file.document else ()
    at = _at(nodes, file.violations)
    above: list[Node] = []
    for index, node in enumerate(nodes):
        del above[node.depth :]
        if node.kind == "item":
            yield _Item(node, tuple(above), _below(nodes, index), tuple(at.get(index, ())))
        above.append(node)


def _below(nodes: Sequence[Node], index: int) -> tuple[Node, ...]:
    end = index + 1
    while end < len(nodes) and nodes[end].depth > nodes[index].depth:
        end += 1
    return tuple(nodes[index + 1 : end])


def _at(nodes: Sequence[Node], violations: Sequence[Found]) -> dict[int, list[Found]]:
    """Return what was found at each node, by the innermost that holds the place.

    Nodes come in the order of their places, a parent before what is in it.
    """
    found: dict[int, list[Found]] = {}
    for one in violations:
        holds = [n for n, node in enumerate(nodes) if _holds(node, one)]
        if holds:
            found.setdefault(holds[-1], []).append(one)
    return found


def _holds(node: Node, one: Found) -> bool:
    return node.path == one.outline and node.span.start <= one.span.start < node.span.end


def _row(file: FileRecord, one: _Item, lang: Lang) -> list[str | int | Cell]:
    node = one.node
    sections = [f"{above.marker}{above.words}" for above in one.above if above.kind == "section"]
    counts = Counter(f"{found.code} {found.title}" for found in one.found)
    status = STATUSES[node.status_class].in_(lang) if node.status_class else ""
    return [
        file.path,
        "\n".join(sections),
        node.marker,
        "　" * sum(above.kind == "item" for above in one.above) + node.words,
        _part(one, "cause", lang),
        _part(one, "measures", lang),
        node.status,
        Cell(status, _OPEN.get(node.status_class or "", {}))
        if status
        else _part(one, "status", lang),
        "\n".join(name + f" ×{count}" * (count > 1) for name, count in counts.items()),
    ]


def _part(one: _Item, part: str, lang: Lang) -> Cell:
    """Say whether an item has a part: itself, in its sub-items, or in the item it belongs to."""
    if part in one.node.parts:
        return Cell(Wording("有", "yes").in_(lang), {})
    if any(part in below.parts for below in one.below):
        return Cell(Wording("见分项", "in sub-items").in_(lang), {})
    if any(part in above.parts for above in one.above):
        return Cell(Wording("见上级", "in the item above").in_(lang), {})
    return Cell(Wording("无", "no").in_(lang), _MISSING)


def summary(book: Book, report: Report, how: Wording) -> None:
    """Write what the run comes to, with how to fill in the first sheet."""
    lang = report.lang
    sheet = book.sheet(SUMMARY.in_(lang))
    sheet.columns((34, 40, 10, 10, 10, 10, 10, 10))
    write = _Summary(sheet, report)
    write.run(how)
    write.files()
    write.declared()
    write.rules()
    write.failures()
    sheet.page(SUMMARY.in_(lang), _PAGES.in_(lang))


@dataclass(frozen=True, slots=True)
class _Summary:
    """Writes tables below one another."""

    sheet: Sheet
    report: Report

    def say(self, zh: str, en: str) -> str:
        return Wording(zh, en).in_(self.report.lang)

    def heading(self, zh: str, en: str) -> None:
        if self.sheet.row:
            self.sheet.next()
        self.sheet.put(0, self.say(zh, en), _HEADING)
        self.sheet.next()

    def fields(self, *titles: tuple[str, str]) -> list[Field]:
        fields = [Field(self.say(*title), 0) for title in titles]
        self.sheet.header(fields)
        return fields

    def run(self, how: Wording) -> None:
        """Say what checked and how the list is used."""
        self.heading("检查概况", "This run")
        for name, value in (
            (("工具版本", "Tool"), f"notice-lint {__version__}"),
            (("配置方案", "Profile"), self.report.profile),
            (("生成日期", "Date"), date.today().isoformat()),
            (("填写说明", "How to fill in"), how.in_(self.report.lang)),
            (
                ("导入决定", "Import"),
                self.say(
                    "填好保存后运行：notice-lint review import 本文件",
                    "save the file, then run: notice-lint review import FILE",
                ),
            ),
        ):
            self.sheet.put(0, self.say(*name), CELL, {"bold": True})
            self.sheet.xl.merge_range(self.sheet.row, 1, self.sheet.row, 7, "")
            self.sheet.put(1, value, CELL)
            self.sheet.next()

    def files(self) -> None:
        """Count what was found in each file."""
        self.heading("各文件问题数", "Findings by file")
        fields = self.fields(
            ("文件", "File"),
            ("标题", "Title"),
            *(((one.zh), (one.en).capitalize()) for one in _SEVERITY_WORDS),
            ("整改事项", "Items"),
            ("已忽略", "Suppressed"),
            ("基线内", "In baseline"),
        )
        self.sheet.rows(fields, (self._file(file) for file in self.report.files))
        if len(self.report.files) > 1:
            total = [sum(column) for column in zip(*map(_counts, self.report.files), strict=True)]
            look: Look = {"bold": True, "bg_color": "#F2F2F2"}
            cells = (self.say("合计", "Total"), "", *total)
            self.sheet.rows(fields, iter([[Cell(value, look) for value in cells]]))

    def _file(self, file: FileRecord) -> list[str | int | Cell]:
        title = file.document.title if file.document else ""
        crashed = self.say("（有规则执行失败，结果不全）", " (a rule crashed; not all is known)")
        return [file.path + crashed * file.crashed, title, *_counts(file)]

    def declared(self) -> None:
        """Hold the numbers a text claims of itself against what it lists."""
        rows = list(self._declared())
        if rows:
            self.heading(
                "文中写的数与逐项计数（是否有误以问题清单为准）",
                "Numbers declared and counted (what is wrong stands in the list of findings)",
            )
            fields = self.fields(
                ("文件", "File"),
                ("原文", "As written"),
                ("内容", "About"),
                ("文中写", "Declared"),
                ("逐项计", "Counted"),
            )
            self.sheet.rows(fields, iter(rows))

    def _declared(self) -> Iterator[list[str | int | Cell]]:
        for file in self.report.files:
            for one in file.document.declared if file.document else ():
                about = SUBJECTS_COUNTED.get(one.subject)
                if about and file.document:
                    counted = _counted(file.document, one.subject)
                    subject = about.in_(self.report.lang)
                    yield [file.path, one.text, subject, one.value, counted]

    def rules(self) -> None:
        """Count what was found by each rule, most first."""
        found = [(one, file) for file in self.report.files for one in file.violations]
        counts = Counter((one.code, one.title) for one, _ in found)
        files = Counter(code for code, _ in {(one.code, id(file)) for one, file in found})
        if counts:
            self.heading("问题最多的规则", "Rules by findings")
            fields = self.fields(
                ("规则", "Rule"), ("问题", "Problem"), ("问题数", "Findings"), ("文件数", "Files")
            )
            rows = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
            self.sheet.rows(
                fields, ([code, title, count, files[code]] for (code, title), count in rows)
            )

    def failures(self) -> None:
        """Name what could not be checked."""
        if self.report.failures:
            self.heading("未能检查的文件", "Not checked")
            fields = self.fields(("文件", "File"), ("原因", "Why"))
            self.sheet.rows(fields, ([one.path, one.message] for one in self.report.failures))


_SEVERITY_WORDS = (Wording("错误", "errors"), Wording("警告", "warnings"), Wording("提示", "infos"))
SUBJECTS_COUNTED = {"problems": Wording("问题数", "problems"), **SUBJECTS}
"""What can be counted item by item."""


def _counts(file: FileRecord) -> list[int]:
    nodes = file.document.nodes if file.document else ()
    found = Counter(one.severity for one in file.violations)
    listed = sum(node.kind == "item" for node in nodes)
    return [*(found[one] for one in SEVERITIES), listed, file.suppressed_count, file.baselined]


def _counted(document: Document, subject: str) -> int:
    """Count the outermost items, or the statuses of a class."""
    if subject != "problems":
        classes = (node.status_class or "" for node in document.nodes)
        return sum(_COUNTED_AS.get(one, one) == subject for one in classes)
    inside = 0
    depths: list[int] = []
    for node in document.nodes:
        depths = [depth for depth in depths if depth < node.depth]
        if node.kind == "item":
            inside += not depths
            depths.append(node.depth)
    return inside
