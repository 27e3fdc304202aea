"""Proof of checking: what became of each rule, on one file or on all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from notice_lint.engine import FileResult, Ran, State
from notice_lint.reports.terminal import Terminal, harmless
from notice_lint.rule import Rule
from notice_lint.text import Lang, Wording, display_width

STATES: Mapping[State, Wording] = {
    "applied": Wording("已检查", "applied"),
    "not_applicable": Wording("不适用", "not applicable"),
    "not_evaluated": Wording("未能检查", "not evaluated"),
    "crashed": Wording("执行失败", "crashed"),
}
_TITLE_WIDTH = 26


def proof_lines(result: FileResult, lang: Lang, terminal: Terminal) -> Iterator[str]:
    """Yield one line for each rule: what became of it on one file."""
    found = Counter(one.code for one in result.violations)
    yield terminal.paint(Wording("  检查过程", "  what was checked").in_(lang), "bold")
    for ran in result.rules:
        title = _padded(result.profile.catalogue[ran.code], lang)
        yield f"  {ran.code}  {title}  {_outcome(ran, found[ran.code], lang)}"


def _padded(rule: Rule, lang: Lang) -> str:
    title = rule.file.title.in_(lang)
    return title + " " * max(0, _TITLE_WIDTH - display_width(title))


def _outcome(ran: Ran, found: int, lang: Lang) -> str:
    state = STATES[ran.state].in_(lang)
    if ran.state == "applied":
        told = Wording(f"查 {ran.places} 处，问题 {found}", f"{ran.places} places, {found} found")
        return f"{state}  {told.in_(lang)}"
    return f"{state}  {harmless(ran.reason.in_(lang))}" if ran.reason else state


def statistics_lines(
    results: Sequence[FileResult], lang: Lang, terminal: Terminal
) -> Iterator[str]:
    """Yield one line for each rule: what became of it on all files, most findings first."""
    found = Counter(one.code for result in results for one in result.violations)
    states = Counter((ran.code, ran.state) for result in results for ran in result.rules)
    places = Counter[str]()
    for result in results:
        places.update({ran.code: ran.places for ran in result.rules})
    rules = {code: rule for result in results for code, rule in result.profile.catalogue.items()}
    told = sorted({code for code, _ in states} | set(found), key=lambda code: (-found[code], code))
    yield terminal.paint(Wording("统计", "statistics").in_(lang), "bold")
    for code in told:
        counts = [
            f"{wording.in_(lang)} {states[code, state]}"
            for state, wording in STATES.items()
            if states[code, state]
        ]
        what = Wording(
            f"问题 {found[code]}，查 {places[code]} 处",
            f"{found[code]} found in {places[code]} places",
        )
        separator = "，" if lang == "zh" else ", "
        yield f"  {code}  {_padded(rules[code], lang)}  {what.in_(lang)}  {separator.join(counts)}"
