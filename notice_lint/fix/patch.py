"""Edits one after the other as edits made at once."""

from __future__ import annotations

from collections import deque
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
    earlier = deque(_placed(sorted(first, key=_place)))
    later = deque(sorted(second, key=_place))
    edits: list[Edit] = []
    moved = 0
    while earlier or later:
        group = _next_group(earlier, later)
        edits.append(group.as_one(moved))
        moved = group.earlier[-1].behind if group.earlier else moved
    return tuple(edits)


def origin(edits: Iterable[Edit], offset: int) -> int:
    """Return the place of the original text that an offset of the edited one comes from."""
    moved = 0
    for placed in _placed(sorted(edits, key=_place)):
        if offset < placed.now.end:
            return min(offset - placed.before, placed.edit.place.end)
        moved = placed.behind
    return offset - moved


def _place(edit: Edit) -> Span:
    return edit.place


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


class _Group(Struct, frozen=True):
    """Edits of both sets that touch each other, in order."""

    earlier: list[_Placed]
    later: list[Edit]

    def as_one(self, moved: int) -> Edit:
        """Return the one edit they come to; `moved` is how far edits before it move the text."""
        if not self.later:
            return self.earlier[0].edit
        if not self.earlier:
            ((start, end), text) = self.later[0].place, self.later[0].text
            return Edit(Span(start - moved, end - moved), text)
        first, last = self.earlier[0], self.earlier[-1]
        now = Span(
            min(first.now.start, self.later[0].place.start),
            max(last.now.end, self.later[-1].place.end),
        )
        within = [
            Edit(Span(edit.place.start - now.start, edit.place.end - now.start), edit.text)
            for edit in self.later
        ]
        words = apply(self._words(now), within)
        return Edit(Span(now.start - first.before, now.end - last.behind), words)

    def _words(self, now: Span) -> str:
        """Return what stands there between both sets; later edits replace what is not known."""
        parts: list[str] = []
        end = now.start
        for placed in self.earlier:
            parts += ("?" * (placed.now.start - end), placed.edit.text)
            end = placed.now.end
        return "".join((*parts, "?" * (now.end - end)))


def _next_group(earlier: deque[_Placed], later: deque[Edit]) -> _Group:
    """Take out the first edit, and all that touch it or one another."""
    group = _Group([], [])
    if earlier and (not later or earlier[0].now <= later[0].place):
        group.earlier.append(earlier.popleft())
    else:
        group.later.append(later.popleft())
    while _joins(earlier, group.later) or _joins(later, group.earlier):
        if _joins(earlier, group.later):
            group.earlier.append(earlier.popleft())
        else:
            group.later.append(later.popleft())
    return group


def _joins(waiting: Sequence[_Placed | Edit], last: Sequence[_Placed | Edit]) -> bool:
    """Tell whether the next edit of one set touches the last of the other."""
    if not waiting or not last:
        return False
    pair = (waiting[0], last[-1])
    placed = next(edit for edit in pair if isinstance(edit, _Placed))
    edit = next(edit for edit in pair if isinstance(edit, Edit))
    return placed.touches(edit.place)
