"""What a notice was compared with: the papers it answers, and which problem is answered where."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from msgspec import Struct

from notice_lint.document.ends import IssueDate
from notice_lint.document.notice import Notice, Part, ProblemItem, StatusClass
from notice_lint.text.wording import Wording

CompanionRole = Literal["feedback", "ledger", "earlier"]
"""The inspection's feedback, the ledger of its problems, the notice of last time."""
ROLES: tuple[CompanionRole, ...] = ("feedback", "ledger", "earlier")
ROLE_NAMES: dict[str, Wording] = {
    "feedback": Wording("反馈意见", "the feedback"),
    "ledger": Wording("整改台账", "the ledger"),
    "earlier": Wording("上次通报", "the earlier notice"),
    "notice": Wording("本通报", "this notice"),
}


class Companion(Struct, frozen=True, eq=False):
    """A paper that a notice is compared with."""

    role: CompanionRole
    notice: Notice
    """The paper, read by the grammar of its kind."""

    @property
    def path(self) -> str:
        """Where it is."""
        return self.notice.source.path


class Companions(Struct, frozen=True, eq=False):
    """The papers of one notice."""

    papers: tuple[Companion, ...]
    quotes: bool = True
    """Whether words of the papers may be shown."""


class ProblemEntry(Struct, frozen=True, eq=False):
    """A problem as one paper states it."""

    item: ProblemItem
    name: str
    """What the problem is called, without 针对“…”的问题 around it."""
    paper: Companion | None = None
    """None for the notice itself."""
    area: str = ""
    above: tuple[ProblemItem, ...] = ()
    """The items that it is a part of, outermost first."""
    due: IssueDate | None = None
    """By when it was to be solved, as the paper says."""

    def part(self, kind: str) -> Part | None:
        """Return a part of the item, else the one that it shares with others."""
        parts = (item.part(kind) for item in (self.item, *reversed(self.above)))
        return next((part for part in parts if part), None)

    @property
    def status(self) -> StatusClass | None:
        """The class of its status, else the least done of its sub-items, or that of its section."""
        part = self.part("status")
        if part and part.status:
            return part.status
        below = [part.status for item in self.item.walk() for part in item.parts if part.status]
        return max(below, key=_DONE_FIRST.index, default=self.item.filed)


_DONE_FIRST: tuple[StatusClass, ...] = (
    "completed_ongoing", "completed", "basically_completed", "in_progress", "not_started",
)  # fmt: skip


class Match(Struct, frozen=True, eq=False):
    """A problem of one paper that is taken for the problem of a row."""

    entry: ProblemEntry
    score: float = 1.0
    """How alike it is to what else stands in the row, 0 to 1."""
    runner_up: float = 0.0
    """The score of the next best that it could be taken for instead."""
    is_sure: bool = True


class ProblemRow(Struct, frozen=True, eq=False):
    """One problem in all papers that tell it."""

    matches: tuple[Match, ...]

    def of(self, role: str) -> tuple[Match, ...]:
        """Return the matches in the papers of a role; `notice` is the notice itself."""
        return tuple(match for match in self.matches if _role(match.entry) == role)

    def entry(self, role: str) -> ProblemEntry | None:
        """Return what the papers of a role say first."""
        return next((match.entry for match in self.of(role)), None)

    def least_done(self, role: str) -> ProblemEntry | None:
        """Return what the papers of a role say is least done; without any status, the first."""
        stated = [match.entry for match in self.of(role) if match.entry.status]
        ranked = {id(entry): _DONE_FIRST.index(entry.status) for entry in stated if entry.status}
        worst = max(stated, key=lambda entry: ranked[id(entry)], default=None)
        return worst or self.entry(role)

    @property
    def asked(self) -> ProblemEntry | None:
        """The problem as it was fed back, or as the ledger has it."""
        return self.entry("feedback") or self.entry("ledger")

    @property
    def is_answered(self) -> bool:
        """Whether the notice tells it, surely or not."""
        return bool(self.of("notice"))

    @property
    def doubt(self) -> Match | None:
        """What in the notice is taken for the problem without being sure."""
        return next((match for match in self.of("notice") if not match.is_sure), None)

    @property
    def status(self) -> StatusClass | None:
        """The least done status that the notice gives it."""
        known = [match.entry.status for match in self.of("notice")]
        return max((status for status in known if status), key=_DONE_FIRST.index, default=None)


def _role(entry: ProblemEntry) -> str:
    return entry.paper.role if entry.paper else "notice"


class Comparison(Struct, frozen=True, eq=False, dict=True):
    """A notice beside the papers it answers."""

    companions: tuple[Companion, ...]
    rows: tuple[ProblemRow, ...]
    quotes: bool = True
    """Whether words of the papers may be shown."""

    def papers(self, *roles: str) -> list[Companion]:
        """Return the papers of some roles."""
        return [companion for companion in self.companions if companion.role in roles]

    def stated_in(self, paper: Companion) -> int:
        """Return in how many rows a paper has anything to say."""
        rows = ([match.entry.paper for match in row.matches] for row in self.rows)
        return sum(paper in papers for papers in rows)

    @cached_property
    def asks(self) -> bool:
        """Whether any paper states problems to be answered."""
        return any(row.asked for row in self.rows)

    @cached_property
    def is_foreign(self) -> bool:
        """Whether so few problems are answered that the papers are hardly about this notice."""
        asked = [row for row in self.rows if row.asked]
        answered = sum(row.is_answered for row in asked)
        return len(asked) >= FOREIGN_LEAST and answered * FOREIGN_SHARE < len(asked)

    def shown(self, entry: ProblemEntry) -> str:
        """Return what a problem is called where words of its paper may not be shown."""
        if self.quotes or entry.paper is None:
            return entry.name
        return f"第 {self.number(entry)} 个问题"

    def number(self, entry: ProblemEntry) -> int:
        """Return which problem of its paper an entry is, from 1."""
        items = entry.paper.notice.all_items if entry.paper else ()
        return next((n for n, item in enumerate(items, 1) if item is entry.item), 0)


FOREIGN_LEAST = 3
"""Problems from which on a paper can be told to be about something else."""
FOREIGN_SHARE = 4
"""Of four problems one at least is answered, or the paper is another office's."""


class ComparedNotice(Notice, frozen=True, eq=False, dict=True, kw_only=True):
    """A notice with what it was compared with."""

    comparison: Comparison


def comparison_of(notice: Notice) -> Comparison | None:
    """Return what a notice was compared with; None where it was with nothing."""
    return notice.comparison if isinstance(notice, ComparedNotice) else None


def with_comparison(notice: Notice, comparison: Comparison) -> ComparedNotice:
    """Return a notice with what it was compared with."""
    fields = {name: getattr(notice, name) for name in notice.__struct_fields__}
    return ComparedNotice(**fields, comparison=comparison)
