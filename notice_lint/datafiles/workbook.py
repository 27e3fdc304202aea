"""Workbooks (.xlsx, .xls, .et), within limits: a cell far out is an error, not a full memory."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import chain
from typing import Any

from msgspec import Struct

from notice_lint.errors import InputError, UsageError, needs_extra
from notice_lint.limited import in_child
from notice_lint.limits import LIMITS, Limits
from notice_lint.text.wording import Wording

Cells = Sequence[Any]

MEGABYTES = 256
"""Most that a sheet may hold, unpacked."""
CELLS = 5_000_000
"""Most cells that a sheet may span."""
_COLUMNS, _ROWS = 16_384, 1_048_576
"""Of any sheet, by ECMA-376."""
_LONGEST_PLACE = len("XFD1048576")
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream that an .xlsx with a password is packed in."""
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]+)(\d+)["'][^<>]*(?<!/)>(?!</)""")
"""Where a cell that holds something is."""
_DAMAGED = Wording(
    "不是有效的表格文件，或已损坏；请用 Excel 或 WPS 打开后另存为 .xlsx",
    "no workbook, or a damaged one; open it in Excel or WPS and save it as .xlsx",
)
_LOCKED = Wording(
    "文件加了密码；请去掉密码后重新保存",
    "a file with a password; remove the password and save it again",
)
_TOO_LARGE = Wording(
    "表格太大；请删去用不到的内容，或分成几份",
    "too large a sheet; remove what is not needed, or divide it",
)


class CellSheet(Struct, frozen=True):
    """One sheet: its name, its cells row by row, and which of them are merged."""

    name: str
    rows: Sequence[Sequence[Any]]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()
    """First and last cell of each range, as (row, column), counted from 0."""
    is_shown: bool = True


def read_sheets(data: bytes, path: str, limits: Limits = LIMITS) -> list[CellSheet]:
    """Return the sheets of a workbook; raises InputError, UsageError."""
    try:
        import python_calamine
    except ImportError as error:
        raise UsageError(path, needs_extra("sheet")) from error
    packed = _unpackable(data, path)
    return in_child(lambda: _sheets(python_calamine, packed, path), path, limits)


def _sheets(calamine: Any, data: bytes, path: str) -> list[CellSheet]:
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return [_sheet(book, meta) for meta in book.sheets_metadata]
    except calamine.PasswordError as error:
        raise InputError(path, _LOCKED) from error
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise InputError(path, _DAMAGED) from error


def _sheet(book: Any, meta: Any) -> CellSheet:
    sheet = book.get_sheet_by_name(meta.name)
    rows = sheet.to_python(skip_empty_area=False)
    is_shown = str(meta.visible).endswith(".Visible")
    return CellSheet(meta.name, rows, tuple(sheet.merged_cell_ranges or ()), is_shown)


def read_workbook(data: bytes, path: str, limits: Limits = LIMITS) -> dict[str, Sequence[Cells]]:
    """Return the cells of every sheet by its name; raises InputError, UsageError."""
    return {sheet.name: sheet.rows for sheet in read_sheets(data, path, limits)}


def _unpackable(data: bytes, path: str) -> bytes:
    """Return the bytes of a file that is small enough unpacked; raises InputError.

    An old .xls or .et is not packed; the limits of the child that reads it bound what it holds.
    """
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise InputError(path, _LOCKED)
        return data
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
