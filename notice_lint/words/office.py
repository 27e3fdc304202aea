"""The word lists of an office: YAML as ours are, or one sheet of an .xlsx or .csv file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from notice_lint.datafiles.scalars import SCALARS, ScalarError
from notice_lint.datafiles.workbook import read_workbook
from notice_lint.datafiles.yaml_file import MAX_BYTES, load_file
from notice_lint.errors import NoticeLintError, RuleError
from notice_lint.text.wording import Wording
from notice_lint.words.entries import WordEntry, WordSource
from notice_lint.words.reading import objections, read_word_list

SHEETS = (".xlsx", ".csv")
WRONG, RIGHT, SINCE = "错误写法", "正确写法", "起用日期"
NOT_AFTER, NOT_BEFORE, SOURCE = "前面不能是", "后面不能是", "依据"
COLUMNS = (WRONG, RIGHT, NOT_AFTER, NOT_BEFORE, SOURCE, SINCE)
OFFICE = WordSource("本单位词表", "the office's own word list")
_SEPARATOR = re.compile(r"[、，,；;|\s]+")
_SLASHES = re.compile(r"[./年月]")


class OfficeWordList(Struct, frozen=True):
    """What an office says of words."""

    entries: tuple[WordEntry, ...] = ()
    permitted: tuple[str, ...] = ()
    where: str = ""
    """The files it stands in."""


def read_office_words(paths: Iterable[Path]) -> OfficeWordList:
    """Read the word lists of an office, the later over the earlier; raises RuleError."""
    entries: dict[str, WordEntry] = {}
    permitted: list[str] = []
    chosen = list(paths)
    for path in chosen:
        words = read_office_list(path)
        entries |= {entry.wrong or str(entry.pattern): entry for entry in words.entries}
        permitted += words.permitted
    where = "、".join(map(str, chosen))
    return OfficeWordList(tuple(entries.values()), tuple(permitted), where)


def read_office_list(path: Path) -> OfficeWordList:
    """Read one word list of an office; raises RuleError."""
    if path.suffix.lower() in SHEETS:
        return _of_rows(path, _rows(path))
    content = read_word_list(load_file(path))
    entries = [content.head.complete(entry) for entry in content.entries]
    forces = {entry.source.force for entry in entries if entry.source}
    if forces - {"custom"}:
        raise RuleError(str(path), _NO_FORCE)
    return OfficeWordList(
        tuple(replace(entry, source=entry.source or OFFICE) for entry in entries),
        content.permitted,
        str(path),
    )


_NO_FORCE = Wording(
    "本单位词表的效力（force）只能是 custom，不能称作国家标准或强制规定",
    "an office's words have no other force than custom",
)


def _rows(path: Path) -> list[list[str]]:
    """Return the cells of the first sheet as text; raises RuleError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RuleError.unreadable(str(path), error) from error
    if len(data) > MAX_BYTES:
        raise RuleError(str(path), Wording("文件太大", "too large"))
    if path.suffix.lower() == ".csv":
        return list(csv.reader(io.StringIO(_decoded(data, path), newline="")))
    try:
        sheets = read_workbook(data, str(path))
    except NoticeLintError as error:
        raise RuleError(error.where, error.wording) from error
    first = next(iter(sheets.values()), ())
    return [[str(cell) for cell in row] for row in first]


def _decoded(data: bytes, path: Path) -> str:
    """Return a .csv file as text: UTF-8, or the code that Excel saves in."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RuleError(str(path), Wording("不是 UTF-8 或 GB18030 文本", "neither UTF-8 nor GB18030"))


def _of_rows(path: Path, rows: Sequence[Sequence[str]]) -> OfficeWordList:
    """Make entries of the rows below the heads; raises RuleError of all mistakes."""
    head = _head(path, rows)
    entries: list[WordEntry] = []
    permitted: list[str] = []
    mistakes: list[RuleError] = []
    for number, row in enumerate(rows[1:], 2):
        cells = dict(zip(head, map(str.strip, row), strict=False))
        if cells.get(WRONG) and cells[WRONG] == cells.get(RIGHT):
            permitted.append(cells[WRONG])
        elif cells.get(WRONG):
            entry, refusals = _taken(cells)
            entries += entry
            mistakes += [RuleError(f"{path}:{number}", wording) for wording in refusals]
    if mistakes:
        raise RuleError.of(mistakes)
    return OfficeWordList(tuple(entries), tuple(permitted), str(path))


def _head(path: Path, rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the names of the columns; raises RuleError where one is unknown."""
    head = [cell.strip() for cell in rows[0]] if rows else []
    if WRONG not in head or not {*filter(None, head)} <= {*COLUMNS}:
        names = "、".join(COLUMNS)
        raise RuleError(f"{path}:1", Wording(f"首行应为列名：{names}", f"row 1 names {names}"))
    return head


def _taken(cells: Mapping[str, str]) -> tuple[list[WordEntry], list[Wording]]:
    """Return the entry of a row, and why it cannot be taken."""
    try:
        entry = _entry(cells)
    except ScalarError as error:
        return [], [error.wording]
    return [entry], list(objections(entry))


def _entry(cells: Mapping[str, str]) -> WordEntry:
    """Make an entry of a row; one without a right word switches ours off. Raises ScalarError."""
    day = _SLASHES.sub("-", cells.get(SINCE, "").removesuffix("日")).partition(" ")[0]
    source = cells.get(SOURCE)
    return WordEntry(
        wrong=cells[WRONG],
        right=cells.get(RIGHT) or None,
        not_after=tuple(_words(cells.get(NOT_AFTER, ""))),
        not_before=tuple(_words(cells.get(NOT_BEFORE, ""))),
        since=SCALARS[date](_padded(day)) if day else None,
        source=WordSource(source) if source else OFFICE,
        off=not cells.get(RIGHT),
    )


def _padded(day: str) -> str:
    """Return 2024-7-1 as 2024-07-01."""
    return "-".join(part.zfill(2) for part in day.split("-"))


def _words(cell: str) -> Iterator[str]:
    yield from filter(None, _SEPARATOR.split(cell))
