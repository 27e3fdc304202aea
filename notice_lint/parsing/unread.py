"""Text that looks like items or parts of items and was read as none."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import accumulate, groupby
from operator import attrgetter
from typing import NamedTuple

from notice_lint.document.notice import Notice, ProblemItem, Section
from notice_lint.document.paragraphs import Paragraph
from notice_lint.document.repairs import Unread
from notice_lint.document.source import Table
from notice_lint.parsing.grid.cells import CellGrid
from notice_lint.parsing.grid.columns import holds_figures
from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.text.folding import view
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

LEAST = 2
"""Lines of a kind that make a block; one alone is prose that happens to begin so."""
ROWS, COLUMNS = 3, 3
"""Of the smallest table that may list items: a header, two of them, and what became of each."""
PARTS = ("cause", "measures", "status")
TOLD_ELSEWHERE = frozenset(("plan", "work"))
"""Sections about something else than the problems."""
_HEADED = ("heading", "text")


def _to_number(zh: str, en: str) -> Wording:
    """Return a reason with what to do: number the problems and label their parts."""
    return Wording(
        f"{zh}；按通行写法给每个问题编上序号，原因、措施、状态各用标签，再行检查",
        f"{en}; customarily each problem has a number, and cause, measures and status have labels",
    )


_LABELS = _to_number(
    "这几行以标签开头，却不在任何整改事项之内",
    "these lines begin with labels, but stand in no item",
)
_MARKERS = _to_number(
    "这几行像整改事项，序号或标题的写法未能认出",
    "these lines look like items, but their markers or headings are not known",
)
_GLUED = _to_number(
    "一个事项里有几套原因、措施或状态，像是几个问题并在一起",
    "one item has several sets of cause, measures or status, as if several problems were joined",
)
_TABLE = _to_number(
    "表头像是问题、措施等，但各行未能读成整改事项",
    "the header names problems or measures, but no row could be read as an item",
)

_ANNEXED = Wording(
    "正文没有逐条列出问题，清单在附件里，附件不作检查；请把清单写进正文，或另存为一份文件再查",
    "the text lists no problem, the list is an annex and is not checked; "
    "put it into the text, or save it as a file of its own",
)
_NO_HEADER = _to_number(
    "全文没有读出整改事项，这张表可能列有事项，但表头的写法未能认出",
    "no item was read in the whole text; this table may hold some, but its header is not known",
)


def unread_blocks(notice: Notice, known: Container[Span] = ()) -> tuple[Unread, ...]:
    """Return each block that was not read and why, in order; what `known` tables say is known."""
    blocks = [*_lines(notice), *_glued(notice), *_tables(notice, known), *_annexed(notice)]
    return tuple(sorted(blocks, key=lambda block: block.span))


def _lines(notice: Notice) -> Iterator[Unread]:
    """Yield runs of lines outside all items that begin as items or parts begin."""
    aside = sorted(repair.span for repair in notice.set_aside)
    ends = list(accumulate((span.end for span in aside), max))
    covered = CoveredPlaces(tuple(span.start for span in aside), tuple(ends))
    headings = sorted(node.span.start for node in notice.nodes)
    lines = [line for line in notice.paragraphs if _may_be_part(notice, line, covered)]
    for _, block in groupby(lines, key=lambda line: notice.path_at(line.span().start)):
        kinds: dict[str, list[Paragraph]] = {}
        for line in block:
            kinds.setdefault(_begins(line, headings, notice), []).append(line)
        yield from _run(kinds)


def _run(kinds: Mapping[str, Sequence[Paragraph]]) -> Iterator[Unread]:
    """Yield what a run of lines is, if labels or markers open enough of them."""
    for kind, reason in (("label", _LABELS), ("marker", _MARKERS)):
        lines = kinds.get(kind, ())
        if len(lines) >= LEAST:
            yield Unread(Span(lines[0].span().start, lines[-1].span().end), reason)
            return


class CoveredPlaces(NamedTuple):
    """What some spans cover: where each begins, sorted, and how far those so far reach."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def holds(self, place: int) -> bool:
        """Tell whether one of the spans covers a place."""
        before = bisect_right(self.starts, place)
        return before > 0 and place < self.ends[before - 1]


