"""Offices over time: how often each rule was broken where, and how that has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from notice_lint.document.violation import SEVERITIES
from notice_lint.reports.model.report import Report
from notice_lint.reports.units_table import UnitFacts, UnitRow, unit_rows
from notice_lint.reports.writers import rendered
from notice_lint.server import visit
from notice_lint.server.copies import session_of
from notice_lint.server.desk.routes import drafts_on
from notice_lint.server.desk.store import StoredRun
from notice_lint.server.memory import Draft
from notice_lint.server.pages import page

COLUMNS = 12
"""Rules that have a column of their own: the most frequent."""
RUNS = 24
"""Runs that the chart shows."""
WIDTH, HEIGHT, LEFT, BOTTOM = 640, 220, 44, 28


class TrendLine(Struct, frozen=True):
    """How one severity has changed: the points of its line in the chart."""

    severity: str
    points: tuple[tuple[float, float, int], ...]
    """Place in the chart and count, the earliest first."""

    @property
    def path(self) -> str:
        """The points as SVG writes them."""
        return " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in self.points)


class Trend(Struct, frozen=True):
    """A chart of stored runs."""

    runs: tuple[StoredRun, ...]
    """The earliest first."""
    lines: tuple[TrendLine, ...]
    most: int

    @property
    def ticks(self) -> list[tuple[float, int]]:
        """The heights that are written beside the chart, with what they stand for."""
        return [
            (_height(value, self.most), value) for value in sorted({0, self.most // 2, self.most})
        ]

    @property
    def days(self) -> list[tuple[float, str]]:
        """Where the first and the last day stand."""
        ends = {0, len(self.runs) - 1}
        return [
            (_across(index, len(self.runs)), self.runs[index].at[:16]) for index in sorted(ends)
        ]


def trend_of(runs: Sequence[StoredRun]) -> Trend | None:
    """Return the chart of some runs, the last one first; None of fewer than two."""
    if len(runs) < 2:
        return None
    ordered = tuple(reversed(runs))
    counts = [_counts(run) for run in ordered]
    most = max([1, *(count[name] for count in counts for name in SEVERITIES)])
    lines = tuple(
        TrendLine(
            name,
            tuple(
                (_across(index, len(counts)), _height(count[name], most), count[name])
                for index, count in enumerate(counts)
            ),
        )
        for name in SEVERITIES
    )
    return Trend(ordered, lines, most)


def _counts(run: StoredRun) -> Counter[str]:
    counts: Counter[str] = Counter()
    for finding in run.findings:
        counts[finding.severity] += finding.count
    return counts


def _across(index: int, count: int) -> float:
    return LEFT + (WIDTH - LEFT - 16) * index / max(1, count - 1)


def _height(value: int, most: int) -> float:
    return 12 + (HEIGHT - BOTTOM - 12) * (1 - value / most)


def _rows(request: Request) -> tuple[list[UnitRow], UnitRow]:
    report = _report(request)
    return unit_rows(map(UnitFacts.of, report.files), report.lang)


async def show(request: Request) -> Response:
    """Show offices against rules, and how their numbers have changed."""
    rows, total = _rows(request)
    codes = [code for code, _ in total.codes.most_common(COLUMNS)]
    folder = visit.state_of(request).folder
    unit = request.query_params.get("unit", "")
    runs = folder.store.runs(RUNS) if folder else []
    return page(
        request,
        "units.html",
        rows=rows,
        total=total,
        codes=codes,
        trend=trend_of([_only(run, unit) for run in runs]),
        unit=unit,
        of_unit=_by_unit(request, rows),
        folder=folder,
        size=(WIDTH, HEIGHT, LEFT),
    )


def _only(run: StoredRun, unit: str) -> StoredRun:
    """Return a run with what was found in one office only."""
    if not unit:
        return run
    remaining = (
        finding for finding in run.findings if unit in (_office(finding.path), finding.path)
    )
    return StoredRun(run.id, run.at, tuple(remaining))


def _office(path: str) -> str:
    return path.rpartition("/")[0].rpartition("/")[2]


def _by_unit(request: Request, rows: Sequence[UnitRow]) -> dict[str, list[Draft]]:
    """Return the documents of each office."""
    drafts = drafts_on(request)
    return {
        row.name: [each for each in drafts if row.name in (_office(each.name), each.name)]
        for row in rows
    }


def _report(request: Request) -> Report:
    lang = visit.visitor_of(request).lang
    profile = session_of(visit.rules_for(request)).setting("extends")
    return Report(profile, lang, tuple(draft.report for draft in drafts_on(request)))


async def as_csv(request: Request) -> Response:
    """Hand out the table for a spreadsheet."""
    return visit.download(
        rendered("units-csv", _report(request)), "units.csv", "text/csv; charset=utf-8"
    )


ROUTES = [Route("/units", show), Route("/units.csv", as_csv)]
