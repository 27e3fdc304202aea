"""Configuration: found, laid over each other, shown, and every mistake told."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from support import Call, write

from notice_lint import load_profile
from notice_lint.config.discovery import Configurations
from notice_lint.config.settings import Overrides
from notice_lint.datafiles.search_path import SearchPath
from notice_lint.ruleset.catalogue import builtin_rules

ROOT = Path(__file__).parent.parent
PROFILES = SearchPath(only_ours=True).names("profiles")
DRAFT = (
    "1.针对“学习不深入”的问题\n整改情况：已整改。\n2.针对“会风不实”的问题\n整改情况：立行立办。\n"
)


@pytest.fixture(autouse=True)
def draft(place: Path) -> None:
    write("draft.txt", DRAFT)


def found(call: Call, *arguments: str) -> dict[str, str]:
    told = json.loads(call("check", "draft.txt", "--format", "json", *arguments).out)
    return {one["code"]: one["severity"] for one in told["files"][0]["violations"]}


def setting(call: Call, name: str, *arguments: str) -> tuple[Any, str]:
    told = json.loads(call("config", "show", "--format", "json", *arguments).out)["settings"]
    (one,) = [one for one in told if one["name"] == name]
    return one["value"], one["origin"]


def test_overlays_change_severity_options_and_what_is_on(call: Call) -> None:
    assert found(call)["NL205"] == "warning"
    write(
        "notice-lint.yaml",
        "rules:\n  NL205: {options: {add: [立行立办]}}\n  NL201: info\n  NL202: off\n  NL116: warning\n",
    )
    told = found(call)
    assert "NL205" not in told
    assert "NL202" not in told
    assert told["NL201"] == "info"
    assert told["NL116"] == "warning"
    assert setting(call, "NL205.options.add") == (
        ["立行立办"],
        f"{Path('notice-lint.yaml').resolve()}:2",
    )


def test_words_for_a_status_have_a_class(call: Call) -> None:
    write("notice-lint.yaml", "statuses:\n  completed: [立行立办]\n")
    assert "NL205" not in found(call)
    told = json.loads(call("parse", "draft.txt", "--format", "json").out)
    assert [item["status"]["class"] for item in told["sections"]] == ["completed", "completed"]


def test_nearest_file_wins_whole_up_to_the_repository(call: Call, tmp_path: Path) -> None:
    write("notice-lint.yaml", "ignore: [NL2]\nrules: {NL101: off}\n")
    write("below/deep/draft.txt", DRAFT)
    write("below/.notice-lint.yaml", "ignore: [NL4]\n")
    told = json.loads(call("check", "below/deep/draft.txt", "--format", "json").out)
    codes = {one["code"] for one in told["files"][0]["violations"]}
    assert {"NL101", "NL202"} <= codes
    assert "NL401" not in codes
    write("repo/draft.txt", DRAFT)
    (tmp_path / "repo/.git").mkdir()
    told = json.loads(call("check", "repo/draft.txt", "--format", "json").out)
    assert "NL202" in {one["code"] for one in told["files"][0]["violations"]}


def test_pyproject(call: Call) -> None:
    write(
        "pyproject.toml",
        '[project]\nname = "x"\n[tool.notice-lint]\nfail-on = "error"\nignore = ["NL2"]\n[tool.notice-lint.rules]\nNL101 = "info"\n',
    )
    assert found(call)["NL101"] == "info"
    assert setting(call, "fail-on")[0] == "error"
    write("pyproject.toml", "[tool.notice-lint\n")
    assert "不是有效的 TOML" in call("check", "draft.txt").err
    write("pyproject.toml", '[tool.notice-lint]\nfial-on = "error"\n')
    assert "是不是“fail-on”？" in call("check", "draft.txt").err


def test_extends_a_file_and_a_profile(call: Call) -> None:
    write("shared/base.yaml", "extends: internal-report\nrules: {NL201: off}\n")
    write("notice-lint.yaml", "extends: shared/base.yaml\nrules: {NL203: off}\n")
    told = found(call)
    assert not {"NL201", "NL203", "NL401", "NL106"} & set(told)
    assert "NL101" in told


def test_command_line_over_environment_over_file(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert setting(call, "lang") == ("zh", "默认")
    write("notice-lint.yaml", "lang: en\nextends: strict\n")
    assert setting(call, "lang")[0] == "en"
    assert setting(call, "profile")[0] == "strict"
    monkeypatch.setenv("NOTICE_LINT_LANG", "zh")
    monkeypatch.setenv("NOTICE_LINT_PROFILE", "minimal")
    assert setting(call, "lang") == ("zh", "环境变量 NOTICE_LINT_LANG")
    assert setting(call, "profile")[0] == "minimal"
    assert setting(call, "profile", "--profile", "default") == ("default", "命令行 --profile")
    monkeypatch.setenv("NOTICE_LINT_IGNORE", "NL2")
    assert not [code for code in found(call) if code.startswith("NL2")]
    assert "NL202" in found(call, "--select", "NL202")
    monkeypatch.setenv("NOTICE_LINT_FAIL_ON", "never")
    ended = call("check", "draft.txt")
    assert ended.code == 2
    assert "环境变量 NOTICE_LINT_FAIL_ON" in ended.err


def test_overrides_by_path(call: Call) -> None:
    write(
        "notice-lint.yaml",
        "overrides:\n  - files: [内部/*]\n    extends: internal-report\n    rules: {NL101: info}\n",
    )
    write("内部/draft.txt", DRAFT)
    told = json.loads(call("check", ".", "--format", "json").out)["files"]
    codes = {one["path"]: {v["code"]: v["severity"] for v in one["violations"]} for one in told}
    assert "NL401" in codes["./draft.txt"]
    assert codes["./draft.txt"]["NL101"] == "error"
    assert "NL401" not in codes["./内部/draft.txt"]
    assert codes["./内部/draft.txt"]["NL101"] == "info"


def test_exclude_counts_for_folders_only(call: Call) -> None:
    write("notice-lint.yaml", "exclude: [归档/*]\n")
    write("归档/old.txt", DRAFT)
    told = json.loads(call("check", ".", "--format", "json").out)["files"]
    assert [one["path"] for one in told] == ["./draft.txt"]
    assert json.loads(call("check", "归档/old.txt", "--format", "json").out)["files"]


def test_every_value_is_shown_with_its_origin(call: Call) -> None:
    lines = call("config", "show", "draft.txt").out.splitlines()
    assert all(" = " in line and line.endswith("）") for line in lines)
    for code in builtin_rules():
        assert any(line.startswith(f"{code}.severity") for line in lines)


MISTAKES = {
    "unknown key": ("slect: [NL1]\n", ":1:1", "不认识“slect”，是不是“select”？"),
    "wrong type": ("select: NL1\n", ":1:9", "此处应为列表"),
    "wrong value": ("fail-on: fatal\n", ":1:10", "不认识“fatal”"),
    "unknown rule": ("rules: {NL999: off}\n", ":1:9", "不认识“NL999”"),
    "stale option": ("rules:\n  NL201: {options: {prat: cause}}\n", ":2:21", "不认识“prat”，是不是“parts”？"),
    "option where there are none": ("rules:\n  NL407: {options: {a: 1}}\n", ":2:21", "没有可设的项"),
    "force": ("rules:\n  NL201: {force: mandatory}\n", ":2:11", "不能改规则的效力"),
    "duplicate key": ("lang: zh\nlang: en\n", ":2:1", "“lang”重复"),
    "bad regex": ("rules:\n  NL404: {options: {bare: '('}}\n", ":2:27", "正则表达式有误"),
    "not YAML": ("lang: [zh\n", ":2:1", "不是有效的 YAML"),
    "not a mapping": ("- a\n", ":1:1", "此处应为“键: 值”"),
    "empty": ("# nothing\n", "", "文件是空的"),
    "alias": ("select: &a [NL1]\nignore: *a\n", ":1:9", "不支持锚点和别名"),
    "too deep": ("select: " + "[" * 30000 + "\n", "", "嵌套太深"),
    "override": ("overrides: [{file: [a]}]\n", ":1:14", "不认识“file”，是不是“files”？"),
    "status class": ("statuses: {done: [a]}\n", ":1:12", "不认识“done”"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_in_a_configuration(call: Call, name: str) -> None:
    text, where, words = MISTAKES[name]
    write("notice-lint.yaml", text)
    ended = call("check", "draft.txt")
    assert ended.code == 2
    assert ended.out == ""
    assert f"notice-lint.yaml{where}" in ended.err
    assert words in ended.err
    english = call("check", "draft.txt", "--lang", "en")
    assert english.code == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("extends: defualt\n", "没有这个配置方案，是不是“default”？"),
        ("extends: ./nowhere.yaml\n", "无法读取"),
        ("extends: notice-lint.yaml\n", "循环引用"),
        ("select: [XX]\n", "没有这个规则编号"),
        ("rules: [nowhere]\n", "无法读取"),
        ("baseline: nowhere.json\n", "无法读取基线"),
    ],
)
def test_what_cannot_be_found(call: Call, text: str, words: str) -> None:
    write("notice-lint.yaml", text)
    ended = call("check", "draft.txt")
    assert ended.code == 2
    assert words in ended.err


def test_circle_over_two_files(call: Call) -> None:
    write("a.yaml", "extends: ./b.yaml\n")
    write("b.yaml", "extends: ./a.yaml\n")
    ended = call("check", "draft.txt", "--profile", "./a.yaml")
    assert ended.code == 2
    assert "a.yaml → b.yaml → a.yaml" in ended.err


def test_named_configuration_and_none(call: Call) -> None:
    write("notice-lint.yaml", "ignore: [NL2]\n")
    write("other.yaml", "ignore: [NL1]\n")
    assert "NL101" not in found(call, "--config", "other.yaml")
    assert "NL202" in found(call, "--config", "none")
    assert call("check", "draft.txt", "--config", "nowhere.yaml").code == 2


def test_init_writes_a_file_that_is_valid_and_overwrites_none(call: Call) -> None:
    for lang in ("zh", "en"):
        assert call("config", "init", f"{lang}.yaml", "--lang", lang).code == 0
        text = Path(f"{lang}.yaml").read_text(encoding="utf-8")
        uncommented = "\n".join(
            line[2:] if line.startswith(("# rules", "#   ", "# statuses", "# overrides", "# select", "# ignore", "# exclude")) else line
            for line in text.splitlines()
        ).replace("- own-rules", "- own")  # fmt: skip
        validator().validate(yaml.safe_load(uncommented.replace("- NL404: off", "- NL404: 'off'")))
        assert call("check", "draft.txt", "--config", f"{lang}.yaml").code == 1
    ended = call("config", "init", "zh.yaml")
    assert ended.code == 2
    assert "没有改动" in ended.err


def validator() -> Draft202012Validator:
    from notice_lint.config.schema import schema

    Draft202012Validator.check_schema(schema())
    return Draft202012Validator(schema())


def test_schema_says_what_the_reader_says(call: Call) -> None:
    assert json.loads(call("config", "schema").out)["title"]
    good = "lang: en\nrules:\n  - own\n  - NL205: {options: {add: [a]}}\n  - NL404: 'off'\noverrides: [{files: [a], rules: {NL101: info}}]\n"
    assert validator().is_valid(yaml.safe_load(good))
    assert validator().is_valid({"rules": {"NL804": {"options": {"lexicon": "ours"}}}})
    for bad in (
        "slect: []\n",
        "select: NL1\n",
        "rules: {NL205: {force: x}}\n",
        "rules: {NL205: {options: {ad: []}}}\n",
        "rules: {NL804: {options: {lexicon: [ours]}}}\n",
    ):
        assert not validator().is_valid(yaml.safe_load(bad))


@pytest.mark.parametrize("name", PROFILES)
def test_profiles_load_and_keep_the_force_of_rules(name: str) -> None:
    profile = load_profile(name)
    assert {code: rule.file.force for code, rule in profile.catalogue.items()} == {
        code: rule.file.force for code, rule in builtin_rules().items()
    }
    path = ROOT / f"rules/profiles/{name}.yaml"
    assert validator().is_valid(
        yaml.load(path.read_text(encoding="utf-8").replace(": off", ": 'off'"), yaml.BaseLoader)
    )


def test_all_profiles_are_named() -> None:
    """Wherever they are listed, they are those of the folder; a new one is a file and its name."""
    assert {path.stem for path in (ROOT / "rules/profiles").iterdir()} == set(PROFILES)
    for path, start in {
        "README.md": "extends: default            # ",
        "README.zh-CN.md": "extends: default            # ",
        "rules/templates/notice-lint.zh.yaml": "# 以哪个方案为基础：",
        "rules/templates/notice-lint.en.yaml": "# Profile to build on: ",
        "notice_lint/cli/output.py": '"配置方案：',
    }.items():
        text = (ROOT / path).read_text(encoding="utf-8")
        (line,) = [line for line in text.splitlines() if start in line]
        listed = re.match(r"[a-z-]+(?:(?:、|, )[a-z-]+)*", line.partition(start)[2])
        assert listed, path
        assert sorted(set(re.split("、|, ", listed[0])) - {"or"}) == sorted(PROFILES), path


def test_what_the_profiles_say() -> None:
    on = {name: {rule.code for rule in load_profile(name).rules} for name in PROFILES}
    assert on["minimal"] < on["default"] < on["strict"]
    assert on["default"] - on["internal-report"] == {"NL106", "NL401", "NL402"}
    grammar = load_profile("inspection").grammar
    assert grammar
    assert grammar.name == "inspection"


def test_a_configuration_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    write("notice-lint.yaml", "ignore: [NL2]\n")
    all_ = Configurations(Overrides())
    assert all_.of("draft.txt") is all_.of("other.txt") is all_.here
    assert all_.profile_for("draft.txt") is all_.profile_for("other.txt")
