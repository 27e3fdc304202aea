"""A package that brings rules, lexicons, profiles and grammars is used once it is installed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support import Call, write
from test_search_path import DRAFT, LEXICON, RULE

from notice_lint.datafiles import packages as installed
from notice_lint.datafiles.grammar_file import find_grammar
from notice_lint.datafiles.search_path import SearchPath
from notice_lint.ruleset import catalogue, profile

Install = Callable[..., Path]


def forget() -> None:
    for remembered in (
        installed.packages,
        catalogue.package_rules,
        profile.default_profile,
    ):
        remembered.cache_clear()


@pytest.fixture
def install(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a package as pip does: a folder of files, and a folder that tells of them."""
    site = place / "site"
    monkeypatch.syspath_prepend(str(site))

    def put(name: str, **files: str) -> Path:
        folder = site / name
        write(f"site/{name}/__init__.py", "raise RuntimeError\n")
        for path, text in files.items():
            write(f"site/{name}/{path}", text)
        about = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n"
        write(f"site/{name}-1.dist-info/METADATA", about)
        points = f"[notice_lint.packages]\n{name} = {name}\n"
        write(f"site/{name}-1.dist-info/entry_points.txt", points)
        forget()
        return folder

    write("draft.txt", DRAFT)
    yield put
    forget()


TOWN = {
    "rules/words/XW101-our-words.yaml": RULE,
    "rules/XW102-off.yaml": RULE + "enabled: false\n",
    "lexicons/ours.yaml": LEXICON,
    "profiles/town.yaml": "extends: town-base\nignore: [NL101]\n",
    "profiles/town-base.yaml": "extends: default\nselect: [XW, NL101, NL103]\n",
    "grammar/town.lark": "start: TITLE\n",
}


def codes(call: Call, *arguments: str) -> set[str]:
    told = json.loads(call("check", "draft.txt", "--format", "json", *arguments).out)
    return {one["code"] for one in told["files"][0]["violations"]}


def test_its_rules_are_on_or_off_as_they_say(call: Call, install: Install) -> None:
    assert "XW101" not in codes(call)
    install("town_rules", **TOWN)
    assert "XW101" in codes(call)
    assert "XW102" not in codes(call)
    assert codes(call, "--select", "XW102") == {"XW102"}
    write("notice-lint.yaml", "rules: {XW101: off}\n")
    assert "XW101" not in codes(call)
    rules = json.loads(call("rules", "list", "--format", "json").out)["rules"]
    assert {one["code"]: one["enabled"] for one in rules if one["code"][:2] == "XW"} == {
        "XW101": False,
        "XW102": False,
    }
    assert "统一用语" in call("explain", "XW101").out
    assert "XW101" in call("config", "schema").out


def test_its_profiles_are_found_by_name(call: Call, install: Install) -> None:
    install("town_rules", **TOWN)
    assert codes(call, "--profile", "town") == {"XW101", "NL103"}
    write("notice-lint.yaml", "extends: town-base\n")
    assert codes(call) == {"XW101", "NL101", "NL103"}
    ended = call("check", "draft.txt", "--profile", "twn")
    assert ended.code == 2
    assert "是不是“town”？" in ended.err


def test_its_lexicons_are_there_for_others(call: Call, install: Install) -> None:
    install("town_rules", **{"lexicons/ours.yaml": LEXICON})
    write("own/XW201-our-words.yaml", RULE)
    write("notice-lint.yaml", "rules: [own]\n")
    assert "XW201" in codes(call)
    write("own/lexicons/ours.yaml", "entries: []\n")
    assert "XW201" not in codes(call)


def test_its_own_lexicon_goes_before_that_of_another_package(call: Call, install: Install) -> None:
    install("county_rules", **{"lexicons/ours.yaml": "entries: []\n"})
    install("town_rules", **TOWN)
    assert "XW101" in codes(call)


def test_its_grammars_are_found_by_name(install: Install) -> None:
    install("town_rules", **TOWN)
    town = find_grammar("town", SearchPath())
    assert town
    assert town.text == "start: TITLE\n"
    assert "town" in SearchPath().names("grammar")
    assert find_grammar("town", SearchPath(only_ours=True)) is None


MISTAKES = {
    "a code of ours": (
        {"rules/NL999-x.yaml": RULE, "lexicons/ours.yaml": LEXICON},
        "NL999-x.yaml",
        "内置规则专用",
    ),
    "a mistake": (
        {"rules/XW101-x.yaml": RULE.replace("basis", "bsis")},
        "XW101-x.yaml:4:1",
        "是不是“basis”？",
    ),
    "a lexicon that is nowhere": (
        {"rules/XW101-x.yaml": RULE},
        "XW101-x.yaml:6:20",
        "不认识“ours”",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_what_is_wrong_in_a_package_is_told(call: Call, install: Install, name: str) -> None:
    files, place, words = MISTAKES[name]
    install("town_rules", **files)
    ended = call("check", "draft.txt")
    assert (ended.code, ended.out) == (2, "")
    assert place in ended.err
    assert words in ended.err


def test_two_rules_of_one_code_are_told(call: Call, install: Install) -> None:
    install("town_rules", **TOWN)
    write("own/XW101-mine.yaml", RULE)
    write("notice-lint.yaml", "rules: [own]\n")
    assert "编号 XW101 已用于" in call("check", "draft.txt").err
    Path("notice-lint.yaml").unlink()
    install("county_rules", **TOWN)
    assert "编号 XW101 已用于" in call("check", "draft.txt").err


def test_a_package_that_is_gone_is_told(call: Call, install: Install) -> None:
    folder = install("town_rules")
    (folder / "__init__.py").unlink()
    folder.rmdir()
    ended = call("check", "draft.txt")
    assert ended.code == 2
    assert "“town_rules”找不到" in ended.err


def test_it_counts_in_every_process(install: Install) -> None:
    install("town_rules", **TOWN)
    ended = subprocess.run(
        [sys.executable, "-m", "notice_lint", "check", "draft.txt"],
        env=os.environ | {"PYTHONPATH": "site", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "XW101" in ended.stdout.decode()
