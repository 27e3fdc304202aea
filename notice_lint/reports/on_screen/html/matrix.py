"""The matrix of problems and papers in the page."""

from __future__ import annotations

from notice_lint.reports.matrix.rows import (
    DONE,
    TITLE,
    UNANSWERED,
    MatrixCell,
    MatrixRow,
    matrix,
    names_of,
    roles_of,
    summary,
)
from notice_lint.reports.on_screen.html.tags import Element, tag
from notice_lint.reports.on_screen.html.view import View
from notice_lint.text.wording import Wording


def matrix_element(view: View) -> Element:
    """Return the problems of a file with what each paper tells of them, folded."""
    file, lang = view.file, view.lang
    roles = roles_of([file])
    names = [Wording("问题", "Problem").in_(lang), *names_of(roles, lang)]
    heads = (
        tag("th", name, scope="col") for name in (*names, Wording("结论", "Verdict").in_(lang))
    )
    rows = (_row(view, row) for row in matrix(file, roles, lang))
    table = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows))
    title = tag("summary", tag("b", TITLE.in_(lang)), " ", summary(file, lang))
    return tag("details", title, table, class_="matrix", open=True)


def _row(view: View, row: MatrixRow) -> Element:
    cells = (_cell(view, cell) for cell in row.cells)
    severity = {DONE: "", UNANSWERED: "error"}.get(row.verdict, "warning")
    verdict = tag("td", row.verdict.in_(view.lang), class_=severity or "zero")
    problem = tag("th", f"{row.number} {row.problem}", scope="row", lang="zh-CN")
    return tag("tr", problem, *cells, verdict)


def _cell(view: View, cell: MatrixCell) -> Element:
    if cell.at is None:
        return tag("td", "—", class_="zero")
    href = view.jump(cell.at.location) if cell.at.role == "notice" else None
    link = (
        tag("a", cell.words, href=href, title=cell.place)
        if href
        else tag("span", cell.words, title=cell.place)
    )
    return tag("td", link)
