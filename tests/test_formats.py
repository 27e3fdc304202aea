"""Machine formats: what is written is what foreign readers take, and nothing is lost on the way."""

from __future__ import annotations

import os
import random
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import carriers
import formatreaders as read
import pytest
from formatreaders import READERS, written
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import Error, Skipped
from junitparser import Failure as Failed
from msgspec.structs import replace
from shapes import Notice, random_shape
from support import as_notice, check, report, write

from notice_lint import Options, check_file, readers
from notice_lint.document.violation import SEVERITIES, Ran, Suppressed
from notice_lint.formats import ON_SCREEN
from notice_lint.reports.exchange import from_root, uri, xml_text
from notice_lint.reports.model.report import (
    Failure,
    FileReport,
    Report,
    ReportedViolation,
)
from notice_lint.reports.on_screen import github
from notice_lint.ruleset.engine import lint
from notice_lint.ruleset.profile import default_profile
from notice_lint.text.harmless import harmless

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.*"))
CORPUS = os.environ.get("NOTICE_LINT_CORPUS", "")
SEEDS = sorted(Path(CORPUS).glob("*.txt")) if CORPUS else []
UNREADABLE = Failure("drafts/坏的.docx", "无法读取：文件损坏")
DOUBLED = "𠮷县整改。。情况\n"
"""One fault, behind a character outside the basic plane; in code points 5 to 7 of line 1."""


def checked(path: Path) -> Report:
    return report(lint(readers.read(str(path)), default_profile()), document=True)


@cache
def doubled(kind: str = "text") -> Report:
    return report(check(DOUBLED, ["NL705"]), document=kind == "text")


def assert_read_back(told: Report) -> None:
    """Every violation is in every format, once and whole."""
    found = [(file, one) for file in told.files for one in file.violations]
    assert_sarif(told)
    assert_junit(told)
    for values in (read.gitlab(told), read.rdjson(told), read.csv_rows(told)):
        assert len(values) == len(found) + len(told.failures)
    assert len({one["fingerprint"] for one in read.gitlab(told)}) == len(read.gitlab(told))
    rows = read.csv_rows(told)
    for (file, one), row in zip(found, rows, strict=False):
        cells = (row["path"], row["message"], row["quote"])
        for cell, value in zip(cells, (file.path, one.message, one.quote), strict=True):
            assert cell.lstrip("'") == utf8(value).replace("\0", "\ufffd").lstrip("'")
    commands = read.github(told)
    kinds = Counter(one.kind for one in commands)
    assert max(kinds.values(), default=0) <= 10
    messages = {one.message for one in commands}
    if len(found) + len(told.failures) < 10:
        assert {harmless_lines(one.message) for _, one in found if one.message} <= messages


