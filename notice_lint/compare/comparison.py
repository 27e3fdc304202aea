"""A notice beside its companions, problem by problem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct

from notice_lint.compare.entries import levels_of
from notice_lint.compare.matching import Pairing, Pairings, held_by, pair_up
from notice_lint.compare.similarity import Known, ProblemWords, words_of
from notice_lint.document.companions import Companion, Comparison, Match, ProblemRow
from notice_lint.document.notice import Notice

DETAIL = 0.05
"""What a comparison by sub-items may be worse and still be taken: it says more."""
REPEATED = 0.6
"""Quality of the pairs of two tables from which on they list the same problems."""


class _Aligned(Struct, frozen=True):
    """A problem while the papers are laid side by side: by which words it is known."""

    words: tuple[ProblemWords, ...]
    matches: tuple[Match, ...]

    def joined(self, words: ProblemWords, pairing: Pairing) -> _Aligned:
        """Return the row with what another paper says."""
        match = Match(words.entry, pairing.score, pairing.runner_up, pairing.is_sure)
        return _Aligned((*self.words, words), (*self.matches, match))


Levels = Sequence[Sequence[ProblemWords]]
"""The problems of a paper by its innermost items, and by the outermost where they differ."""


def compare(notice: Notice, companions: Sequence[Companion], *, quotes: bool = True) -> Comparison:
    """Lay a notice beside the papers it answers.

    Feedback and ledger come first, so that a problem of both is one row; then the notice itself
    and the earlier one.
    """
    answers = _levels(notice, None)
    rows: list[_Aligned] = []
    for role in ("feedback", "ledger", "notice", "earlier"):
        for levels in [answers] if role == "notice" else _papers(companions, role):
            rows = _laid_beside(rows, levels) if rows else _begun(levels, answers)
    return Comparison(tuple(companions), tuple(ProblemRow(row.matches) for row in rows), quotes)


def _papers(companions: Sequence[Companion], role: str) -> Iterator[Levels]:
    """Yield the lists of problems in the papers of a role."""
    for companion in companions:
        if companion.role == role:
            yield from _lists(_levels(companion.notice, companion))


def _levels(notice: Notice, paper: Companion | None) -> Levels:
    text = notice.source.text
    return [words_of(entries, text) for entries in levels_of(notice, paper)]


def _lists(levels: Levels) -> Iterator[Levels]:
    """Yield the lists of a paper: one, or each of its tables where they list the same problems.

    A workbook may have a list of problems, one of measures and one of who is responsible.
    """
    tables: dict[int, list[ProblemWords]] = {}
    for words in levels[0]:
        tables.setdefault(_table(words), []).append(words)
    first, *others = tables.values() if tables else [[]]
    repeats = [
        pair_up([(words,) for words in first], other).quality >= REPEATED for other in others
    ]
    if any(repeats):
        yield from ([table] for table in tables.values())
    else:
        yield levels


def _table(words: ProblemWords) -> int:
    """Return the table that a problem stands in, 0 for none."""
    row = words.entry.item.row
    return row[0] if row else 0


def _begun(levels: Levels, answers: Levels) -> list[_Aligned]:
    """Return rows for the problems of the first paper, at the level that its answers are at."""
    known = [[(words,) for words in level] for level in answers]
    chosen = (
        levels[0]
        if len(levels) == 1
        else max(levels, key=lambda level: max(_quality(left, level) for left in known))
    )
    return [_Aligned((words,), (Match(words.entry),)) for words in chosen]


def _laid_beside(rows: Sequence[_Aligned], levels: Levels) -> list[_Aligned]:
    """Return rows with the problems of another paper, each in its row or in one of its own."""
    left = [row.words for row in rows]
    innermost, *outer = levels
    pairings, chosen = pair_up(left, innermost), innermost
    for level in outer:
        others = pair_up(left, level)
        if others.quality > pairings.quality + DETAIL:
            pairings, chosen = others, level
    beside = list(chain.from_iterable(outer))
    return _joined(rows, chosen, pairings, beside)


def _quality(left: Sequence[Known], level: Sequence[ProblemWords]) -> float:
    return pair_up(left, level).quality


def _joined(
    rows: Sequence[_Aligned],
    level: Sequence[ProblemWords],
    pairings: Pairings,
    outer: Sequence[ProblemWords],
) -> list[_Aligned]:
    """Return rows with what was paired with them, and a row for each problem that was not."""
    joined = list(rows)
    for pairing in pairings.pairs:
        joined[pairing.left] = joined[pairing.left].joined(level[pairing.right], pairing)
    left_over = sorted(set(range(len(rows))) - {pairing.left for pairing in pairings.pairs})
    for pairing in held_by([rows[place].words for place in left_over], outer):
        place = left_over[pairing.left]
        joined[place] = joined[place].joined(outer[pairing.right], pairing)
    paired = {pairing.right for pairing in pairings.pairs}
    alone = (words for place, words in enumerate(level) if place not in paired)
    return [*joined, *(_Aligned((words,), (Match(words.entry),)) for words in alone)]
