"""What other programs run: the hooks of pre-commit, the action, the template for GitLab."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from support import Call

ROOT = Path(__file__).parent.parent
FAULTY = ROOT / "examples/numbering.txt"
HOOKS = {one["id"]: one for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


def test_the_hook_checks_and_changes_nothing(call: Call, place: Path) -> None:
    shutil.copy(FAULTY, "draft.txt")
    program, *arguments = HOOKS["notice-lint"]["entry"].split()
    assert program == "notice-lint"
    assert call(*arguments, "draft.txt").code == 1
    assert Path("draft.txt").read_bytes() == FAULTY.read_bytes()


def test_the_fixing_hook_changes_files_in_place(call: Call, place: Path) -> None:
    shutil.copy(FAULTY, "draft.txt")
    _, *arguments = HOOKS["notice-lint-fix"]["entry"].split()
    call(*arguments, "draft.txt")
    assert Path("draft.txt").read_bytes() != FAULTY.read_bytes()
    assert [path.name for path in place.iterdir() if path.is_file()] == ["draft.txt"]


@pytest.mark.parametrize("name", ["a.docx", "稿/通报.TXT".lower(), "b.md", "c.html", "d.htm"])
def test_hooks_take_documents(name: str) -> None:
    for hook in HOOKS.values():
        assert re.search(hook["files"], name)
        assert not re.search(hook["files"], "setup.py")


def step(name: str) -> dict[str, Any]:
    named: dict[str, Any] = next(one for one in ACTION["runs"]["steps"] if one.get("name") == name)
    return named


def run_step(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script as GitHub runs a step, with the program of this environment."""
    program = str(Path(sys.executable).parent)
    merged = {**os.environ, "PATH": f"{program}:{os.environ['PATH']}", **environment}
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        env=merged, capture_output=True, text=True, check=False,
    )  # fmt: skip


def act(inputs: dict[str, str], failing: str = "") -> tuple[dict[str, int], str]:
    """Run the steps of the action one after the other, as far as their conditions let them.

    Steps of others are taken to succeed, but the one whose name is given, as without permission.
    Returns the exit codes of the steps that ran, and what the check wrote.
    """
    default = {name: one.get("default", "") for name, one in ACTION["inputs"].items()}
    given = {**default, **inputs}
    codes: dict[str, int] = {}
    written = ""
    for one in ACTION["runs"]["steps"][2:]:
        name, condition = one["name"], one.get("if", "")
        asked = re.findall(r"inputs\.(\w+) == 'true'", condition)
        if any(given[each] != "true" for each in asked):
            continue
        if any(codes.values()) and "always()" not in condition:
            continue
        if "uses" in one:
            codes[name] = int(name == failing)
            continue
        output = Path("output").read_text(encoding="utf-8") if Path("output").exists() else ""
        ended = run_step(
            one["run"],
            PATHS=given["paths"], ARGS=given["args"], SINCE=given["since"],
            CODE=output.strip().removeprefix("exit-code="),
            GITHUB_OUTPUT="output", GITHUB_STEP_SUMMARY="summary",
        )  # fmt: skip
        codes[name] = ended.returncode
        written += ended.stdout
    return codes, written