def utf8(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def harmless_lines(text: str) -> str:
    return "".join(char if char in "\r\n" else harmless(char) for char in utf8(text))


def assert_sarif(told: Report) -> None:
    run = read.sarif(told)
    rules = run["tool"]["driver"]["rules"]
    results = iter(run["results"])
    assert {rule["id"] for rule in rules} >= set(told.rules)
    for file in told.files:
        number = len(file.violations) + len(file.suppressed)
        made = [next(results) for _ in range(number)]
        assert sum("suppressions" in one for one in made) == len(file.suppressed)
        names = {one["partialFingerprints"]["noticeLint/v1"] for one in made}
        assert len(names) == number
        for one in made:
            assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
            assert one["message"]["text"]
            place = one["locations"][0]["physicalLocation"]
            assert place["region"]["startLine"] >= 1
            assert run["artifacts"][place["artifactLocation"]["index"]]["location"] == {
                name: value for name, value in place["artifactLocation"].items() if name != "index"
            }
    assert next(results, None) is None
    crashed = any(file.crashed for file in told.files)
    assert run["invocations"][0]["executionSuccessful"] is not (bool(told.failures) or crashed)


def assert_junit(told: Report) -> None:
    suites = list(read.junit(told))
    assert len(suites) == len(told.files) + len(told.failures)
    root = read.junit(told)
    for name in ("tests", "failures", "errors", "skipped"):
        assert getattr(root, name) == sum(getattr(suite, name) for suite in suites)
    for suite, file in zip(suites, told.files, strict=False):
        assert suite.tests == len(list(suite))
        results = [result for case in suite for result in case.result]
        for kind, count in (
            (Failed, suite.failures),
            (Error, suite.errors),
            (Skipped, suite.skipped),
        ):
            assert sum(isinstance(one, kind) for one in results) == count
        texts = "".join(one.text or "" for one in results)
        texts += "".join(case.system_out or "" for case in suite)
        for one in file.violations:
            if not (file.crashed and one.code == "NL005"):
                assert lines(utf8(xml_text(one.message))) in lines(texts)
        states = Counter(one.state for one in file.rules)
        told_codes = {
            one.code for one in file.violations if not (file.crashed and one.code == "NL005")
        }
        assert suite.tests == 1 + len(told_codes) + states["crashed"]
        assert suite.skipped == 0
        assert suite.errors == states["crashed"]


def lines(text: str) -> str:
    """Return text as an XML reader has it: every end of line is a line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


# ── the register ──


def test_formats_that_programs_read_go_to_the_screen() -> None:
    assert set(READERS) <= set(ON_SCREEN)


# ── whole reports ──


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples_are_read_back(path: Path) -> None:
    assert_read_back(checked(path))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_real_notices_are_read_back(path: Path) -> None:
    assert_read_back(checked(path))


@pytest.mark.parametrize("seed", range(12))
def test_shapes_are_read_back(seed: int) -> None:
    text, _ = Notice(random_shape(random.Random(seed)), seed).write()
    assert_read_back(report(check(text), document=bool(seed % 2)))


def test_several_files_and_failures_are_read_back() -> None:
    told = [checked(path) for path in EXAMPLES]
    files = tuple(file for one in told for file in one.files)
    assert_read_back(replace(told[0], files=files, failures=(UNREADABLE, Failure("-", "空"))))


def test_no_files_are_read_back() -> None:
    assert_read_back(report())
    assert read.csv_rows(report()) == []
    assert read.github(report()) == []


def test_english_reports_say_so() -> None:
    run = read.sarif(report(check(DOUBLED, ["NL705"]), lang="en"))
    assert run["language"] == run["tool"]["driver"]["language"] == "en"
    assert "Basis: " in run["tool"]["driver"]["rules"][5]["help"]["text"]


HOSTILE = st.text(max_size=30) | st.lists(
    st.sampled_from(
        ("]]>", "::", "\n", "\r\n", "%0A", "%", ",", ":", "\0", "\x1b[31m", "\ud800", "\udcff", "𠮷", "=1+1", "|", "@",
         "<a>", "&amp;", '"', "'", "\t", "\x85", "\u2028", "\ufffe", "::error::", "{0}", "[x](1)", ";")
    ),
    max_size=6,
).map("".join)  # fmt: skip
PATHS = HOSTILE.map(
    lambda text: "a/" + text.replace("\0", "").replace("\ud800", "").replace("/", "")
)


def hostile(found: ReportedViolation, words: tuple[str, ...]) -> ReportedViolation:
    message, title, quote, outline, fingerprint, _ = words
    return replace(
        found,
        message=message,
        title=title,
        quote=quote,
        outline=outline,
        fingerprint=fingerprint,
        location=replace(found.location, paragraph=1),
    )


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(*[HOSTILE] * 6), max_size=4), PATHS, HOSTILE)
def test_hostile_words_are_read_back(words: list[tuple[str, ...]], path: str, reason: str) -> None:
    (file,) = doubled().files
    found = tuple(hostile(file.violations[0], one) for one in words)
    made = replace(
        file,
        path=path,
        openings={1: words[0][-1]} if words else {},
        violations=found,
        listed=tuple(Suppressed(one, reason, reason, None) for one in found[:1]),
        rules=(Ran("NL705", "applied", 1), Ran("NL706", "not_evaluated", 0, reason)),
    )
    rules = {code: doubled().rules[code] for code in ("NL705", "NL706")}
    failures = (Failure(path, reason or "空"),)
    assert_read_back(replace(doubled(), files=(made,), failures=failures, rules=rules))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from("一、𠮷县（。。“\n\0\ud800\u2028\x85=1"), max_size=40).map("".join))
def test_hostile_documents_are_read_back(text: str) -> None:
    assert_read_back(report(check(text), document=True))


# ── places ──


def test_places_behind_a_character_of_four_bytes() -> None:
    told = doubled()
    at = told.files[0].violations[0].location
    assert (at.column, at.end_column) == (5, 7)
    region = read.sarif(told)["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (5, 7)
    assert read.sarif(told)["columnKind"] == "unicodeCodePoints"
    (command,) = read.github(told)
    assert (command.properties["col"], command.properties["endColumn"]) == ("5", "7")
    (row,) = read.csv_rows(told)
    assert (row["line"], row["column"], row["end_column"]) == ("1", "5", "7")


def test_rdjson_gives_lines_alone_where_the_text_is_not_at_hand() -> None:
    (one,) = read.rdjson(doubled("without the document"))
    assert one["location"]["range"] == {"start": {"line": 1}, "end": {"line": 1}}


def test_columns_of_rdjson_count_bytes() -> None:
    (one,) = read.rdjson(doubled("text"))
    start, end = (one["location"]["range"][name]["column"] - 1 for name in ("start", "end"))
    assert DOUBLED.encode()[start:end].decode() == "。。"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_ranges_of_rdjson_hold_the_quotes(path: Path) -> None:
    told = checked(path)
    data = path.read_bytes().split(b"\n")
    for found, one in zip(told.files[0].violations, read.rdjson(told), strict=True):
        start, end = one["location"]["range"]["start"], one["location"]["range"]["end"]
        if start["line"] == end["line"]:
            words = data[start["line"] - 1][start["column"] - 1 : end["column"] - 1]
            assert words.decode().replace("*", "") == found.quote
        for suggestion in one.get("suggestions", ()):
            assert suggestion["range"]["start"]["column"] >= 1


def test_word_files_have_no_lines_but_paragraphs() -> None:
    source = readers.from_bytes(carriers.docx("标题\n" + DOUBLED), "通报.docx")
    told = report(lint(source, as_notice()), document=True)
    (found,) = (one for one in told.files[0].violations if one.code == "NL705")
    told = replace(told, files=(replace(told.files[0], violations=(found,)),))
    place = told.files[0].place(found.location, "zh")
    assert_read_back_place(told, place)
    location = read.sarif(told)["results"][0]["locations"][0]
    assert location["physicalLocation"]["region"]["startLine"] == 1
    assert location["message"]["text"] == place
    assert location["properties"] == {"paragraph": 2}
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "%E9%80%9A%E6%8A%A5.docx"
    assert "fixes" not in read.sarif(told)["results"][0]


def assert_read_back_place(told: Report, place: str) -> None:
    (issue,) = read.gitlab(told)
    (diagnostic,) = read.rdjson(told)
    (command,) = read.github(told)
    assert issue["location"]["lines"]["begin"] == 1
    assert "range" not in diagnostic["location"]
    assert "line" not in command.properties
    for message in (issue["description"], diagnostic["message"], command.message):
        assert message.startswith(place)


@pytest.mark.parametrize("path", ["a b/通报 1.txt", "x:y.txt", "./a/../b%.txt", "a\udcff.txt"])
def test_paths_are_relative_references(path: str) -> None:
    told = replace(doubled(), files=(replace(doubled().files[0], path=path),))
    (artifact,) = read.sarif(told)["artifacts"]
    assert artifact["location"]["uriBaseId"] == "%SRCROOT%"
    assert unquote(artifact["location"]["uri"], errors="surrogateescape") == os.path.normpath(path)
    assert ":" not in artifact["location"]["uri"]


def test_paths_elsewhere_are_file_uris(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outside = tmp_path.parent / "通报.txt"
    assert uri(str(outside)) == uri("../通报.txt") == outside.as_uri()
    assert from_root(str(tmp_path / "a.txt")) == "a.txt"
    assert from_root("../b.txt") == (tmp_path.parent / "b.txt").as_posix()


# ── SARIF ──


def test_all_rules_are_described() -> None:
    told = doubled()
    rules = {rule["id"]: rule for rule in read.sarif(told)["tool"]["driver"]["rules"]}
    assert set(rules) == set(told.rules)
    cause = rules["NL201"]
    assert cause["name"] == "MissingCause"
    assert cause["fullDescription"]["text"] == told.rules["NL201"].why
    assert cause["properties"]["tags"] == ["custom", "整改事项"]
    assert cause["defaultConfiguration"] == {"level": "error", "enabled": True}
    assert rules["NL116"]["defaultConfiguration"]["enabled"] is False


def test_a_rule_that_is_only_found_is_described_too() -> None:
    told = doubled()
    run = read.sarif(replace(told, rules={}))
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["NL705"]
    own = replace(told.files[0].violations[0], code="OWN1", name="", message="", title="自定")
    told = replace(told, files=(replace(told.files[0], violations=(own,)),))
    (result,) = read.sarif(told)["results"]
    assert (result["ruleId"], result["message"]["text"]) == ("OWN1", "自定")


def test_suppressed_violations_stay_in_sarif_with_their_reason(place: Path) -> None:
    write("a.txt", "%% notice-lint: ignore[NL705] -- 原文如此\n" + DOUBLED)
    write("b.txt", DOUBLED)
    entry = "ignore:\n  - rules: [NL705]\n    reason: 已核对\n    until: 2099-01-01\n"
    write("b.txt.notice-lint.yaml", entry)
    results = [check_file(name, Options(as_notice=True)) for name in ("a.txt", "b.txt")]
    told = report(*results, document=True)
    kept = [one["suppressions"][0] for one in read.sarif(told)["results"] if "suppressions" in one]
    assert [one["kind"] for one in kept] == ["inSource", "external"]
    assert [one["justification"] for one in kept] == ["原文如此", "已核对"]
    assert [one["status"] for one in kept] == ["accepted"] * 2
    assert kept[1]["properties"]["until"] == "2099-01-01"
    others = [read.gitlab(told), read.rdjson(told), read.csv_rows(told), read.github(told)]
    assert all("NL705" not in str(one) for one in others)
    assert not any(
        case.result for suite in read.junit(told) for case in suite if "NL705" in case.name
    )


def test_equal_violations_keep_their_names_when_one_is_suppressed() -> None:
    (file,) = report(check(DOUBLED * 3, ["NL705"])).files
    first, second, third = file.violations
    assert first.fingerprint == second.fingerprint == third.fingerprint

    def names(one: FileReport) -> dict[int, str]:
        return {
            result["locations"][0]["physicalLocation"]["region"]["startLine"]: result[
                "partialFingerprints"
            ]["noticeLint/v1"]
            for result in read.sarif(replace(doubled(), files=(one,)))["results"]
        }

    decided = (Suppressed(second, "a.yaml:3", "已核对", None),)
    before, after = names(file), names(replace(file, violations=(first, third), listed=decided))
    assert before == after
    assert sorted(before.values()) == [f"{first.fingerprint}:{number}" for number in (1, 2, 3)]


def applied(text: str, fix: dict[str, Any]) -> str:
    """Apply a fix of one file as a SARIF viewer does."""
    (change,) = fix["artifactChanges"]
    rows = text.split("\n")
    for one in sorted(change["replacements"], key=lambda one: -one["deletedRegion"]["startColumn"]):
        region = one["deletedRegion"]
        assert region["startLine"] == region["endLine"]
        row = rows[region["startLine"] - 1]
        head, tail = row[: region["startColumn"] - 1], row[region["endColumn"] - 1 :]
        rows[region["startLine"] - 1] = head + one["insertedContent"]["text"] + tail
    return "\n".join(rows)


def test_fixes_can_be_applied_by_others() -> None:
    told = doubled()
    (result,) = read.sarif(told)["results"]
    (fix,) = result["fixes"]
    assert applied(DOUBLED, fix) == "𠮷县整改。情况\n"
    assert fix["properties"]["safety"] in ("safe", "unsafe")
    (diagnostic,) = read.rdjson(told)
    (suggestion,) = diagnostic["suggestions"]
    start, end = (suggestion["range"][name]["column"] - 1 for name in ("start", "end"))
    data = DOUBLED.encode()
    assert (data[:start] + suggestion["text"].encode() + data[end:]).decode() == "𠮷县整改。情况\n"


def test_fixes_for_show_and_of_several_edits_are_no_suggestions() -> None:
    told = doubled()
    (found,) = told.files[0].violations
    shown = replace(found.fixes[0], safety="display")
    double = replace(found.fixes[0], edits=found.fixes[0].edits * 2)
    made = replace(found, fixes=(shown, double))
    told = replace(told, files=(replace(told.files[0], violations=(made,)),))
    assert "suggestions" not in read.rdjson(told)[0]
    (fix,) = read.sarif(told)["results"][0]["fixes"]
    assert len(fix["artifactChanges"][0]["replacements"]) == 2


def test_failures_and_crashes_are_notifications() -> None:
    (file,) = doubled().files
    crash = replace(file.violations[0], code="NL005", name="rule-crashed", severity="error")
    ran = (
        Ran("NL705", "crashed", 0, "ValueError: x"),
        Ran("NL501", "not_evaluated", 0, "第 3 行起的章节位置不当"),
    )
    made = replace(file, violations=(crash,), rules=ran)
    told = replace(doubled(), files=(made,), failures=(UNREADABLE,))
    (invocation,) = read.sarif(told)["invocations"]
    notes = invocation["toolExecutionNotifications"]
    assert [one["level"] for one in notes] == ["error", "error", "note"]
    assert notes[1]["associatedRule"]["id"] == "NL705"
    assert unquote(str(notes[0]["locations"])).count(UNREADABLE.path) == 1
    suites = list(read.junit(told))
    assert [(suite.failures, suite.errors, suite.skipped) for suite in suites] == [
        (0, 1, 0),
        (0, 1, 0),
    ]
    assert read.gitlab(told)[-1]["severity"] == "blocker"
    assert read.csv_rows(told)[-1]["severity"] == "failure"
    first = read.github(told)[0]
    assert (first.kind, first.message) == ("error", UNREADABLE.message)


# ── JUnit ──


def test_infos_fail_nothing() -> None:
    (file,) = doubled().files
    mild = replace(file.violations[0], severity="info")
    told = replace(doubled(), files=(replace(file, violations=(mild,)),))
    (suite,) = read.junit(told)
    assert suite.failures == 0
    assert [case.system_out for case in suite if case.system_out]


# ── GitHub ──


def test_marks_of_the_command_line_stay_inside_its_values() -> None:
    (file,) = doubled().files
    found = replace(file.violations[0], title="一,二::三=%0A", message="甲\n::error::乙,丙:%0D")
    made = replace(file, path="a,b:c/100%.txt", violations=(found,))
    (command,) = read.github(replace(doubled(), files=(made,)))
    assert command.properties["file"] == "a,b:c/100%.txt"
    assert command.properties["title"] == "NL705 一,二::三=%0A"
    assert command.message == found.message


def many(count: int) -> Report:
    (file,) = doubled().files
    found = tuple(
        replace(file.violations[0], severity=severity, message=f"{severity} {number} | <b>::x")
        for number in range(count)
        for severity in reversed(SEVERITIES)
    )
    return replace(doubled(), files=(replace(file, violations=found),))


def test_annotations_are_few_and_the_worst_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(github.SUMMARY, raising=False)
    commands = read.github(many(15))
    assert [one.kind for one in commands] == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    assert commands[-1].message.startswith("另有 16 处")
    assert "json" in commands[-1].message


def test_what_is_not_annotated_goes_to_the_summary(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(github.SUMMARY, "summary.md")
    write("summary.md", "# 以前的内容\n")
    assert "摘要" in read.github(many(15))[-1].message
    text = Path("summary.md").read_text(encoding="utf-8")
    rows = [line for line in text.split("\n") if line.startswith("| ")]
    assert text.startswith("# 以前的内容\n")
    assert len(rows) == 1 + 5 + 5 + 6
    assert all(line.count("|") == 6 for line in rows)
    assert "<b>" not in text


def test_the_summary_stays_within_what_github_takes(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(github.SUMMARY, "summary.md")
    write("summary.md", "x" * (github.ROOM - 2000))
    read.github(many(100))
    data = Path("summary.md").read_bytes()
    assert github.ROOM - 300 < len(data) <= github.ROOM
    assert "未列出" in data.decode()[-100:]
    read.github(many(100))
    assert Path("summary.md").read_bytes() == data


def test_few_findings_leave_the_summary_alone(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(github.SUMMARY, "summary.md")
    assert len(read.github(many(2))) == 6
    assert not Path("summary.md").exists()


# ── CSV ──


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1", "＠x"])
def test_no_cell_is_a_formula(words: str) -> None:
    (file,) = doubled().files
    made = replace(file.violations[0], quote=words, message=words)
    told = replace(doubled(), files=(replace(file, violations=(made,)),))
    (row,) = read.csv_rows(told)
    assert row["quote"] == row["message"] == f"'{words}"
    assert f'"{words}' not in written("csv", told)
