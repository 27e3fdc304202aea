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
    found: dict[str, Any] = next(one for one in ACTION["runs"]["steps"] if one.get("name") == name)
    return found


@pytest.mark.parametrize(("example", "code"), [("clean.txt", 0), ("numbering.txt", 1)])
def test_the_action_checks_annotates_and_keeps_files(place: Path, example: str, code: int) -> None:
    folder = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PATH": f"{folder}:{os.environ['PATH']}",
        "PATHS": str(ROOT / "examples" / example),
        "ARGS": "--lang en",
        "GITHUB_OUTPUT": "output",
        "GITHUB_STEP_SUMMARY": "summary",
    }
    script = step("Check")["run"]
    ended = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert Path("output").read_text(encoding="utf-8") == f"exit-code={code}\n"
    assert ended.stdout.count("::error ") == (6 if code else 0)
    assert json.loads(Path("notice-lint.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert Path("notice-lint.xlsx").read_bytes().startswith(b"PK")
    assert "<html" in Path("notice-lint.html").read_text(encoding="utf-8")
    assert subprocess.run(["bash", "-c", step("Result")["run"]], env={"CODE": str(code)},
                          check=False).returncode == code  # fmt: skip


def test_the_action_gives_no_input_to_the_shell() -> None:
    for one in ACTION["runs"]["steps"]:
        assert "${{" not in one.get("run", "")


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_template_for_gitlab_runs(call: Call, place: Path, name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    shown = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    (template,) = [one for one in map(yaml.safe_load, shown) if "notice-lint" in one]
    job = template["notice-lint"]
    shutil.copytree(ROOT / "examples", "notices")
    command = next(one for one in job["script"] if one.startswith("notice-lint "))
    assert call(*command.split()[1:]).code == 1
    reports = job["artifacts"]["reports"]
    assert json.loads(Path(reports["codequality"]).read_text(encoding="utf-8"))
    assert Path(reports["junit"]).read_text(encoding="utf-8").startswith("<?xml")
