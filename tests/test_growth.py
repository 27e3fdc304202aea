"""Time grows as fast as a text does, whatever it is made of; C code is timed too."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
import growth

from notice_lint.text.width import shortened

STEEPEST = 1.7
"""What a machine with other work may make of 1; what looks back at all before it comes to 2."""
ONCE_SQUARE = (
    ("html-unclosed-tag", 4000),
    ("html-comment", 4000),
    ("html-end-tag", 4000),
    ("md-bracket", 8000),
    ("md-comment", 4000),
    ("md-deleted", 4000),
    ("md-hash", 4000),
    ("page-numbers", 6000),
    ("digits-apart", 2000),
    ("declarations", 24000),
    ("declarations-run-on", 2000),
    ("equal-items", 16000),
    ("past-deadlines", 24000),
    ("directives-and-findings", 24000),
)


@pytest.mark.parametrize(("name", "size"), ONCE_SQUARE)
def test_twice_the_length_takes_about_twice_the_time(name: str, size: int) -> None:
    powers = []
    for _ in range(3):
        powers.append(growth.exponent(growth.times_of(name, size, runs=1)))
        if powers[-1] <= STEEPEST:
            return
    pytest.fail(f"{name}: {powers}")


def test_a_table_of_exponents_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["growth.py", "--size", "500", "--most", "9", "short-lines", "yaml-unknown-keys"]
    monkeypatch.setattr(sys, "argv", arguments)
    assert growth.main() == 0
    assert "yaml-unknown-keys" in capsys.readouterr().out


def test_words_are_cut_to_a_width_in_one_pass() -> None:
    """A name of twenty thousand characters in a paper laid beside took minutes."""
    assert shortened("甲" * 1_000_000, 32) == "甲" * 15 + "…"
    assert [shortened("甲乙丙", width) for width in (6, 5, 4, 1)] == ["甲乙丙", "甲乙…", "甲…", "…"]
    assert shortened("", 4) == ""
