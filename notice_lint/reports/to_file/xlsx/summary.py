"""What a run comes to: by file, by declared number, by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from notice_lint.about import __version__
from notice_lint.document.terms import SUBJECTS
from notice_lint.document.violation import SEVERITIES
from notice_lint.reports.model.report import (
    CountedDeclaration,
    DocumentPart,
    Failure,
    FileReport,
    Report,
)
from notice_lint.reports.to_file.xlsx.workbook import (
    CELL,
    FONT,
    Book,
    Field,
    Look,
    StyledCell,
    WorksheetWriter,
)
from notice_lint.review.columns import HOW_TO_DECIDE, SUMMARY
from notice_lint.text.wording import Wording

_HEADING: Look = {**FONT, "bold": True, "font_size": 12, "font_color": "#1F4E79"}
_WIDTHS = (34, 40, 10, 10, 10, 10, 12, 12)


class FileFacts(Struct, frozen=True):
    """What the summary says of one file."""

    path: str
    title: str
    crashed: bool
    counts: tuple[int, ...]
    """Findings of each severity, items, what is suppressed, what the baseline holds."""
    parts: tuple[DocumentPart, ...]
    declared: tuple[CountedDeclaration, ...]
    codes: tuple[tuple[str, str, int], ...]
    """Code, title and findings of each rule."""
    roles: tuple[str, ...] = ()
    """Kinds of papers that it was compared with."""

    @classmethod
    def of(cls, file: FileReport) -> FileFacts:
        """Count one file."""
        document = file.document
        codes = Counter((violation.code, violation.title) for violation in file.violations)
        return cls(
            path=file.path,
            title=document.title if document else "",
            crashed=file.crashed,
            counts=_counts(file),
            parts=document.parts if document else (),
            declared=document.declared if document else (),
            codes=tuple([(code, title, count) for (code, title), count in codes.items()]),
            roles=tuple(sorted({paper.role for paper in file.companions})),
        )


def write(
    book: Book, report: Report, files: Sequence[FileFacts], failures: Sequence[Failure]
) -> None:
    """Write what the run comes to, with how to fill in the list."""
    sheet = book.sheet(SUMMARY.in_(report.lang))
    sheet.columns(_WIDTHS)
    writer = _Summary(sheet, report, files, failures)
    writer.run()
    writer.files()
    writer.declared()
    writer.rules()
    writer.failures()
    sheet.page(SUMMARY.in_(report.lang), report.lang)


class _Summary(Struct, frozen=True):
    """Writes tables below one another."""

    sheet: WorksheetWriter
    report: Report
    read: Sequence[FileFacts]
    unread: Sequence[Failure]

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

    def run(self) -> None:
        """Say what checked and how the list is used."""
        self.heading("检查概况", "This run")
        frame = self.sheet.book.look(CELL)
        for name, value in (
            (("工具版本", "Tool"), f"notice-lint {__version__}"),
            (("配置方案", "Profile"), self.report.profile),
            (("生成日期", "Date"), date.today().isoformat()),
            (("填写说明", "How to fill in"), HOW_TO_DECIDE.in_(self.report.lang)),
            (
                ("导入决定", "Import"),
                self.say(
                    "填好保存后运行：notice-lint review import 本文件",
                    "save the file, then run: notice-lint review import FILE",
                ),
            ),
        ):
            self.sheet.put(0, self.say(*name), CELL, {"bold": True})
            self.sheet.xl.merge_range(self.sheet.row, 1, self.sheet.row, 7, "", frame)
            self.sheet.put(1, value, CELL)
            self.sheet.next()

    def files(self) -> None:
        """Count what was found in each file."""
        self.heading("各文件问题数", "Findings by file")
        fields = self.fields(
            ("文件", "File"),
            ("标题", "Title"),
            *(((wording.zh), (wording.en).capitalize()) for wording in _SEVERITY_WORDS),
            ("整改事项", "Items"),
            ("已忽略", "Suppressed"),
            ("基线内", "In baseline"),
        )
        self.sheet.rows(fields, map(self._file, self.read))
        if len(self.read) > 1:
            columns = zip(*(file.counts for file in self.read), strict=True)
            total = [sum(column) for column in columns]
            look: Look = {"bold": True, "bg_color": "#F2F2F2"}
            cells = (self.say("合计", "Total"), "", *total)
            self.sheet.rows(fields, iter([[StyledCell(value, look) for value in cells]]))

    def _file(self, file: FileFacts) -> list[str | int | StyledCell]:
        crashed = self.say("（有规则执行失败，结果不全）", " (a rule crashed; not all is known)")
        return [file.path + crashed * file.crashed, file.title, *file.counts]

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

    def _declared(self) -> Iterator[list[str | int | StyledCell]]:
        for file in self.read:
            for declared in file.declared:
                declaration = declared.declaration
                about = _SUBJECTS_SHOWN.get(declaration.subject)
                if about and declared.counted:
                    is_right = declaration.value in declared.counted
                    counted = declaration.value if is_right else declared.counted[0]
                    subject = about.in_(self.report.lang)
                    yield [file.path, declaration.text, subject, declaration.value, counted]

    def rules(self) -> None:
        """Count what was found by each rule, most first."""
        counts: Counter[tuple[str, str]] = Counter()
        files: Counter[str] = Counter()
        for file in self.read:
            counts.update({(code, title): count for code, title, count in file.codes})
            files.update({code for code, _, _ in file.codes})
        if counts:
            self.heading("问题最多的规则", "Rules by findings")
            fields = self.fields(
                ("规则", "Rule"), ("问题", "Problem"), ("问题数", "Findings"), ("文件数", "Files")
            )
            rows = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            self.sheet.rows(
                fields, ([code, title, count, files[code]] for (code, title), count in rows)
            )

    def failures(self) -> None:
        """Name what could not be checked."""
        if self.unread:
            self.heading("未能检查的文件", "Not checked")
            fields = self.fields(("文件", "File"), ("原因", "Why"))
            self.sheet.rows(fields, ([failure.path, failure.message] for failure in self.unread))


_SEVERITY_WORDS = (Wording("错误", "errors"), Wording("警告", "warnings"), Wording("提示", "infos"))
_SUBJECTS_SHOWN = {"problems": Wording("问题数", "problems"), **SUBJECTS}
"""What a declared number is about, where it is counted item by item."""


def _counts(file: FileReport) -> tuple[int, ...]:
    nodes = file.document.nodes if file.document else ()
    counts = Counter(violation.severity for violation in file.violations)
    listed = sum(node.kind == "item" for node in nodes)
    by_severity = [counts[severity] for severity in SEVERITIES]
    return (*by_severity, listed, file.suppressed_count, file.baselined)
