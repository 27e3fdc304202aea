"""Many places named in few words: 1–51, （一）1–3、（二）1, 第9、38行."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from notice_lint.reports.model.report import FileReport, ReportedViolation
from notice_lint.text.wording import Lang

MOST = 12
"""Ranges that are named; further ones are only counted."""

Path = Sequence[str]
"""The markers above a place, outermost first."""


def outline_ranges(file: FileReport, violations: Sequence[ReportedViolation], lang: Lang) -> str:
    """Name the places of several violations: by outline numbers, else by lines."""
    outlines = dict.fromkeys(violation.outline for violation in violations)
    if "" in outlines:
        return _lines(violations, lang)
    paths = [outline.split("/") for outline in outlines]
    last = [path[-1] for path in paths]
    if file.numbering == "continuous" and _are_numbers(last):
        return _joined(list(_ranges(last)), lang)
    return _joined(list(_by_section(paths, lang)), lang)


def _by_section(paths: Sequence[Path], lang: Lang) -> Iterator[str]:
    """Yield the places section by section; its name stands before them where there are several."""
    is_deep = any(len(path) > 2 for path in paths)
    is_one = len({path[0] for path in paths}) == 1
    for section, inside in groupby(
        paths, key=lambda path: path[0] if is_deep and len(path) > 1 else ""
    ):
        prefix = f"{section}/" if section and not is_one else ""
        yield from (prefix + name for name in _below(inside, lang))


def _below(paths: Iterable[Path], lang: Lang) -> Iterator[str]:
    """Yield the places of one section, heading by heading."""
    for above, group in groupby(paths, key=lambda path: path[-2] if len(path) > 1 else ""):
        last = [path[-1] for path in group]
        if _are_numbers(last):
            yield above + _joined(list(_ranges(last)), lang)
        else:
            yield _joined(last, lang)


def _are_numbers(names: Iterable[str]) -> bool:
    return all(name.isdecimal() for name in names)


def _lines(violations: Sequence[ReportedViolation], lang: Lang) -> str:
    lines = sorted({violation.location.line for violation in violations})
    named = _joined([str(line) for line in lines], lang)
    return f"第 {named} 行" if lang == "zh" else f"lines {named}"


def _ranges(numbers: Iterable[str]) -> Iterator[str]:
    """Yield runs of following numbers, each as first–last."""
    for _, run in groupby(enumerate(map(int, numbers)), key=lambda pair: pair[1] - pair[0]):
        values = [value for _, value in run]
        first, last = values[0], values[-1]
        yield str(first) if first == last else f"{first}–{last}"


def _joined(parts: Sequence[str], lang: Lang) -> str:
    separator, more = ("、", " 等") if lang == "zh" else (", ", " …")
    return separator.join(parts[:MOST]) + (more if len(parts) > MOST else "")
