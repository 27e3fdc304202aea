"""Edits that do not overlap, so that they can be made at once."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice

from notice_lint.document.violation import Edit


class EditSet:
    """Edits that do not overlap, in order of place."""

    def __init__(self) -> None:
        """Begin with none."""
        self._edits: list[Edit] = []

    def fits(self, edit: Edit) -> bool:
        """Tell whether an edit overlaps none of them but itself."""
        at = self._index(edit)
        near = self._edits[max(at - 1, 0) : at]
        for other in islice(self._edits, at, None):
            if other.place.start > edit.place.end:
                break
            near.append(other)
        return all(other == edit or not other.overlaps(edit) for other in near)

    def add(self, edit: Edit) -> None:
        """Add an edit that fits."""
        self._edits.insert(self._index(edit), edit)

    def _index(self, edit: Edit) -> int:
        return bisect_left(self._edits, edit.place, key=lambda other: other.place)
