"""The same problem in other words: a milder word, a missing half; and what is only taken for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_HALF = 6
"""Characters from which on a clause says something of its own."""


class WordingOptions(Struct, frozen=True):
    """Options of problem-reworded."""

    strong: Pattern
    """Words that say how bad a problem is: without them it is milder."""
    mild: Pattern
    """Words that make a problem milder where they are put in."""
    kept: float
    """Share of the pairs of characters of a clause that show that it is told at all."""


def reworded(notice: Notice, options: WordingOptions) -> Iterator[Verdict]:
    """Report what an item says less, or more mildly, than the problem it answers."""
    comparison = compared(notice)
    for row in comparison.rows:
        asked, answers = row.asked, row.of("notice")
        if asked is None or not answers or comparison.is_foreign:
            continue
        doubt = row.doubt
        if doubt:
            yield _finding(comparison, (asked, doubt.entry), _doubtful(comparison, asked))
            continue
        fact = _difference(notice, row, options)
        if fact and not comparison.quotes:
            fact = _UNQUOTED
        yield _finding(comparison, (asked, answers[0].entry), fact) if fact else PASSED


def _finding(
    comparison: Comparison, entries: tuple[ProblemEntry, ProblemEntry], fact: Wording
) -> Finding:
    asked, answer = entries
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
    """Say what of a problem is milder or missing; what is told anywhere in its items is not."""
    asked = row.asked
    assert asked
    assert asked.paper
    said = "".join(
        span.of(notice.source.text)
        for match in row.of("notice")
        for item in (match.entry.item, *match.entry.above)
        for span in (item.problem.span, *item.statement)
    )
    stated, paper = asked.name, ROLE_NAMES[asked.paper.role]
    heading = "".join(match.entry.name for match in row.of("notice"))
    return _milder(stated, (heading, said), (options, paper)) or _halved(
        stated, said, (options, paper)
    )


def _milder(
    stated: str, told: tuple[str, str], about: tuple[WordingOptions, Wording]
) -> Wording | None:
    """Say which strong word is told nowhere, or which mild one stands in the heading."""
    heading, said = told
    options, paper = about
    strong = options.strong.search(stated)
    if strong and not options.strong.search(said):
        word = strong.group()
        return Wording(
            f"比{paper.zh}的表述轻：少了“{word}”", f"milder than {paper.en}: “{word}” is gone"
        )
    mild = options.mild.search(heading)
    if mild and not options.mild.search(stated):
        word = mild.group()
        return Wording(
            f"比{paper.zh}的表述轻：用了“{word}”", f"milder than {paper.en}: it says “{word}”"
        )
    return None


def _halved(stated: str, said: str, about: tuple[WordingOptions, Wording]) -> Wording | None:
    options, paper = about
    told = _pairs(said)
    clauses = [clause for clause in _CLAUSE.findall(stated) if len(clause) >= _HALF]
    for clause in clauses if len(clauses) > 1 else ():
        pairs = _pairs(clause)
        if len(pairs & told) < options.kept * len(pairs):
            return Wording(f"比{paper.zh}少了“{clause}”", f"lacks “{clause}”, which {paper.en} has")
    return None


def _pairs(words: str) -> frozenset[str]:
    bare = _MARKS.sub("", words)
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1))


CHECKS = (Check("problem-reworded", reworded, WordingOptions, ("problem", "fact"), ASKED, True),)
