"""Results read again: reports stored as JSON or JSON Lines, several of them made one."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, get_args

from msgspec.structs import replace

from notice_lint.decisions.baseline import Accepted
from notice_lint.document.source import CellPlace, Kind, Location, Source
from notice_lint.document.violation import SEVERITIES, Force, Safety
from notice_lint.errors import InputError, NoticeLintError
from notice_lint.parsing.parse import parse
from notice_lint.readers import from_bytes, load
from notice_lint.reports.model.build import document_of, excerpt_of, location_words, place_words
from notice_lint.reports.model.record import (
    Change,
    Decided,
    Failure,
    FileRecord,
    Found,
    Other,
    Outcome,
    Repair,
    Report,
    RuleInfo,
)
from notice_lint.ruleset.engine import State
from notice_lint.text.spans import Span
from notice_lint.text.wording import Lang, Wording

_T = TypeVar("_T")

SCHEMA = "notice-lint/report/1"
_NOWHERE = Span(0, 0)


def read_reports(paths: Sequence[str], lang: Lang) -> Iterator[Report | NoticeLintError]:
    """Yield stored reports, each with its name as the unit of its files; or what is wrong."""
    names = [Path(path) for path in paths]
    stems = Counter(name.stem for name in names)
    for path, name in zip(paths, names, strict=True):
        unit = name.stem if stems[name.stem] == 1 else f"{name.parent.name or '.'}/{name.stem}"
        try:
            yield _read(path, unit if len(paths) > 1 else "", lang)
        except NoticeLintError as error:
            yield error


def _read(path: str, unit: str, lang: Lang) -> Report:
    text = load(path).decode("utf-8-sig", "replace")
    try:
        files, failures, profile = _parts(text)
        made = _Reader(lang)
        return Report(
            profile=profile,
            lang=lang,
            files=tuple(replace(made.file(one), unit=unit) for one in files),
            failures=tuple(Failure(_text(one["path"]), _text(one["message"])) for one in failures),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        wording = Wording(
            "不是 notice-lint check --format json（或 jsonl）的结果",
            "not a result of notice-lint check --format json (or jsonl)",
        )
        raise InputError(path, wording) from error


def _parts(text: str) -> tuple[list[Any], list[Any], str]:
    """Return the files, the failures and the profile of a stored report."""
    try:
        told = json.loads(text)
    except ValueError:
        lines = [json.loads(line) for line in text.splitlines() if line.strip()]
        if not lines:
            raise
    else:
        if "schema" in told:
            if told["schema"] != SCHEMA:
                raise KeyError(SCHEMA)
            return told["files"], told.get("failures", []), _text(told["profile"])
        lines = [told]
    failed = [{"path": one["path"], "message": one["failure"]} for one in lines if "failure" in one]
    return [one for one in lines if "failure" not in one], failed, ""


class _Reader:
    """Makes records of what JSON holds; raises KeyError, TypeError, ValueError."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def file(self, told: Mapping[str, Any]) -> FileRecord:
        decided = told.get("suppressed_violations", ())
        return FileRecord(
            path=_text(told["path"]),
            sha256=_text(told["sha256"]),
            kind=_choice(told["kind"], get_args(Kind)),
            violations=tuple(self.found(one) for one in told["violations"]),
            suppressed=tuple(self.decided(one) for one in decided),
            suppressed_count=_count(told["suppressed"]),
            baselined=_count(told["baselined"]),
            stale=tuple(_accepted(one) for one in told.get("stale", ())),
            rules=tuple(_outcome(one) for one in told["rules"]),
        )

    def decided(self, told: Mapping[str, Any]) -> Decided:
        found = self.found(told["violation"])
        until = told["until"]
        ended = None if until is None else _text(until)
        return Decided(found, _text(told["by"]), _text(told["reason"]), ended)

    def found(self, told: Mapping[str, Any]) -> Found:
        at = _location(told["location"])
        return Found(
            code=_text(told["code"]),
            name=_text(told["name"]),
            title=_text(told.get("title", told["name"])),
            message=_text(told["message"]),
            basis=_text(told["basis"]),
            outline=_text(told["outline"]),
            quote=_text(told["quote"]),
            fingerprint=_text(told["fingerprint"]),
            severity=_choice(told["severity"], SEVERITIES),
            force=_choice(told["force"], get_args(Force)),
            params=dict(told["params"].items()),
            location=at,
            span=_NOWHERE,
            place=location_words(at, self.lang),
            related=tuple(self.other(one) for one in told["related"]),
            fixes=tuple(self.repair(one) for one in told["fixes"]),
        )

    def other(self, told: Mapping[str, Any]) -> Other:
        at = _location(told["location"])
        return Other(at, _NOWHERE, _text(told["label"]), location_words(at, self.lang))

    def repair(self, told: Mapping[str, Any]) -> Repair:
        edits = (Change(_location(one["location"]), _text(one["text"])) for one in told["edits"])
        return Repair(_choice(told["safety"], get_args(Safety)), _text(told["title"]), tuple(edits))


