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
    foreign: tuple[str, ...] = ()
    """Papers that are hardly about the notice, whose problems nobody expects it to answer."""

    @classmethod
    def of(cls, file: FileReport) -> UnitFacts:
        """Count one file."""
        foreign = tuple(paper.path for paper in file.companions if paper.foreign)
        return cls(
            file.unit or _folder(file.path),
            Counter(violation.severity for violation in file.violations),
            Counter(violation.code for violation in file.violations),
            {violation.code: violation.title for violation in file.violations},
            bool(file.companions),
            () if foreign else _unanswered(file),
            foreign,
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


def _unanswered(file: FileReport) -> tuple[str, ...]:
    return tuple(each.problem for each in file.matches if each.asked and not each.answered)


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
    yield from _foreign_lines(compared, lang)


def _foreign_lines(compared: Iterable[UnitFacts], lang: Lang) -> Iterator[str]:
    for unit, paper in sorted((facts.unit, paper) for facts in compared for paper in facts.foreign):
        doubt = Wording(
            f"{paper} 的问题多数对不上，请核对文件是否给错",
            f"{paper}: few of its problems are answered; is it the right file?",
        )
        yield f"  {unit}  {doubt.in_(lang)}"
