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
REMARKS = ("序号", "备注", "说明")
"""Columns that people add; nothing is read from them."""
DELIMITERS = ",;\t"
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
    except (OSError, ValueError) as error:
        raise RuleError.unreadable(str(path), error) from error
    if len(data) > MAX_BYTES:
        raise RuleError(str(path), Wording("文件太大", "too large"))
    if path.suffix.lower() == ".csv":
        text = _decoded(data, path)
        head = next((line for line in text.splitlines() if WRONG in line), "")
        delimiter = max(DELIMITERS, key=head.count)
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
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
    first, head = _head(path, rows)
    entries: dict[str, WordEntry] = {}
    permitted: list[str] = []
    mistakes: list[RuleError] = []
    lines: dict[str, int] = {}
    for number, row in enumerate(rows[first:], first + 1):
        cells = dict(zip(head, map(str.strip, row), strict=False))
        wrong = cells.get(WRONG, "")
        if lines.setdefault(wrong, number) != number and wrong:
            refusals = [
                Wording(f"“{wrong}”已在第 {lines[wrong]} 行", f"given in row {lines[wrong]}")
            ]
        elif wrong and wrong == cells.get(RIGHT):
            permitted.append(wrong)
            continue
        else:
            refusals = _taken(cells, entries)
        mistakes += [RuleError(f"{path}:{number}", wording) for wording in refusals]
    if mistakes:
        raise RuleError.of(mistakes)
    return OfficeWordList(tuple(entries.values()), tuple(permitted), str(path))


def _head(path: Path, rows: Sequence[Sequence[str]]) -> tuple[int, list[str]]:
    """Return how many rows the heads end with, and the names of the columns; raises RuleError."""
    first = next((number for number, row in enumerate(rows) if "".join(row).strip()), 0)
    head = [cell.strip() for cell in rows[first]] if rows else []
    unknown = {*filter(None, head)} - {*COLUMNS, *REMARKS}
    if WRONG in head and not unknown:
        return first + 1, head
    raise RuleError(f"{path}:{first + 1}", _wrong_head(min(unknown, default="")))


def _wrong_head(unknown: str) -> Wording:
    """Return what is said of a row of heads, by a column that nobody knows."""
    names = "、".join(COLUMNS)
    what = f"；不认识列“{unknown}”" if unknown else ""
    return Wording(f"首行应为列名：{names}{what}", f"row 1 names {names}")


def _taken(cells: Mapping[str, str], entries: dict[str, WordEntry]) -> list[Wording]:
    """Put the entry of a row to the others, and return why it cannot be taken."""
    if not cells.get(WRONG):
        is_blank = not any(cells.get(column) for column in COLUMNS)
        return [] if is_blank else [Wording(f"缺少“{WRONG}”", f"{WRONG} is empty")]
    try:
        entry = entries[cells[WRONG]] = _entry(cells)
    except ScalarError as error:
        return [error.wording]
    return list(objections(entry))


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
