"""A reviewer's sheet as it was read: what was decided, row by row."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import reduce
from itertools import chain
from typing import Any

from msgspec import Struct

from notice_lint import readers
from notice_lint.errors import InputError, UsageError, needs_extra
from notice_lint.limited import in_child
from notice_lint.limits import LIMITS, Limits
from notice_lint.review.columns import COLUMNS, MACHINE, MACHINE_COLUMNS, SCHEMA, Column
from notice_lint.text.wording import Lang, Wording

Cells = Sequence[Any]

HEADER_ROWS = 20
"""Rows in which the headings are looked for: people put titles above them."""
MEGABYTES = 256
"""Most that a sheet may hold, unpacked."""
CELLS = 5_000_000
"""Most cells that a sheet may span."""
_COLUMNS, _ROWS = 16_384, 1_048_576
"""Of any sheet, by ECMA-376."""
_LONGEST_PLACE = len("XFD1048576")
_OLE = b"\xd0\xcf\x11\xe0"
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]+)(\d+)["'][^<>]*(?<!/)>(?!</)""")
"""Where a cell that holds something is."""
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
_DAMAGED = Wording(
    "不是有效的 xlsx 文件，或已损坏；请用 Excel 或 WPS 打开后另存为 .xlsx",
    "no xlsx file, or a damaged one; open it in Excel or WPS and save it as .xlsx",
)
_LOCKED = Wording(
    "文件加了密码，或是旧版 .xls；请去掉密码，另存为 .xlsx",
    "a file with a password, or an old .xls; remove the password and save it as .xlsx",
)
_TOO_LARGE = Wording(
    "表格太大；请删去清单以外的内容，或分批检查",
    "too large a sheet; remove what is no part of the list, or check fewer files",
)


def _sheets(data: bytes, path: str, limits: Limits) -> dict[str, Sequence[Cells]]:
    """Return the cells of every sheet by its name."""
    try:
        import python_calamine
    except ImportError as error:
        raise UsageError(path, needs_extra("sheet")) from error
    packed = _unpackable(data, path)
    return in_child(lambda: _cells(python_calamine, packed, path), path, limits)


def _cells(calamine: Any, data: bytes, path: str) -> dict[str, Sequence[Cells]]:
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return {
                name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in book.sheet_names
            }
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise InputError(path, _DAMAGED) from error


def _unpackable(data: bytes, path: str) -> bytes:
    """Return the bytes of a packed file that is small enough unpacked; raises InputError."""
    if data.startswith(_OLE):
        raise InputError(path, _LOCKED)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            is_small = _holds_little(packed, path)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, RuntimeError, EOFError) as error:
        raise InputError(path, _DAMAGED) from error
    if not is_small:
        raise InputError(path, _TOO_LARGE)
    return data


def _holds_little(packed: zipfile.ZipFile, path: str) -> bool:
    """Tell whether parts and cells are few enough; raises InputError for a cell that cannot be."""
    if sum(member.file_size for member in packed.infolist()) > MEGABYTES << 20:
        return False
    cells = [_REFERENCE.findall(packed.read(name)) for name in packed.namelist()]
    _refuse_far(chain.from_iterable(cells), path)
    return all(map(_is_small, cells))


def _refuse_far(cells: Iterable[tuple[bytes, bytes]], path: str) -> None:
    """Raise InputError for a cell that no sheet can have; a reader makes room up to it."""
    for letters, row in cells:
        if len(letters) + len(row) > _LONGEST_PLACE or _is_far(letters, row):
            place = (letters + row)[:20].decode()
            raise InputError(
                path,
                Wording(
                    f"单元格 {place} 超出表格范围（A1 至 XFD1048576）",
                    f"the cell {place} lies outside of any sheet (A1 to XFD1048576)",
                ),
            )


def _is_far(letters: bytes, row: bytes) -> bool:
    return reduce(_column, letters, 0) > _COLUMNS or not 1 <= int(row) <= _ROWS


def _is_small(places: Sequence[tuple[bytes, bytes]]) -> bool:
    """Tell whether a sheet spans few enough cells; those between two take room, empty or not."""
    cells = set(places)
    columns = max((reduce(_column, letters, 0) for letters, _ in cells), default=0)
    return columns * max((int(row) for _, row in cells), default=0) <= CELLS


def _column(number: int, letter: int) -> int:
    return number * 26 + letter - ord("A") + 1


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
