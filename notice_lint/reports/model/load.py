"""Stored reports, JSON or JSON Lines, read again; several of them made one."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import DecodeError, MsgspecError, Struct
from msgspec.structs import replace

from notice_lint.document.source import Source
from notice_lint.errors import InputError, NoticeLintError
from notice_lint.files import on_disk
from notice_lint.parsing.parse import parse
from notice_lint.readers import from_bytes, load
from notice_lint.reports.model.build import document_of, excerpt_of, openings
from notice_lint.reports.model.report import (
    Failure,
    FileReport,
    Report,
    ReportedViolation,
    RuleInfo,
)
from notice_lint.reports.model.stored import StoredFailure, StoredReport
from notice_lint.text.masked_values import masked_value
from notice_lint.text.wording import Lang, Wording

_T = TypeVar("_T")

_SURROGATE = re.compile(r"\\u[dD]")
_NO_RESULT = Wording(
    "不是 notice-lint check --format json（或 jsonl）的结果",
    "not a result of notice-lint check --format json (or jsonl)",
)


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
        report = _whole(text, lang) if _is_whole(text) else _lines(text, lang)
    except (MsgspecError, ValueError, RecursionError) as error:
        raise InputError(path, _NO_RESULT) from error
    return replace(report, files=tuple(replace(file, unit=unit) for file in report.files))


class _Kind(Struct, frozen=True):
    """What tells a whole report, a line about a file, and a line about a failure apart."""

    schema: str = ""
    failure: str | None = None


def _is_whole(text: str) -> bool:
    try:
        return bool(_decoded(text, _Kind).schema)
    except DecodeError:  # more than one line
        return False


def _whole(text: str, lang: Lang) -> Report:
    stored = masked_value(_decoded(text, StoredReport))
    return Report(stored.profile, lang, stored.files, stored.failures)


def _lines(text: str, lang: Lang) -> Report:
    """Read JSON Lines, which name no profile; raises ValueError where there is no line."""
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines:
        raise ValueError(text)
    files: list[FileReport] = []
    failures: list[Failure] = []
    for line in lines:
        if _decoded(line, _Kind).failure is None:
            files.append(masked_value(_decoded(line, FileReport)))
        else:
            stored = masked_value(_decoded(line, StoredFailure))
            failures.append(Failure(stored.path, stored.failure))
    return Report("", lang, tuple(files), tuple(failures))


def _decoded(text: str, type_: type[_T]) -> _T:
    r"""Return JSON as typed values; raises MsgspecError, ValueError.

    A file whose name is no UTF-8 is written with a lone surrogate such as \udcff, which msgspec
    refuses and the standard library reads.
    """
    if _SURROGATE.search(text):
        return msgspec.convert(json.loads(text), type_)
    return msgspec.json.decode(text, type=type_)


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
        failures=tuple(failure for report in reports for failure in report.failures),
        rules=rules,
        suppressed=any(file.suppressed for file in files),
    )


def with_document(file: FileReport, folders: Sequence[Path]) -> FileReport:
    """Return a file with its document, where that is still as it was checked.

    It is looked for from the current folder, then from the folders of stored results.
    """
    for named in (Path(file.path), *(folder / file.path for folder in folders)):
        path = on_disk(str(named))
        try:
            data = load(path)
            source = from_bytes(data, path)
        except NoticeLintError:
            continue
        if sha256(data).hexdigest() == file.sha256:
            return _with_source(file, source)
    return file


def _with_source(file: FileReport, source: Source) -> FileReport:
    """Add what only the text of a document shows."""
    notice = parse(source)
    suppressed = tuple(
        replace(entry, violation=_with_excerpt(entry.violation, source))
        for entry in file.suppressed
    )
    violations = tuple(_with_excerpt(violation, source) for violation in file.violations)
    return replace(
        file,
        violations=violations,
        listed=suppressed,
        numbering=notice.numbering,
        openings=openings([*violations, *(entry.violation for entry in suppressed)], source),
        document=document_of(notice),
    )


def _with_excerpt(violation: ReportedViolation, source: Source) -> ReportedViolation:
    return replace(violation, excerpt=excerpt_of(source, source.span_of(violation.location)))
