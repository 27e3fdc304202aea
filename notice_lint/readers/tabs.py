"""Tables in plain text: lines whose fields tabs part, under a line that heads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct

from notice_lint.document.source import Cell, Table
from notice_lint.document.tables import table_of
from notice_lint.text.expression import Expression
from notice_lint.text.spans import Span

_LINE = Expression(r"[^\r\n]+")
_MARKER = Expression(
    r"[（(【]?第?(?:\d{1,3}|[一二三四五六七八九十百]{1,4})[)）】.．、:：条项]+|[①-⑳⑴-⒇㈠-㈩]"
)
"""What numbers a paragraph; the tab behind it is an indent, no border."""
_PAGE_NUMBER = Expression(r"[.…·\s]*\d{1,4}")
_SENTENCE_END = Expression(r"[。；！？，、：:;,]\s*$")
_HEADER_SIZE = 40
"""Characters that the heading of a column rarely has."""
_HEADER_WITHIN = 4
"""Lines of a block in which the one that heads it stands; a unit or a date may be above."""
_FEWEST_PAIRS = 3
"""Lines of two fields that make a table; two may be signatures side by side."""


class TabbedLine(Struct, frozen=True):
    """A line with its fields."""

    span: Span
    fields: tuple[Span, ...]


def tabbed_tables(text: str) -> Iterator[Table]:
    """Yield the tables of a text."""
    for block in filter(None, _blocks(text)):
        table = _table(text, block)
        if table is not None:
            yield table


def _blocks(text: str) -> Iterator[list[TabbedLine]]:
    """Yield runs of lines that follow each other and hold tabs; empty ones between them."""
    block: list[TabbedLine] = []
    for match in _LINE.finditer(text) if "\t" in text else ():
        line, words = Span(*match.span()), match.group()
        is_next = bool(block) and _is_next(text, block[-1].span, line)
        tabbed = "\t" in words.strip() or (is_next and _goes_on(words))
        if not (is_next and tabbed):
            yield block
            block = []
        if tabbed:
            block.append(TabbedLine(line, tuple(_fields(text, line))))
    yield block


def _is_next(text: str, before: Span, line: Span) -> bool:
    """Tell whether a line follows another without a blank one between."""
    between = text[before.end : line.start]
    return not between.strip("\r\n") and between.count("\n") <= 1


def _goes_on(line: str) -> bool:
    """Tell whether a line of one field is a row: empty cells stand around it, no indent before."""
    return bool(line.strip()) and (line.startswith("\t\t") or line.endswith("\t"))


def _fields(text: str, line: Span) -> Iterator[Span]:
    start = line.start
    while start <= line.end:
        tab = text.find("\t", start, line.end)
        end = tab if tab >= 0 else line.end
        yield Span(start, end)
        start = end + 1


def _table(text: str, block: Sequence[TabbedLine]) -> Table | None:
    """Return the table that lines are; lines above the one that heads it are left out."""
    for index, header in enumerate(block[:_HEADER_WITHIN]):
        rows = list(_rows_below(header, block[index:]))
        if _is_table(text, rows):
            return table_of(text, _cells(rows))
    return None


def _rows_below(header: TabbedLine, lines: Iterable[TabbedLine]) -> Iterator[TabbedLine]:
    """Yield the lines with no more fields than the first; an editor takes the last tabs off."""
    for line in lines:
        if len(line.fields) > len(header.fields):
            return
        yield line


def _is_table(text: str, rows: Sequence[TabbedLine]) -> bool:
    names = _names(text, rows)
    if not _is_header(names):
        return False
    if len(names) > 2:
        return any(len(row.fields) == len(names) for row in rows[1:])
    pairs = [[field.of(text).strip() for field in row.fields] for row in rows]
    return len(pairs) >= _FEWEST_PAIRS and _are_pairs(pairs)


def _names(text: str, rows: Sequence[TabbedLine]) -> list[str]:
    """Return the names of the columns, which may take two lines."""
    first, *others = ([field.of(text).strip() for field in row.fields] for row in rows[:2])
    is_whole = not first[0] or all(first) or len(rows) < 3
    return first if is_whole else _with_second_line(first, others[0])


def _with_second_line(names: Sequence[str], below: Sequence[str]) -> list[str]:
    """Return the names of columns, those of a second line where the first has none."""
    if any(below[:1]):
        return list(names)
    return [name or under for name, under in zip_longest(names, below, fillvalue="")]


def _is_header(names: Sequence[str]) -> bool:
    """Tell whether fields are names of columns: short, no sentences, none numbered or empty."""
    return all(
        name
        and len(name) <= _HEADER_SIZE
        and not _SENTENCE_END.search(name)
        and not _MARKER.fullmatch(name)
        for name in names
    )


def _are_pairs(pairs: Sequence[Sequence[str]]) -> bool:
    """Tell whether lines of two fields are rows: no numbered paragraphs, no table of contents."""
    firsts, seconds = ([pair[index] for pair in pairs] for index in (0, 1))
    is_numbered = all(map(_MARKER.fullmatch, firsts))
    is_contents = all(map(_PAGE_NUMBER.fullmatch, seconds[1:]))
    is_labelled = any(map(_SENTENCE_END.search, firsts))
    return all(firsts) and any(seconds[1:]) and not (is_numbered or is_contents or is_labelled)


def _cells(rows: Sequence[TabbedLine]) -> Iterator[Cell]:
    for number, row in enumerate(rows, 1):
        for column, field in enumerate(row.fields, 1):
            yield Cell(field, number, column)
