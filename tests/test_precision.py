"""What docs/precision.md says of the five notices is what is found in them."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from notice_lint import readers
from notice_lint.ruleset.engine import lint
from notice_lint.ruleset.profile import default_profile

FOLDER = os.environ.get("NOTICE_LINT_CORPUS", "")
PAGE = Path(__file__).parent.parent / "docs/precision.md"
ROW = re.compile(
    r"\| (error|warning|info) \| (\d{3}) \| (NL\d{3}) \| ([\d, ]+) \| (\d+) \| (.+) \|"
)

Place = tuple[str, str, str, int]


def rows() -> list[re.Match[str]]:
    return list(ROW.finditer(PAGE.read_text(encoding="utf-8")))


def judged() -> Counter[Place]:
    return Counter(
        (severity, notice, code, int(line))
        for severity, notice, code, lines, _, _ in (row.groups() for row in rows())
        for line in lines.split(", ")
    )


def reported(path: Path) -> Counter[Place]:
    result = lint(readers.read(str(path)), default_profile())
    return Counter(
        (str(found.severity), path.name[:3], found.code, result.source.location(found.span).line)
        for found in result.violations
    )


def test_errors_stand_first_and_each_row_counts_its_lines() -> None:
    order = ["error", "warning", "info"]
    severities = [row[1] for row in rows()]
    assert severities == sorted(severities, key=order.index)
    assert [int(row[5]) for row in rows()] == [len(row[4].split(",")) for row in rows()]
    assert f"judged: {judged().total()}, none" in PAGE.read_text(encoding="utf-8")


@pytest.mark.skipif(not FOLDER, reason="NOTICE_LINT_CORPUS is not set")
def test_each_finding_on_the_five_notices_has_a_reason() -> None:
    paths = sorted(Path(FOLDER).glob("*.txt"))
    assert sum(map(reported, paths), Counter()) == judged()


@pytest.mark.skipif(not FOLDER, reason="NOTICE_LINT_CORPUS is not set")
def test_the_reasons_quote_nothing() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in Path(FOLDER).glob("*.txt"))
    reasons = "".join(row[6] for row in rows())
    assert not any(char in text for char in reasons if "一" <= char <= "鿿")