@pytest.mark.parametrize(("example", "code"), [("clean.txt", 0), ("numbering.txt", 1)])
def test_the_action_checks_annotates_and_keeps_files(place: Path, example: str, code: int) -> None:
    codes, written = act({"paths": str(ROOT / "examples" / example), "args": "--lang=en"})
    assert codes == {"Check": 0, "Keep the reviewer's sheet": 0, "Result": code}
    assert written.count("::error ") == (6 if code else 0)
    assert json.loads(Path("notice-lint.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert Path("notice-lint.xlsx").read_bytes().startswith(b"PK")
    assert "<html" in Path("notice-lint.html").read_text(encoding="utf-8")


def test_the_action_tells_a_broken_configuration_and_leaves_a_log(place: Path) -> None:
    Path("notice-lint.yaml").write_text("fial-on: error\n", encoding="utf-8")
    Path("notice-lint.sarif").write_text("of yesterday", encoding="utf-8")
    codes, written = act({"sarif": "true"})
    assert codes["Send to code scanning"] == 0
    assert codes["Result"] == 2
    assert re.search(
        r"::error title=notice-lint,file=\S*notice-lint.yaml,line=1::.*fial-on", written
    )
    (run,) = json.loads(Path("notice-lint.sarif").read_text(encoding="utf-8"))["runs"]
    assert run["invocations"] == [{"executionSuccessful": False}]


def test_the_action_takes_paths_with_blanks_one_a_line(place: Path) -> None:
    shutil.copy(FAULTY, "第二批 通报.txt")
    shutil.copy(ROOT / "examples/clean.txt", "a b.txt")
    codes, written = act({"paths": "第二批 通报.txt\na b.txt\n", "args": "--ignore=NL3\n--lang=en"})
    assert codes["Result"] in (0, 1)
    assert "NL302" not in written
    (run,) = json.loads(Path("notice-lint.sarif").read_text(encoding="utf-8"))["runs"]
    assert len(run["artifacts"]) == 2
    codes, written = act({"paths": "none.txt"})
    assert codes["Result"] == 2
    assert "::error file=none.txt" in written


def test_an_upload_that_is_not_permitted_keeps_nothing_back(place: Path) -> None:
    inputs = {"paths": str(FAULTY), "sarif": "true"}
    codes, _ = act(inputs, failing="Send to code scanning")
    assert codes == {
        "Check": 0, "Send to code scanning": 1, "Keep the reviewer's sheet": 0, "Result": 1,
    }  # fmt: skip


def test_the_action_asks_for_no_permission_to_write() -> None:
    assert ACTION["inputs"]["sarif"]["default"] == "false"
    for one in ACTION["runs"]["steps"]:
        if "uses" in one:
            assert re.search(r"@[0-9a-f]{40}$", one["uses"].split()[0])


CHECKERS = {
    "actionlint": ["-color=false", *map(str, sorted((ROOT / ".github/workflows").glob("*.yml")))],
    "zizmor": ["--offline", "--no-progress", "--quiet", str(ROOT / "action.yml"), str(ROOT / ".github/workflows")],
}  # fmt: skip


@pytest.mark.parametrize("name", CHECKERS)
def test_workflows_and_action_satisfy_their_linters(name: str) -> None:
    program = shutil.which(name, path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if not program:
        pytest.skip(f"{name} is not installed")
    ended = subprocess.run([program, *CHECKERS[name]], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_pre_commit_judges_notices_only(place: Path) -> None:
    pytest.importorskip("pre_commit")
    hook = {**HOOKS["notice-lint"], "language": "system"}
    config = {"repos": [{"repo": "local", "hooks": [hook]}]}
    Path(".pre-commit-config.yaml").write_text(json.dumps(config), encoding="utf-8")
    Path("README.md").write_text("# A program\n\nIt does this, and that.\n", encoding="utf-8")
    Path("notes.md").write_text("# Notes\n\n- buy milk\n", encoding="utf-8")
    Path("requirements.txt").write_text("lark>=1.2\n", encoding="utf-8")
    shutil.copy(ROOT / "examples/clean.txt", "通报 一.txt")

    def commit_check() -> subprocess.CompletedProcess[str]:
        run_step("git init -q && git add -A")
        home = {"PRE_COMMIT_HOME": str(place / ".cache"), "LC_ALL": "C.UTF-8"}
        return run_step(f"{sys.executable} -m pre_commit run --all-files --verbose", **home)

    ended = commit_check()
    assert ended.returncode == 0, ended.stdout
    assert "NL2" not in ended.stdout
    shutil.copy(FAULTY, "通报 二.txt")
    ended = commit_check()
    assert ended.returncode == 1
    assert "NL302" in ended.stdout
    assert "README.md" not in ended.stdout


def test_the_action_gives_no_input_to_the_shell() -> None:
    for one in ACTION["runs"]["steps"]:
        assert "${{" not in one.get("run", "")


def test_the_example_for_gitlab_runs(call: Call, place: Path) -> None:
    text = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
    shown = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    for example in shown:
        assert list(yaml.safe_load_all(example))
    job = next(one["notice-lint"] for one in map(yaml.safe_load, shown[:4]) if "notice-lint" in one)
    shutil.copytree(ROOT / "examples", "notices")
    command = next(one for one in job["script"] if one.startswith("notice-lint "))
    assert call(*command.split()[1:]).code == 1
    reports = job["artifacts"]["reports"]
    assert json.loads(Path(reports["codequality"]).read_text(encoding="utf-8"))
    assert Path(reports["junit"]).read_text(encoding="utf-8").startswith("<?xml")
