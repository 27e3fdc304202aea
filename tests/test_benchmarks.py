"""The notices that speed is measured on come to the numbers of real ones."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

import corpora  # noqa: E402
from notice_numbers import averages, numbers_of  # noqa: E402

FAR = 0.15
"""How far a number may be from that of the real notices."""
TWICE = 2 * len(corpora.profile())


@pytest.fixture(scope="module")
def invented() -> dict[str, float]:
    return averages(numbers_of(corpora.notice(seed)) for seed in range(TWICE))


@pytest.mark.parametrize("name", averages(corpora.profile()))
def test_invented_notices_come_to_the_numbers_of_real_ones(
    invented: dict[str, float], name: str
) -> None:
    real = averages(corpora.profile())
    assert invented[name] == pytest.approx(real[name], rel=FAR)


def test_invented_notices_have_no_findings_that_real_ones_lack(invented: dict[str, float]) -> None:
    assert not invented.keys() - averages(corpora.profile()).keys()


def test_a_notice_is_the_same_for_the_same_seed() -> None:
    assert corpora.notice(7) == corpora.notice(7) != corpora.notice(12)


def test_the_profile_holds_numbers_and_no_words() -> None:
    text = (BENCHMARKS / "profile.json").read_text(encoding="ascii")
    assert "\\u" not in text