def _location(told: Mapping[str, Any]) -> Location:
    numbers = {name: _count(value, 1) for name, value in told.items() if name != "cell"}
    return Location(**numbers, cell=_cell(told["cell"]) if "cell" in told else None)


def _cell(told: object) -> CellPlace:
    if not isinstance(told, list) or len(told) != 3:
        raise TypeError(told)
    table, row, column = (_count(value, 1) for value in told)
    return table, row, column


def _outcome(told: Mapping[str, Any]) -> Outcome:
    state = _choice(told["state"], get_args(State))
    reason = _text(told.get("reason", ""))
    return Outcome(_text(told["code"]), state, _count(told["places"]), reason)


def _accepted(told: Mapping[str, Any]) -> Accepted:
    return Accepted(_text(told["code"]), _text(told["outline"]), _text(told["fingerprint"]))


def _count(value: object, least: int = 0) -> int:
    if not isinstance(value, int) or value < least:
        raise TypeError(value)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _choice(value: _T, known: Sequence[_T]) -> _T:
    return known[known.index(value)]


def merged(reports: Sequence[Report], rules: Mapping[str, RuleInfo]) -> Report:
    """Return several reports as one; equal paths of several offices are told apart."""
    files = [file for report in reports for file in report.files]
    owners = defaultdict[str, set[str]](set)
    for file in files:
        owners[file.path].add(file.unit)
    first = reports[0]
    return replace(
        first,
        files=tuple(
            replace(file, path=f"{file.unit}/{file.path}") if len(owners[file.path]) > 1 else file
            for file in files
        ),
        failures=tuple(one for report in reports for one in report.failures),
        rules=rules,
        suppressed=any(file.suppressed for file in files),
    )


def with_document(file: FileRecord, folders: Sequence[Path], lang: Lang) -> FileRecord:
    """Return a record with its document, where that is still as it was checked.

    It is looked for from the current folder, then from the folders of stored results.
    """
    for path in (Path(file.path), *(folder / file.path for folder in folders)):
        try:
            data = load(str(path))
            source = from_bytes(data, str(path))
        except NoticeLintError:
            continue
        if sha256(data).hexdigest() == file.sha256:
            return _placed(file, source, lang)
    return file


def _placed(file: FileRecord, source: Source, lang: Lang) -> FileRecord:
    """Put all that was found back to where it stands in a document."""
    notice = parse(source)
    decided = (replace(one, found=_found_at(one.found, source, lang)) for one in file.suppressed)
    return replace(
        file,
        violations=tuple(_found_at(one, source, lang) for one in file.violations),
        suppressed=tuple(decided),
        numbering=notice.numbering,
        document=document_of(notice),
    )


def _found_at(found: Found, source: Source, lang: Lang) -> Found:
    raw = source.span_of(found.location)
    others = (
        replace(one, span=at, place=place_words(source, at, lang))
        for one, at in ((one, source.span_of(one.location)) for one in found.related)
    )
    return replace(
        found,
        span=raw,
        place=place_words(source, raw, lang),
        related=tuple(others),
        excerpt=excerpt_of(source, raw),
    )
