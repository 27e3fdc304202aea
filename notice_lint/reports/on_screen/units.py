"""Offices against rules: how often each rule was broken where, the worst office first."""

from __future__ import annotations

from collections.abc import Sequence

from notice_lint.document.terms import SEVERITIES
from notice_lint.reports.format import WholeFormat
from notice_lint.reports.model.report import Report
from notice_lint.reports.terminal import PIPE_WIDTH
from notice_lint.reports.units_table import (
    FILES,
    UNIT,
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


def render(report: Report) -> str:
    """Return the table for people: as many rules as a line holds, the others added up."""
    listed, total = unit_rows(report)
    codes = [code for code, _ in sorted(total.codes.items(), key=lambda pair: (-pair[1], pair[0]))]
    head = [UNIT, FILES, *SEVERITIES.values()]
    width = max(display_width(row.name) for row in (*listed, total)) + 2
    room = (PIPE_WIDTH - width - 8 * 4) // (_LEAST + 2)
    shown = codes[: max(1, room)] if len(codes) > room else codes
    names = [heading.in_(report.lang) for heading in head] + [harmless(code) for code in shown]
    names += [_REST.in_(report.lang)] if len(shown) < len(codes) else []
    table = [names, *(_cells(row, shown, codes) for row in (*listed, total))]
    lines = [_line(row, width) for row in table]
    legend = [harmless(f"{code}  {_title(report, code)}") for code in shown]
    return "\n".join([*lines, "", *legend, *map(harmless, unanswered_lines(report)), ""])


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


FORMAT = WholeFormat(render=render, usual_path="notice-lint.units.txt")
