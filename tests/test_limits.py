"""Bounds: other programs' parsers in a child, findings and seconds of a rule, re-checks of a fix."""

from __future__ import annotations

import gc
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from msgspec import field
from msgspec.structs import asdict, replace
from repository import ROOT
from support import Call, check, write

from notice_lint.checks.contract import Verdict
from notice_lint.config.bounds import FACTOR
from notice_lint.decisions.decisions import Decisions
from notice_lint.document.notice import Notice
from notice_lint.document.source import Source
from notice_lint.document.violation import Finding
from notice_lint.errors import InputError
from notice_lint.fix import Fixer, FixOptions, FixState
from notice_lint.fix.budget import ALWAYS, RECHECKS, SECONDS, RecheckBudget
from notice_lint.limited import in_child
from notice_lint.limits import LIMITS
from notice_lint.parsing.parse import parse
from notice_lint.readers import from_text
from notice_lint.reports.model.build import to_report_model
from notice_lint.ruleset import engine
from notice_lint.ruleset.engine import KEPT, LintOptions, lint
from notice_lint.ruleset.profile import Profile, default_profile
from notice_lint.text.spans import Span
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


def test_what_the_parent_left_to_collect_does_not_end_in_the_child() -> None:
    class Ends:
        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            os._exit(9)

    def collect() -> str:
        gc.collect()
        return "甲"

    code = os.fork()
    if not code:
        gc.disable()
        Ends()
        try:
            os._exit(0 if in_child(collect, "甲.pdf", LIMITS) == "甲" else 1)
        finally:
            os._exit(2)  # never go on as a second run of the tests
    assert os.waitstatus_to_exitcode(os.waitpid(code, 0)[1]) == 0


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


