"""Findings for people: by file, in order of place, repeats folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from notice_lint.baseline import Accepted
from notice_lint.engine import FileResult
from notice_lint.glossary import SEVERITIES
from notice_lint.reports.places import outline_ranges, place_words
from notice_lint.reports.proof import proof_lines
from notice_lint.reports.terminal import Style, Terminal, excerpt, harmless
from notice_lint.suppress import Suppressed
from notice_lint.text import Lang, Wording, masked
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
    fold: bool = True
    suppressed: bool = False
    """Whether to tell what was suppressed as well."""
    proof: bool = False
    """Whether to tell for each rule what became of it."""


def file_lines(result: FileResult, options: TextOptions) -> Iterator[str]:
    """Yield the lines about one file; none when there is nothing to tell."""
    lines = [
        line
        for group in _groups(result.violations, options.fold)
        for line in _group_lines(result, group, options)
    ]
    if options.suppressed:
        lines += [line for one in result.suppressed for line in _suppressed(result, one, options)]
    lines += _stale(result, options)
    if options.proof:
        lines += proof_lines(result, options.lang, options.terminal)
    if lines:
        yield options.terminal.paint(harmless(result.source.path), "bold")
        yield from lines
        yield ""


def _suppressed(result: FileResult, one: Suppressed, options: TextOptions) -> Iterator[str]:
    violation = one.violation
    at = place_words(result.source, violation.raw, options.lang)
    words = Wording("已忽略", "suppressed").in_(options.lang)
    paint = options.terminal.paint
    title = f"{violation.code} {violation.title.in_(options.lang)}"
    yield f"  {paint(harmless(at), 'cyan')} {paint(words, 'dim')} {title}"
    yield f"    {harmless(one.by.reason or one.by.words)}"


def _stale(result: FileResult, options: TextOptions) -> Iterator[str]:
    if result.stale:
        codes = " ".join(f"{code}×{count}" for code, count in _counts(result.stale))
        words = Wording(
            f"基线里有 {len(result.stale)} 条已不存在（{codes}），"
            "可运行 notice-lint baseline prune",
            f"{len(result.stale)} entries of the baseline are gone ({codes}); "
            "run notice-lint baseline prune",
        )
        yield f"  {options.terminal.paint(words.in_(options.lang), 'dim')}"


def _counts(entries: Sequence[Accepted]) -> list[tuple[str, int]]:
    return sorted(Counter(one.code for one in entries).items())


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
        raw = result.source.raw_span(related.span)
        at = harmless(place_words(result.source, raw, options.lang))
        label = related.label.in_(options.lang) + COLONS[options.lang]
        yield f"    {options.terminal.paint(label + at, 'dim')}"


def _headline(result: FileResult, group: Sequence[Violation], options: TextOptions) -> str:
    first = group[0]
    title = first.title.in_(options.lang)
    severity = SEVERITIES[first.severity].in_(options.lang)
    paint = options.terminal.paint
    parts = [
        paint(harmless(place_words(result.source, first.raw, options.lang)), "cyan"),
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
    line, start, end = result.source.line_around(violation.raw)
    if not line.strip():
        return
    shown, caret = excerpt(masked(line), start, end, options.terminal.width - 8)
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
        told = Wording("，未发现问题", ", nothing found")
    else:
        told = Wording(
            f"：错误 {counts['error']}，警告 {counts['warning']}，提示 {counts['info']}",
            f": {counts['error']} errors, {counts['warning']} warnings, {counts['info']} infos",
        )
    return "".join(one.in_(lang) for one in (checked, told, _left_out(results), _STOP))


_STOP = Wording("。", ".")


def _left_out(results: Sequence[FileResult]) -> Wording:
    suppressed = sum(len(result.suppressed) for result in results)
    baselined = sum(len(result.baselined) for result in results)
    zh = f"；已忽略 {suppressed}" * bool(suppressed) + f"；基线内 {baselined}" * bool(baselined)
    en = f"; {suppressed} suppressed" * bool(suppressed) + f"; {baselined} in the baseline" * bool(
        baselined
    )
    return Wording(zh, en)
