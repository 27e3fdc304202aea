"""Rules and suppressions as objects of a SARIF log."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from notice_lint.about import rule_address
from notice_lint.document.source import Location
from notice_lint.document.terms import FORCES
from notice_lint.document.violation import Severity, Suppressed
from notice_lint.reports.manual import FAMILIES
from notice_lint.reports.markdown_text import plain
from notice_lint.reports.model.report import FileReport, ReportedViolation, RuleInfo
from notice_lint.text.wording import Lang, Wording

_DIRECTIVE = re.compile(r"notice-lint\s*[:：]")
LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def rule_values(rules: Sequence[Mapping[str, RuleInfo]], lang: Lang) -> list[dict[str, Any]]:
    """Return rules, those of each group sorted by code."""
    return [_rule(known[code], lang) for known in rules for code in sorted(known)]


def rules_in(file: FileReport) -> dict[str, RuleInfo]:
    """Return rules as far as a file knows them, which may come from another profile."""
    violations = [*file.violations, *(suppressed.violation for suppressed in file.suppressed)]
    codes = {ran.code for ran in file.rules}
    bare = {code: RuleInfo(code, "", code, "warning", "custom", "", "", True) for code in codes}
    return bare | {violation.code: _rule_of(violation) for violation in violations}


def _rule_of(violation: ReportedViolation) -> RuleInfo:
    return RuleInfo(
        code=violation.code,
        name=violation.name,
        title=violation.title,
        severity=violation.severity,
        force=violation.force,
        basis=violation.basis,
        why="",
        enabled=True,
    )


def _rule(rule: RuleInfo, lang: Lang) -> dict[str, Any]:
    why = rule.why or rule.title
    family = FAMILIES.get(rule.code[:3])
    properties = {
        "force": rule.force,
        "basis": rule.basis,
        "tags": [rule.force, *([family.in_(lang)] if family else [])],
    }
    address = rule_address(rule.code, lang)
    return {
        "id": rule.code,
        "name": _pascal(rule.name) or rule.code,
        "shortDescription": {"text": rule.title or rule.code},
        "fullDescription": {"text": why or rule.code},
        "help": _help(rule, why, lang),
        **({"helpUri": address} if address else {}),
        "defaultConfiguration": {"level": LEVELS[rule.severity], "enabled": rule.enabled},
        "properties": properties,
    }


def _pascal(name: str) -> str:
    """Return a name as SARIF wants it: MissingCause for missing-cause."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("-"))


def _help(rule: RuleInfo, why: str, lang: Lang) -> dict[str, str]:
    force = FORCES[rule.force].in_(lang)
    basis = Wording(f"依据：{rule.basis}（{force}）", f"Basis: {rule.basis} ({force})").in_(lang)
    name = f"{rule.code} {rule.title}"
    return {
        "text": f"{name}\n\n{why}\n\n{basis}",
        "markdown": f"**{plain(name)}**\n\n{plain(why)}\n\n{plain(basis)}",
    }


def suppression_values(suppressed: Suppressed[str, Location]) -> dict[str, Any]:
    """Return why a result does not count."""
    until = {"until": suppressed.until.isoformat()} if suppressed.until else {}
    return {
        "kind": "inSource" if _DIRECTIVE.match(suppressed.by) else "external",
        "status": "accepted",
        "justification": suppressed.reason,
        "properties": {"by": suppressed.by, **until},
    }
