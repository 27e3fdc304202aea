"""In real prose a planted fault is found at its place, and hardly anything else is said."""

from __future__ import annotations

import os
import random
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from planted import Plant, plants
from shapes import Notice as Written
from shapes import Shape
from support import check, notice

from notice_lint.ruleset.result import FileResult

CORPUS = os.environ.get("NOTICE_LINT_CORPUS", "")
NOTICES = sorted(Path(CORPUS).glob("*.txt")) if CORPUS else []
MOST = int(os.environ.get("NOTICE_LINT_PLANTS", "1"))
"""Plants tried of each kind in a notice; every one costs a check of the whole notice. Where it is
one, half of the kinds are tried in each notice, the others in the next."""


def drawn(text: str, place: int) -> list[Plant]:
    """Return some plants of each kind; `place` is the number of the notice."""
    kinds: dict[tuple[str, str], list[Plant]] = defaultdict(list)
    for plant in plants(notice(text)):
        kinds[plant.code, plant.kind].append(plant)
    rng = random.Random(len(text))
    tried = [kinds[name] for name in sorted(kinds)]
    if MOST == 1:
        tried = tried[place % 2 :: 2]
    return [plant for group in tried for plant in rng.sample(group, min(MOST, len(group)))]


def told(result: FileResult) -> Counter[str]:
    return Counter(
        violation.code for violation in result.violations if violation.severity != "info"
    )


def is_found(plant: Plant, result: FileResult) -> bool:
    return any(
        violation.code == plant.code
        and violation.span.start <= plant.place.end
        and violation.span.end >= plant.place.start
        for violation in result.violations
    )


def assert_planted(texts: list[str]) -> None:
    missed, others, count = [], Counter[str](), 0
    for place, text in enumerate(texts):
        clean = told(check(text))
        for plant in drawn(text, place):
            result = check(plant.text)
            count += 1
            if not is_found(plant, result):
                missed.append((plant.code, plant.kind))
            others += Counter(
                {
                    f"{code} at {plant.code} {plant.kind}": more
                    for code, more in (told(result) - clean).items()
                    if code != plant.code
                }
            )
    assert count > 60
    assert len(missed) <= 0.01 * count, missed
    assert others.total() <= 0.02 * count, others


@pytest.mark.skipif(not NOTICES, reason="NOTICE_LINT_CORPUS names no folder of notices")
def test_faults_planted_in_real_notices_are_found() -> None:
    assert_planted([path.read_text(encoding="utf-8") for path in NOTICES])


def test_faults_planted_in_written_notices_are_found() -> None:
    assert_planted([Written(Shape(), seed).write()[0] for seed in (3, 4)])
