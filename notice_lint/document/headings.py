"""Lines that are set as headings, told from what a reader has seen of their setting."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from notice_lint.document.source import HeadingMark, Table
from notice_lint.text.spans import Span

MOSTLY = 0.5
"""Share of a text from which on bold words are its usual setting and mark nothing."""


def heading_marks(
    text: str, levels: Mapping[int, int], bold: BoldWords, tables: Sequence[Table]
) -> tuple[HeadingMark, ...]:
    """Return the headings of a text outside its tables.

    `levels` says of places at which lines begin, blanks left out or not, which heading they are.
    """
    marks = {_line_start(text, start): level for start, level in levels.items()}
    for start in bold.whole_lines(text):
        marks.setdefault(start, 0)
    outside = _outside(sorted(marks), tables)
    return tuple(HeadingMark(start, marks[start]) for start in outside)


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _outside(starts: Iterable[int], tables: Sequence[Table]) -> Iterator[int]:
    """Yield the places, sorted, that no table holds; a table in another begins behind it."""
    end = index = 0
    for start in starts:
        while index < len(tables) and tables[index].span.start <= start:
            end = max(end, tables[index].span.end)
            index += 1
        if start >= end:
            yield start


class BoldWords:
    """The words of a text that are bold."""

    def __init__(self, spans: Iterable[Span], neutral: Iterable[Span] = ()) -> None:
        """Take the spans; neutral ones, such as automatic numbers, are bold with the others."""
        spans = list(spans)
        self._bold = _joined(spans)
        self._covered = _joined([*spans, *neutral])

    def holds(self, text: str, span: Span) -> bool:
        """Tell whether all words of a span are bold, blanks left out, and there are some."""
        return _covers(self._covered, text, span) and _touches(self._bold, span)

    def whole_lines(self, text: str) -> Iterator[int]:
        """Yield where the lines begin that are bold as a whole; none where most of the text is."""
        share = sum(span.end - span.start for span in self._bold) / max(1, len(text))
        if not self._bold or share > MOSTLY:
            return
        starts = sorted({_line_start(text, span.start) for span in self._lines_of_bold(text)})
        for start in starts:
            end = text.find("\n", start)
            line = Span(start, end if end >= 0 else len(text))
            if self.holds(text, line):
                yield start

    def _lines_of_bold(self, text: str) -> Iterator[Span]:
        """Yield the bold spans, cut at line ends."""
        for span in self._bold:
            start = span.start
            while start < span.end:
                line_break = text.find("\n", start, span.end)
                end = line_break if line_break >= 0 else span.end
                yield Span(start, end)
                start = end + 1


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans sorted, those that touch or overlap as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        elif span.end > span.start:
            joined.append(span)
    return joined


def _covers(spans: Sequence[Span], text: str, span: Span) -> bool:
    """Tell whether nothing but blanks of a span lies between others, sorted."""
    place = span.start
    for index in range(max(0, bisect_left(spans, (span.start,)) - 1), len(spans)):
        if spans[index].start >= span.end:
            break
        if text[place : max(place, spans[index].start)].strip():
            return False
        place = max(place, spans[index].end)
    return not text[place : span.end].strip()


def _touches(spans: Sequence[Span], span: Span) -> bool:
    index = bisect_left(spans, (span.end,))
    return index > 0 and spans[index - 1].end > span.start
