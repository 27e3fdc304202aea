"""Offices against rules, counted: how often each rule was broken where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import PurePath

from msgspec import Struct, field

from notice_lint.reports.model.report import FileReport, Report
from notice_lint.text.wording import Wording

UNIT = Wording("单位", "unit")
FILES = Wording("文件", "files")
_TOTAL = Wording("合计", "total")


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


def unit_rows(report: Report) -> tuple[list[UnitRow], UnitRow]:
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


def unanswered_lines(report: Report) -> Iterator[str]:
    """Yield which problems of which offices are not answered, where notices were compared."""
    compared = [file for file in report.files if file.companions]
    if not compared:
        return
    missing = sorted(pair for file in compared for pair in _unanswered(file))
    yield ""
    count = len({unit for unit, _ in missing})
    yield Wording(
        f"未回应的问题：{count} 个单位 {len(missing)} 个（核对了 {len(compared)} 个文件）",
        f"problems not answered: {len(missing)} of {count} units ({len(compared)} files compared)",
    ).in_(report.lang)
    for unit, problem in missing:
        yield f"  {unit}  {problem}"


def _unanswered(file: FileReport) -> Iterator[tuple[str, str]]:
    """Yield the office and the problem of what a file does not answer."""
    for problem in file.matches:
        if problem.asked and not problem.answered:
            yield file.unit or _folder(file.path), problem.problem
