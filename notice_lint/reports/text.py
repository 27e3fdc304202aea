"""Findings for people: by file, in order of place, repeats folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from notice_lint.engine import FileResult
from notice_lint.glossary import SEVERITIES
from notice_lint.reports.places import outline_ranges
from notice_lint.reports.terminal import Style, Terminal, excerpt, harmless
from notice_lint.rule import builtin_rules
from notice_lint.text import Lang, Wording
from notice_lint.violation import Severity, Violation

FOLD = 4
"""Violations of one rule in one file that are folded."""

COLONS = {"zh": "：", "en": ": "}
_COLOURS: dict[Severity, Style] = {"error": "red", "warning": "yellow", "info": "blue"}


@dataclass(frozen=True, slots=True)
class TextOptions:
    """How to write."""

    lang: Lang
    terminal: Terminal
    fold: bool


def file_lines(result: FileResult, options: TextOptions) -> Iterator[str]:
    """Yield the lines about one file; none when nothing was found."""
    if not result.violations:
        return
    yield options.terminal.paint(harmless(result.source.path), "bold")
    for group in _groups(result.violations, options.fold):
        yield from _group_lines(result, group, options)
    yield ""


def _groups(violations: Sequence[Violation], fold: bool) -> list[list[Violation]]:
    """Bring together what is folded, at the place of its first."""
    counts = Counter(one.code for one in violations)
    groups: dict[object, list[Violation]] = {}
    for index, one in enumerate(violations):
        folded = fold and counts[one.code] >= FOLD
        groups.setdefault(one.code if folded else index, []).append(one)
    return list(groups.values())


def _group_lines(
    result: FileResult, group: Sequence[Violation], options: TextOptions
) -> Iterator[str]:
    first = group[0]
    yield _headline(result, group, options)
    yield f"    {harmless(first.message.in_(options.lang))}"
    yield from _excerpt_lines(result, first, options)
    for related in first.related[:3]:
        at = result.source.location(related.span)
        label = related.label.in_(options.lang) + COLONS[options.lang]
        yield f"    {options.terminal.paint(f'{label}{at.line}:{at.column}', 'dim')}"


def _headline(result: FileResult, group: Sequence[Violation], options: TextOptions) -> str:
    first = group[0]
    at = result.source.location(first.span)
    title = builtin_rules()[first.code].file.title.in_(options.lang)
    severity = SEVERITIES[first.severity].in_(options.lang)
    paint = options.terminal.paint
    parts = [
        paint(f"{at.line}:{at.column}", "cyan"),
        paint(severity, _COLOURS[first.severity]),
        paint(first.code, "bold"),
        title,
    ]
    if len(group) > 1:
        colon = COLONS[options.lang]
        parts.append(f"×{len(group)}{colon}{outline_ranges(result, group, options.lang)}")
    elif first.outline:
        parts.append(paint(harmless(first.outline), "dim"))
    return "  " + " ".join(parts)


def _excerpt_lines(result: FileResult, violation: Violation, options: TextOptions) -> Iterator[str]:
    line, start, end = result.source.line_around(violation.span)
    if not line.strip():
        return
    shown, caret = excerpt(line, start, end, options.terminal.width - 8)
    paint = options.terminal.paint
    yield f"    {paint('|', 'dim')} {shown}"
    yield f"    {paint('|', 'dim')} {paint(caret, _COLOURS[violation.severity])}"


def summary_line(results: Sequence[FileResult], lang: Lang) -> str:
    """Return what was checked and what was found, in one line."""
    found = [one for result in results for one in result.violations]
    counts = {name: sum(one.severity == name for one in found) for name in SEVERITIES}
    applied = {ran.code for result in results for ran in result.rules if ran.state == "applied"}
    idle = {ran.code for result in results for ran in result.rules} - applied
    checked = Wording(
        f"检查了 {len(results)} 个文件，应用了 {len(applied)} 条规则"
        + (f"（另有 {len(idle)} 条不适用）" if idle else ""),
        f"{len(results)} file{'s' * (len(results) != 1)} checked, {len(applied)} rules applied"
        + (f" ({len(idle)} not applicable)" if idle else ""),
    )
    if not found:
        return checked.in_(lang) + Wording("，未发现问题。", ", nothing found.").in_(lang)
    told = Wording(
        f"：错误 {counts['error']}，警告 {counts['warning']}，提示 {counts['info']}。",
        f": {counts['error']} errors, {counts['warning']} warnings, {counts['info']} infos.",
    )
    return checked.in_(lang) + told.in_(lang)
