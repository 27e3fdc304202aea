"""What an author of rules can do, and what is said of each mistake."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from support import Call, write

from notice_lint.checks.contract import Check, NoOptions
from notice_lint.checks.registry import CHECKS, _added
from notice_lint.errors import RuleError
from notice_lint.ruleset.rule_files import RulePlace, load_rules

RULE = """\
title: 不写“等等”
severity: warning
force: custom
basis: 本单位写作要求
check: pattern
options:
  forbid: "(?P<words>等等)"
  replace: 等
message: “{words}”宜写作“{replacement}”
why: 列举未尽用“等”即可。
bad:
  - text: |
      1.针对“学习等等不深入”的问题
    expect: [{text: 等等, message: “等等”宜写作“等”}]
    fixed: |
      1.针对“学习等不深入”的问题
good:
  - |
    1.针对“学习等不深入”的问题
"""
DRAFT = "1.针对“学习等等不深入”的问题\n整改情况：已整改。\n"

pytestmark = pytest.mark.usefixtures("place")


def test_a_rule_is_one_file(call: Call) -> None:
    write("own/XW101-and-so-on.yaml", RULE)
    write("notice-lint.yaml", "rules:\n  - own\n")
    write("draft.txt", DRAFT)
    told = json.loads(call("check", "draft.txt", "--format", "json").out)["files"][0]
    (found,) = [one for one in told["violations"] if one["code"] == "XW101"]
    assert found["quote"] == "等等"
    assert found["location"] == {"line": 1, "column": 8, "end_line": 1, "end_column": 10}
    assert found["fixes"][0]["edits"][0]["text"] == "等"
    assert found["basis"] == "本单位写作要求"
    assert "不写“等等”" in call("explain", "XW101").out
    assert "XW101" in call("rules", "list").out
    assert call("rules", "test", "own") == (0, "1 条规则，2 个用例，0 处不符\n", "")
    assert call("rules", "test").code == 0
    assert call("check", "draft.txt", "--select", "XW1").code == 1
    assert "XW101" not in call("check", "draft.txt", "--ignore", "XW").out


def test_a_failing_case_is_shown_with_its_difference(call: Call) -> None:
    write("own/XW101-and-so-on.yaml", RULE.replace("expect: [{text: 等等,", "expect: [{text: 等,"))
    ended = call("rules", "test", "own")
    assert ended.code == 1
    assert "XW101 bad 1" in ended.out
    assert "- 等 |" in ended.out
    assert "+ 等等 |" in ended.out


def test_a_rule_without_a_good_case_fails(call: Call) -> None:
    write("own/XW101-and-so-on.yaml", RULE.partition("good:")[0] + "good: []\n")
    ended = call("rules", "test", "own")
    assert ended.code == 1
    assert "缺少 good 用例" in ended.out


MISTAKES = {
    "unknown key": ("severity: warning", "sevrity: warning", 2, "不认识“sevrity”，是不是“severity”？"),
    "wrong value": ("severity: warning", "severity: fatal", 2, "不认识“fatal”，可用：error、warning、info"),
    "wrong type": ("options:\n", "enabled: yes\noptions:\n", 6, "此处应为 true 或 false"),
    "unknown check": ("check: pattern", "check: patern", 5, "不认识“patern”，是不是“pattern”？"),
    "bad regex": ("(?P<words>等等)", "(?P<words>等等", 7, "正则表达式有误"),
    "unknown piece": ('  forbid: "(?P<words>等等)"', '  define: {more: 等等}\n  forbid: "(?P<words>{{mroe}})"', 8, "不认识“mroe”，是不是“more”？"),
    "piece too long": ('  forbid: "(?P<words>等等)"', "  define:\n    a: " + "等" * 40000 + '\n    b: "{{a}}{{a}}"\n  forbid: 等', 9, "正则表达式过长"),
    "unknown option": ("  replace: 等", "  replce: 等", 8, "不认识“replce”，是不是“replace”？"),
    "unknown placeholder": ("“{words}”宜", "“{word}”宜", 9, "不认识“{word}”，是不是“{words}”？"),
    "duplicate key": ("force: custom", "force: custom\nforce: logic", 4, "“force”重复"),
    "misspelt case": ("expect: [{text", "expect: [{txt", 14, "不认识“txt”，是不是“text”？"),
    "alias": ("basis: 本单位写作要求\n", "basis: &a 本单位\nwhy2: *a\n", 5, "不认识“why2”"),
    "not YAML": ("title: 不写", "title: [不写", 2, "不是有效的 YAML"),
    "list for a mapping": ("options:\n  forbid: \"(?P<words>等等)\"\n  replace: 等", "options: [a]", 6, "此处应为“键: 值”"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_in_a_rule_file(call: Call, name: str) -> None:
    old, new, line, words = MISTAKES[name]
    assert old in RULE
    write("own/XW101-and-so-on.yaml", RULE.replace(old, new, 1))
    for command in (("rules", "test", "own"), ("check", "draft.txt", "--config", "c.yaml")):
        write("draft.txt", DRAFT)
        write("c.yaml", "rules: [own]\n")
        ended = call(*command)
        assert ended.code == 2
        assert ended.out == ""
        assert f"own/XW101-and-so-on.yaml:{line}:" in ended.err
        assert words in ended.err
        assert f"{line} | " in ended.err


def test_an_expression_is_made_of_named_pieces(call: Call) -> None:
    pieces = '  define: {and: 等, so_on: 等等}\n  forbid: "(?P<words>{{so_on}}(?!{{and}}))"'
    text = RULE.replace('  forbid: "(?P<words>等等)"', pieces)
    write("own/XW101-and-so-on.yaml", text)
    assert call("rules", "test", "own").code == 0


def test_an_expression_may_use_the_shared_pieces(call: Call) -> None:
    shared = RULE.replace("(?P<words>等等)", "(?P<words>等等)(?!{{surname}})")
    write("own/XW101-and-so-on.yaml", shared)
    assert call("rules", "test", "own").code == 0
    own = shared.replace("  forbid:", "  define: {surname: 不}\n  forbid:")
    write("own/XW101-and-so-on.yaml", own)
    assert call("rules", "test", "own").code == 1
    write("own/XW101-and-so-on.yaml", shared.replace("{surname}", "{surnam}"))
    assert "不认识“surnam”，是不是“surname”？" in call("rules", "test", "own").err
    write("own/XW101-and-so-on.yaml", own.replace("{{surname}}", "{{qqq}}"))
    assert "可用：surname、" in call("rules", "test", "own").err
    write("own/XW101-and-so-on.yaml", RULE)
    write("notice-lint.yaml", "rules: [own, {XW101: {options: {forbid: '等等(?!{{surname}})'}}}]\n")
    write("draft.txt", DRAFT.replace("等等不", "等等赵不"))
    assert "XW101" not in call("check", "draft.txt").out


def test_missing_key_and_all_mistakes_at_once(call: Call) -> None:
    text = RULE.replace("check: pattern\n", "").replace("force: custom", "force: costum")
    write("own/XW101-and-so-on.yaml", text)
    write("own/XW102-other.yaml", RULE.replace("severity: warning", "severity: 1"))
    ended = call("rules", "test", "own")
    assert ended.code == 2
    assert "缺少“check”" in ended.err
    assert "是不是“custom”？" in ended.err
    assert "XW102-other.yaml:2:" in ended.err


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("NL999-mine.yaml", RULE, "内置规则专用"),
        ("mine.yaml", RULE, "编号-名称.yaml"),
        ("XW1-and.yaml", RULE, "编号-名称.yaml"),
        ("XW101-empty.yaml", "", "文件是空的"),
        ("XW101-deep.yaml", "title: " + "[" * 20000, "嵌套太深"),
        ("XW101-large.yaml", "#" * 1_100_000, "超过"),
        ("XW101-list.yaml", "- a\n", "此处应为“键: 值”"),
    ],
)
def test_file_that_is_no_rule(call: Call, name: str, text: str, words: str) -> None:
    write(f"own/{name}", text)
    ended = call("rules", "test", "own")
    assert ended.code == 2
    assert words in ended.err


def test_bomb_of_aliases_is_refused_at_once(call: Call) -> None:
    lines = ["a0: &a0 [x]"] + [
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)
    ]
    write("own/XW101-bomb.yaml", "\n".join(lines) + "\ntitle: *a11\n")
    start = time.process_time()
    assert call("rules", "test", "own").code == 2
    assert time.process_time() - start < 5


def test_not_utf8_missing_taken_and_empty_folder(call: Call, tmp_path: Path) -> None:
    Path("own").mkdir()
    assert "没有规则文件" in call("rules", "test", "own").err
    assert "无法读取" in call("rules", "test", "nowhere.yaml").err
    Path("own/XW101-x.yaml").write_bytes("title: 甲".encode("gb18030"))
    assert "UTF-8" in call("rules", "test", "own").err
    write("own/XW101-x.yaml", RULE)
    write("own/more/XW101-y.yaml", RULE)
    assert "编号 XW101 已用于" in call("rules", "test", "own").err


def test_options_that_are_needed(call: Call) -> None:
    start, _, rest = RULE.partition("options:")
    write("own/XW101-x.yaml", start + "message" + rest.partition("message")[2])
    ended = call("rules", "test", "own")
    assert "检查“pattern”需要“options”" in ended.err


def test_scalars_stay_what_was_typed(call: Call) -> None:
    for typed in ("0759", "1.10", "on", "2024-01-01", "1e3", "~"):
        text = RULE.replace("replace: 等\n", f"replace: {typed}\n")
        path = write("own/XW101-x.yaml", text)
        (rule,) = load_rules([RulePlace(path)]).values()
        assert rule.options.replace == typed


def test_an_expression_that_runs_away_is_stopped(call: Call) -> None:
    write("own/XW101-x.yaml", RULE.replace("(?P<words>等等)", "(?P<words>(.*)*(.*)*(.*)*(.*)*不)$"))
    write("draft.txt", "1.针对“学习不深入”的问题" + "学习" * 3000 + "\n整改情况：已整改。\n")
    ended = call("check", "draft.txt", "--config", "none", "--select", "NL201")
    assert ended.code == 1
    write("c.yaml", "rules: [own]\nselect: [XW101, NL201]\n")
    start = time.process_time()
    ended = call("check", "draft.txt", "--config", "c.yaml")
    assert time.process_time() - start < 20
    assert ended.code == 2
    assert "NL005" in ended.out
    assert "超时" in ended.out
    assert "NL201" in ended.out


def test_no_expression_is_evaluated_in_a_message(call: Call) -> None:
    text = RULE.replace("“{words}”宜", "{words.__class__}{0}“{words}”宜").replace(
        "message: “等等”宜", 'message: "{words.__class__}{0}“等等”宜" #'
    )
    write("own/XW101-x.yaml", text)
    assert call("rules", "test", "own").code in (1, 2)


def test_kinds_of_others_are_found_by_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    class Point:
        def load(self) -> Check:
            return Check("seal-required", lambda notice, options: iter(()), NoOptions)

    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: [Point()])
    _added.cache_clear()
    try:
        text = RULE.replace("check: pattern", "check: seal-required")
        start, _, rest = text.partition("options:")
        path = Path("XW101-x.yaml")
        from notice_lint.datafiles.yaml_file import YamlFile
        from notice_lint.ruleset.rule_files import load_rule

        body = start + "message: 缺少印章\nwhy" + rest.partition("why")[2]
        assert load_rule(YamlFile(str(path), body)).check.name == "seal-required"
        with pytest.raises(RuleError, match="seal-requird"):
            load_rule(YamlFile(str(path), body.replace("seal-required", "seal-requird")))
    finally:
        _added.cache_clear()


def test_every_kind_has_a_docstring_and_typed_options() -> None:
    for name, check in CHECKS.items():
        assert check.run.__doc__, name
        assert check.options.__doc__, name


def test_rules_in_force_are_tested_by_their_codes(call: Call) -> None:
    assert call("rules", "test", "NL201", "--lang", "en").out.startswith("1 rules, ")
    (count,) = re.findall(r"^(\d+) rules", call("rules", "test", "NL20", "--lang", "en").out)
    assert 5 < int(count) < 10
    for name in ("NL2010", "XX1"):
        ended = call("rules", "test", name)
        assert (ended.code, ended.out) == (2, "")
    assert "没有这个规则编号" in ended.err
