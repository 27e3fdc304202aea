"""Suppressions and baseline: the same in text, Markdown, sidecar and through the interface."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from support import THREE_ITEMS, Call, write

from notice_lint import Options, check_file, check_text, load_profile, parse_text
from notice_lint.checks.contract import PASSED, Check
from notice_lint.decisions.baseline import Accepted, Baseline, compare, dump
from notice_lint.decisions.scope import in_changed
from notice_lint.document.source import Kind
from notice_lint.ruleset.result import FileResult
from notice_lint.text.spans import Span

TODAY = date(2026, 11, 22)

pytestmark = pytest.mark.usefixtures("place")


def directive(words: str, kind: Kind) -> str:
    return f"<!-- {words} -->" if kind == "markdown" else f"%% {words}"


def above(line: int, words: str, kind: Kind = "text", text: str = THREE_ITEMS) -> str:
    lines = text.splitlines()
    lines.insert(line - 1, directive(words, kind))
    return "\n".join(lines) + "\n"


def checked(text: str, kind: Kind = "text", **options: object) -> FileResult:
    return check_text(text, Options(today=TODAY, **options), kind=kind)  # type: ignore[arg-type]


def told(result: FileResult) -> Counter[str]:
    return Counter(one.code for one in result.violations)


KINDS: tuple[Kind, ...] = ("text", "markdown")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("line", range(1, 8))
def test_a_directive_changes_nothing_else(kind: Kind, line: int) -> None:
    text = above(line, "notice-lint: ignore[NL999] -- 试", kind)
    plain, changed = checked(THREE_ITEMS, kind), checked(text, kind)
    assert told(changed) - told(plain) == Counter({"NL002": 1})
    assert [one.fingerprint for one in changed.violations if one.code != "NL002"] == [
        one.fingerprint for one in plain.violations
    ]
    (unknown,) = [one for one in changed.violations if one.code == "NL002"]
    at = changed.source.raw_location(unknown.raw)
    assert at.line == line
    assert text.splitlines()[line - 1][at.column - 1 : at.end_column - 1].strip() == directive(
        "notice-lint: ignore[NL999] -- 试", kind
    )
    for one in changed.violations:
        if one.code != "NL002":
            assert one.raw.of(text) == one.quote


@pytest.mark.parametrize("kind", KINDS)
def test_the_item_below_is_meant(kind: Kind) -> None:
    text = above(4, "notice-lint: ignore[NL202] -- 措施另行公布", kind)
    result = checked(text, kind)
    assert told(checked(THREE_ITEMS, kind))["NL202"] == 3
    assert told(result)["NL202"] == 2
    assert "NL001" not in told(result)
    (suppressed,) = result.suppressed
    assert suppressed.reason == "措施另行公布"
    assert "会风不实" in suppressed.violation.quote


@pytest.mark.parametrize("kind", KINDS)
def test_a_section_below_is_meant_with_all_that_is_in_it(kind: Kind) -> None:
    result = checked(above(1, "notice-lint: ignore[missing-measures] -- 甲", kind), kind)
    assert told(result)["NL202"] == 0
    assert len(result.suppressed) == 3
    whole = checked(
        THREE_ITEMS + directive("notice-lint: ignore-file[NL202,NL201] -- 乙", kind), kind
    )
    assert Counter(one.violation.code for one in whole.suppressed) == {"NL202": 3, "NL201": 1}


def test_a_comment_in_a_line_is_about_that_line() -> None:
    text = THREE_ITEMS.replace(
        "不实”的问题", "不实”的问题 <!-- notice-lint: ignore[NL202] -- 丙 -->"
    )
    result = checked(text, "markdown")
    assert told(result)["NL202"] == 2
    assert "会风不实" in result.suppressed[0].violation.quote


WRONG = {
    "notice-lint: ignore[NL202]": {"NL003": 1},
    "notice-lint: ignore[NL202] --": {"NL003": 1},
    "notice-lint: ignore[NL999] -- 丁": {"NL002": 1},
    "notice-lint: ignore[NL202, NL99] -- 丁": {"NL002": 1},
    "notice-lint: ingore[NL202] -- 丁": {"NL002": 1},
    "notice-lint: ignore -- 丁": {"NL002": 1},
    "notice-lint: ignore[NL112] -- 丁": {"NL001": 1},
    "notice-lint: ignore[NL202] until 2026-11-21 -- 丁": {"NL004": 1},
    "notice-lint: ignore[NL202] until 2026-02-30 -- 丁": {"NL002": 1},
    "notice-lint: ignore[NL202] until 2026-11-22 -- 丁": {},
    "notice-lint：ignore【NL202、missing-measures】——丁": {},
    "notice-lint: ignore[NL116] -- 未启用的规则": {},
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_with_a_suppression_is_told(words: str, kind: Kind) -> None:
    result = checked(above(4, words, kind), kind)
    own = Counter({code: n for code, n in told(result).items() if code.startswith("NL0")})
    assert own == Counter(WRONG[words])
    for one in result.violations:
        if one.code.startswith("NL0"):
            assert result.source.raw_location(one.raw).line == 4
            assert one.severity == "warning"


def test_without_suppressions_all_is_reported() -> None:
    text = above(4, "notice-lint: ignore[NL202] -- 戊")
    result = checked(text, suppressions=False)
    assert told(result) == told(checked(THREE_ITEMS))


SIDECAR = """\
ignore:
  - rules: [NL202]
    at: 一/2
    reason: 措施另行公布
    until: 2027-01-01
    reviewer: 甲
  - rules: [NL202]
    quote: 台账不全
    reason: 措施同上