@pytest.mark.parametrize("answer", [b"", b"\x80", b"K", b"(", b"c\n", b"cnotice_lint\nX\n.", b"0."])
def test_bytes_that_are_no_answer_are_the_error_of_the_file(
    answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notice_lint.limited.pickle.dump", lambda _, pipe: pipe.write(answer))
    with pytest.raises(InputError) as raised:
        in_child(lambda: 1, "甲.pdf", LIMITS)
    assert raised.value.where == "甲.pdf"
    assert "文件已损坏" in raised.value.wording.zh


def test_what_a_library_prints_is_not_shown(capfd: pytest.CaptureFixture[str]) -> None:
    def prints() -> str:
        os.write(1, b"warning: xref\n")
        os.write(2, b"thread panicked\n")
        return "甲"

    assert in_child(prints, "甲.pdf", LIMITS) == "甲"
    assert capfd.readouterr() == ("", "")


COMING_BACK = """
from datetime import datetime, timedelta
from notice_lint.errors import InputError
from notice_lint.limited import in_child
from notice_lint.limits import LIMITS
from notice_lint.text.wording import Wording

def refuse():
    raise InputError("乙", Wording("太大", "too large"))

day = datetime(2024, 7, 1, 8, 30)
assert in_child(lambda: [day, day.date(), timedelta(1), 1.5], "甲", LIMITS)[0] == day
try:
    in_child(refuse, "甲", LIMITS)
except InputError as error:
    print(error.where, error.wording.en)
"""


def test_dates_and_errors_of_a_child_come_back() -> None:
    # in a process of its own, for which it is no matter what other tests have left behind
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", COMING_BACK],
        capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout == "乙 too large\n", done.stderr


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


def test_when_the_time_for_it_is_over_a_fix_is_checked_again_no_more() -> None:
    late, early = RecheckBudget(5, seconds=0), RecheckBudget(5, seconds=600)
    counts = []
    for budget in (late, early):
        count = 0
        while budget.left:
            budget.spend()
            count += 1
        counts.append(count)
    assert counts == [ALWAYS, 5]


def test_findings_beyond_those_kept_are_counted() -> None:
    result = check("《\n" * 2500, ["NL702"])
    assert len(result.violations) == 1001
    assert result.violations == tuple(sorted(result.violations, key=lambda each: each.order))
    assert "另有 1500 处" in result.violations[-1].message.zh
    assert not result.violations[-1].fixes
    shown = to_report_model(result, "zh").violations
    assert len(shown) == 101
    assert "另有 2400 处" in shown[-1].message
    (ran,) = result.rules
    assert ran.places == 2500


NOTICE = "1.针对“台账不全”的问题\n整改情况：已完成。。\n"


def with_run(code: str, run: Any) -> Profile:
    """Return the usual profile with one rule that does something else."""
    profile = default_profile()
    rule = profile.catalogue[code]
    other = replace(rule, check=replace(rule.check, run=run))
    return replace(profile, catalogue={**profile.catalogue, code: other})


def endless(notice: Notice, options: object) -> Iterator[Verdict]:
    """Find one thing and never come to an end."""
    yield Finding(Span(0, 1), {"fact": Wording.of_text("甲")})
    while True:
        pass


def test_a_rule_that_takes_too_long_is_told_and_the_others_go_on() -> None:
    source = from_text(NOTICE)
    limits = replace(LIMITS, check_seconds=2)
    start = time.process_time()
    result = lint(source, with_run("NL702", endless), options=LintOptions(limits))
    assert time.process_time() - start < 2
    (told,) = (each for each in result.violations if each.code == "NL006")
    assert "2 秒）" in told.message.zh
    assert "NL702；" in told.message.zh
    assert "rules not finished: NL702" in told.message.en
    states = {ran.code: ran.state for ran in result.rules}
    assert states["NL702"] == "not_evaluated"
    assert states["NL701"] == "applied"
    assert not result.lasts
    others = [each.code for each in result.violations if each.code != "NL006"]
    assert others == [each.code for each in lint(source, default_profile()).violations]


def test_what_is_left_when_the_time_is_over_is_not_begun() -> None:
    def long(notice: Notice, options: object) -> Iterator[Verdict]:
        end = time.process_time() + 1.2
        while time.process_time() < end:
            pass
        return iter(())

    results = []

    def work() -> None:
        limits = replace(LIMITS, check_seconds=1)
        results.append(
            lint(from_text(NOTICE), with_run("NL201", long), options=LintOptions(limits))
        )

    thread = Thread(target=work)  # where nothing can be interrupted
    thread.start()
    thread.join()
    (result,) = results
    states = Counter(ran.state for ran in result.rules)
    assert states["not_evaluated"] > 20
    (told,) = (each for each in result.violations if each.code == "NL006")
    assert f"等 {states['not_evaluated']} 条" in told.message.zh


def test_a_structure_that_takes_too_long_is_the_error_of_its_file(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parsed(source: Source, *rest: Any) -> Notice:
        while "甲乙丙" in source.text:
            pass
        return parse(source, *rest)

    monkeypatch.setattr(engine, "parse", parsed)
    config = write(str(tmp_path / "c.yaml"), "limits: {check-seconds: 1}\n")
    write(str(tmp_path / "in/a.txt"), NOTICE)
    write(str(tmp_path / "in/b.txt"), NOTICE + "甲乙丙")
    told = call(
        "check", str(tmp_path / "in"), "--config", str(config), "--format", "json", "--no-cache"
    )
    assert told.code == 2
    assert "b.txt：1 秒内没有读完结构" in told.err
    assert [Path(file["path"]).name for file in json.loads(told.out)["files"]] == ["a.txt"]


def test_time_is_given_back() -> None:
    lint(from_text(NOTICE), default_profile())
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGVTALRM) == signal.SIG_DFL


def test_limits_are_told_as_they_are() -> None:
    told = (ROOT / "docs/limits.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (\d+) \|", told, re.MULTILINE)
    usual = {name.replace("_", "-"): str(value) for name, value in asdict(LIMITS).items()}
    assert dict(rows) == usual
    assert f"1 to {FACTOR} times" in told
    assert KEPT == 10
    assert (RECHECKS, SECONDS) == (20, 1.5)


def test_a_sheet_is_read_within_the_limits_that_are_set(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = tmp_path / "list.xlsx"
    with zipfile.ZipFile(sheet, "w") as packed:
        packed.writestr("a", os.urandom(2 << 20))
    config = write(str(tmp_path / "c.yaml"), "limits: {file-mb: 1}\n")
    told = call("review", "import", str(sheet))
    assert "1 MB" not in told.err
    monkeypatch.setenv("NOTICE_LINT_CONFIG", str(config))
    told = call("review", "import", str(sheet))
    assert told.code == 2
    assert "1 MB" in told.err
