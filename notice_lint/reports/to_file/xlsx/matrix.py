"""The matrix of problems and papers, on a sheet of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notice_lint.reports.matrix.rows import (
    DONE,
    TITLE,
    UNANSWERED,
    MatrixRow,
    matrix,
    names_of,
    roles_of,
)
from notice_lint.reports.model.report import FileReport, Report
from notice_lint.reports.to_file.xlsx.workbook import Book, Field, Look, StyledCell
from notice_lint.text.wording import Lang, Wording

_CENTRE: Look = {"align": "center"}
_RED: Look = {"bg_color": "#FFC7CE", "font_color": "#9C0006", "bold": True}
_YELLOW: Look = {"bg_color": "#FFEB9C"}


def write(book: Book, report: Report) -> None:
    """Write the matrix, where any file was compared with anything."""
    files = [file for file in report.files if file.companions]
    if not files:
        return
    lang = report.lang
    roles = roles_of(files)
    sheet = book.sheet(TITLE.in_(lang))
    sheet.table(
        list(_fields(roles, lang)), (row for file in files for row in _rows(file, roles, lang))
    )
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


def _rows(file: FileReport, roles: Sequence[str], lang: Lang) -> Iterator[list[str | StyledCell]]:
    for row in matrix(file, roles, lang):
        papers = (value for cell in row.cells for value in (cell.words or "—", cell.place))
        yield [file.path, row.area, row.problem, *papers, _verdict(row, lang)]


def _verdict(row: MatrixRow, lang: Lang) -> StyledCell:
    words = row.verdict.in_(lang)
    if row.verdict is DONE:
        return StyledCell(words)
    return StyledCell(words, _RED if row.verdict is UNANSWERED else _YELLOW)
