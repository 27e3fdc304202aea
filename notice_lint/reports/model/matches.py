"""Which problem is told where: a notice beside the papers that it answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from msgspec import Struct

from notice_lint.document.companions import (
    Companion,
    CompanionRole,
    Comparison,
    Match,
    ProblemRow,
    comparison_of,
)
from notice_lint.document.notice import Notice, StatusClass
from notice_lint.document.source import Location, Source
from notice_lint.document.violation import Count

ROLES = ("feedback", "notice", "ledger", "earlier")
"""The papers in the order in which a matrix shows them."""


class ReportedCompanion(Struct, frozen=True, omit_defaults=True):
    """A paper that a file was compared with."""

    role: CompanionRole
    path: str
    sha256: str
    problems: Count
    """How many problems it states."""
    sheets: tuple[str, ...] = ()
    """Of a workbook, what the sheets are called that hold tables."""
    foreign: bool = False
    """Whether so few of the problems asked about are answered that it is hardly about this file."""


class MatchedPlace(Struct, frozen=True, omit_defaults=True):
    """Where one paper tells a problem."""

    role: str
    """feedback, ledger, earlier, or notice for the file itself."""
    path: str
    location: Location
    problem: str
    """What it calls the problem; its number where words of the paper may not be shown."""
    score: float
    """How alike it is to what else is taken for the problem, 0 to 1."""
    runner_up: float = 0.0
    """The score of the next best that it could be taken for."""
    sure: bool = True
    status: StatusClass | None = None
    deadline: str = ""


class MatchedProblem(Struct, frozen=True, omit_defaults=True):
    """A problem with where papers tell it."""

    problem: str
    area: str
    places: tuple[MatchedPlace, ...]
    answered: bool
    """Whether the notice tells it."""
    asked: bool
    """Whether feedback or ledger state it."""
    sure: bool = True
    """Whether all papers surely mean the same problem."""

    def of(self, role: str) -> tuple[MatchedPlace, ...]:
        """Return where the papers of a role tell it."""
        return tuple(place for place in self.places if place.role == role)


def papers_of(notice: Notice) -> dict[str, Source]:
    """Return the papers that a notice was compared with, by path."""
    comparison = comparison_of(notice)
    papers = comparison.companions if comparison else ()
    return {paper.path: paper.notice.source for paper in papers}


def reported_companions(notice: Notice) -> tuple[ReportedCompanion, ...]:
    """Return what reports say of the papers that a notice was compared with."""
    comparison = comparison_of(notice)
    if comparison is None:
        return ()
    return tuple(_companion(paper, comparison) for paper in comparison.companions)


def _companion(paper: Companion, comparison: Comparison) -> ReportedCompanion:
    source = paper.notice.source
    entries = (match.entry for row in comparison.rows for match in row.matches)
    stated = {id(entry.item) for entry in entries if entry.paper is paper}
    return ReportedCompanion(
        role=paper.role,
        path=PurePath(paper.path).as_posix(),
        sha256=source.sha256,
        problems=len(stated),
        sheets=source.sheets,
        foreign=paper.role != "earlier" and comparison.is_foreign,
    )


def matched_problems(notice: Notice) -> tuple[MatchedProblem, ...]:
    """Return each problem with where the notice and its papers tell it."""
    comparison = comparison_of(notice)
    rows = comparison.rows if comparison else ()
    return tuple(_problem(row, comparison, notice) for row in rows if comparison)


def _problem(row: ProblemRow, comparison: Comparison, notice: Notice) -> MatchedProblem:
    stated = row.asked or row.matches[0].entry
    hidden = not comparison.quotes and stated.paper is not None
    return MatchedProblem(
        problem=comparison.shown(stated),
        area="" if hidden else stated.area,
        places=tuple(_places(row, comparison, notice)),
        answered=row.is_answered,
        asked=row.asked is not None,
        sure=all(match.is_sure for match in row.matches),
    )


def _places(row: ProblemRow, comparison: Comparison, notice: Notice) -> Iterator[MatchedPlace]:
    for role in ROLES:
        for match in row.of(role):
            paper = match.entry.paper
            source = paper.notice.source if paper else notice.source
            yield _place(match, source, comparison)


def _place(match: Match, source: Source, comparison: Comparison) -> MatchedPlace:
    entry = match.entry
    return MatchedPlace(
        role=entry.paper.role if entry.paper else "notice",
        path=PurePath(source.path).as_posix(),
        location=source.location(entry.item.problem.span),
        problem=comparison.shown(entry),
        score=round(match.score, 3),
        runner_up=round(match.runner_up, 3),
        sure=match.is_sure,
        status=entry.status,
        deadline=entry.due.text if entry.due else "",
    )
