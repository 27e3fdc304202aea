"""Rules as a SARIF log tells them."""

from __future__ import annotations

from typing import Any

from notice_lint.document.terms import FORCES
from notice_lint.document.violation import Severity
from notice_lint.reports.manual import FAMILIES
from notice_lint.reports.markdown import plain
from notice_lint.reports.model.record import Found, Report, RuleInfo
from notice_lint.text.wording import Lang, Wording

LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def rule_values(report: Report) -> list[dict[str, Any]]:
    """Return all rules of a report, and those that are only found, sorted by code."""
    known = {**_seen(report), **report.rules}
    return [_rule(known[code], report.lang) for code in sorted(known)]


def _seen(report: Report) -> dict[str, RuleInfo]:
    """Return rules as far as files know them, which may come from another profile."""
    found = [one for file in report.files for one in file.violations]
    found += [one.found for file in report.files for one in file.suppressed]
    ran = {one.code for file in report.files for one in file.rules}
    bare = {code: RuleInfo(code, "", code, "warning", "custom", "", "", True) for code in ran}
    return bare | {one.code: _of_found(one) for one in found}


def _of_found(one: Found) -> RuleInfo:
    return RuleInfo(
        one.code, one.name, one.title, one.severity, one.force, one.basis, why="", enabled=True
    )


def _rule(rule: RuleInfo, lang: Lang) -> dict[str, Any]:
    why = rule.why or rule.title
    family = FAMILIES.get(rule.code[:3])
    properties = {
        "force": rule.force,
        "basis": rule.basis,
        "tags": [rule.force, *([family.in_(lang)] if family else [])],
    }
    return {
        "id": rule.code,
        "name": _pascal(rule.name) or rule.code,
        "shortDescription": {"text": rule.title or rule.code},
        "fullDescription": {"text": why or rule.code},
        "help": _help(rule, why, lang),
        "defaultConfiguration": {"level": LEVELS[rule.severity], "enabled": rule.enabled},
        "properties": properties,
    }


def _pascal(name: str) -> str:
    """Return a name as SARIF wants it: MissingCause for missing-cause."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("-"))


def _help(rule: RuleInfo, why: str, lang: Lang) -> dict[str, str]:
    force = FORCES[rule.force].in_(lang)
    told = Wording(f"依据：{rule.basis}（{force}）", f"Basis: {rule.basis} ({force})").in_(lang)
    name = f"{rule.code} {rule.title}"
    return {
        "text": f"{name}\n\n{why}\n\n{told}",
        "markdown": f"**{plain(name)}**\n\n{plain(why)}\n\n{plain(told)}",
    }
