"""The matrix for people who read a screen: one line a problem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notice_lint.reports.matrix.rows import matrix, names_of, roles_of, summary
from notice_lint.reports.model.report import FileReport
from notice_lint.text.harmless import harmless
from notice_lint.text.width import display_width, shortened
from notice_lint.text.wording import Lang, Wording

_PROBLEM, _CELL = 34, 16
"""Cells that a problem and what a paper says of it take on a line of eighty and some."""
_HEAD = Wording("问题", "problem")


def matrix_lines(file: FileReport, lang: Lang, *, whole: bool) -> Iterator[str]:
    """Yield what comparing a file came to, and its problems: on request all, else the open ones."""
    if not file.companions:
        return
    yield f"  {harmless(summary(file, lang))}"
    roles = roles_of([file])
    rows = [row for row in matrix(file, roles, lang) if whole or row.is_open]
    if rows:
        yield _line([_HEAD.in_(lang), *names_of(roles, lang)], "")
    for row in rows:
        cells = [harmless(cell.status) or "—" for cell in row.cells]
        yield _line([f"{row.number} {harmless(row.problem)}", *cells], row.verdict.in_(lang))


def _line(cells: Sequence[str], verdict: str) -> str:
    first, *others = cells
    padded = [_fitted(first, _PROBLEM), *(_fitted(cell, _CELL) for cell in others)]
    return "    " + "".join([*padded, verdict]).rstrip()


def _fitted(words: str, width: int) -> str:
    """Return words cut to a width, or filled up to it."""
    shown = shortened(words, width - 2)
    return shown + " " * (width - display_width(shown))
