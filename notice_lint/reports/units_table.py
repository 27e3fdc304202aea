"""Offices against rules, counted: how often each rule was broken where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from msgspec import Struct, field

from notice_lint.reports.model.report import FileReport
from notice_lint.text.wording import Lang, Wording

UNIT = Wording("单位", "unit")
FILES = Wording("文件", "files")
_TOTAL = Wording("合计", "total")


class UnitFacts(Struct, frozen=True):
    """What one file adds to its office."""

    unit: str
    severities: dict[str, int]
    codes: dict[str, int]
    titles: dict[str, str]
    """By code."""
    is_compared: bool = False
    unanswered: tuple[str, ...] = ()
    """Problems that the papers ask about and the notice does not answer."""

    @classmethod
    def of(cls, file: FileReport) -> UnitFacts:
        """Count one file."""
        return cls(
            file.unit or _folder(file.path),
            Counter(violation.severity for violation in file.violations),
            Counter(violation.code for violation in file.violations),
            {violation.code: violation.title for violation in file.violations},
            bool(file.companions),
            tuple(each.problem for each in file.matches if each.asked and not each.answered),
        )


class UnitRow(Struct):
    """One office, or all together."""

    name: str
    files: int = 0
    severities: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)

    def add(self, facts: UnitFacts) -> None:
        """Count one file."""
        self.files += 1
        self.severities.update(facts.severities)
        self.codes.update(facts.codes)

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Sort key: the worst first."""
        counts = self.severities
        return -counts["error"], -counts["warning"], -counts["info"], self.name


def unit_rows(files: Iterable[UnitFacts], lang: Lang) -> tuple[list[UnitRow], UnitRow]:
    """Return a row for each office, the worst first, and one for all."""
    units: dict[str, UnitRow] = defaultdict(lambda: UnitRow(""))
    total = UnitRow(_TOTAL.in_(lang))
    for facts in files:
        units[facts.unit].add(facts)
        total.add(facts)
    for name, row in units.items():
        row.name = name
    return sorted(units.values(), key=lambda row: row.order), total


def _folder(path: str) -> str:
    """Return the folder that a file lies in, which is taken for its office."""
    parent = PurePath(path).parent
    return parent.name or PurePath(path).name


def unanswered_lines(files: Iterable[UnitFacts], lang: Lang) -> Iterator[str]:
    """Yield which problems of which offices are not answered, where notices were compared."""
    compared = [facts for facts in files if facts.is_compared]
    if not compared:
        return
    missing = sorted((facts.unit, problem) for facts in compared for problem in facts.unanswered)
    yield ""
    count = len({unit for unit, _ in missing})
    yield Wording(
        f"未回应的问题：{count} 个单位 {len(missing)} 个（核对了 {len(compared)} 个文件）",
        f"problems not answered: {len(missing)} of {count} units ({len(compared)} files compared)",
    ).in_(lang)
    for unit, problem in missing:
        yield f"  {unit}  {problem}"
