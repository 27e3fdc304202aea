"""Numbers that describe real notices, and no word of them: what the corpora are made after.

    python benchmarks/notice_numbers.py FOLDER > benchmarks/profile.json

A folder of real notices stays where it is; what comes out is how long each is, what it has, and how
many findings of each rule.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from statistics import mean
from unittest.mock import patch

import msgspec
from msgspec import Struct, field

from notice_lint import readers
from notice_lint.parsing.outline import repair
from notice_lint.parsing.parse import parse
from notice_lint.reports.model.build import to_report_model
from notice_lint.ruleset import engine
from notice_lint.ruleset.profile import default_profile

PROFILE = Path(__file__).parent / "profile.json"
HALF_WIDTH = "NL701"
HABIT = 100
"""Other places of a finding about half-width marks from which on they are the habit of a notice."""


class NoticeNumbers(Struct, frozen=True):
    """What one notice comes to."""

    characters: int
    lines: int
    """Lines that are not empty: what yamllint sees."""
    paragraphs: int
    longest: int
    """Characters of the longest line."""
    items: int
    dates: int
    enumerators: int
    searched: bool
    """Whether its headings had to be searched for what they were meant to be."""
    findings: dict[str, int] = field(default_factory=dict)
    """By code."""
    related: dict[str, int] = field(default_factory=dict)
    """Further places that findings name, by code."""

    @property
    def is_half_width(self) -> bool:
        """Whether its marks are half-width throughout."""
        return self.related.get(HALF_WIDTH, 0) >= HABIT

    @property
    def wrapped(self) -> int:
        """Lines that are broken in the middle of a paragraph."""
        return self.lines - self.paragraphs


def numbers_of(text: str) -> NoticeNumbers:
    """Check one notice and count."""
    source = readers.from_text(text)
    result = engine.lint(source, default_profile())
    report, notice = to_report_model(result, "zh"), result.notice
    lines = [len(line) for line in text.splitlines() if line.strip()]
    related: Counter[str] = Counter()
    for violation in report.violations:
        related[violation.code] += len(violation.related)
    return NoticeNumbers(
        characters=len(text),
        lines=len(lines),
        paragraphs=len(notice.paragraphs),
        longest=max(lines),
        items=len(notice.items),
        dates=len(notice.dates),
        enumerators=len(notice.enumerators),
        searched=_is_searched(text),
        findings=dict(sorted(Counter(found.code for found in report.violations).items())),
        related={code: count for code, count in sorted(related.items()) if count},
    )


def _is_searched(text: str) -> bool:
    """Tell whether the cheapest reading of the headings had to be searched for."""
    with patch.object(repair, "_search", side_effect=repair.__dict__["_search"]) as search:
        parse(readers.from_text(text))
    return search.called


def averages(notices: Iterable[NoticeNumbers]) -> dict[str, float]:
    """Return what a notice has on average, and what shares of notices have."""
    listed = list(notices)
    values = {
        name: mean(getattr(numbers, name) for numbers in listed)
        for name in (
            "characters", "lines", "paragraphs", "longest", "items", "dates", "enumerators",
            "searched", "is_half_width", "wrapped",
        )
    }  # fmt: skip
    for name in ("findings", "related"):
        values[name] = mean(sum(getattr(numbers, name).values()) for numbers in listed)
        for code in sorted({code for numbers in listed for code in getattr(numbers, name)}):
            share = mean(getattr(numbers, name).get(code, 0) for numbers in listed)
            values[f"{name} {code}"] = share
    return values


def main() -> None:
    """Measure the notices of a folder."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).glob("*.txt")))
    encoded = msgspec.json.encode([numbers_of(text) for text in texts])
    sys.stdout.write(msgspec.json.format(encoded, indent=1).decode() + "\n")


if __name__ == "__main__":
    main()
