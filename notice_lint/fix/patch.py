"""Edits one after the other as edits made at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from notice_lint.document.violation import Edit
from notice_lint.text.spans import Span


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits made that do not overlap."""
    parts: list[str] = []
    place = 0
    for edit in sorted(edits, key=lambda one: one.place):
        parts += (text[place : edit.place.start], edit.text)
        place = edit.place.end
    return "".join((*parts, text[place:]))


def compose(first: Sequence[Edit], second: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return edits that do at once what two sets of edits do one after the other.

    Spans of `first` are of the original text, those of `second` of what `first` makes of it.
    """
    if not first:
        return tuple(sorted(second, key=lambda one: one.place))
    edits = sorted(first, key=lambda one: one.place)
    for edit in sorted(second, key=lambda one: one.place, reverse=True):
        edits = sorted(_added(edits, edit), key=lambda one: one.place)
    return tuple(edits)


class _Placed(Struct, frozen=True):
    """An edit, and where its words stand once it is made."""

    edit: Edit
    now: Span

    @property
    def before(self) -> int:
        """How far what stands before it has been moved."""
        return self.now.start - self.edit.place.start

    @property
    def behind(self) -> int:
        """How far what stands behind it has been moved."""
        return self.now.end - self.edit.place.end

    def touches(self, span: Span) -> bool:
        """Tell whether a later edit of a span cannot be made apart from this one."""
        start, end = self.now
        if start == end or span.start == span.end:
            return start <= span.end and span.start <= end
        return start < span.end and span.start < end


def _placed(edits: Iterable[Edit]) -> Iterator[_Placed]:
    moved = 0
    for edit in edits:
        start = edit.place.start + moved
        yield _Placed(edit, Span(start, start + len(edit.text)))
        moved += len(edit.text) - (edit.place.end - edit.place.start)


def _added(edits: Sequence[Edit], later: Edit) -> list[Edit]:
    """Return edits with one more, whose span is of the text that they make."""
    placed = list(_placed(edits))
    touched = [one for one in placed if one.touches(later.place)]
    kept = [one.edit for one in placed if one not in touched]
    start, end = later.place
    if not touched:
        moved = ([0] + [one.behind for one in placed if one.now.end <= start])[-1]
        return [*kept, Edit(Span(start - moved, end - moved), later.text)]
    first, last = touched[0], touched[-1]
    head = first.edit.text[: max(start - first.now.start, 0)]
    tail = last.edit.text[max(end - last.now.start, 0) :] if end < last.now.end else ""
    whole = Span(min(start, first.now.start) - first.before, max(end, last.now.end) - last.behind)
    return [*kept, Edit(whole, head + later.text + tail)]
