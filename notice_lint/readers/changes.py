"""What changed in documents, as git or a diff tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from msgspec import Struct, field

from notice_lint.document.source import LINE_BREAK, Source
from notice_lint.errors import InputError
from notice_lint.readers import absolute, from_bytes
from notice_lint.readers.history import content_then
from notice_lint.text.spans import Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


class LineRange(Struct, frozen=True):
    """Lines of a file that were changed, 1-based, both ends included."""

    first: int
    last: int


class Changes(Struct, frozen=True):
    """Which files changed, and how to tell where; a file that is named nowhere did not change."""

    root: str = ""
    base: str = ""
    """The repository and the commit that files are compared with, where git is asked."""
    then: Mapping[str, str] = field(default_factory=dict)
    """By absolute path, the path in that commit; nothing for a new file."""
    lines: Mapping[str, tuple[LineRange, ...]] = field(default_factory=dict)
    """By absolute path, the lines that a diff changes; none where it does not show them."""

    @property
    def files(self) -> tuple[str, ...]:
        """The absolute paths of all files that changed."""
        return (*self.then, *self.lines)

    def spans(self, source: Source) -> tuple[Span, ...]:
        """Return the lines of `Source.text` that changed; raises UsageError."""
        path = absolute(source.path)
        whole = (Span(0, len(source.text)),)
        if path in self.lines:
            ranges = self.lines[path]
            return tuple(_lines_of(source, ranges)) if ranges else whole
        before = self._before(source, self.then.get(path, ""))
        return tuple(_compared(before.text, source.text)) if before else whole

    def _before(self, source: Source, name: str) -> Source | None:
        if not name:
            return None
        try:
            return from_bytes(content_then(self.root, self.base, name), source.path)
        except InputError:  # what was there cannot be read: all is new
            return None


def _lines_of(source: Source, ranges: Iterable[LineRange]) -> Iterator[Span]:
    starts = [0, *(line_break.end() for line_break in LINE_BREAK.finditer(source.raw))]
    for lines in ranges:
        first, last = (min(number, len(starts)) for number in (lines.first, lines.last + 1))
        end = starts[last - 1] if lines.last < len(starts) else len(source.raw)
        yield source.text_span(Span(starts[max(first, 1) - 1], end))


def _compared(before: str, after: str) -> Iterator[Span]:
    """Yield the lines that are new; beside lines that were removed, those on both sides."""
    old, new = ([line.group() for line in _LINE.finditer(text)] for text in (before, after))
    starts = [0]
    for line in new:
        starts.append(starts[-1] + len(line))
    keys = [[line.strip() for line in lines] for lines in (old, new)]
    matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    for tag, _, _, first, last in matcher.get_opcodes():
        if tag == "delete":
            yield Span(starts[max(first - 1, 0)], starts[min(last + 1, len(new))])
        elif tag != "equal":
            yield Span(starts[first], starts[last])
