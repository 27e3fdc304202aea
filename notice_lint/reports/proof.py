"""Proof of checking: what became of each rule, on one file or on all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from notice_lint.document.violation import Ran, State
from notice_lint.reports.model.report import FileReport, Report
from notice_lint.reports.tally import Tally
from notice_lint.reports.terminal import Terminal
from notice_lint.text.harmless import harmless
from notice_lint.text.width import display_width
from notice_lint.text.wording import Lang, Wording

STATES: Mapping[State, Wording] = {
    "applied": Wording("已检查", "applied"),
    "not_applicable": Wording("不适用", "not applicable"),
    "not_evaluated": Wording("未能检查", "not evaluated"),
    "crashed": Wording("执行失败", "crashed"),
}
_TITLE_WIDTH = 26


def proof_lines(file: FileReport, report: Report, terminal: Terminal) -> Iterator[str]:
    """Yield one line for each rule: what became of it on one file."""
    counts = Counter(violation.code for violation in file.violations)
    yield terminal.paint(Wording("  检查过程", "  what was checked").in_(report.lang), "bold")
    for ran in file.rules:
        title = _padded(report, ran.code)
        yield f"  {harmless(ran.code)}  {title}  {_outcome(ran, counts[ran.code], report.lang)}"


def _padded(report: Report, code: str) -> str:
    rule = report.rules.get(code)
    title = harmless(rule.title) if rule else ""
    return title + " " * max(0, _TITLE_WIDTH - display_width(title))


def _outcome(ran: Ran[str], violations: int, lang: Lang) -> str:
    state = STATES[ran.state].in_(lang)
    if ran.state == "applied":
        counts = Wording(
            f"查 {ran.places} 处，问题 {violations}", f"{ran.places} places, {violations} found"
        )
        return f"{state}  {counts.in_(lang)}"
    return f"{state}  {harmless(ran.reason)}" if ran.reason else state


def statistics_lines(tally: Tally, report: Report, terminal: Terminal) -> Iterator[str]:
    """Yield one line for each rule: what became of it on all files, most findings first."""
    lang = report.lang
    codes = tally.codes | set(tally.violations)
    yield terminal.paint(Wording("统计", "statistics").in_(lang), "bold")
    for code in sorted(codes, key=lambda code: (-tally.violations[code], code)):
        counts = [
            f"{wording.in_(lang)} {tally.states[f'{code} {state}']}"
            for state, wording in STATES.items()
            if tally.states[f"{code} {state}"]
        ]
        what = Wording(
            f"问题 {tally.violations[code]}，查 {tally.places[code]} 处",
            f"{tally.violations[code]} found in {tally.places[code]} places",
        )
        separator = "，" if lang == "zh" else ", "
        rule = f"  {harmless(code)}  {_padded(report, code)}"
        yield f"{rule}  {what.in_(lang)}  {separator.join(counts)}"
