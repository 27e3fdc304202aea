"""Bounds: other programs' parsers in a child, findings of a rule, re-checks of a fix."""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec import field
from msgspec.structs import replace
from support import Call, check, write

from notice_lint.decisions.decisions import Decisions
from notice_lint.errors import InputError
from notice_lint.fix import RECHECKS, Fixer, FixOptions, FixState
from notice_lint.limited import in_child
from notice_lint.limits import LIMITS
from notice_lint.reports.model.build import to_report_model
from notice_lint.ruleset.profile import default_profile
from notice_lint.text.wording import Wording


def test_what_a_child_returns_comes_back() -> None:
    assert in_child(lambda: (os.getpid(), "甲"), "甲.pdf", LIMITS)[1] == "甲"
    assert in_child(os.getpid, "甲.pdf", LIMITS) != os.getpid()


def test_a_child_that_takes_too_long_is_ended() -> None:
    start = time.monotonic()
    with pytest.raises(InputError) as raised:
        in_child(lambda: time.sleep(60), "甲.pdf", replace(LIMITS, parse_seconds=1))
    assert "1 秒" in raised.value.wording.zh
    assert time.monotonic() - start < 10


def test_a_child_may_not_fill_the_memory() -> None:
    with pytest.raises(InputError) as raised:
        in_child(lambda: len(bytes(400 << 20)), "甲.xlsx", replace(LIMITS, memory_mb=50))
    assert "内存超过 50 MB" in raised.value.wording.zh


def test_a_child_that_breaks_down_is_the_error_of_its_file() -> None:
    with pytest.raises(InputError) as raised:
        in_child(os.abort, "甲.pdf", LIMITS)
    assert raised.value.where == "甲.pdf"
    with pytest.raises(InputError):
        in_child(lambda: int("甲"), "甲.pdf", LIMITS)


class Runs:
    """Runs a command where it is unpickled, as what a hijacked reader would send."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("made",)


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("answer", [Runs(), os.path.join, Path("甲")])
def test_what_a_child_says_cannot_run_code_here(answer: object) -> None:
    with pytest.raises(InputError) as raised:
        in_child(lambda: [answer], "甲.pdf", LIMITS)
    assert raised.value.where == "甲.pdf"
    assert not Path("made").exists()


def test_dates_and_errors_of_a_child_come_back() -> None:
    day = datetime(2024, 7, 1, 8, 30)
    assert in_child(lambda: [day, day.date(), timedelta(1), 1.5], "甲", LIMITS)[0] == day

    def refuse() -> None:
        raise InputError("乙", Wording("太大", "too large"))

    with pytest.raises(InputError, match="太大"):
        in_child(refuse, "甲", LIMITS)


def test_a_hundred_findings_of_a_rule_are_listed_and_the_rest_counted() -> None:
    result = check("《\n" * 250, ["NL702"])
    assert len(result.violations) == 250
    shown = to_report_model(result, "zh").violations
    assert len(shown) == 101
    assert "另有 150 处" in shown[-1].message
    assert len(to_report_model(result, "zh", most=300).violations) == 250


def test_a_rule_may_be_listed_further(call: Call, tmp_path: Path) -> None:
    config = write(str(tmp_path / "c.yaml"), "limits: {findings: 3}\nas-notice: true\n")
    path = write(str(tmp_path / "n.txt"), "《甲\n" * 9)
    told = call(
        "check",
        str(path),
        "--config",
        str(config),
        "--select",
        "NL702",
        "--format",
        "json",
        "--no-cache",
    )
    assert told.out.count('"code": "NL702"') == 4 + 1


class CountedFixer(Fixer, frozen=True):
    """Counts how often a file is checked, and finds something wrong with each fix."""

    counts: list[int] = field(default_factory=list)

    def check(self, data: bytes, path: str) -> FixState:
        self.counts.append(1)
        if len(self.counts) > 1:
            raise InputError(path, Wording.of_text("no"))
        return super().check(data, path)


def test_a_fix_is_checked_again_only_so_often() -> None:
    text = "1.针对“台账不全”的问题\n" + "".join(f"一是审核第{n}批。。\n" for n in range(300))
    counts: list[int] = []
    fixer = CountedFixer(default_profile(), Decisions(), FixOptions(unsafe=True), LIMITS, counts)
    fixed = fixer.fix(text.encode(), "n.txt")
    assert len(counts) == RECHECKS + 1
    assert not fixed.edits
