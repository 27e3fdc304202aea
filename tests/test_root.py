"""The root folder and all that is tracked: known names, known kinds, nothing heavy, no machine."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from repository import ROOT, files, walk
from support import Call

NAMES = {
    ".ci",
    ".editorconfig",
    ".gitattributes",
    ".github",
    ".gitignore",
    ".pre-commit-config.yaml",
    ".pre-commit-hooks.yaml",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "README.zh-CN.md",
    "SECURITY.md",
    "action.yml",
    "benchmarks",
    "docs",
    "editors",
    "examples",
    "grammar",
    "notice_lint",
    "packaging",
    "pyproject.toml",
    "rules",
    "tests",
}
KINDS = {
    "Dockerfile", ".Dockerfile", "LICENSE", "run", ".editorconfig", ".gitattributes", ".gitignore",
    ".css", ".csv", ".html", ".js", ".json", ".lark", ".md", ".out", ".py", ".toml", ".ts", ".cmd", ".sh", ".txt", ".typed", ".yaml", ".yml",
}  # fmt: skip
BINARY = {".png", ".z"}
"""Kinds that are no text: tables and pictures made by programs of `benchmarks/`."""
LARGEST = 200_000
MACHINE = re.compile(r"(?<![\w.~/)}\]-])/(?:home|opt|root|work|Users)/")
INDEX = re.compile(r"\b(?:pypi|pythonhosted|npmjs|debian|ubuntu)\.(?:org|com|io|net)\b")

FILES = files()
pytestmark = pytest.mark.skipif(
    (ROOT / "PKG-INFO").exists(), reason="what a source distribution holds is told by test_package"
)


def read(name: str) -> str:
    data = (ROOT / name).read_bytes()
    return "" if PurePosixPath(name).suffix in BINARY else data.decode("utf-8")


def load(name: str) -> Any:
    return yaml.safe_load(read(name))


def offenders(fault: Callable[[str], object]) -> list[str]:
    return [name for name in FILES if fault(name)]


def test_root_holds_exactly_these_names() -> None:
    assert {PurePosixPath(name).parts[0] for name in FILES} == NAMES


def test_a_walk_finds_what_git_lists() -> None:
    """So the other tests mean the same in the copy that the gate makes, which git does not know."""
    assert sorted(walk()) == FILES


def test_no_file_is_heavy() -> None:
    assert offenders(lambda name: (ROOT / name).stat().st_size > LARGEST) == []


def test_every_file_is_of_a_known_kind() -> None:
    paths = map(PurePosixPath, FILES)
    assert {path.suffix or path.name for path in paths} - KINDS - BINARY == set()


def test_lines_end_as_they_should() -> None:
    assert offenders(lambda name: "\r" in read(name) and not name.endswith(".cmd")) == []
    assert offenders(lambda name: not ("\n" + read(name)).endswith("\n")) == []


@pytest.mark.parametrize("pattern", [MACHINE, INDEX], ids=["path", "host"])
def test_no_file_knows_a_machine_or_a_package_index(pattern: re.Pattern[str]) -> None:
    assert offenders(lambda name: pattern.search(read(name))) == []


def test_patterns_know_what_they_look_for() -> None:
    assert all(MACHINE.search(f"see {one}x") for one in ("/" + "home/", "/" + "work/"))
    assert INDEX.search("https://" + "pypi" + ".org/simple")
    assert not MACHINE.search("notices/work/x and https://host.example/home/x")


def test_workflow_runs_the_pythons_that_are_promised() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    pattern = re.compile(r"Programming Language :: Python :: (3\.\d+)")
    promised = [one[1] for one in map(pattern.fullmatch, project["classifiers"]) if one]
    run = load(".github/workflows/ci.yml")["jobs"]["gate"]["strategy"]["matrix"]["python"]
    assert run == promised
    assert project["requires-python"] == f">={promised[0]}"


def test_workflow_may_do_little_and_runs_the_gate() -> None:
    workflow = load(".github/workflows/ci.yml")
    assert workflow["permissions"] == {"contents": "read"}
    steps = workflow["jobs"]["gate"]["steps"]
    assert all(re.search(r"@[0-9a-f]{40}$", one["uses"]) for one in steps if "uses" in one)
    assert steps[-1]["run"] == ".ci/run"


@pytest.mark.parametrize(
    "name", [name for name in FILES if name.startswith(".github/workflows/")] + ["action.yml"]
)
def test_actions_are_pinned_and_workflows_may_do_little(name: str) -> None:
    workflow = load(name)
    assert name == "action.yml" or workflow["permissions"] == {"contents": "read"}
    uses = re.findall(r"^\s*(?:- )?uses: (.+)$", read(name), re.MULTILINE)
    assert uses
    for action in uses:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)


def test_weaknesses_are_looked_for_on_every_change() -> None:
    steps = load(".github/workflows/ci.yml")["jobs"]["security"]["steps"]
    commands = "\n".join(step.get("run", "") for step in steps)
    for checker in ("zizmor", "bandit", "pip-audit"):
        assert re.search(rf"^{checker} ", commands, re.MULTILINE)


@pytest.mark.parametrize("name", ["bug", "false-positive"])
def test_forms_ask_for_invented_text(name: str) -> None:
    body = load(f".github/ISSUE_TEMPLATE/{name}.yml")["body"]
    assert "切勿粘贴涉及真实人员的文本" in body[0]["attributes"]["value"]
    assert "Never paste text with real persons" in body[0]["attributes"]["value"]
    assert all(one["required"] for one in body[-1]["attributes"]["options"])


def test_hooks_of_our_own_agree_with_the_tests(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    hooks = {
        one["id"]: one for repo in load(".pre-commit-config.yaml")["repos"] for one in repo["hooks"]
    }
    (size,) = re.findall(r"--maxkb=(\d+)", " ".join(hooks["check-added-large-files"]["args"]))
    assert LARGEST - 1024 < int(size) * 1024 <= LARGEST
    for one in hooks.values():
        assert (
            "entry" not in one or (Path(sys.executable).parent / one["entry"].split()[0]).exists()
        )
    monkeypatch.chdir(ROOT)
    assert call(*hooks["clean-example"]["entry"].split()[1:]).code == 0
