"""Lines joined into the paragraphs an author meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from msgspec import Struct
from msgspec.structs import replace

from notice_lint.parsing.lexer.alphabet import Alphabets, alphabet
from notice_lint.parsing.lexer.families import mark_families
from notice_lint.parsing.lexer.lines import (
    MARKS,
    TEXT,
    LogicalLine,
    TextLine,
    is_label,
    join,
    physical_lines,
)
from notice_lint.parsing.lexer.titles import head_kind, titles
from notice_lint.parsing.lexer.unnumbered import mark_unnumbered
from notice_lint.parsing.lexer.zones import divide
from notice_lint.text.expression import Expression
from notice_lint.text.spans import Span

PAGE = "PAGE_HEAD"
HEAD_KINDS = {
    "SUBTITLE": "SUBTITLE",
    "DOC_NUMBER": "NOTE",
    "SECRECY": "NOTE",
    "ADDRESSEE": "NOTE",
    "PAGE_META": PAGE,
    "PAGE_LABEL": PAGE,
}
STRAY = "STRAY"
"""A line above the text that is nothing the head of a notice may hold."""

LEAD_PARAGRAPHS = 6
"""Paragraphs of an opening; the longest seen has three."""
_PLAIN: Mapping[int, int] = {}

MOST_LINES = 100
"""Lines of one broken paragraph by which it is judged whether it goes on."""
_ENDED = Expression(r"(?:[。!?;:…>]|(?<!\d)-)[\"”’)】》]*$|】$|[。!?;] *[(\[〔][^()]{2,20}[)\]〕]$")
"""Ended; a hyphen behind a digit is that of a phone number that goes on, and a bracket behind a
full stop says the status: …仍有渗漏。(已完成)"""
_CUT = Expression(r"[,、]$|\d-$")
_STOP_INSIDE = Expression(r"[。!?;:]")
_CLAUSES_BEFORE = Expression(r".*[,。;:、!?]")


class Layout(Struct, frozen=True):
    """How a document breaks its lines."""

    width: int | None
    """Code points at which every line is broken; None when lines end where paragraphs do."""
    indented: bool
    """Whether paragraphs begin with blanks."""


class ParagraphReading(Struct, frozen=True):
    """A document as paragraphs, and the places where one was broken."""

    paragraphs: tuple[LogicalLine, ...]
    breaks: tuple[Span, ...]
    hard_wrapped: bool


def read_page(
    view: str, settings: Mapping[int, int] = _PLAIN, known: Alphabets | None = None
) -> ParagraphReading:
    """Divide a folded text into paragraphs; never fails.

    `settings` says where lines begin that are set as headings, and of which level; `known` are
    the alphabets with the words of an office and of the document besides ours.
    """
    zones = divide(mark_families(list(physical_lines(view, known))))
    layout = _layout(zones.body)
    body_lines = mark_unnumbered(zones.body, layout.width, settings)
    headed = frozenset(start for start, level in settings.items() if level)
    groups = list(_group(body_lines, layout, headed))
    breaks = [_broken_clause(line) for group in groups for line in group[:-1]]
    body = _find_lead([join(group) for group in groups])
    paragraphs = (*_head(zones.head), *body, *_foot(zones.foot))
    return ParagraphReading(paragraphs, tuple(breaks), layout.width is not None)


def _broken_clause(line: TextLine) -> Span:
    clauses = _CLAUSES_BEFORE.match(line.view.rstrip(",、"))
    return Span(line.span.start + (clauses.end() if clauses else 0), line.span.end)


def _head(head: Sequence[TextLine]) -> Iterator[LogicalLine]:
    runs = titles(head)
    meta = _last_meta(head[: runs[-1].start]) if runs else -1
    kinds = {run: PAGE if run.stop <= meta else "TITLE" for run in runs}
    title = next((run for run in runs if kinds[run] == "TITLE"), range(len(head), len(head)))
    index = 0
    for run in (*runs, range(len(head), len(head))):
        for place in range(index, run.start):
            yield join([head[place].as_(_head_line_kind(head, place, index < title.start))])
        if run:
            yield join([part.as_(kinds[run]) for part in head[run.start : run.stop]])
        index = run.stop


def _last_meta(head: Sequence[TextLine]) -> int:
    """Return the index of the last line of the page's own: titles above it belong to the page."""
    places = (index for index, line in enumerate(head) if head_kind(line.view) in _OWN)
    return max(places, default=-1)


_OWN = ("PAGE_META", "PAGE_LABEL")


def _head_line_kind(head: Sequence[TextLine], index: int, above_title: bool) -> str:
    line = head[index]
    kind = head_kind(line.view)
    is_value = index > 0 and head_kind(head[index - 1].view) == "PAGE_LABEL"
    if line.kind == "PAGE_LINE" or is_value:
        return PAGE
    if kind == "SITE_NAME" and above_title:
        return PAGE
    if kind == "SUBTITLE" and above_title:
        return "NOTE"
    if line.kind in ("DATE_LINE", "PAGE_NUMBER"):
        return PAGE if line.kind == "PAGE_NUMBER" else "NOTE"
    return HEAD_KINDS.get(kind, STRAY)


