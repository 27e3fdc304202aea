"""Which declared numbers are about all problems, and which are the parts of which total."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from notice_lint.checks.contract import Inapplicable
from notice_lint.document.notice import Declaration, Notice, Section
from notice_lint.document.tally import STATUS_SUBJECTS, ItemCounts
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording

BASES = frozenset(("problems", "symptoms", "tasks", "measures", "immediate", "subset"))
"""What statuses can be numbers of."""
NOTHING_DECLARED = Inapplicable(Wording("文中没有声明这个数", "the text declares no such number"))


class WholeNotice(Struct, frozen=True):
    """Options that tell declarations about all problems of this inspection from others."""

    about: Pattern
    """What the sentence of such a declaration holds."""
    not_about: Pattern
    """What stands before one that is about something else: a part, another round, a self-check.

    Group `kind` is a kind of inspection, which is this one where the title names it: 审计整改.
    """

    follow_up: Pattern | None = None
    """What title or headings of a later notice say, which lists only some of the problems."""

    def covers(self, notice: Notice, declaration: Declaration) -> bool:
        """Tell whether a declaration is about all problems of this inspection."""
        if self.follow_up and any(map(self.follow_up.search, _names(notice))):
            return False
        view = notice.source.view
        start, end = declaration.sentence
        matches = list(self.not_about.finditer(view, start, declaration.span.start))
        if matches and all(_is_own_kind(notice, match) for match in matches):
            return True
        return not matches and self.about.search(view, start, end) is not None


def _names(notice: Notice) -> Iterator[str]:
    """Yield the title and the headings of sections."""
    if notice.title:
        yield notice.title.text
    for node in notice.walk():
        if isinstance(node, Section):
            yield node.heading.text


def _is_own_kind(notice: Notice, match: re.Match[str]) -> bool:
    kind = match.groupdict().get("kind")
    return bool(kind and notice.title and kind in notice.title.text)


def whole_totals(notice: Notice, subject: str, whole: WholeNotice) -> list[Declaration]:
    """Return the declarations of a subject that are about the whole notice."""
    return [
        declaration
        for declaration in notice.declarations
        if declaration.subject == subject
        and not declaration.parenthetical
        and whole.covers(notice, declaration)
    ]


def sentences(declarations: Iterable[Declaration]) -> Iterator[list[Declaration]]:
    """Yield the declarations that stand in one sentence, sentence by sentence."""
    for _, group in groupby(declarations, key=lambda declaration: declaration.sentence):
        yield list(group)


def status_parts(sentence: Iterable[Declaration]) -> list[Declaration]:
    """Return the numbers of a sentence that say how far problems are solved."""
    return [
        declaration
        for declaration in sentence
        if declaration.subject in STATUS_SUBJECTS and not declaration.parenthetical
    ]


def contradicted(declarations: Iterable[Declaration], counts: ItemCounts) -> list[Declaration]:
    """Return the declared numbers that no count makes right."""
    return [
        declaration
        for declaration in declarations
        if declaration.value not in counts.meant_by(declaration)
    ]


def contradicted_by_labels(
    declarations: Iterable[Declaration], counts: ItemCounts
) -> list[Declaration]:
    """Return the declared numbers of statuses that the labels of the items contradict.

    Items without a label are findings themselves: what is short of a number by as many as they are
    is no finding more.
    """
    wrong = contradicted(declarations, counts)
    short = [number for number in wrong if number.value > counts.labelled(number.subject)]
    missing = sum(number.value - counts.labelled(number.subject) for number in short)
    if missing > counts.unlabelled:
        return wrong
    return [number for number in wrong if number not in short]
