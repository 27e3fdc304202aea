"""Instructions to the tool inside a document: found, and taken out of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from notice_lint.document.source import Directive, Kind, text_offset
from notice_lint.text.spans import Span

_COMMENT = re.compile(
    r"(?P<shown><!--\s*(?P<words>notice-lint\s*[:：](?:(?!-->)[\s\S]){0,500}?)\s*-->)"
)
_FORMS: dict[Kind, re.Pattern[str]] = {
    "text": re.compile(
        r"^[ \t\u3000]*(?P<shown>%%[ \t]*(?P<words>notice-lint[ \t]*[:：][^\r\n]*))", re.MULTILINE
    ),
    "html": _COMMENT,
    "markdown": _COMMENT,
}
"""A line that begins with %% in a text; a comment in Markdown and HTML."""


def find_directives(raw: str, kind: Kind) -> list[Directive]:
    """Return the instructions in a file; where they are placed in its text is not known yet."""
    form = _FORMS.get(kind)
    if form is None or "notice-lint" not in raw:
        return []
    return [_directive(raw, match) for match in form.finditer(raw)]


def _directive(raw: str, match: re.Match[str]) -> Directive:
    span = Span(*match.span("shown"))
    return Directive(match["words"].strip(), span, 0, _is_alone(raw, span))


def _is_alone(raw: str, span: Span) -> bool:
    start, end = _line(raw, span)
    return not (raw[start : span.start] + raw[span.end : end]).strip()


def _line(raw: str, span: Span) -> tuple[int, int]:
    """Return the range of the line that holds a span, its break included."""
    start = max(raw.rfind("\n", 0, span.start), raw.rfind("\r", 0, span.start)) + 1
    line_break = _BREAK.search(raw, span.end)
    return start, line_break.end() if line_break else len(raw)


_BREAK = re.compile(r"\r\n|\r|\n")


def without(raw: str, directives: Iterable[Directive]) -> Iterator[tuple[int, int]]:
    """Yield the ranges between lines that are instructions."""
    place = 0
    for directive in directives:
        start, end = _line(raw, directive.raw)
        yield place, start
        place = end
    yield place, len(raw)


def join_ranges(
    raw: str, ranges: Iterable[tuple[int, int]]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the text that ranges of `raw` make up, and anchors from it to `raw`."""
    text: list[str] = []
    anchors = [(0, 0)]
    length = 0
    for start, end in ranges:
        if anchors[-1] != (length, start):
            anchors.append((length, start))
        text.append(raw[start:end])
        length += end - start
    return "".join(text), tuple(dict(anchors).items())


def placed(
    directives: Sequence[Directive], anchors: Sequence[tuple[int, int]]
) -> tuple[Directive, ...]:
    """Return instructions with the place in the text of what follows them."""
    return tuple(
        replace(directive, at=text_offset(directive.raw.end, anchors)) for directive in directives
    )
