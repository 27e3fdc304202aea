"""Many places told in few words: 1–51, （一）1–3、（二）1, 第9、38行."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from notice_lint.reports.model.report import FileReport, ReportedViolation
from notice_lint.text.wording import Lang

MOST = 12
"""Ranges that are named; further ones are only counted."""


def outline_ranges(file: FileReport, violations: Sequence[ReportedViolation], lang: Lang) -> str:
    """Name the places of several violations: by outline numbers, else by lines."""
    paths = [
        path.split("/") for path in dict.fromkeys(violation.outline for violation in violations)
    ]
    if any(path == [""] for path in paths):
        return _lines(violations, lang)
    leaves = [path[-1] for path in paths]
    if file.numbering == "continuous" and all(leaf.isdecimal() for leaf in leaves):
        return _joined(list(_ranges([int(leaf) for leaf in leaves])), lang)
    deep = any(len(path) > 2 for path in paths)
    parts = {path[0] for path in paths}
    named = []
    for part, inside in groupby(paths, key=lambda path: path[0] if deep and len(path) > 1 else ""):
        prefix = f"{part}/" if len(parts) > 1 and part else ""
        named += [f"{prefix}{name}" for name in _below(list(inside), lang)]
    return _joined(named, lang)


def _below(paths: Sequence[Sequence[str]], lang: Lang) -> Iterator[str]:
    """Yield the places of one part, heading by heading."""
    for above, group in groupby(paths, key=lambda path: path[-2] if len(path) > 1 else ""):
        leaves = [path[-1] for path in group]
        if all(leaf.isdecimal() for leaf in leaves):
            yield above + _joined(list(_ranges([int(leaf) for leaf in leaves])), lang)
        else:
            yield _joined(leaves, lang)


def _lines(violations: Sequence[ReportedViolation], lang: Lang) -> str:
    lines = sorted({violation.location.line for violation in violations})
    named = _joined([str(line) for line in lines], lang)
    return f"第 {named} 行" if lang == "zh" else f"lines {named}"


def _ranges(values: Sequence[int]) -> Iterator[str]:
    start = last = None
    for value in values:
        if last is not None and value == last + 1:
            last = value
            continue
        if start is not None:
            yield _range(start, last or start)
        start = last = value
    if start is not None:
        yield _range(start, last or start)


def _range(start: int, last: int) -> str:
    return str(start) if start == last else f"{start}–{last}"


def _joined(parts: Sequence[str], lang: Lang) -> str:
    separator, more = ("、", " 等") if lang == "zh" else (", ", " …")
    return separator.join(parts[:MOST]) + (more if len(parts) > MOST else "")
