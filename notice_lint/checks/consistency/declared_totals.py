"""Which declared numbers are about all problems, and which are the parts of which total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from notice_lint.checks.contract import Inapplicable
from notice_lint.document.notice import Declaration, Notice
from notice_lint.document.tally import STATUS_SUBJECTS, ItemCounts
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording

BASES = frozenset(("problems", "symptoms", "tasks", "measures"))
"""What statuses can be numbers of."""
NOTHING_DECLARED = Inapplicable(Wording("文中没有声明这个数", "the text declares no such number"))


class WholeNotice(Struct, frozen=True):
    """Options that tell declarations about all problems of this inspection from others."""

    about: Pattern
    """What the sentence of such a declaration holds."""
    not_about: Pattern
    """What stands before one that is about something else: a part, another round, a self-check."""

    def covers(self, notice: Notice, declaration: Declaration) -> bool:
        """Tell whether a declaration is about all problems of this inspection."""
        view = notice.source.view
        start, end = declaration.sentence
        return (
            not self.not_about.search(view, start, declaration.span.start)
            and self.about.search(view, start, end) is not None
        )


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
