"""What the items of a notice come to, and which of these counts a declared number may mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from notice_lint.document.notice import Declaration, Notice, ProblemItem, Section

STATUS_SUBJECTS = ("completed", "basically_completed", "in_progress", "not_started")
"""What a declaration counts by status, most done first."""
COUNTED_AS = {"completed_ongoing": ("completed", "long_term")}
"""What declarations count a status class as, where that is not its own name."""


class ItemCounts(Struct, frozen=True):
    """Every count of a notice that a declared number may mean."""

    areas: int
    outermost: int
    leaves: int
    """Items that hold no sub-items, which are what 45个具体问题 counts."""
    unrepeated: int
    """Outermost items without those that are listed again, which are findings themselves."""
    beside: int
    """Outermost items in sections about another matter: 立行立改事项办理情况."""
    statuses: Mapping[str, int]
    """Statuses by class, as labelled: an item whose sub-items are labelled counts several times."""
    item_statuses: Mapping[str, int]
    """Outermost items by the subject of their status: each counts once."""
    beside_statuses: Mapping[str, int]
    """Items about another matter by the subject of their status."""
    declared_ongoing: frozenset[tuple[int, int]]
    """Sentences that count apart what is kept up for long: 已完成7项，长期坚持2项."""

    def meant_by(self, declaration: Declaration) -> tuple[int, ...]:
        """Return the counts that make a declared number right, likeliest first.

        Nothing where no count can: its subject is not counted, or no item has a status.
        """
        subject = declaration.subject
        if subject == "areas":
            return (self.areas,)
        if subject == "problems":
            fed_back = self.outermost - self.beside
            return _distinct(self.outermost, self.leaves, self.unrepeated, fed_back)
        if subject == "long_term":
            return (self.labelled(subject),)
        if subject not in STATUS_SUBJECTS or not self.statuses:
            return ()
        return _distinct(
            self.labelled(subject),
            self.item_statuses.get(subject, 0),
            *self._without_ongoing(declaration),
            self.labelled(subject) - self.beside_statuses.get(subject, 0),
            *self._not_done(subject),
        )

    def labelled(self, subject: str) -> int:
        """Return how many statuses a declaration of a subject counts."""
        return sum(
            count
            for class_, count in self.statuses.items()
            if subject in COUNTED_AS.get(class_, (class_,))
        )

    @property
    def unlabelled(self) -> int:
        """Outermost items that no status of a known class says anything about."""
        return self.item_statuses.get("", 0)

    def _not_done(self, subject: str) -> Iterator[int]:
        """Yield all that is not completed: 仍在推进的2个, 未完成2个 may mean those done in part."""
        if subject in STATUS_SUBJECTS[1:]:
            yield sum(map(self.labelled, STATUS_SUBJECTS[1:]))

    def _without_ongoing(self, declaration: Declaration) -> Iterator[int]:
        if declaration.subject == "completed" and declaration.sentence in self.declared_ongoing:
            yield self.statuses.get("completed", 0)


def labelled_ongoing(notice: Notice) -> int:
    """Return how many statuses say that a problem is solved and the measures are kept up."""
    return sum(part.status == "completed_ongoing" for part in notice.statuses)


def count_items(notice: Notice) -> ItemCounts:
    """Count what a notice lists."""
    beside = {item.span: item for item in _beside(notice)}
    return ItemCounts(
        areas=sum(1 for _ in areas(notice)),
        outermost=len(notice.items),
        leaves=sum(1 for _ in leaves(notice.items)),
        unrepeated=len({item.problem.text.strip() for item in notice.items}),
        beside=len(beside),
        statuses=Counter(_statuses(notice)),
        item_statuses=Counter(map(_subject, notice.items)),
        beside_statuses=Counter(map(_subject, beside.values())),
        declared_ongoing=frozenset(
            declaration.sentence
            for declaration in notice.declarations
            if declaration.subject == "long_term"
        ),
    )


def _beside(notice: Notice) -> Iterator[ProblemItem]:
    """Yield the outermost items of sections about another matter."""
    for section in notice.walk():
        if isinstance(section, Section) and section.aside:
            yield from (node for node in section.walk() if isinstance(node, ProblemItem))


def _statuses(notice: Notice) -> Iterator[str]:
    """Yield the class of each status, and that of the section for each item without one."""
    yield from (part.status for part in notice.statuses if part.status)
    yield from (item.filed for item in notice.items if item.filed and not _item_subject(item, ""))


def areas(notice: Notice) -> Iterator[Section]:
    """Yield the sections that directly hold problem items, and empty ones beside them."""
    sections = _by_matter([node for node in notice.walk() if isinstance(node, Section)])
    levels = {section.level for section in sections if _holds_items(section)}
    for section in sections:
        is_empty = not section.body and not section.children
        if _holds_items(section) or (is_empty and section.level in levels):
            yield section


def _by_matter(sections: list[Section]) -> list[Section]:
    """Return sections without those that sort items by status, where some others hold items."""
    others = [section for section in sections if not section.filed]
    return others if any(map(_holds_items, others)) else sections


def _holds_items(section: Section) -> bool:
    return any(isinstance(child, ProblemItem) for child in section.children)


def leaves(items: Iterable[ProblemItem]) -> Iterator[ProblemItem]:
    """Yield the items that hold no sub-items."""
    for item in items:
        if item.children:
            yield from leaves(item.children)
        else:
            yield item


def counted_as(status: str) -> str:
    """Return the subject of the declaration that counts a status class."""
    return COUNTED_AS.get(status, (status,))[0]


def _subject(item: ProblemItem) -> str:
    """Return what counts an item, by its own words or by its section."""
    return _item_subject(item, counted_as(item.filed or ""))


def _item_subject(item: ProblemItem, otherwise: str) -> str:
    """Return what counts an item: its own status, else that of its least done sub-item."""
    status_part = item.part("status")
    if status_part and status_part.status:
        return counted_as(status_part.status)
    below = {_item_subject(child, "") for child in item.children}
    return next((subject for subject in reversed(STATUS_SUBJECTS) if subject in below), otherwise)


def _distinct(*counts: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys(counts))
