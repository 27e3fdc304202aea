"""Machine formats: `notice-lint/report/1`, published in schemas/report-1.json."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from notice_lint.about import __version__
from notice_lint.engine import FileResult, Ran
from notice_lint.source import Location, Source
from notice_lint.text import Lang, Span, Wording
from notice_lint.violation import SEVERITIES, Fix, Value, Violation

SCHEMA = "notice-lint/report/1"


def report(
    results: Sequence[FileResult], profile: str, lang: Lang, *, suppressed: bool = False
) -> str:
    """Return a whole report as JSON text, on request with what was suppressed."""
    found = [one for result in results for one in result.violations]
    summary = {"files": len(results)}
    for name in SEVERITIES:
        summary[f"{name}s"] = sum(one.severity == name for one in found)
    return dump(
        {
            "schema": SCHEMA,
            "tool": {"name": "notice-lint", "version": __version__},
            "profile": profile,
            "files": [_file(result, lang, suppressed) for result in results],
            "summary": summary,
        }
    )


def dump(value: object) -> str:
    """Return JSON for people and programs alike: indented, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _file(result: FileResult, lang: Lang, suppressed: bool) -> dict[str, Any]:
    told = {
        "path": result.source.path,
        "sha256": result.source.sha256,
        "kind": result.source.kind,
        "violations": [_violation(one, result.source, lang) for one in result.violations],
        "suppressed": len(result.suppressed),
        "baselined": len(result.baselined),
        "rules": [_ran(one, lang) for one in result.rules],
    }
    if result.stale:
        told["stale"] = [asdict(one) for one in result.stale]
    if suppressed:
        told["suppressed_violations"] = [
            {
                "violation": _violation(one.violation, result.source, lang),
                "by": one.by.words,
                "reason": one.by.reason,
                "until": one.by.until.isoformat() if one.by.until else None,
            }
            for one in result.suppressed
        ]
    return told


def _ran(ran: Ran, lang: Lang) -> dict[str, Any]:
    told: dict[str, Any] = {"code": ran.code, "state": ran.state, "places": ran.places}
    if ran.reason:
        told["reason"] = ran.reason.in_(lang)
    return told


def _violation(one: Violation, source: Source, lang: Lang) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "severity": one.severity,
        "force": one.force,
        "message": one.message.in_(lang),
        "params": _params(one.params, lang),
        "basis": one.basis.in_(lang),
        "location": place(source.raw_location(one.raw)),
        "outline": one.outline,
        "quote": one.quote,
        "related": [
            {"location": _location(source, related.span), "label": related.label.in_(lang)}
            for related in one.related
        ],
        "fixes": [_fix(fix, source, lang) for fix in one.fixes],
        "fingerprint": one.fingerprint,
    }


def _params(params: Mapping[str, Value], lang: Lang) -> dict[str, Any]:
    return {name: _value(value, lang) for name, value in params.items()}


def _value(value: Value, lang: Lang) -> Any:
    if isinstance(value, Wording):
        return value.in_(lang)
    if isinstance(value, tuple):
        return [one.in_(lang) for one in value]
    return value


def _fix(fix: Fix, source: Source, lang: Lang) -> dict[str, Any]:
    edits = [{"location": _location(source, edit.span), "text": edit.text} for edit in fix.edits]
    return {"safety": fix.safety, "title": fix.title.in_(lang), "edits": edits}


def _location(source: Source, span: Span) -> dict[str, int]:
    return place(source.location(span))


def place(location: Location) -> dict[str, int]:
    """Return a location as JSON shows it."""
    return {name: value for name, value in asdict(location).items() if value is not None}
