"""The text of a Word file without its invisible characters, and all that is said about it."""

from __future__ import annotations

from msgspec.structs import replace

from notice_lint.document.source import Source, Table, text_offset
from notice_lint.text.invisible import shows_all, visible_ranges
from notice_lint.text.spans import Span


def without_invisible(source: Source) -> Source:
    """Return a document whose text is what its `raw` shows; what is in the file stays in `raw`."""
    if shows_all(source.raw):
        return source
    ranges = list(visible_ranges(source.raw, 0, len(source.raw)))
    length, anchors = 0, []
    for start, end in ranges:
        anchors.append((length, start))
        length += end - start
    text = "".join(source.raw[start:end] for start, end in ranges)
    return _moved(replace(source, text=text, anchors=tuple(anchors) or source.anchors))


def _moved(source: Source) -> Source:
    """Return a document with all places that were those in `raw` as places in its text."""

    def at(raw: int) -> int:
        return text_offset(raw, source.anchors)

    def moved(span: Span) -> Span:
        return Span(at(span.start), at(span.end))

    def table(drawn: Table) -> Table:
        cells = tuple(replace(cell, span=moved(cell.span)) for cell in drawn.cells)
        return Table(moved(drawn.span), cells)

    layout = source.layout
    paragraphs = (
        tuple(replace(paragraph, start=at(paragraph.start)) for paragraph in layout.paragraphs)
        if layout
        else ()
    )
    return replace(
        source,
        directives=tuple(
            replace(directive, at=at(directive.at)) for directive in source.directives
        ),
        residue=tuple(replace(place, span=moved(place.span)) for place in source.residue),
        layout=layout and replace(layout, paragraphs=paragraphs),
        runs=tuple(replace(run, start=at(run.start), end=at(run.end)) for run in source.runs),
        tables=tuple(map(table, source.tables)),
        heading_marks=tuple(replace(mark, start=at(mark.start)) for mark in source.heading_marks),
    )
