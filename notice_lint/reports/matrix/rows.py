"""The matrix of problems and papers, as tables of any kind show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from notice_lint.document.companions import ROLE_NAMES
from notice_lint.document.terms import STATUSES
from notice_lint.reports.model.matches import ROLES, MatchedPlace, MatchedProblem
from notice_lint.reports.model.places import paper_place
from notice_lint.reports.model.report import FileReport
from notice_lint.text.wording import Lang, Wording

NOTICE = "notice"
TITLE = Wording("逐题对照", "Problem by problem")
UNANSWERED = Wording("未回应", "not answered")
UNASKED = Wording("反馈中没有", "not asked for")
DOUBTFUL = Wording("请核对", "to be looked at")
DONE = Wording("已回应", "answered")
_STATED = Wording("有", "yes")


class MatrixCell(Struct, frozen=True):
    """What the papers of one role tell of a problem."""

    status: str = ""
    """Its status, or only that it is there; nothing where it is not."""
    due: str = ""
    """By when it is to be solved."""
    place: str = ""
    at: MatchedPlace | None = None

    @property
    def words(self) -> str:
        """All that is told."""
        return " ".join(filter(None, (self.status, self.due)))


class MatrixRow(Struct, frozen=True):
    """One problem."""

    number: int
    problem: str
    area: str
    cells: tuple[MatrixCell, ...]
    """By the roles of the matrix, in their order."""
    verdict: Wording

    @property
    def is_open(self) -> bool:
        """Whether somebody is to look at it."""
        return self.verdict is not DONE


def roles_of(files: Sequence[FileReport]) -> tuple[str, ...]:
    """Return the papers that some files were compared with, the notice among them."""
    given = {paper.role for file in files for paper in file.companions}
    return tuple(role for role in ROLES if role == NOTICE or role in given)


def names_of(roles: Sequence[str], lang: Lang) -> list[str]:
    """Return what the columns of some papers are called."""
    return [ROLE_NAMES[role].in_(lang) for role in roles]


def matrix(file: FileReport, roles: Sequence[str], lang: Lang) -> Iterator[MatrixRow]:
    """Yield the problems of a file with what its papers tell of each."""
    for number, problem in enumerate(file.matches, 1):
        cells = tuple(_cell(file, problem.of(role), lang) for role in roles)
        yield MatrixRow(number, problem.problem, problem.area, cells, _verdict(file, problem))


def _verdict(file: FileReport, problem: MatchedProblem) -> Wording:
    asks = any(other.asked for other in file.matches)
    if not problem.answered:
        return UNANSWERED
    if asks and not problem.asked:
        return UNASKED
    return DONE if problem.sure else DOUBTFUL


def _cell(file: FileReport, places: Sequence[MatchedPlace], lang: Lang) -> MatrixCell:
    """Return what some places say together: the last status, the last deadline."""
    if not places:
        return MatrixCell()
    status = next((place.status for place in reversed(places) if place.status), None)
    due = next((place.deadline for place in reversed(places) if place.deadline), "")
    stated = (STATUSES[status] if status else _STATED).in_(lang)
    mark = "" if all(place.sure for place in places) else "?"
    return MatrixCell(stated + mark, due, _place(file, places[0], lang), places[0])


def _place(file: FileReport, place: MatchedPlace, lang: Lang) -> str:
    if place.role == NOTICE:
        return file.place(place.location, lang)
    paper = next((paper for paper in file.companions if paper.path == place.path), None)
    return f"{place.path} {paper_place(place.location, lang, paper.sheets if paper else ())}"


def summary(file: FileReport, lang: Lang) -> str:
    """Return in one line what comparing a file came to."""
    rows = list(matrix(file, roles_of([file]), lang))
    names = dict.fromkeys(ROLE_NAMES[paper.role].in_(lang) for paper in file.companions)
    papers = ("、" if lang == "zh" else ", ").join(names)
    if not _is_comparable(file):
        nothing = Wording(
            f"与{papers}核对：没有从中读出问题，请核对文件", f"{papers}: no problem was read in it"
        )
        return nothing.in_(lang)
    left = _left(rows, lang)
    done = Wording(
        f"与{papers}核对：共 {len(rows)} 个问题，{left or '都有对应'}",
        f"beside {papers}: {len(rows)} problems, {left or 'all answered'}",
    )
    return done.in_(lang)


def _is_comparable(file: FileReport) -> bool:
    """Tell whether problems were read in a paper that lists some."""
    lists = any(paper.role in ("feedback", "ledger") for paper in file.companions)
    return any(problem.asked for problem in file.matches) or not lists


def _left(rows: Sequence[MatrixRow], lang: Lang) -> str:
    """Return how many problems are unanswered, unasked or in doubt; empty where none is."""
    counts = Counter(row.verdict for row in rows)
    parts = [
        f"{verdict.in_(lang)} {counts[verdict]}"
        for verdict in (UNANSWERED, UNASKED, DOUBTFUL)
        if counts[verdict]
    ]
    return ("，" if lang == "zh" else ", ").join(parts)
