"""A reviewer's sheet as it was read: what was decided, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from notice_lint import readers
from notice_lint.errors import InputError
from notice_lint.limits import LIMITS, Limits
from notice_lint.readers.workbook import read_sheets
from notice_lint.review.columns import COLUMNS, MACHINE, MACHINE_COLUMNS, SCHEMA, Column
from notice_lint.text.wording import Lang, Wording

Cells = Sequence[Any]

HEADER_ROWS = 20
"""Rows in which the headings are looked for: people put titles above them."""
_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")


class Identity(Struct, frozen=True):
    """What a finding is, by the hidden sheet."""

    id: str
    path: str
    sha256: str
    code: str
    title: str
    fingerprint: str
    outline: str


class SheetRow(Struct, frozen=True):
    """One row that people filled in, as written."""

    where: str
    """Sheet and 1-based row."""
    id: str
    decision: str
    remark: str
    until: str | date
    reviewer: str


class ReviewSheet(Struct, frozen=True):
    """What a sheet holds."""

    path: str
    lang: Lang
    known: Mapping[str, Identity]
    rows: tuple[SheetRow, ...]


def load(path: str, limits: Limits = LIMITS) -> ReviewSheet:
    """Read a reviewer's sheet; raises InputError, UsageError."""
    return load_bytes(readers.load(path, limits), path, limits)


def load_bytes(data: bytes, path: str, limits: Limits = LIMITS) -> ReviewSheet:
    """Read a reviewer's sheet that is at hand; raises InputError, UsageError."""
    sheets = _sheets(data, path, limits)
    machine = [[one_line(_words(cell)) for cell in row] for row in sheets.pop(MACHINE, ())]
    known = dict(_identities(path, machine))
    if not any(map(_header, sheets.values())):
        raise InputError(path, _NO_COLUMNS)
    rows = [row for name, cells in sheets.items() for row in _rows(path, name, cells)]
    lang: Lang = "en" if machine[0][1] == "en" else "zh"
    return ReviewSheet(path, lang, known, tuple(rows))


_NO_COLUMNS = Wording(
    f"找不到同时有“{COLUMNS['decision'].zh}”和“{COLUMNS['id'].zh}”两列的工作表，请不要改动表头",
    f"no sheet has the columns “{COLUMNS['decision'].en}” and “{COLUMNS['id'].en}”; "
    "leave the headings as they are",
)
_NOT_OURS = Wording(
    "不是 notice-lint 生成的问题清单（缺少隐藏的数据表）；请用 check -o xlsx 重新生成",
    "no list made by notice-lint (its hidden sheet is missing); make one by check -o xlsx",
)


def _sheets(data: bytes, path: str, limits: Limits) -> dict[str, Sequence[Cells]]:
    """Return the cells of every sheet by its name."""
    sheets = read_sheets(data, path, limits)
    return {sheet.name: sheet.rows for sheet in sheets}


def _identities(path: str, lines: Sequence[Sequence[str]]) -> Iterator[tuple[str, Identity]]:
    width = len(Identity.__struct_fields__)
    if len(lines) < 2 or tuple(lines[1][:width]) != MACHINE_COLUMNS:
        raise InputError(path, _NOT_OURS)
    if lines[0][0] != SCHEMA:
        version = lines[0][0]
        wording = Wording(
            f"清单版本是“{version}”，本程序只认 {SCHEMA}",
            f"made as “{version}”; only {SCHEMA} is known",
        )
        raise InputError(path, wording)
    for line in lines[2:]:
        yield line[0], Identity(*line[:width])


def _header(cells: Sequence[Cells]) -> tuple[int, dict[Column, int]] | None:
    """Return the row of the headings and where each column is, whatever was put in between."""
    for number, row in enumerate(cells[:HEADER_ROWS]):
        at = {_words(cell).strip(): column for column, cell in reversed(list(enumerate(row)))}
        columns = {
            name: at[title]
            for name, wording in COLUMNS.items()
            for title in (wording.zh, wording.en)
            if title in at
        }
        if "id" in columns and "decision" in columns:
            return number, columns
    return None


def _rows(path: str, name: str, cells: Sequence[Cells]) -> Iterator[SheetRow]:
    """Yield the rows below the headings that name a finding or decide something."""
    header = _header(cells)
    if header is None:
        return
    first, columns = header
    for number, row in enumerate(cells[first + 1 :], first + 2):
        values = {column: row[at] for column, at in columns.items()}
        filled = SheetRow(
            where=f"{path}:{name}:{number}",
            id=_words(values["id"]).strip(),
            decision=_words(values["decision"]).strip(),
            remark=one_line(_words(values.get("remark", ""))),
            until=_until(values.get("until", "")),
            reviewer=one_line(_words(values.get("reviewer", ""))),
        )
        if filled.id or filled.decision:
            yield filled


def _words(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def one_line(words: str) -> str:
    """Return words on one line, without what no person can see."""
    return " ".join("".join(char if char.isprintable() else " " for char in words).split())


def _until(cell: Any) -> str | date:
    """Return the day in a cell, in any form that offices write; else its words."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    words = _words(cell).strip()
    day = _DAY.fullmatch(words)
    try:
        return date(*map(int, day.groups())) if day else words
    except ValueError:
        return words