def _may_be_part(notice: Notice, line: Paragraph, covered: CoveredPlaces) -> bool:
    """Tell whether a line stands where items stand, in none of them, and is not told already."""
    start = line.span().start
    if line.role not in ("heading", "text", "label", "remark"):
        return False
    if covered.holds(start) or _in_table(notice, start):
        return False
    around = notice.around(start)
    return not any(
        isinstance(node, ProblemItem) or node.purpose in TOLD_ELSEWHERE for node in around
    )


def _in_table(notice: Notice, start: int) -> bool:
    return _is_inside([table.span for table in notice.source.tables], start)


def _is_inside(spans: Sequence[Span], place: int) -> bool:
    """Tell whether a place is in one of some spans, which are sorted and do not overlap."""
    index = bisect_right(spans, place, key=attrgetter("start"))
    return index > 0 and place < spans[index - 1].end


def _begins(line: Paragraph, headings: Sequence[int], notice: Notice) -> str:
    """Return what a line begins with: a label, or a marker that opened nothing."""
    if line.role in ("label", "remark"):
        return "label"
    start, end = line.span()
    opened = bisect_left(headings, end) > bisect_left(headings, start)
    if opened or not _answers(notice.around(start)):
        return ""
    words = view(line.text)
    if line.role == "heading" or alphabet("unread").match(words):
        return "marker"
    is_counted = alphabet("enumerator").match(words) and not _holds_items(notice.around(start))
    return "marker" if is_counted else ""


def _answers(around: Sequence[Section | ProblemItem]) -> bool:
    """Tell whether a section around a line is one that answers problems, by its words."""
    purposes = {node.purpose for node in around if isinstance(node, Section)}
    return bool(purposes & {"rectification", "direction", "defect", "problem"})


def _holds_items(around: Sequence[Section | ProblemItem]) -> bool:
    """Tell whether the innermost section around a line has items: then 一是 tells of them all."""
    inside = (node for section in around[-1:] for node in section.walk())
    return any(isinstance(node, ProblemItem) for node in inside)


def _glued(notice: Notice) -> Iterator[Unread]:
    """Yield items that hold several of at least two kinds of part, each with a label."""
    again = Counter(
        (repair.owner, repair.part) for repair in notice.repairs if repair.kind == "duplicate"
    )
    for item in notice.all_items:
        counts = Counter(part.kind for part in item.parts if part.label)
        repeated = [
            kind for kind in PARTS if counts[kind] + again[item.problem.span, kind] >= LEAST
        ]
        if len(repeated) >= LEAST:
            yield Unread(item.span, _GLUED)


def _annexed(notice: Notice) -> Iterator[Unread]:
    """Yield the lines of an annex that list problems, where the text itself has none."""
    lines = [line for line in notice.paragraphs if line.role == "annex" and _lists_item(line)]
    if len(lines) >= LEAST and not notice.items:
        yield Unread(Span(lines[0].span().start, lines[-1].span().end), _ANNEXED)


def _lists_item(line: Paragraph) -> bool:
    """Tell whether a line has a marker, and a label behind its first words."""
    words = view(line.text)
    mark = alphabet("line").match(words)
    is_marked = mark is not None and mark.terminal.endswith("_MARK")
    return is_marked and any(alphabet("inside").scan(words))


def _tables(notice: Notice, known: Container[Span]) -> Iterator[Unread]:
    """Yield tables whose header names parts of items and that hold no item."""
    for number, table in enumerate(notice.source.tables, 1):
        if table.span in known or holds_figures(CellGrid(table, notice.source.view, number)):
            continue
        if len(_header_labels(notice, table)) >= LEAST:
            yield Unread(table.span, _TABLE)
        elif not notice.items and _may_list_items(table):
            yield Unread(table.span, _NO_HEADER)


def _may_list_items(table: Table) -> bool:
    """Tell whether a table is large enough to hold items, where the text has none."""
    return max(cell.row for cell in table.cells) >= ROWS and (
        max(cell.column for cell in table.cells) >= COLUMNS
    )


def _header_labels(notice: Notice, table: Table) -> set[str]:
    """Return which labels the first row of a table has."""
    first = min(cell.row for cell in table.cells)
    words = (view(cell.span.of(notice.source.text)) for cell in table.cells if cell.row == first)
    hits = (alphabet("label").match(word.strip(" ")) for word in words)
    return {hit.terminal for hit in hits if hit}
