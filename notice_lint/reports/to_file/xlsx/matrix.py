"""The matrix of problems and papers, on a sheet of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from notice_lint.reports.matrix.rows import (
    DONE,
    NOTICE,
    TITLE,
    UNANSWERED,
    MatrixRow,
    matrix,
    names_of,
)
from notice_lint.reports.model.matches import ROLES
from notice_lint.reports.model.report import FileReport
from notice_lint.reports.to_file.xlsx.summary import FileFacts
from notice_lint.reports.to_file.xlsx.workbook import Book, Field, Look, StyledCell
from notice_lint.text.wording import Lang, Wording

_CENTRE: Look = {"align": "center"}
_RED: Look = {"bg_color": "#FFC7CE", "font_color": "#9C0006", "bold": True}
_NOTHING = "—"
_YELLOW: Look = {"bg_color": "#FFEB9C"}


class ComparedRow(Struct, frozen=True):
    """One problem as the sheet tells it."""

    before: tuple[str, ...]
    papers: dict[str, tuple[str, str]]
    """What the papers of each role tell of it, and where."""
    verdict: StyledCell


def rows(file: FileReport, lang: Lang) -> Iterator[ComparedRow]:
    """Yield the problems of one file, where it was compared with anything."""
    for row in matrix(file, ROLES, lang) if file.companions else ():
        words = ((cell.words or _NOTHING, cell.place) for cell in row.cells)
        before = (file.path, row.area, row.problem)
        yield ComparedRow(before, dict(zip(ROLES, words, strict=True)), _verdict(row, lang))


def roles_of(files: Sequence[FileFacts]) -> tuple[str, ...]:
    """Return the papers that files were compared with, the notice among them; none for none."""
    given = {role for file in files for role in file.roles}
    return tuple(role for role in ROLES if role == NOTICE or role in given) if given else ()


def write(book: Book, roles: Sequence[str], rows: Iterator[ComparedRow], lang: Lang) -> None:
    """Write the matrix."""
    sheet = book.sheet(TITLE.in_(lang))
    sheet.table(list(_fields(roles, lang)), (_cells(row, roles) for row in rows))
    sheet.page(TITLE.in_(lang), lang)


def _fields(roles: Sequence[str], lang: Lang) -> Iterator[Field]:
    for name, width in ((Wording("文件", "File"), 18), (Wording("方面", "Area"), 26)):
        yield Field(name.in_(lang), width, {})
    yield Field(Wording("问题", "Problem").in_(lang), 44, {})
    place = Wording("位置", "place").in_(lang)
    for paper in names_of(roles, lang):
        yield Field(paper, 16, _CENTRE)
        yield Field(f"{paper} {place}" if lang == "en" else f"{paper}{place}", 24, {})
    yield Field(Wording("结论", "Verdict").in_(lang), 14, _CENTRE)


def _cells(row: ComparedRow, roles: Sequence[str]) -> list[str | int | StyledCell]:
    return [*row.before, *(value for role in roles for value in row.papers[role]), row.verdict]


def _verdict(row: MatrixRow, lang: Lang) -> StyledCell:
    words = row.verdict.in_(lang)
    if row.verdict is DONE:
        return StyledCell(words)
    return StyledCell(words, _RED if row.verdict is UNANSWERED else _YELLOW)
