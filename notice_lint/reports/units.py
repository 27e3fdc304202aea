"""Offices against rules: how often each rule was broken where, the worst office first."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from msgspec import Struct, field

from notice_lint.document.terms import SEVERITIES
from notice_lint.reports.csv import safe_cell
from notice_lint.reports.model.report import FileReport, Report
from notice_lint.reports.terminal import PIPE_WIDTH, harmless
from notice_lint.text.width import display_width
from notice_lint.text.wording import Lang, Wording

_UNIT = Wording("单位", "unit")
_FILES = Wording("文件", "files")
_TOTAL = Wording("合计", "total")
_REST = Wording("其他", "others")
_LEAST = 6
"""Cells of a column of numbers."""


class UnitRow(Struct):
    """One office, or all together."""

    name: str
    files: int = 0
    severities: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)

    def add(self, file: FileReport) -> None:
        """Count one file."""
        self.files += 1
        self.severities.update(violation.severity for violation in file.violations)
        self.codes.update(violation.code for violation in file.violations)

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Sort key: the worst first."""
        counts = self.severities
        return -counts["error"], -counts["warning"], -counts["info"], self.name


def rows(report: Report) -> tuple[list[UnitRow], UnitRow]:
    """Return a row for each office, the worst first, and one for all."""
    units: dict[str, UnitRow] = defaultdict(lambda: UnitRow(""))
    total = UnitRow(_TOTAL.in_(report.lang))
    for file in report.files:
        units[file.unit or _folder(file.path)].add(file)
        total.add(file)
    for name, row in units.items():
        row.name = name
    return sorted(units.values(), key=lambda row: row.order), total


def _folder(path: str) -> str:
    """Return the folder that a file lies in, which is taken for its office."""
    parent = PurePath(path).parent
    return parent.name or PurePath(path).name


def render(report: Report) -> str:
    """Return the table for people: as many rules as a line holds, the others added up."""
    listed, total = rows(report)
    codes = [code for code, _ in sorted(total.codes.items(), key=lambda pair: (-pair[1], pair[0]))]
    head = [_UNIT, _FILES, *SEVERITIES.values()]
    width = max(display_width(row.name) for row in (*listed, total)) + 2
    room = (PIPE_WIDTH - width - 8 * 4) // (_LEAST + 2)
    shown = codes[: max(1, room)] if len(codes) > room else codes
    names = [heading.in_(report.lang) for heading in head] + shown
    names += [_REST.in_(report.lang)] if len(shown) < len(codes) else []
    table = [names, *(_cells(row, shown, codes) for row in (*listed, total))]
    lines = [_line(row, width) for row in table]
    legend = [f"{code}  {_title(report, code)}" for code in shown]
    return "\n".join([*lines, "", *legend, ""])


def _cells(row: UnitRow, shown: Sequence[str], codes: Sequence[str]) -> list[str]:
    counts = [row.files, *(row.severities[name] for name in SEVERITIES)]
    counts += [row.codes[code] for code in shown]
    if len(shown) < len(codes):
        counts.append(sum(row.codes[code] for code in codes[len(shown) :]))
    return [harmless(row.name), *(str(count) if count else "·" for count in counts)]


def _line(cells: Sequence[str], width: int) -> str:
    first, *others = cells
    padded = first + " " * (width - display_width(first))
    return padded + "".join(" " * (_LEAST + 2 - display_width(cell)) + cell for cell in others)


def _title(report: Report, code: str) -> str:
    if code in report.rules:
        return report.rules[code].title
    violations = (violation for file in report.files for violation in file.violations)
    return next(violation.title for violation in violations if violation.code == code)


def render_csv(report: Report) -> str:
    """Return the whole table as CSV, with the mark by which Excel knows UTF-8."""
    listed, total = rows(report)
    codes = sorted(total.codes)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_head(codes, report.lang))
    for row in (*listed, total):
        counts = [row.severities[name] for name in SEVERITIES]
        writer.writerow(
            [safe_cell(row.name), row.files, *counts, *(row.codes[code] for code in codes)]
        )
    return "\ufeff" + out.getvalue()


def _head(codes: Sequence[str], lang: Lang) -> Iterator[str]:
    for heading in (_UNIT, _FILES, *SEVERITIES.values()):
        yield heading.in_(lang)
    yield from codes
