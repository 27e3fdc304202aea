"""The same problem in other words: a milder word, a missing half; and what is only taken for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from notice_lint.checks.companions.papers import ASKED, compared, told_in
from notice_lint.checks.contract import PASSED, Check, Verdict
from notice_lint.document.companions import ROLE_NAMES, Comparison, ProblemEntry, ProblemRow
from notice_lint.document.notice import Notice
from notice_lint.document.violation import Finding, Value
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording

_CLAUSE = re.compile(r"[^，,；;、。:：]+")
_MARKS = re.compile(r"[\W_]+")
_UNQUOTED = Wording("与反馈意见或台账的表述不完全一致", "is not quite as the papers have it")
"""What is said of the difference where no word of the papers may be shown."""
_TELLING = ("cause", "measures")
"""Parts of an item that say something of their own."""
_HALF = 6
"""Characters from which on a clause says something of its own."""


class WordingOptions(Struct, frozen=True):
    """Options of problem-reworded."""

    strong: Pattern
    """Words that say how bad a problem is: without them it is milder."""
    as_strong: Pattern
    """Other words that say as much where they stand in the answer."""
    mild: Pattern
    """Words that make a problem milder where they are put in."""
    share: float
    """Share of the pairs of characters of a clause that show that it is told at all."""


def reworded(notice: Notice, options: WordingOptions) -> Iterator[Verdict]:
    """Report what an item says less, or more mildly, than the problem it answers."""
    comparison = compared(notice)
    if comparison.is_foreign:
        return
    for row in comparison.rows:
        asked, answers = row.asked, row.of("notice")
        if asked and answers:
            doubt = row.doubt.entry if row.doubt else None
            fact = _doubtful(comparison, asked) if doubt else _difference(notice, row, options)
            yield _finding(asked, doubt or answers[0].entry, fact) if fact else PASSED


def _finding(asked: ProblemEntry, answer: ProblemEntry, fact: Wording) -> Finding:
    params: dict[str, Value] = {"problem": answer.name, "fact": fact}
    return Finding(answer.item.problem.span, params, tuple(told_in(asked)))


def _doubtful(comparison: Comparison, asked: ProblemEntry) -> Wording:
    assert asked.paper
    words, paper = comparison.shown(asked), ROLE_NAMES[asked.paper.role]
    return Wording(
        f"与{paper.zh}“{words}”可能是同一问题，请核对是否对应",
        f"may be the problem “{words}” of {paper.en}; please see whether it is",
    )


def _difference(notice: Notice, row: ProblemRow, options: WordingOptions) -> Wording | None:
    """Say what of a problem is milder or missing; what is told anywhere in its item is not.

    Of several items each tells a part in words of its own.
    """
    asked = row.asked
    assert asked
    assert asked.paper
    first, *others = (match.entry for match in row.of("notice"))
    if others:
        return None
    wordings = ProblemWordings(
        stated=asked.name,
        heading=first.name,
        answer=_said(first, notice),
        whole=first.item.span.of(notice.source.text),
        paper=ROLE_NAMES[asked.paper.role],
    )
    fact = wordings.milder(options) or wordings.halved(options)
    return _UNQUOTED if fact and not compared(notice).quotes else fact


def _said(entry: ProblemEntry, notice: Notice) -> str:
    """Return what an item and those around it say of how the problem shows."""
    items = (entry.item, *entry.above)
    spans = (span for item in items for span in (item.problem.span, *item.statement))
    return "".join(span.of(notice.source.text) for span in spans)


class ProblemWordings(Struct, frozen=True):
    """A problem as it was stated, and as the notice has it."""

    stated: str
    heading: str
    """What the heading of the item says."""
    answer: str
    """What the item says of how it shows, its heading included."""
    whole: str
    """All that the item says: what is being done about a half of the problem tells it as well."""
    paper: Wording
    """What the paper is called that states it."""

    def milder(self, options: WordingOptions) -> Wording | None:
        """Say which strong word stands nowhere any more, or which mild one in the heading."""
        strong = options.strong.search(self.stated)
        if (
            strong
            and not options.strong.search(self.answer)
            and not options.as_strong.search(self.answer)
        ):
            return self._lighter(f"少了“{strong.group()}”", f"“{strong.group()}” is gone")
        mild = options.mild.search(self.heading)
        if mild and not options.mild.search(self.stated):
            return self._lighter(f"用了“{mild.group()}”", f"it says “{mild.group()}”")
        return None

    def _lighter(self, how: str, english: str) -> Wording:
        zh = f"比{self.paper.zh}的表述轻：{how}"
        return Wording(zh, f"is milder than in {self.paper.en}: {english}")

    def halved(self, options: WordingOptions) -> Wording | None:
        """Say which clause stands nowhere any more, where there are several."""
        pairs = _pairs(self.answer + self.whole)
        clauses = [clause for clause in _CLAUSE.findall(self.stated) if len(clause) >= _HALF]
        missing = (clause for clause in clauses if _share(clause, pairs) < options.share)
        clause = next(missing, None) if len(clauses) > 1 else None
        return (
            Wording(f"比{self.paper.zh}少了“{clause}”", f"lacks “{clause}” of {self.paper.en}")
            if clause
            else None
        )


class EchoOptions(Struct, frozen=True):
    """Options of problem-echoed."""

    least: int
    """Pairs of characters from which on what an item says is compared."""
    share: float
    """Share of them that the paper and the heading have as well, from which on it says no more."""


def echoed(notice: Notice, options: EchoOptions) -> Iterator[Verdict]:
    """Report an item below whose heading nothing stands but the words of the problem itself."""
    for row in compared(notice).rows:
        asked, answers = row.asked, row.of("notice")
        if asked and asked.paper and len(answers) == 1:
            yield _echo(notice, (asked, answers[0].entry), options)


def _echo(notice: Notice, entries: Sequence[ProblemEntry], options: EchoOptions) -> Verdict:
    """Judge what stands below the heading of an item against the problem as it was stated."""
    asked, answer = entries
    assert asked.paper
    parts = [part for part in answer.item.parts if part.kind in _TELLING]
    body = [*answer.item.statement, *(span for part in parts for span in part.body)]
    pairs = _pairs("".join(span.of(notice.source.text) for span in body))
    stated = asked.item.span.of(asked.paper.notice.source.text) + answer.item.problem.text
    if answer.item.children or len(pairs) < options.least:
        return PASSED
    if _shared(pairs, stated) < options.share:
        return PASSED
    return Finding(body[0], {"problem": answer.name}, tuple(told_in(asked)))


def _shared(pairs: frozenset[str], words: str) -> float:
    return len(pairs & _pairs(words)) / len(pairs)


def _share(clause: str, pairs: frozenset[str]) -> float:
    inside = _pairs(clause)
    return len(inside & pairs) / max(1, len(inside))


def _pairs(words: str) -> frozenset[str]:
    bare = _MARKS.sub("", words)
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1))


CHECKS = (
    Check("problem-reworded", reworded, WordingOptions, ("problem", "fact"), ASKED, True),
    Check("problem-echoed", echoed, EchoOptions, ("problem",), ASKED, True),
)
