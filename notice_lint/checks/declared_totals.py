"""Which declared numbers are the parts of which declared total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from notice_lint.document.notice import Declaration

STATUS_SUBJECTS = ("completed", "basically_completed", "in_progress", "not_started")
BASES = frozenset(("problems", "tasks", "measures"))


def sentences(declarations: Iterable[Declaration]) -> Iterator[list[Declaration]]:
    """Yield the declarations that stand in one sentence, sentence by sentence."""
    for _, group in groupby(declarations, key=lambda one: one.sentence):
        yield list(group)


def status_parts(sentence: Iterable[Declaration]) -> list[Declaration]:
    """Return the numbers of a sentence that say how far problems are solved."""
    return [one for one in sentence if one.subject in STATUS_SUBJECTS and not one.aside]


def total_of(sentence: Sequence[Declaration], all_: Sequence[Declaration]) -> Declaration | None:
    """Return the total that statuses belong to: of their own sentence, else of one before it.

    The measure word decides between several: 9个问题、措施26条，已完成8个.
    """
    addends = status_parts(sentence)
    if not addends:
        return None
    before = [one for one in all_ if one.subject in BASES and one.span < addends[0].span]
    own = [one for one in before if one.sentence == addends[0].sentence]
    near = own or [one for one in before if before and one.sentence == before[-1].sentence]
    alike = [one for one in near if one.unit == addends[0].unit]
    problems = [one for one in near if one.subject == "problems"]
    return next(iter(reversed(alike or problems or near)), None)
