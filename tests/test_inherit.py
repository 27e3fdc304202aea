"""Configurations built on configurations, versions asked for, baselines found by themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import Call, write

DRAFT = (Path(__file__).parent.parent / "examples/clean.txt").read_text(encoding="utf-8")
DRAFT = DRAFT.replace("0000-5550123", "5550123")
"""Has one finding: NL404, a warning."""


@pytest.fixture(autouse=True)
def _office(place: Path) -> None:
    write("draft.txt", DRAFT)
    write("below/draft.txt", DRAFT)


def codes(call: Call, path: str, *arguments: str) -> list[str]:
    ended = call("check", path, "--format", "json", *arguments)
    return [each["code"] for each in json.loads(ended.out)["files"][0]["violations"]]


def test_a_configuration_is_built_on_another(call: Call) -> None:
    write(".notice-lint.yaml", "fail-on: error\nexclude: [old/*]\nrules:\n  - NL404: off\n")
    write("below/.notice-lint.yaml", "extends: ../.notice-lint.yaml\nrules:\n  - NL402: off\n")
    shown = call("config", "show", "below/draft.txt").out
    assert "NL404.enabled = False" in shown
    assert "NL402.enabled = False" in shown
    assert "fail-on = error" in shown
    assert codes(call, "below/draft.txt") == []
    write("below/.notice-lint.yaml", "extends: ../.notice-lint.yaml\nrules: {NL404: error}\n")
    assert codes(call, "below/draft.txt") == ["NL404"]


def test_inherit_takes_from_above_key_by_key_and_root_stops(call: Call) -> None:
    write("notice-lint.yaml", "fail-on: error\nlimits: {findings: 7}\nrules: {NL404: off}\n")
    write("below/notice-lint.yaml", "lang: en\nlimits: {html-mb: 3}\n")
    assert codes(call, "below/draft.txt") == ["NL404"]
    write("below/notice-lint.yaml", "inherit: true\nlang: en\nlimits: {html-mb: 3}\n")
    assert codes(call, "below/draft.txt") == []
    shown = call("config", "show", "below/draft.txt").out
    assert "fail-on = error" in shown
    assert "limits.findings = 7" in shown
    assert "limits.html-mb = 3" in shown
    write("below/notice-lint.yaml", "inherit: true\nroot: true\n")
    assert codes(call, "below/draft.txt") == ["NL404"]


def test_inherit_ends_at_the_repository(call: Call) -> None:
    write("notice-lint.yaml", "rules: {NL404: off}\n")
    write("below/notice-lint.yaml", "inherit: true\n")
    Path("below/.git").mkdir()
    assert codes(call, "below/draft.txt") == ["NL404"]


def test_patterns_begin_at_the_file_they_stand_in(call: Call) -> None:
    write(
        "notice-lint.yaml",
        "exclude: [below/old.txt]\noverrides:\n  - {files: [below/*], ignore: [NL404]}\n",
    )
    write("below/notice-lint.yaml", "extends: ../notice-lint.yaml\nexclude: [older.txt]\n")
    write("below/old.txt", DRAFT)
    write("below/older.txt", DRAFT)
    assert call("check", "--show-files", "below").out.split() == ["below/draft.txt"]
    assert codes(call, "below/draft.txt") == []


def test_circles_and_ways_out_are_refused(call: Call, tmp_path: Path) -> None:
    write("notice-lint.yaml", "extends: below/notice-lint.yaml\n")
    write("below/notice-lint.yaml", "extends: ../notice-lint.yaml\n")
    assert "循环引用" in call("check", "draft.txt").err
    write("below/notice-lint.yaml", "extends: ../../other.yaml\n")
    assert "只能引用" in call("check", "draft.txt").err


def test_without_a_repository_a_search_upward_may_be_built_on(
    call: Call, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("loose"))
    write(".notice-lint.yaml", "rules: {NL404: off}\n")
    write("other.yaml", "rules: {NL404: off}\n")
    write("below/draft.txt", DRAFT)
    write("below/.notice-lint.yaml", "extends: ../.notice-lint.yaml\n")
    assert codes(call, "below/draft.txt") == []
    write("below/.notice-lint.yaml", "extends: ../other.yaml\n")
    assert "只能引用" in call("check", "below/draft.txt").err


def test_a_pyproject_may_be_built_on(call: Call) -> None:
    write("pyproject.toml", '[tool.notice-lint.rules]\nNL404 = "off"\n')
    write("below/notice-lint.yaml", "extends: ../pyproject.toml\n")
    assert codes(call, "below/draft.txt") == []


def test_fail_on_is_that_of_the_document(call: Call) -> None:
    write("below/notice-lint.yaml", "fail-on: error\n")
    assert call("check", "below/draft.txt").code == 0
    assert call("check", "below/draft.txt", "draft.txt").code == 1
    assert call("check", "below/draft.txt", "--fail-on", "warning").code == 1


@pytest.mark.parametrize(
    ("required", "words"),
    [
        (">=99", "这份配置要求 notice-lint >=99"),
        ("==0.0.1", "要求 notice-lint ==0.0.1"),
        ("newest", "不是版本要求"),
        (">=0.1,<99", ""),
        ("!=0.0.1", ""),
    ],
)
def test_required_version(call: Call, required: str, words: str) -> None:
    write("notice-lint.yaml", f'lang: zh\nrequired-version: "{required}"\n')
    ended = call("check", "draft.txt")
    assert ended.code == (2 if words else 1)
    assert words in ended.err
    assert ("notice-lint.yaml:2:" in ended.err) is bool(words)


def test_a_baseline_is_found_beside_the_configuration(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("notice-lint.yaml", "lang: zh\n")
    created = call("baseline", "create", ".")
    assert "以后的 check 会自动采用" in created.out
    assert call("check", ".").code == 0
    assert call("check", ".", "--baseline", "none").code == 1
    monkeypatch.chdir("below")
    assert call("check", "draft.txt").code == 0
    monkeypatch.chdir("..")
    assert (
        "--baseline other.json" in call("baseline", "create", ".", "--baseline", "other.json").out
    )


def test_a_baseline_counts_wherever_the_command_is_run(
    call: Call,
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    write("notice-lint.yaml", "baseline: kept/accepted.json\n")
    Path("kept").mkdir()
    call("baseline", "create", ".")
    assert Path("kept/accepted.json").exists()
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert call("check", str(place / "draft.txt")).code == 0
