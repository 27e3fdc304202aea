"""The manual of one rule and the list of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from notice_lint.about import rule_address
from notice_lint.document.terms import FORCES, SEVERITIES
from notice_lint.reports.json_text import dump
from notice_lint.reports.manual import WAYS_OUT, ways_out
from notice_lint.reports.terminal import Terminal
from notice_lint.ruleset.rule import Rule
from notice_lint.ruleset.selftest import CaseFailure, prove
from notice_lint.text.harmless import harmless, inert
from notice_lint.text.width import display_width
from notice_lint.text.wording import Lang, Wording

_WORDS = {
    "code": Wording("编号", "Code"),
    "severity": Wording("级别", "Severity"),
    "force": Wording("效力", "Force"),
    "basis": Wording("依据", "Basis"),
    "message": Wording("提示语", "Message"),
    "why": Wording("说明", "Why"),
    "bad": Wording("会报告", "Reported"),
    "good": Wording("不报告", "Not reported"),
    "fixed": Wording("修改后", "Fixed"),
    "page": Wording("网页", "Page"),
    "off": Wording("默认不启用", "off by default"),
}


def manual_lines(rule: Rule, lang: Lang, terminal: Terminal) -> Iterator[str]:
    """Yield the manual of a rule, with its cases."""

    def word(name: str) -> str:
        return terminal.paint(_WORDS[name].in_(lang), "bold")

    file = rule.file
    off = "" if rule.enabled else f" · {_WORDS['off'].in_(lang)}"
    yield terminal.paint(f"{rule.code} {rule.name}  {harmless(file.title.in_(lang))}", "bold")
    yield f"{word('severity')}  {SEVERITIES[rule.severity].in_(lang)}{off}"
    yield f"{word('force')}  {FORCES[file.force].in_(lang)}"
    yield f"{word('basis')}  {harmless(file.basis.in_(lang))}"
    yield f"{word('message')}  {harmless(file.message.in_(lang))}"
    yield f"{word('why')}  {harmless(file.why.in_(lang))}"
    address = rule_address(rule.code, lang)
    if address:
        yield f"{word('page')}  {address}"
    yield from ("", terminal.paint(WAYS_OUT.in_(lang), "bold"))
    yield from (f"    {way.replace('`', '')}" for way in ways_out(rule.code, lang))
    for bad in rule.bad:
        yield from ("", word("bad"), *_indented(bad.text))
        if bad.fixed:
            yield from (word("fixed"), *_indented(bad.fixed))
    for good in rule.good:
        yield from ("", word("good"), *_indented(good.text))


def _indented(text: str) -> Iterator[str]:
    return (f"    {inert(line)}" for line in text.splitlines())


def list_lines(rules: Iterable[Rule], lang: Lang, terminal: Terminal) -> Iterator[str]:
    """Yield one line for each rule."""
    for rule in rules:
        file = rule.file
        severity = SEVERITIES[rule.severity].in_(lang)
        title = harmless(file.title.in_(lang))
        padding = " " * max(1, 34 - display_width(title))
        off = "" if rule.enabled else _WORDS["off"].in_(lang)
        code = terminal.paint(rule.code, "bold")
        force = FORCES[file.force].in_(lang)
        yield f"{code}  {severity}  {title}{padding}{force}  {rule.name}  {off}".rstrip()


def list_json(rules: Iterable[Rule], lang: Lang) -> str:
    """Return the catalogue as JSON text."""
    return dump({"rules": [_rule(rule, lang) for rule in rules]})


def _rule(rule: Rule, lang: Lang) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "title": rule.file.title.in_(lang),
        "severity": rule.severity,
        "force": rule.file.force,
        "basis": rule.file.basis.in_(lang),
        "enabled": rule.enabled,
        "fix": rule.fixable,
        "help": rule_address(rule.code, lang),
    }


def proof(rules: Sequence[Rule], lang: Lang) -> tuple[int, list[str]]:
    """Run the cases of rules; return how many fail and the lines that say so."""
    checked = [rule for rule in rules if rule.is_checked]
    failures = [failure for rule in checked for failure in prove(rule)]
    lines = [line for failure in failures for line in _failure_lines(failure, lang)]
    cases = sum(len(rule.bad) + len(rule.good) for rule in checked)
    summary = Wording(
        f"{len(checked)} 条规则，{cases} 个用例，{len(failures)} 处不符",
        f"{len(checked)} rules, {cases} cases, {len(failures)} failures",
    )
    return len(failures), [*lines, summary.in_(lang)]


def _failure_lines(failure: CaseFailure, lang: Lang) -> Iterator[str]:
    colon = "：" if lang == "zh" else ": "
    yield f"{failure.code} {failure.case}{colon}{harmless(failure.wording.in_(lang))}"
    yield from (f"    {harmless(line)}" for line in failure.diff)
