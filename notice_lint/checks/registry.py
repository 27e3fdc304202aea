"""The register of all kinds of check."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from notice_lint.checks import page_layout
from notice_lint.checks.arithmetic import points, sums
from notice_lint.checks.chronology import (
    dates,
    deadlines,
    durations,
    early_measures,
    events,
    issue_dates,
    meetings,
)
from notice_lint.checks.companions import answers, progress, statuses, totals, wording
from notice_lint.checks.companions import names as paper_names
from notice_lint.checks.consistency import (
    amounts,
    annexes,
    contradicted_statuses,
    counts,
    enumerations,
    inspection_kinds,
    names,
    organ_names,
    own_names,
    parts_total,
    proper_names,
    title_terms,
    variants,
)
from notice_lint.checks.contract import Check, by_the_tool
from notice_lint.checks.outline import enumerators, markers, numbering
from notice_lint.checks.structure import (
    contacts,
    contents,
    copies,
    items,
    paragraphs,
    parts,
    problems,
    repairs,
    siblings,
)
from notice_lint.checks.words import listed, near_miss, repeated, titles
from notice_lint.checks.writing import (
    endings,
    forms,
    numbers,
    pairs,
    pattern,
    quotes,
    ranges,
    width,
)

CHECKS: dict[str, Check] = {
    check.name: check
    for checks in (
        parts.CHECKS,
        paragraphs.CHECKS,
        items.CHECKS,
        copies.CHECKS,
        problems.CHECKS,
        repairs.CHECKS,
        siblings.CHECKS,
        numbering.CHECKS,
        markers.CHECKS,
        enumerators.CHECKS,
        contacts.CHECKS,
        contents.CHECKS,
        contradicted_statuses.CHECKS,
        counts.CHECKS,
        enumerations.CHECKS,
        parts_total.CHECKS,
        sums.CHECKS,
        organ_names.CHECKS,
        own_names.CHECKS,
        names.CHECKS,
        proper_names.CHECKS,
        title_terms.CHECKS,
        inspection_kinds.CHECKS,
        dates.CHECKS,
        events.CHECKS,
        issue_dates.CHECKS,
        deadlines.CHECKS,
        early_measures.CHECKS,
        durations.CHECKS,
        meetings.CHECKS,
        points.CHECKS,
        amounts.CHECKS,
        annexes.CHECKS,
        answers.CHECKS,
        wording.CHECKS,
        statuses.CHECKS,
        totals.CHECKS,
        paper_names.CHECKS,
        progress.CHECKS,
        pairs.CHECKS,
        quotes.CHECKS,
        endings.CHECKS,
        variants.CHECKS,
        width.CHECKS,
        pattern.CHECKS,
        listed.CHECKS,
        repeated.CHECKS,
        near_miss.CHECKS,
        titles.CHECKS,
        forms.CHECKS,
        ranges.CHECKS,
        numbers.CHECKS,
        page_layout.CHECKS,
        (Check("by-the-tool", by_the_tool),),
    )
    for check in checks
}

ENTRY_POINTS = "notice_lint.checks"
"""Group of entry points by which packages add kinds; each names a Check."""


def known_checks(name: str) -> Mapping[str, Check]:
    """Return the kinds of check by name; packages are asked only for a name that is not ours."""
    return CHECKS if name in CHECKS else CHECKS | _added()


def added_versions() -> list[str]:
    """Return the packages that add kinds of check, with their versions."""
    from importlib.metadata import entry_points

    points = entry_points(group=ENTRY_POINTS)
    return sorted(f"{point.value} {point.dist.version if point.dist else ''}" for point in points)


@cache
def _added() -> dict[str, Check]:
    from importlib.metadata import entry_points

    loaded = [point.load() for point in entry_points(group=ENTRY_POINTS)]
    return {check.name: check for check in loaded if isinstance(check, Check)}
