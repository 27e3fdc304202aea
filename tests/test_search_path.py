"""An office's own lexicons, rules and profiles by name and path; what is named and is nowhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import Call, write

from notice_lint.datafiles.grammar_file import find_grammar
from notice_lint.datafiles.search_path import SearchPath
from notice_lint.datafiles.yaml_file import YamlFile
from notice_lint.ruleset.layers import base_layers

pytestmark = pytest.mark.usefixtures("place")

RULE = """\
title: 本单位用语
severity: warning
force: custom
basis: 本单位写作要求
check: lexicon
options: {lexicon: ours}
message: “{match}”宜写作“{replacement}”
why: 本单位统一用语。
bad:
  - text: |
      1.针对“学习不深入”的问题。召开碰头会研究。
    expect: [{text: 碰头会}]
good:
  - 1.针对“学习不深入”的问题。召开会议研究。
"""
LEXICON = "entries:\n  - {wrong: 碰头会, right: 会议}\n"
OTHER = "entries:\n  - {wrong: 会商会, right: 会议}\n"
DRAFT = "1.针对“学习不深入”的问题。召开碰头会研究。\n整改情况：已整改。\n"


@pytest.fixture(autouse=True)
def office(place: Path) -> None:
    write("draft.txt", DRAFT)
    write("notice-lint.yaml", "rules: [own]\n")
    write("own/XW101-our-words.yaml", RULE)


def codes(call: Call, *arguments: str) -> set[str]:
    told = json.loads(call("check", "draft.txt", "--format", "json", *arguments).out)
    return {one["code"] for one in told["files"][0]["violations"]}


@pytest.mark.parametrize(
    "path",
    ["own/ours.yaml", "own/lexicons/ours.yaml", "lexicons/ours.yaml", "ours.yaml"],
)
def test_a_lexicon_is_found_near_the_rule_or_the_configuration(call: Call, path: str) -> None:
    write(path, LEXICON)
    assert "XW101" in codes(call)
    assert call("rules", "test", "own").code == 0


def test_a_lexicon_is_found_from_rules_in_folders_of_folders(call: Call) -> None:
    Path("own/XW101-our-words.yaml").unlink()
    write("own/words/XW101-our-words.yaml", RULE)
    write("own/lexicons/ours.yaml", LEXICON)
    assert "XW101" in codes(call)


def test_a_lexicon_is_found_by_its_path(call: Call) -> None:
    write("own/XW101-our-words.yaml", RULE.replace("ours", "../words/town.yaml"))
    write("words/town.yaml", LEXICON)
    assert "XW101" in codes(call)


def test_what_is_nearer_goes_first(call: Call) -> None:
    write("own/ours.yaml", OTHER)
    write("lexicons/ours.yaml", LEXICON)
    assert "XW101" not in codes(call)


def test_a_rule_of_ones_own_may_use_our_lexicons_and_replace_them(call: Call) -> None:
    write("own/XW101-our-words.yaml", RULE.replace("ours", "usage"))
    assert "XW101" not in codes(call)
    write("own/lexicons/usage.yaml", LEXICON)
    assert codes(call) >= {"XW101"}
    assert "NL804" not in codes(call)


def test_our_rule_may_be_given_another_lexicon(call: Call) -> None:
    overlay = "rules: {NL804: {options: {lexicon: ours}}}\n"
    write("notice-lint.yaml", overlay)
    write("lexicons/ours.yaml", LEXICON)
    assert "NL804" in codes(call)
    shown = json.loads(call("config", "show", "--format", "json").out)["settings"]
    assert {"ours"} == {one["value"] for one in shown if one["name"] == "NL804.options.lexicon"}
    write("notice-lint.yaml", overlay.replace("ours", "our"))
    ended = call("check", "draft.txt")
    assert ended.code == 2
    assert "notice-lint.yaml:1:36" in ended.err
    assert "不认识“our”，是不是“ours”？" in ended.err


def test_an_unknown_lexicon_is_told_before_anything_is_checked(call: Call) -> None:
    write("own/lexicons/town.yaml", LEXICON)
    write("own/XW101-our-words.yaml", RULE.replace("ours", "twon"))
    for command in (("check", "draft.txt"), ("rules", "test", "own"), ("rules", "list")):
        ended = call(*command)
        assert (ended.code, ended.out) == (2, "")
        assert "own/XW101-our-words.yaml:6:20" in ended.err
        assert "不认识“twon”，是不是“town”？" in ended.err
    assert "did you mean “town”?" in call("check", "draft.txt", "--lang", "en").err
    write("own/XW101-our-words.yaml", RULE.replace("ours", "../../x"))
    assert call("check", "draft.txt").code == 2
    write("own/XW101-our-words.yaml", RULE.replace("ours", "zzzz"))
    told = call("check", "draft.txt").err
    assert "可用：approximations、area-codes、" in told
    assert "、town" in told
    assert "XW101-our-words" not in told.partition("可用")[2]


def test_a_mistake_in_a_lexicon_is_told_with_its_line(call: Call) -> None:
    write("own/ours.yaml", LEXICON + "  - {patern: 甲乙}\n  - {pattern: '(甲乙'}\n")
    ended = call("check", "draft.txt")
    assert (ended.code, ended.out) == (2, "")
    assert "own/ours.yaml:3:6" in ended.err
    assert "是不是“pattern”？" in ended.err
    assert "own/ours.yaml:4:15" in ended.err
    write("own/ours.yaml", "entries: [")
    assert "own/ours.yaml:" in call("check", "draft.txt").err


def test_word_lists_among_rules_are_no_rules_but_misnamed_rules_are_told(call: Call) -> None:
    write("own/ours.yaml", LEXICON)
    write("own/profiles/town.yaml", "title: 镇街\nextends: strict\n")
    assert "XW101" in codes(call)
    write("own/seal.yaml", RULE)
    ended = call("check", "draft.txt")
    assert ended.code == 2
    assert "own/seal.yaml" in ended.err
    assert "编号-名称.yaml" in ended.err


def test_a_profile_of_ones_own_is_found_by_name(call: Call) -> None:
    write("notice-lint.yaml", "extends: town\n")
    write("profiles/town.yaml", "extends: base\nignore: [NL201]\n")
    write("profiles/base.yaml", "rules: [../own]\n")
    write("lexicons/ours.yaml", LEXICON)
    assert "XW101" in codes(call)
    assert "NL201" not in codes(call)
    assert "NL201" in codes(call, "--profile", "base")
    write("notice-lint.yaml", "overrides: [{files: [draft.txt], extends: town}]\n")
    assert "NL201" not in codes(call)


def test_a_profile_elsewhere_has_its_lexicons_there_or_with_the_configuration(call: Call) -> None:
    write("office/profiles/town.yaml", "rules: [../own]\n")
    write("office/own/XW102-our-words.yaml", RULE)
    write("office/lexicons/ours.yaml", LEXICON)
    assert "XW102" in codes(call, "--config", "none", "--profile", "office/profiles/town.yaml")
    Path("office/lexicons/ours.yaml").unlink()
    write("notice-lint.yaml", "extends: office/profiles/town.yaml\n")
    assert call("check", "draft.txt").code == 2
    write("lexicons/ours.yaml", LEXICON)
    assert "XW102" in codes(call)


def test_a_profile_may_build_on_ours_of_the_same_name(call: Call) -> None:
    write("notice-lint.yaml", "extends: default\n")
    assert {"NL101", "NL201"} <= codes(call)
    write("profiles/default.yaml", "extends: default\nignore: [NL101]\n")
    assert "NL101" not in codes(call)
    assert "NL201" in codes(call)


def test_our_profiles_build_on_our_own_only() -> None:
    write("profiles/default.yaml", "select: [NL1]\n")
    assert base_layers("strict")[0].where == "profiles/default.yaml"
    assert all(layer.file and layer.file.is_ours for layer in base_layers("strict"))


def test_a_file_beside_the_configuration_is_no_profile(call: Call) -> None:
    write("strict.yaml", "select: [NL9]\n")
    write("notice-lint.yaml", "extends: strict\n")
    assert "NL101" in codes(call)
    write("notice-lint.yaml", "extends: ./strict.yaml\n")
    assert "NL101" not in codes(call)


UNKNOWN = {
    "extends: strct\n": ("notice-lint.yaml:1:10", "没有这个配置方案，是不是“strict”？"),
    "extends: default\noverrides:\n  - {files: [a], extends: strct}\n": (
        "notice-lint.yaml:3:27",
        "没有这个配置方案，是不是“strict”？",
    ),
    "select: [NL1, NL2001]\n": ("notice-lint.yaml:1:15", "没有这个规则编号，是不是 NL201？"),
    "extends: strict\nignore:\n  - NL9\n  - XW9\n": ("notice-lint.yaml:4:5", "没有这个规则编号"),
    "rules: {NL2001: off}\n": ("notice-lint.yaml:1:9", "不认识“NL2001”，是不是“NL201”？"),
    "extends: ./town.yaml\n": ("town.yaml:2:10", "没有这个配置方案，是不是“default”？"),
}


@pytest.mark.parametrize("text", UNKNOWN)
def test_an_unknown_name_is_told_with_its_line(call: Call, text: str) -> None:
    write("town.yaml", "ignore: [NL9]\nextends: defalt\n")
    write("notice-lint.yaml", text)
    place, words = UNKNOWN[text]
    ended = call("check", "draft.txt")
    assert (ended.code, ended.out) == (2, "")
    assert place in ended.err
    assert words in ended.err


@pytest.fixture
def outside(place: Path) -> Path:
    """Return a file beside the folder that the tests run in, which is no YAML."""
    path = place.parent / "outside.yaml"
    path.write_text("secret: [", encoding="utf-8")
    return path


@pytest.mark.parametrize("files", ["{config}", "overrides:\n  - {{files: [draft.txt], {config}}}"])
@pytest.mark.parametrize(
    "form", ["../outside.yaml", "{path}", "link.yaml", "own/../../outside.yaml"]
)
def test_nothing_outside_is_opened(call: Call, outside: Path, files: str, form: str) -> None:
    Path("link.yaml").symlink_to(outside)
    Path("own").mkdir(exist_ok=True)
    config = f"extends: {form.format(path=outside)}"
    write("notice-lint.yaml", files.format(config=config) + "\n")
    for lang, words in (("zh", "extends 只能引用"), ("en", "extends may name files inside")):
        ended = call("check", "draft.txt", "--lang", lang)
        assert (ended.code, ended.out) == (2, "")
        assert words in ended.err.splitlines()[0]
        assert "notice-lint.yaml:" in ended.err
        assert "secret" not in ended.err


def test_a_repository_is_one_place(call: Call, place: Path) -> None:
    write("notice-lint.yaml", "extends: default\n")
    write("office/base.yaml", "ignore: [NL101]\n")
    write("drafts/notice-lint.yaml", "extends: ../office/base.yaml\n")
    write("drafts/draft.txt", DRAFT)
    (place / ".git").rmdir()
    assert call("check", "drafts/draft.txt").code == 2
    (place / ".git").mkdir()
    ended = call("check", "drafts/draft.txt")
    assert ended.code == 1
    assert "NL101" not in ended.out


def test_a_profile_leads_nowhere_outside_either(call: Call, outside: Path) -> None:
    write("profiles/town.yaml", "extends: ../../outside.yaml\n")
    write("notice-lint.yaml", "extends: town\n")
    for ended in (
        call("check", "draft.txt"),
        call("check", "draft.txt", "--config", "none", "--profile", "profiles/town.yaml"),
    ):
        assert ended.code == 2
        assert "profiles/town.yaml:1:10" in ended.err
        assert "extends 只能引用" in ended.err
    write("town.yaml", "extends: profiles/base.yaml\n")
    write("profiles/base.yaml", "extends: ../base.yaml\n")
    write("base.yaml", "ignore: [NL101]\n")
    write("notice-lint.yaml", "extends: town.yaml\n")
    assert "NL101" not in codes(call)
    outside.write_text("ignore: [NL101]\n", encoding="utf-8")
    assert "NL101" not in codes(call, "--config", str(outside))


def test_a_grammar_is_found_by_name() -> None:
    write("grammars/town.lark", "start: TITLE\n")
    search = SearchPath.of(YamlFile(str(Path("notice-lint.yaml").resolve()), ""))
    town = find_grammar("town", search)
    assert town
    assert town.text == "start: TITLE\n"
    assert find_grammar("notice", SearchPath())
    for name in ("town", "../grammar/notice", "lines"):
        assert find_grammar(name, SearchPath()) is None
    assert set(search.names("grammar")) == {
        "town",
        "notice",
        "inspection",
        "audit",
        "feedback",
    }
