"""Edits kept apart, so that they can be made at once."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice

from notice_lint.document.violation import Edit


class Taken:
    """Edits that do not overlap."""

    def __init__(self) -> None:
        """Begin with none."""
        self._edits: list[Edit] = []

    def fits(self, edit: Edit) -> bool:
        """Tell whether an edit overlaps none of them but itself."""
        at = self._index(edit)
        near = self._edits[max(at - 1, 0) : at]
        for one in islice(self._edits, at, None):
            if one.place.start > edit.place.end:
                break
            near.append(one)
        return all(one == edit or not one.overlaps(edit) for one in near)

    def add(self, edit: Edit) -> None:
        """Take an edit that fits."""
        at = self._index(edit)
        if self._edits[at : at + 1] != [edit]:
            self._edits.insert(at, edit)

    def _index(self, edit: Edit) -> int:
        return bisect_left(self._edits, edit.place, key=lambda one: one.place)
