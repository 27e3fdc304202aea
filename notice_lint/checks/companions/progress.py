"""What became of what the earlier notice left unfinished."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from notice_lint.checks.companions.absent import AnswerOptions, is_about_rest, missing
from notice_lint.checks.companions.papers import EARLIER, compared, in_paper
from notice_lint.checks.contract import PASSED, Check, Inapplicable, Verdict
from notice_lint.document.companions import ProblemEntry
from notice_lint.document.notice import OPEN, Notice
from notice_lint.document.source import Source
from notice_lint.document.violation import Finding
from notice_lint.text.wording import Wording

_NOTHING_LEFT = Inapplicable(
    Wording("上次通报没有未完成的事项", "the earlier notice left nothing unfinished")
)
_MARKS = re.compile(r"[\W_]+")


def dropped(notice: Notice, options: AnswerOptions) -> Iterator[Verdict]:
    """Report what was unfinished in the earlier notice and is absent now.

    What feedback or ledger ask for as well is told as unanswered.
    """
    yield _NOTHING_LEFT
    tells_rest = is_about_rest(notice, options.rest)
    for row in compared(notice).rows:
        entry = row.entry("earlier")
        if entry is None or entry.status not in OPEN or row.asked:
            continue
        yield PASSED if row.is_answered or tells_rest else missing(notice, row)


class ProgressOptions(Struct, frozen=True):
    """Options of no-progress-told."""

    least: int
    """Code points, marks left out, from which on measures are compared."""


def copied(notice: Notice, options: ProgressOptions) -> Iterator[Verdict]:
    """Report what is unfinished and told word for word as in the earlier notice."""
    yield _NOTHING_LEFT
    for row in compared(notice).rows:
        entry, before = row.entry("notice"), row.entry("earlier")
        if entry and before and row.status in OPEN and not row.doubt:
            yield _progress(notice, (entry, before), options)


def _progress(notice: Notice, entries: Sequence[ProblemEntry], options: ProgressOptions) -> Verdict:
    entry, before = entries
    assert before.paper
    words = _measures(entry, notice.source)
    part, same = entry.part("measures"), before.part("measures")
    is_same = words == _measures(before, before.paper.notice.source)
    if len(words) < options.least or not is_same or not part or not same:
        return PASSED
    related = in_paper(before.paper, same.body[0])
    return Finding(part.body[0], {"problem": entry.name}, (related,))


def _measures(entry: ProblemEntry, source: Source) -> str:
    part = entry.part("measures")
    return _MARKS.sub("", "".join(span.of(source.view) for span in part.body)) if part else ""


CHECKS = (
    Check("item-dropped", dropped, AnswerOptions, ("problem", "paper"), EARLIER, True),
    Check("no-progress-told", copied, ProgressOptions, ("problem",), EARLIER, True),
)