"""


def test_sidecar(call: Call) -> None:
    write("a.txt", THREE_ITEMS)
    write("a.txt.notice-lint.yaml", SIDECAR)
    result = check_file("a.txt", Options(today=TODAY))
    assert [one.violation.code for one in result.suppressed] == ["NL202", "NL202"]
    assert told(result) == told(checked(THREE_ITEMS)) - Counter({"NL202": 2})
    write("a.txt.notice-lint.yaml", SIDECAR.replace("一/2", "一/9"))
    (unused,) = [
        one for one in check_file("a.txt", Options(today=TODAY)).violations if one.code == "NL001"
    ]
    assert "a.txt.notice-lint.yaml:2" in unused.message.zh
    write("a.txt.notice-lint.yaml", "ignore:\n  - rule: [NL202]\n")
    write("b.txt", THREE_ITEMS)
    ended = call("check", "a.txt", "b.txt")
    assert ended.code == 2
    assert "a.txt.notice-lint.yaml:2:5" in ended.err
    assert "是不是“rules”？" in ended.err
    assert "b.txt" in ended.out


def test_a_name_too_long_for_a_sidecar(call: Call) -> None:
    name = "关" * 80 + ".txt"
    Path(name).write_text(THREE_ITEMS, encoding="utf-8")
    ended = call("check", name)
    assert (ended.code, ended.err) == (1, "")


def test_show_suppressed(call: Call) -> None:
    text = above(4, "notice-lint: ignore[NL202] -- 措施另行公布")
    write("a.txt", text)
    plain = call("check", "a.txt").out
    assert "已忽略 1" in plain
    assert "措施另行公布" not in plain
    shown = call("check", "a.txt", "--show-suppressed").out
    assert "措施另行公布" in shown
    told_ = json.loads(call("check", "a.txt", "--show-suppressed", "--format", "json").out)
    (one,) = told_["files"][0]["suppressed_violations"]
    assert (one["violation"]["code"], one["reason"]) == ("NL202", "措施另行公布")
    assert told_["files"][0]["suppressed"] == 1
    assert call("check", "a.txt", "--no-suppress").out.count("已忽略") == 0


@pytest.mark.parametrize("kind", KINDS)
def test_baseline_round(call: Call, kind: Kind) -> None:
    name = "a.md" if kind == "markdown" else "a.txt"
    write(name, THREE_ITEMS)
    assert call("baseline", "create", name).code == 0
    assert call("baseline", "create", name).code == 2
    assert call("check", name, "--baseline", ".notice-lint-baseline.json").code == 0
    assert call("check", name).code == 0
    assert call("check", name, "--baseline", "none").code == 1
    assert call("check", name, "--config", "none").code == 1

    moved = "绪言。\n\n" + THREE_ITEMS.replace("3.针对", "4.针对").replace(
        "2.针对", "3.针对"
    ).replace("1.针对“学习", "1.针对“新增的一项”的问题\n整改情况：已整改。\n2.针对“学习")
    write(name, moved)
    result = check_file(name, Options(baseline=".notice-lint-baseline.json"))
    assert {one.quote for one in result.violations if one.code == "NL202"} == {
        "针对“新增的一项”的问题"
    }
    assert result.stale == ()

    swapped = THREE_ITEMS.replace("会风不实", "文风不实")
    write(name, swapped)
    result = check_file(name, Options(baseline=".notice-lint-baseline.json"))
    assert [one.quote for one in result.violations] == ["针对“文风不实”的问题"]
    assert sorted(one.code for one in result.stale) == ["NL202"]
    out = call("check", name, "--baseline", ".notice-lint-baseline.json").out
    assert "基线里有 1 条已不存在" in out
    assert "baseline prune" in out

    before = Path(".notice-lint-baseline.json").read_text(encoding="utf-8")
    assert "会风" not in before
    assert call("baseline", "prune", name).code == 0
    result = check_file(name, Options(baseline=".notice-lint-baseline.json"))
    assert result.stale == ()
    assert len(result.violations) == 1
    assert call("baseline", "update", name).code == 0
    assert call("check", name, "--baseline", ".notice-lint-baseline.json").code == 0
    assert name in call("baseline", "show").out
    told_ = json.loads(
        call("check", name, "--baseline", ".notice-lint-baseline.json", "--format", "json").out
    )
    assert told_["files"][0]["baselined"] == len(checked(swapped, kind).violations)


def test_fingerprints_are_those_of_earlier_versions() -> None:
    """Baselines and sidecars that were written before go on to hold."""
    by_place = {
        (finding.code, finding.outline): finding.fingerprint
        for finding in checked(THREE_ITEMS).violations
    }
    assert by_place["NL201", "一"] == "85f3e23e1d83e453"
    assert by_place["NL202", "一/2"] == "cc0ad824b1bcaa7c"


@pytest.mark.parametrize(
    ("changed", "counts"),
    [((0, 4), False), ((3, 5), True), ((5, 6), True), ((7, 8), True), ((8, 9), False)],
)
def test_what_only_touches_a_changed_line_is_not_in_it(
    changed: tuple[int, int], counts: bool
) -> None:
    sample = checked(THREE_ITEMS).violations[0]
    finding = replace(sample, span=Span(4, 8), related=())
    assert in_changed(finding, [Span(*changed)]) is counts
    empty = replace(sample, span=Span(4, 4), related=())
    assert in_changed(empty, [Span(4, 5)])
    assert not in_changed(empty, [Span(0, 4), Span(5, 9)])


def test_the_same_fault_twice_needs_two_entries() -> None:
    one = "1.针对“学习不深入”的问题。一是甲。二是乙。一是丙。\n"
    first = checked(one)
    assert told(first)["NL307"] == 1
    twice = checked(one.replace("一是丙。", "一是丙。二是丁。一是戊。"))
    assert len({v.fingerprint for v in twice.violations if v.code == "NL307"}) <= 1


def test_a_baseline_lies_beside_the_configuration(call: Call, place: Path) -> None:
    write("notices/a.txt", THREE_ITEMS)
    write("notice-lint.yaml", "lang: zh\n")
    os.chdir("notices")
    assert call("baseline", "create", "a.txt").code == 0
    assert (place / ".notice-lint-baseline.json").is_file()
    assert call("check", "a.txt").code == 0
    assert "配置旁边" in call("config", "show").out
    assert not check_file("a.txt").violations
    assert check_file("a.txt", Options(baseline="none")).violations
    write("../notice-lint.yaml", "baseline: none\n")
    assert call("check", "a.txt").code == 1


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "x"}', "[" * 100000, '{"schema":"notice-lint/baseline/1","files":{"a":[{"code":1}]}}'])  # fmt: skip
def test_a_broken_baseline_is_told(call: Call, text: str) -> None:
    write("a.txt", THREE_ITEMS)
    write("b.json", text)
    ended = call("check", "a.txt", "--baseline", "b.json")
    assert ended.code == 2
    assert "不是有效的基线文件" in ended.err


def test_proof_of_checking(call: Call) -> None:
    write("a.txt", THREE_ITEMS)
    told_ = json.loads(call("check", "a.txt", "--format", "json").out)["files"][0]["rules"]
    states = {one["code"]: one for one in told_}
    assert states["NL202"] == {"code": "NL202", "state": "applied", "places": 3}
    assert states["NL403"]["state"] == "not_applicable"
    assert states["NL403"]["reason"] == "没有联系方式"
    verbose = call("check", "a.txt", "--verbose").out
    assert re.search("NL202  缺少整改措施 +已检查  查 3 处，问题 3", verbose)
    assert "不适用  没有联系方式" in verbose
    statistics = call("check", "a.txt", "a.txt", "--statistics").out
    assert "问题 3，查 3 处" in statistics


def test_closing_lines_that_come_too_early_hide_no_items() -> None:
    text = "欢迎广大干部群众监督。\n中共白鹭镇委员会\n2024年7月1日\n" + THREE_ITEMS
    profile = load_profile("default")
    rule = profile.catalogue["NL403"]
    check = Check("counting", lambda notice, options: iter([PASSED]), counts=True)
    counting = replace(profile, catalogue={"NL403": replace(rule, check=check)})
    for words, state in ((text, "applied"), (THREE_ITEMS, "applied")):
        (ran,) = checked(words, profile=counting).rules
        assert ran.state == state
        assert (ran.reason is None) is (state == "applied")
    assert len(parse_text(text).items) == 3


NO_MEASURES = "1.针对“甲”的问题\n整改情况：已整改。\n"


@pytest.mark.parametrize(
    "first",
    [
        "ignore[NL202] until 2020-01-01 -- 过期",
        "ignore[NL9999] -- 无此规则",
        "乱写",
    ],
)
def test_a_decision_that_counts_for_nothing_does_not_keep_the_next(first: str) -> None:
    """Whatever is wrong with one, those behind it are read and judged as well."""
    text = (
        f"%% notice-lint: {first}\n%% notice-lint: ignore[NL202] -- 甲\n"
        "%% notice-lint: ignore[NL9998] -- 乙\n"
    )
    result = checked(text + NO_MEASURES)
    assert [one.reason for one in result.suppressed if one.violation.code == "NL202"] == ["甲"]
    assert any("NL9998" in one.message.zh for one in result.violations)


def test_of_two_decisions_the_first_gives_the_reason() -> None:
    """Also where the first names the finding itself, and the second its place alone."""
    finding = next(one for one in checked(NO_MEASURES).violations if one.code == "NL202")
    named = f"  - {{rules: [NL202], reason: 甲, fingerprint: {finding.fingerprint}}}\n"
    placed = "  - {rules: [NL202], reason: 乙}\n"
    write("a.txt", NO_MEASURES)
    for entries, reason in ((named + placed, "甲"), (placed + named, "乙")):
        write("a.txt.notice-lint.yaml", f"ignore:\n{entries}")
        suppressed = check_file("a.txt", Options(today=TODAY)).suppressed
        assert [one.reason for one in suppressed] == [reason]


def test_blank_lines_may_stand_between_a_decision_and_what_it_is_about() -> None:
    text = "%% notice-lint: ignore[NL202] -- 甲\n\n　\n" + NO_MEASURES
    result = checked(text)
    assert [one.violation.code for one in result.suppressed] == ["NL202"]


def test_each_entry_that_is_good_for_nothing_is_stale() -> None:
    entries = [Accepted("NL202", "一/1", "0123456789abcdef")] * 3
    assert compare(entries, ()).stale == tuple(entries)
    finding = next(one for one in checked(NO_MEASURES).violations if one.code == "NL202")
    entries = [Accepted("NL202", "一/1", finding.fingerprint)] * 2
    outcome = compare(entries, [finding])
    assert (outcome.new, outcome.accepted, len(outcome.stale)) == ((), (finding,), 1)


def test_a_baseline_can_be_read_by_people() -> None:
    assert "一/1" in dump(Baseline("a", {"甲.txt": (Accepted("NL202", "一/1", "0"),)}))
