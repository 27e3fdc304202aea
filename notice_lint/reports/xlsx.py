"""A workbook for the reviewer: what was found, the items, the summary; decisions are filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from notice_lint.glossary import FORCES, SAFETIES, SEVERITIES
from notice_lint.record import FileRecord, Found, Repair, Report
from notice_lint.reports import ledger
from notice_lint.reports.workbook import Book, Cell, Field, Look, Sheet
from notice_lint.review.words import (
    COLUMNS,
    DECISIONS,
    FINDINGS,
    MACHINE,
    MACHINE_COLUMNS,
    SCHEMA,
    Column,
    Decision,
    finding_id,
)
from notice_lint.text import Lang, Wording
from notice_lint.violation import Severity

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
_PAGES = Wording("第 &P 页，共 &N 页", "page &P of &N")
_TITLE = Wording("审核表：", "Review: ")
_HOW = Wording(
    "确认：问题属实，须改。误报：不是问题。豁免：属实但可不改，备注须写理由。空着：尚未决定。",
    "confirm: it is to be mended. false alarm: there is no fault. exempt: it may stay; the remark "
    "says why. Empty: not decided.",
)
_UNTIL = Wording(
    "误报、豁免可设期限，过后重新报告；写法如 2027-06-30。",
    "A false alarm or exemption may end on a day, such as 2027-06-30.",
)


@dataclass(frozen=True, slots=True)
class _Row:
    """One finding and what names it."""

    id: str
    file: FileRecord
    found: Found


def render(report: Report) -> bytes:
    """Return a report as a workbook; raises UsageError where the extra is not installed."""
    book = Book()
    rows = list(_rows(report))
    _findings(book, rows, report.lang)
    ledger.items(book, report)
    ledger.summary(book, report, _HOW)
    _machine(book.sheet(MACHINE), rows, report.lang)
    return book.done()


def _rows(report: Report) -> Iterator[_Row]:
    for file in report.files:
        seen: Counter[str] = Counter()
        for found in file.violations:
            seen[found.fingerprint] += 1
            path = PurePath(file.path).as_posix()
            yield _Row(finding_id(path, found.fingerprint, seen[found.fingerprint]), file, found)


def _findings(book: Book, rows: Sequence[_Row], lang: Lang) -> None:
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
    sheet.page(_TITLE.in_(lang) + FINDINGS.in_(lang), _PAGES.in_(lang))
    sheet.xl.print_area(0, 0, len(rows), len(fields) - 2)
    if rows:
        _to_fill_in(sheet, len(rows), lang)


def _cells(number: int, row: _Row, lang: Lang) -> list[str | int | Cell]:
    found = row.found
    force = FORCES[found.force].in_(lang)
    values: dict[Column, str | int | Cell] = {
        "number": number,
        "path": row.file.path,
        "place": found.place,
        "outline": found.outline,
        "severity": Cell(SEVERITIES[found.severity].in_(lang), _COLOURS[found.severity]),
        "code": found.code,
        "title": found.title,
        "quote": found.quote,
        "message": found.message,
        "basis": Wording(f"{found.basis}（{force}）", f"{found.basis} ({force})").in_(lang),
        "suggestion": "\n".join(_suggestion(one, lang) for one in found.fixes),
        "id": row.id,
    }
    return [values.get(name, "") for name in COLUMNS]


def _suggestion(fix: Repair, lang: Lang) -> str:
    """Return a fix in words: what it does, what it writes, how far it can be trusted."""
    safety = SAFETIES[fix.safety].in_(lang)
    written = [one.text for one in fix.edits if one.text.strip()]
    only = written[0] if len(written) == 1 and written[0] not in fix.title else ""
    return Wording(
        fix.title + f"，改为“{only}”" * bool(only) + f"（{safety}）",
        fix.title + f": “{only}”" * bool(only) + f" ({safety})",
    ).in_(lang)


def _to_fill_in(sheet: Sheet, count: int, lang: Lang) -> None:
    """Give the cells to fill in their choices, their hints and their colours."""
    names = list(COLUMNS)
    decision, remark, until = (names.index(one) for one in ("decision", "remark", "until"))
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
    words = [one.in_(lang) for one in DECISIONS.values()]
    return {
        "validate": "list",
        "source": words,
        "input_title": COLUMNS["decision"].in_(lang),
        "input_message": _HOW.in_(lang),
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


def _machine(sheet: Sheet, rows: Sequence[_Row], lang: Lang) -> None:
    """Write what the import needs, apart from what people sort, filter and add to."""
    lines = [(SCHEMA, lang), MACHINE_COLUMNS, *(_identity(row) for row in rows)]
    for line in lines:
        for column, value in enumerate(line):
            sheet.put(column, value)
        sheet.next()
    sheet.xl.hide()


def _identity(row: _Row) -> tuple[str, ...]:
    found = row.found
    path = PurePath(row.file.path).as_posix()
    told = (found.code, found.title, found.fingerprint, found.outline)
    return row.id, path, row.file.sha256, *told