def _foot(foot: Sequence[TextLine]) -> Iterator[LogicalLine]:
    kind = "ANNEX" if foot and foot[0].kind == "ANNEX" else "PAGE_FOOT"
    return (join([line.as_(kind)]) for line in foot)


def _layout(lines: Sequence[TextLine]) -> Layout:
    lengths = [len(line.view) + line.indent for line in lines]
    width = max(lengths, default=0)
    full = sum(length >= width - 4 for length in lengths)
    wrapped = width <= 90 and len(lines) >= 10 and full >= 0.4 * len(lines)
    texts = [line for line in lines if line.kind == TEXT]
    indented = sum(line.indent >= 2 for line in texts) >= 0.5 * len(texts) > 0
    return Layout(width if wrapped else None, indented and not wrapped)


def _group(lines: Iterable[TextLine], layout: Layout, headed: Set[int]) -> Iterator[list[TextLine]]:
    """Yield the lines of each paragraph; one that is set as a heading (`headed`) is no rest."""
    group: list[TextLine] = []
    for line in lines:
        is_apart = line.span.start in headed
        if group and (is_apart or not _goes_on(group, line, layout)):
            yield group
            group = []
        if line.kind == "PAGE_NUMBER":
            yield [line]
        else:
            group.append(line)
    if group:
        yield group


def _goes_on(group: Sequence[TextLine], line: TextLine, layout: Layout) -> bool:
    """Tell whether a line goes on with the paragraph before it.

    Where lines are broken at a width, 改措施： may be the rest of a word; a paragraph of its own
    would be indented as the one before is.
    """
    is_rest = layout.width is not None and is_label(line.kind) and line.indent < group[0].indent
    may_go_on = is_rest or _continues(line)
    return may_go_on and not _is_label(group[0]) and _is_open(group, layout)


def _continues(line: TextLine) -> bool:
    """Tell whether a line may go on with the paragraph before it."""
    if line.kind == "PAGE_NUMBER":
        return True
    return line.kind == TEXT and not alphabet("enumerator").match(line.view)


def _is_label(line: TextLine) -> bool:
    """Tell whether a line holds a label and nothing else: a small heading, no broken sentence."""
    return is_label(line.kind) and line.lead == len(line.view)


def _is_open(group: Sequence[TextLine], layout: Layout) -> bool:
    """Tell whether the paragraph so far breaks off in mid-sentence."""
    first, last = group[0], group[-1]
    if layout.width is not None:
        return len(last.view) + last.indent >= layout.width - 4 and not _ENDED.search(last.view)
    if first.kind not in MARKS | {TEXT, "SUPERVISION"} and not is_label(first.kind):
        return False
    if _CUT.search(_behind_mark(last)):
        return True
    if _ENDED.search(last.view):
        return False
    if first.kind not in MARKS:
        return True
    words = "".join(line.view for line in group[:MOST_LINES])[first.lead :]
    return bool(_STOP_INSIDE.search(words)) or _pair_is_open(words)


def _behind_mark(line: TextLine) -> str:
    """Return what stands behind a marker: 三、 alone is cut off nowhere."""
    return line.view[line.lead :] if line.kind in MARKS else line.view


def _pair_is_open(words: str) -> bool:
    return any(words.count(left) > words.count(right) for left, right in ("“”", "《》", "()"))


def _find_lead(body: list[LogicalLine]) -> list[LogicalLine]:
    """Mark the paragraph that says who inspected whom and when."""
    first_mark = next((i for i, line in enumerate(body) if line.kind in MARKS), len(body))
    body = [
        replace(line, kind="TITLE")
        if index < first_mark and line.kind == TEXT and head_kind(line.view) == "NAMED_TITLE"
        else line
        for index, line in enumerate(body)
    ]
    lead = _opening_lead(body[:first_mark]) or _late_lead(body[first_mark:])
    return [replace(line, kind="LEAD") if line is lead else line for line in body]


def _opening_lead(above: Sequence[LogicalLine]) -> LogicalLine | None:
    """Return the first paragraph of an opening, which may take several, above the first heading."""
    texts = [line for line in above if line.kind == TEXT][:LEAD_PARAGRAPHS]
    if not alphabet("lead").match("".join(line.view for line in texts)):
        return None
    return next((line for line in texts if alphabet("opens_lead").match(line.view)), None)


def _late_lead(body: Sequence[LogicalLine]) -> LogicalLine | None:
    texts = (line for line in body if line.kind == TEXT)
    return next((line for line in texts if alphabet("full_lead").match(line.view)), None)
