"""Decisions as values: what a sidecar says, what one covers, how long it holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from support import write

from notice_lint import Options, check_file, check_text
from notice_lint.decisions.baseline import Accepted, Baseline, dump
from notice_lint.decisions.decided import DecidedFinding
from notice_lint.decisions.sidecar import sidecar_decisions
from notice_lint.decisions.suppressions import Suppression
from notice_lint.text.spans import Span

pytestmark = pytest.mark.usefixtures("place")

NO_MEASURES = "1.针对“甲”的问题\n整改情况：已整改。\n"
SIDECAR = """\
ignore:
  - {rules: [NL202], reason: 地点, at: 一/1}
  - {rules: [NL202], reason: 没有指纹, decision: exempt}
  - {rules: [NL201], reason: 没有裁定, fingerprint: "0"}
  - {rules: [NL202, NL201], reason: 误报, decision: false_alarm, fingerprint: "1"}
  - {rules: [], reason: 豁免, decision: exempt, fingerprint: "2", until: 2027-01-02}
confirmed:
  - {rules: [NL404], fingerprint: "3", reviewer: 甲, decided: 2026-01-02 09:30}
  - {rules: [NL405]}
"""


def test_a_reviewers_decision_has_a_fingerprint_and_a_verdict() -> None:
    write("a.txt.notice-lint.yaml", SIDECAR)
    decisions = sidecar_decisions("a.txt")
    assert decisions.reviewed == (
        DecidedFinding("NL202", "1", "false_alarm", "误报"),
        DecidedFinding("", "2", "exempt", "豁免", date(2027, 1, 2)),
        DecidedFinding("NL404", "3", "confirmed", reviewer="甲", when="2026-01-02 09:30"),
    )
    assert [entry.reason for entry in decisions.suppressions] == [
        "地点",
        "没有指纹",
        "没有裁定",
        "误报",
        "豁免",
    ]
    assert decisions.suppressions[0].words == "a.txt.notice-lint.yaml:2"


def test_a_decision_holds_on_its_last_day() -> None:
    today = date.today()
    decision = DecidedFinding("NL202", "1", "exempt", until=today)
    assert decision.holds
    assert replace(decision, until=None).holds
    assert replace(decision, until=today + timedelta(days=1)).holds
    assert not replace(decision, until=today - timedelta(days=1)).holds


def test_a_suppression_covers_what_begins_in_it() -> None:
    finding = next(each for each in check_text(NO_MEASURES).violations if each.code == "NL202")
    start = finding.span.start
    within = Suppression(("NL202",), "甲", None, Span(start, start + 1), "", Span(0, 0))
    assert within.covers(finding)
    assert not replace(within, scope=Span(start + 1, start + 9)).covers(finding)
    named = replace(within, scope=None, at=finding.outline, quote="针对")
    assert named.covers(finding)
    assert not replace(named, at="九").covers(finding)
    assert not replace(named, quote="无此文字").covers(finding)
    assert not replace(named, fingerprint="0").covers(finding)


def test_a_suppression_at_the_end_is_about_nothing() -> None:
    text = NO_MEASURES + "%% notice-lint: ignore[NL202,NL204] -- 甲"
    for end in ("", "\n", "\n　\n"):
        result = check_text(text + end)
        (unused,) = [each for each in result.violations if each.code == "NL001"]
        assert "NL202" in unused.message.zh
        assert not result.suppressed


def test_rules_of_an_idle_suppression_are_listed() -> None:
    text = "%% notice-lint: ignore[NL404, NL403] -- 甲\n" + NO_MEASURES + "电话：0100-1234567\n"
    write("a.txt", text)
    (unused,) = [each for each in check_file("a.txt", Options()).violations if each.code == "NL001"]
    assert "NL404、NL403" in unused.message.zh


def test_a_baseline_has_a_line_for_each_value() -> None:
    accepted = (Accepted("NL202", "一/2", "1"), Accepted("NL201", "一", "0"))
    assert dump(Baseline("a", {"乙.txt": accepted, "甲.txt": ()})) == (
        '{\n "schema": "notice-lint/baseline/1",\n "files": {\n  "乙.txt": [\n'
        '   {\n    "code": "NL201",\n    "outline": "一",\n    "fingerprint": "0"\n   },\n'
        '   {\n    "code": "NL202",\n    "outline": "一/2",\n    "fingerprint": "1"\n   }\n'
        "  ]\n }\n}\n"
    )
