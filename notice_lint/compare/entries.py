"""The problems that a paper states, at each level of its outline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notice_lint.compare.words import named
from notice_lint.document.companions import Companion, ProblemEntry
from notice_lint.document.ends import IssueDate
from notice_lint.document.notice import Notice, Part, ProblemItem, Section
from notice_lint.document.source import Cell
from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lift.dates import read_days
from notice_lint.text.folding import view


def levels_of(notice: Notice, paper: Companion | None) -> Sequence[Sequence[ProblemEntry]]:
    """Return the problems of a paper by innermost items, and by outermost where these differ."""
    outermost = list(_outermost(notice, paper))
    innermost = [leaf for entry in outermost for leaf in _leaves(entry)]
    return (innermost, outermost) if len(innermost) != len(outermost) else (innermost,)


def _outermost(notice: Notice, paper: Companion | None) -> Iterator[ProblemEntry]:
    areas = {
        id(child): section.heading.text
        for section in notice.nodes
        if isinstance(section, Section)
        for child in section.children
    }
    for item in notice.items:
        yield _entry(item, paper, areas.get(id(item), ""), ())


def _leaves(entry: ProblemEntry) -> Iterator[ProblemEntry]:
    """Yield an entry, or those below it; the heading of an item with items below is their area."""
    if not entry.item.children:
        yield entry
    for child in entry.item.children:
        area = entry.item.problem.text if not entry.above else entry.area
        yield from _leaves(_entry(child, entry.paper, area, (*entry.above, entry.item)))


def _entry(
    item: ProblemItem, paper: Companion | None, area: str, above: tuple[ProblemItem, ...]
) -> ProblemEntry:
    fields = [field for inside in (item, *reversed(above)) for field in inside.fields]
    due = next(filter(None, (_due(field, paper) for field in fields)), None) if paper else None
    return ProblemEntry(item, named(item.problem.text), paper, area, above, due)


def _due(field: Part, paper: Companion) -> IssueDate | None:
    """Return the day by which something is to be done, where a remark says so."""
    labels = [field.label.text] if field.label else _heads(field, paper)
    if not field.body or not any(alphabet("deadline").match(view(label)) for label in labels):
        return None
    words = field.body[0].of(paper.notice.source.text)
    iso = next((day.iso for day in reversed(read_days(view(words))) if day.iso), None)
    return IssueDate(words, iso, field.body[0]) if iso else None


def _heads(field: Part, paper: Companion) -> Iterator[str]:
    """Yield the words of the cells above a remark in a table, uppermost first."""
    place = field.span.start
    for table in paper.notice.source.tables:
        cell = next((c for c in table.cells if c.span.start <= place < c.span.end), None)
        if cell:
            above = (other for other in table.cells if _heads_column(other, cell))
            yield from (other.span.of(paper.notice.source.text) for other in above)
            return


_HEADER = 6
"""Rows from the top in which the head of a column is looked for."""


def _heads_column(head: Cell, cell: Cell) -> bool:
    is_above = head.row < min(cell.row, _HEADER)
    return is_above and head.column == cell.column and head.column_span == cell.column_span
