"""Findings for a comment on a change, an issue or a chat: tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notice_lint.document.terms import SEVERITIES
from notice_lint.document.violation import SEVERITIES as RANKS
from notice_lint.reports.folding import groups
from notice_lint.reports.format import WholeFormat
from notice_lint.reports.markdown_text import plain
from notice_lint.reports.model.report import FileReport, Report, ReportedViolation
from notice_lint.reports.ranges import outline_ranges
from notice_lint.reports.summary import summary_line
from notice_lint.reports.tally import Tally
from notice_lint.text.wording import COLONS, Lang, Wording

OPEN = 8
"""Rows of one table that are not folded."""
MOST = 100
"""Rows of one table that are listed."""
QUOTED = 40
"""Code points of a quote that are shown."""
ROOM = 60_000
"""Code points of the whole; a comment on GitHub holds 65,536."""

_WORDS = {
    "heading": Wording("通报检查结果", "Findings in notices"),
    "file": Wording("文件", "File"),
    "error": Wording("错误", "Errors"),
    "warning": Wording("警告", "Warnings"),
    "info": Wording("提示", "Infos"),
    "place": Wording("位置", "Place"),
    "severity": Wording("级别", "Severity"),
    "rule": Wording("规则", "Rule"),
    "finding": Wording("问题", "Finding"),
    "quote": Wording("原文", "Text"),
    "suppressed": Wording("已忽略", "Suppressed"),
    "failed": Wording("无法检查的文件", "Not checked"),
    "reason": Wording("理由", "Reason"),
}


def render(report: Report) -> str:
    """Return a whole report as Markdown, as much of it as one comment holds."""
    lang = report.lang
    tally = Tally.of(*report.files)
    head = f"## {_WORDS['heading'].in_(lang)}\n\n{plain(summary_line(tally, lang))}\n"
    blocks = [*_failures(report), *_overview(report)]
    blocks += (block for file in report.files for block in _file(file, report))
    return head + "".join(_fitting(blocks, lang))


def _fitting(blocks: Sequence[str], lang: Lang) -> Iterator[str]:
    """Yield blocks as long as there is room, then how many are left out."""
    room = ROOM
    for index, block in enumerate(blocks):
        room -= len(block)
        if room < 0:
            left = len(blocks) - index
            omitted = Wording(
                f"因篇幅所限，另有 {left} 段未列出。", f"{left} more parts do not fit here."
            )
            yield f"\n{omitted.in_(lang)}\n"
            return
        yield block


def _table(names: Sequence[str], rows: Sequence[Sequence[str]], lang: Lang) -> str:
    """Return a table of cells that are Markdown; what is behind the first rows is folded."""
    head = f"\n{_row([_WORDS[name].in_(lang) for name in names])}{_row(['---'] * len(names))}"
    table = head + "".join(_row(row) for row in rows[:OPEN])
    rest = rows[OPEN:MOST]
    if rest:
        summary = Wording(f"另有 {len(rows) - OPEN} 行", f"{len(rows) - OPEN} more rows").in_(lang)
        folded = head + "".join(_row(row) for row in rest) + "…\n" * (len(rows) > MOST)
        table += f"\n<details><summary>{summary}</summary>\n{folded}\n</details>\n"
    return table


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _failures(report: Report) -> Iterator[str]:
    if report.failures:
        rows = [(plain(failure.path), plain(failure.message)) for failure in report.failures]
        title = _WORDS["failed"].in_(report.lang)
        yield f"\n### {title}\n{_table(('file', 'reason'), rows, report.lang)}"


def _overview(report: Report) -> Iterator[str]:
    """Yield the counts of each file that something was found in, if there are several files."""
    lang = report.lang
    if len(report.files) > 1:
        rows = [
            (plain(file.path), *(str(count) for count in _counts(file)))
            for file in report.files
            if file.violations
        ]
        if rows:
            yield _table(("file", *RANKS), rows, lang)


def _counts(file: FileReport) -> list[int]:
    return [sum(violation.severity == name for violation in file.violations) for name in RANKS]


def _file(file: FileReport, report: Report) -> Iterator[str]:
    """Yield the section of one file, nothing where there is nothing to say."""
    lang = report.lang
    title = f"\n### {plain(file.path)}\n"
    if file.violations:
        names = ("place", "severity", "rule", "finding", "quote")
        yield title + _table(
            names, [_finding(group, file, lang) for group in groups(file.violations)], lang
        )
    if report.suppressed and file.suppressed:
        rows = [
            (
                plain(file.place(suppressed.violation.location, lang)),
                _rule(suppressed.violation),
                plain(suppressed.reason or suppressed.by),
            )
            for suppressed in file.suppressed
        ]
        heading = f"\n**{_WORDS['suppressed'].in_(lang)}**\n"
        table = _table(("place", "rule", "reason"), rows, lang)
        yield (heading if file.violations else title + heading) + table


def _finding(group: Sequence[ReportedViolation], file: FileReport, lang: Lang) -> tuple[str, ...]:
    """Return the cells of a row: of findings that are folded, the first and where all are."""
    first = group[0]
    place = file.place(first.location, lang)
    if len(group) > 1:
        place += f" ×{len(group)}{COLONS[lang]}{outline_ranges(file, group, lang)}"
    elif first.outline:
        place += f" {first.outline}"
    quote = first.quote.strip()
    return (
        plain(place),
        SEVERITIES[first.severity].in_(lang),
        _rule(first),
        plain(first.message),
        plain(quote[:QUOTED] + "…" * (len(quote) > QUOTED)),
    )


def _rule(violation: ReportedViolation) -> str:
    return f"{plain(violation.code)} {plain(violation.title)}"


FORMAT = WholeFormat(render=render, usual_path="notice-lint.md")
