"""The list of findings, with cells for the reviewer to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from msgspec import Struct

from notice_lint.decisions.decided import DecidedFinding, Decision
from notice_lint.document.terms import FORCES, SAFETIES, SEVERITIES
from notice_lint.document.violation import Severity
from notice_lint.reports.model.report import FileReport, ReportedFix, ReportedViolation
from notice_lint.reports.to_file.xlsx.workbook import Book, Field, Look, StyledCell, WorksheetWriter
from notice_lint.review.columns import (
    COLUMNS,
    DECISIONS,
    FINDINGS,
    HOW_TO_DECIDE,
    Column,
)
from notice_lint.text.wording import Lang, Wording

_CENTRE: Look = {"align": "center"}
_FILL_IN: Look = {"bg_color": "#FFFBE6"}
_FILL_IN_HEAD: Look = {"bg_color": "#BF8F00"}
_PALE: Look = {"font_color": "#7F7F7F", "font_size": 8}
_WIDTHS: dict[Column, float] = {
    "number": 5,
    "path": 14,
    "place": 11,
    "outline": 9,
    "severity": 8,
    "code": 7.5,
    "title": 12,
    "quote": 20,
    "message": 26,
    "basis": 17,
    "suggestion": 16,
    "decision": 10,
    "remark": 15,
    "until": 11,
    "reviewer": 9.5,
    "id": 15,
}
_LOOKS: dict[Column, Look] = {
    "number": _CENTRE,
    "severity": _CENTRE,
    "code": _CENTRE,
    "decision": {**_FILL_IN, **_CENTRE, "bold": True},
    "remark": _FILL_IN,
    "until": {**_FILL_IN, **_CENTRE, "num_format": "yyyy-mm-dd"},
    "reviewer": _FILL_IN,
    "id": _PALE,
}
_COLOURS: dict[Severity, Look] = {
    "error": {"bg_color": "#FFC7CE", "font_color": "#9C0006", "bold": True},
    "warning": {"bg_color": "#FFEB9C", "font_color": "#7F4F00"},
    "info": {"bg_color": "#DDEBF7", "font_color": "#1F4E79"},
}
_DECIDED: dict[Decision, Look] = {
    "confirmed": {"bg_color": "#FFC7CE", "font_color": "#9C0006"},
    "false_alarm": {"bg_color": "#D9D9D9", "font_color": "#404040"},
    "exempt": {"bg_color": "#DDEBF7", "font_color": "#1F4E79"},
}
_TITLE = Wording("审核表：", "Review: ")
_UNTIL = Wording(
    "误报、豁免可设期限，过后重新报告；写法如 2027-06-30。",
    "A false alarm or exemption may end on a day, such as 2027-06-30.",
)


class FindingRow(Struct, frozen=True):
    """One finding as the sheets tell it."""

    severity: Severity
    identity: tuple[str, ...]
    """What the import knows it by, in the order of MACHINE_COLUMNS."""
    cells: dict[Column, str]


def row_of(violation: ReportedViolation, file: FileReport, id_: str, lang: Lang) -> FindingRow:
    """Return the row of a finding in a file."""
    path = PurePath(file.path).as_posix()
    names = (violation.code, violation.title, violation.fingerprint, violation.outline)
    force, basis = FORCES[violation.force].in_(lang), violation.basis
    cells: dict[Column, str] = {
        "path": path,
        "place": file.place(violation.location, lang),
        "outline": violation.outline,
        "code": violation.code,
        "title": violation.title,
        "quote": violation.quote,
        "message": violation.message,
        "basis": Wording(f"{basis}（{force}）", f"{basis} ({force})").in_(lang),
        "suggestion": "\n".join(_suggestion(fix, lang) for fix in violation.fixes),
        "id": id_,
        **_decision(file.decision_about(violation), lang),
    }
    return FindingRow(violation.severity, (id_, path, file.sha256, *names), cells)


def write(book: Book, rows: Iterator[FindingRow], lang: Lang) -> None:
    """Write the list of findings."""
    sheet = book.sheet(FINDINGS.in_(lang))
    fields = [
        Field(
            wording.in_(lang),
            _WIDTHS[name],
            _LOOKS.get(name, {}),
            _FILL_IN_HEAD if _LOOKS.get(name, {}).get("bg_color") else {},
        )
        for name, wording in COLUMNS.items()
    ]
    sheet.table(fields, (_cells(number, row, lang) for number, row in enumerate(rows, 1)))
    count = sheet.row - 1
    sheet.page(_TITLE.in_(lang) + FINDINGS.in_(lang), lang)
    sheet.xl.print_area(0, 0, count, len(fields) - 2)
    if count:
        _to_fill_in(sheet, count, lang)


def _cells(number: int, row: FindingRow, lang: Lang) -> list[str | int | StyledCell]:
    severity = StyledCell(SEVERITIES[row.severity].in_(lang), _COLOURS[row.severity])
    values: dict[Column, str | int | StyledCell] = {"number": number, "severity": severity}
    return [values.get(name, row.cells.get(name, "")) for name in COLUMNS]


def _decision(decided: DecidedFinding | None, lang: Lang) -> dict[Column, str]:
    """Return what is filled in already."""
    if decided is None:
        return {}
    return {
        "decision": DECISIONS[decided.decision].in_(lang),
        "remark": decided.reason,
        "until": decided.until.isoformat() if decided.until else "",
        "reviewer": decided.reviewer,
    }


def _suggestion(fix: ReportedFix, lang: Lang) -> str:
    """Return a fix in words: what it does, what it writes, how far it can be trusted."""
    safety = SAFETIES[fix.safety].in_(lang)
    written = [edit.text for edit in fix.edits if edit.text.strip()]
    only = written[0] if len(written) == 1 and written[0] not in fix.title else ""
    return Wording(
        fix.title + f"，改为“{only}”" * bool(only) + f"（{safety}）",
        fix.title + f": “{only}”" * bool(only) + f" ({safety})",
    ).in_(lang)


def _to_fill_in(sheet: WorksheetWriter, count: int, lang: Lang) -> None:
    """Give the cells to fill in their choices, their hints and their colours."""
    names = list(COLUMNS)
    decision, remark, until = (names.index(name) for name in ("decision", "remark", "until"))
    sheet.xl.data_validation(1, decision, count, decision, _choice(lang))
    sheet.xl.data_validation(1, until, count, until, _day(lang))
    for name, look in _DECIDED.items():
        word = DECISIONS[name].in_(lang)
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"'}
        sheet.xl.conditional_format(
            1, decision, count, decision, {**rule, "format": sheet.book.look(look)}
        )
    at, reason = (f"${chr(ord('A') + column)}2" for column in (decision, remark))
    missing = f'=AND({at}="{DECISIONS["exempt"].in_(lang)}",TRIM({reason})="")'
    look = sheet.book.look({"bg_color": "#FF9999"})
    rule = {"type": "formula", "criteria": missing, "format": look}
    sheet.xl.conditional_format(1, remark, count, remark, rule)


def _choice(lang: Lang) -> dict[str, object]:
    words = [wording.in_(lang) for wording in DECISIONS.values()]
    return {
        "validate": "list",
        "source": words,
        "input_title": COLUMNS["decision"].in_(lang),
        "input_message": HOW_TO_DECIDE.in_(lang),
        "error_title": COLUMNS["decision"].in_(lang),
        "error_message": Wording(
            f"只能填{'、'.join(words)}，或空着", f"{', '.join(words)}, or nothing"
        ).in_(lang),
    }


def _day(lang: Lang) -> dict[str, object]:
    return {
        "validate": "date",
        "criteria": ">=",
        "value": date(2000, 1, 1),
        "input_title": COLUMNS["until"].in_(lang),
        "input_message": _UNTIL.in_(lang),
        "error_title": COLUMNS["until"].in_(lang),
        "error_message": _UNTIL.in_(lang),
        "error_type": "warning",
    }
