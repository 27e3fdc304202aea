"""Edits one after the other as edits made at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from notice_lint.document.violation import Edit
from notice_lint.text.spans import Span


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits made that do not overlap."""
    parts: list[str] = []
    end = 0
    for edit in sorted(edits, key=lambda edit: edit.place):
        parts += (text[end : edit.place.start], edit.text)
        end = edit.place.end
    return "".join((*parts, text[end:]))


def compose(first: Sequence[Edit], second: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return edits that do at once what two sets of edits do one after the other.

    Spans of `first` are of the original text, those of `second` of what `first` makes of it.
    """
    if not first:
        return tuple(sorted(second, key=lambda edit: edit.place))
    edits = sorted(first, key=lambda edit: edit.place)
    for edit in sorted(second, key=lambda edit: edit.place, reverse=True):
        edits = sorted(_added(edits, edit), key=lambda edit: edit.place)
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
        """Tell whether a later edit of a span cannot be made independently of this one."""
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
    touched = [earlier for earlier in placed if earlier.touches(later.place)]
    others = [earlier.edit for earlier in placed if earlier not in touched]
    start, end = later.place
    if not touched:
        moved = ([0] + [before.behind for before in placed if before.now.end <= start])[-1]
        return [*others, Edit(Span(start - moved, end - moved), later.text)]
    first, last = touched[0], touched[-1]
    head = first.edit.text[: max(start - first.now.start, 0)]
    tail = last.edit.text[max(end - last.now.start, 0) :] if end < last.now.end else ""
    whole = Span(min(start, first.now.start) - first.before, max(end, last.now.end) - last.behind)
    return [*others, Edit(whole, head + later.text + tail)]
