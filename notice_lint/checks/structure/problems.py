"""Problems and their statuses compared with each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from notice_lint.checks.contract import (
    ITEMS,
    PASSED,
    STATUSES,
    Check,
    Inapplicable,
    NoOptions,
    Verdict,
    opening_words,
)
from notice_lint.document import terms
from notice_lint.document.notice import Notice, Part, ProblemItem, StatusClass
from notice_lint.document.violation import Finding, Related, Value
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording

_STATUS_SIGNS = "【〖[［(（〔—－-☑√✓✔✅■●"
_NOT_WORDS = re.compile(r"(?:于)?(?:20\d\d *年)? *\d{1,2} *月(?: *\d{1,2} *[日号]|底|末)?|[\W_]+")
"""What makes no other wording: marks, and the day: 2025年11月28日核验销号."""


class StatusVocabulary(Struct, frozen=True):
    """Options of status-vocabulary."""

    add: tuple[str, ...] = ()
    """Words accepted besides those of grammar/lines.lark."""


def status_vocabulary(notice: Notice, options: StatusVocabulary) -> Iterator[Verdict]:
    """Report a status in words that belong to no class."""
    for part in notice.statuses:
        if part.status is None and part.text not in options.add:
            yield Finding(part.body[0], {"status": part.text})
        else:
            yield PASSED


def status_uniform(notice: Notice, options: NoOptions) -> Iterator[Verdict]:
    """Report a status worded in another way than most of its class; marks do not count.

    A sentence of running text says it as its paragraph asks for, and is none of them.
    """
    by_class: dict[StatusClass, list[Part]] = {}
    for part in notice.statuses:
        if part.status and not _is_sentence(notice, part):
            by_class.setdefault(part.status, []).append(part)
    for name, parts in by_class.items():
        yield from _compared(name, parts)


def _compared(name: StatusClass, parts: list[Part]) -> Iterator[Verdict]:
    """Judge the statuses of one class by the wording that most of them have."""
    counts = Counter(_bare(part) for part in parts)
    common, times = counts.most_common(1)[0]
    model = next(part for part in parts if _bare(part) == common)
    usual = _usually(model.text) if times * 2 > len(parts) else _elsewhere(model.text)
    related = (Related(model.body[0], Wording("另一种写法", "the other wording")),)
    for part in parts:
        if _bare(part) == common:
            yield PASSED
            continue
        params: dict[str, Value] = {
            "status": part.text,
            "usual": usual,
            "class": terms.STATUSES[name],
        }
        yield Finding(part.body[0], params, related)


def _bare(part: Part) -> str:
    return _NOT_WORDS.sub("", part.text)


def _is_sentence(notice: Notice, part: Part) -> bool:
    """Tell whether a status has neither label nor sign and stands in no table."""
    start = part.body[0].start if part.body else part.span.start
    in_table = any(table.span.start <= start < table.span.end for table in notice.source.tables)
    return part.label is None and not in_table and notice.source.text[start] not in _STATUS_SIGNS


def _usually(words: str) -> Wording:
    return Wording(f"多数写“{words}”", f"most items say “{words}”")


def _elsewhere(words: str) -> Wording:
    return Wording(f"别处写“{words}”", f"another item says “{words}”")


class DuplicateProblem(Struct, frozen=True):
    """Options of duplicate-problem."""

    frame: Pattern
    """Regular expression of the words around a problem that do not count, such as 针对…的问题."""


def duplicate_problem(notice: Notice, options: DuplicateProblem) -> Iterator[Verdict]:
    """Report a problem that is listed twice at one level."""
    for siblings in (notice.items, *(item.children for item in notice.all_items)):
        first: dict[str, ProblemItem] = {}
        for item in siblings:
            bare = _NOT_WORDS.sub("", options.frame.sub("", item.problem.text))
            earlier = first.setdefault(bare, item)
            if earlier is item or not bare:
                yield PASSED
            else:
                related = (Related(earlier.problem.span, Wording("前一处", "first")),)
                yield Finding(item.problem.span, {"problem": item.problem.text}, related)


USUAL = 0.75
"""Share of the problems that makes their form the usual one.

From 0.5 to 0.75 our notices and cases give the same findings, at 0.95 some are lost: a form that
nearly all have has exceptions.
"""


class ProblemForm(Struct, frozen=True):
    """Options of problem-form."""

    forms: dict[str, Pattern]
    """Name of each form and the regular expression that a heading of the form matches."""
    least: int = 3
    """Items of the usual form that make a habit."""


def problem_form(notice: Notice, options: ProblemForm) -> Iterator[Verdict]:
    """Report a problem heading of another form than nearly all others."""
    forms = [(item, _form(item, options.forms)) for item in notice.items]
    counts = Counter(form for _, form in forms)
    form, count = counts.most_common(1)[0] if counts else (None, 0)
    if form is None or count < options.least or count < USUAL * len(forms):
        yield PASSED
        return
    for item, item_form in forms:
        if item_form == form:
            yield PASSED
        else:
            yield Finding(item.problem.span, {"problem": item.problem.text, "form": form})


def _form(item: ProblemItem, forms: dict[str, Pattern]) -> str | None:
    return next((name for name, form in forms.items() if form.search(item.problem.text)), None)


class SummaryRequired(Struct, frozen=True):
    """Options of status-summary."""

    least: int
    """Statuses that make a summary worth while."""
    summed: Pattern
    """What sums statuses up, besides the declarations of grammar/lines.lark."""


def status_summary(notice: Notice, options: SummaryRequired) -> Iterator[Verdict]:
    """Report a notice that gives statuses and never sums them up."""
    if len(notice.statuses) < options.least:
        yield Inapplicable(Wording("状态不多", "there are few statuses"))
    elif _declares_statuses(notice) or options.summed.search(notice.source.view):
        yield PASSED
    else:
        span = opening_words(notice, notice.statuses[0].span)
        yield Finding(span, {"count": len(notice.statuses)}, whole=True)


def _declares_statuses(notice: Notice) -> bool:
    return any(declaration.subject in terms.SUBJECTS for declaration in notice.declarations)


CHECKS = (
    Check("status-vocabulary", status_vocabulary, StatusVocabulary, ("status",), STATUSES),
    Check("status-uniform", status_uniform, NoOptions, ("status", "usual", "class"), STATUSES),
    Check("status-summary", status_summary, SummaryRequired, ("count",), STATUSES),
    Check("duplicate-problem", duplicate_problem, DuplicateProblem, ("problem",), ITEMS),
    Check("problem-form", problem_form, ProblemForm, ("problem", "form"), ITEMS),
)
