"""Offices against rules: how often each rule was broken where, the worst office first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notice_lint.document.terms import SEVERITIES
from notice_lint.reports.format import FileWords, Gathered, TextOptions, WholeFormat, WholeWriter
from notice_lint.reports.model.report import FileReport, Report
from notice_lint.reports.terminal import PIPE_WIDTH
from notice_lint.reports.units_table import (
    FILES,
    UNIT,
    UnitFacts,
    UnitRow,
    unanswered_lines,
    unit_rows,
)
from notice_lint.text.harmless import harmless
from notice_lint.text.width import display_width
from notice_lint.text.wording import Wording

_REST = Wording("其他", "others")
_LEAST = 6
"""Cells of a column of numbers."""


class UnitsTable(WholeWriter[UnitFacts]):
    """Writes the table for people."""

    fact_type = UnitFacts

    def __init__(self, report: Report, _: TextOptions) -> None:
        """Take what the table is about; files come one by one."""
        self._report = report

    def part(self, file: FileReport) -> tuple[UnitFacts, str]:
        """Return what one file adds to its office."""
        return UnitFacts.of(file), ""

    def whole(self, run: Gathered[UnitFacts]) -> Iterator[str | bytes]:
        """Yield the table."""
        yield _table(run.parts, self._report)


def _facts(parts: Sequence[FileWords[UnitFacts]]) -> list[UnitFacts]:
    return [part.facts for part in parts]


def _titles(parts: Sequence[FileWords[UnitFacts]], report: Report) -> dict[str, str]:
    titles = {code: title for part in parts for code, title in part.facts.titles.items()}
    return titles | {code: rule.title for code, rule in report.rules.items()}


def _table(parts: Sequence[FileWords[UnitFacts]], report: Report) -> str:
    """Return as many rules as a line holds, the others added up."""
    listed, total = unit_rows(_facts(parts), report.lang)
    codes = [code for code, _ in sorted(total.codes.items(), key=lambda pair: (-pair[1], pair[0]))]
    head = [UNIT, FILES, *SEVERITIES.values()]
    width = max(display_width(row.name) for row in (*listed, total)) + 2
    room = (PIPE_WIDTH - width - 8 * 4) // (_LEAST + 2)
    shown = codes[: max(1, room)] if len(codes) > room else codes
    names = [heading.in_(report.lang) for heading in head] + [harmless(code) for code in shown]
    names += [_REST.in_(report.lang)] if len(shown) < len(codes) else []
    table = [names, *(_cells(row, shown, codes) for row in (*listed, total))]
    lines = [_line(row, width) for row in table]
    unanswered = map(harmless, unanswered_lines(_facts(parts), report.lang))
    return "\n".join([*lines, "", *_legend(shown, _titles(parts, report)), *unanswered, ""])


def _legend(codes: Sequence[str], titles: dict[str, str]) -> list[str]:
    return [harmless(f"{code}  {titles[code]}") for code in codes]


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


FORMAT = WholeFormat(open=UnitsTable, usual_path="notice-lint.units.txt")
