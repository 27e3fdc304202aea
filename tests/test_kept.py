"""A run finds the same whatever has become of what earlier runs kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from itertools import cycle
from pathlib import Path

import pytest
from test_artifacts import DAMAGES

ROOT = Path(__file__).parent.parent
TEXT = ROOT / "examples/numbering.txt"


def begin(folder: Path, root: Path = ROOT) -> subprocess.Popen[str]:
    """Start a run that keeps things in a folder; it ends with its findings as JSON."""
    return subprocess.Popen(
        [sys.executable, "-m", "notice_lint", "check", "--format", "json", str(TEXT)],
        env={**os.environ, "NOTICE_LINT_CACHE_DIR": str(folder), "PYTHONPATH": str(root)},
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def found(folder: Path, root: Path = ROOT) -> str:
    return begin(folder, root).communicate()[0]


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder that a run has filled, and what that run found."""
    folder = tmp_path_factory.mktemp("warm") / "kept"
    return folder, found(folder)


def test_damage_is_not_noticed(warm: tuple[Path, str], tmp_path: Path) -> None:
    """Each file is damaged in another way; `test_artifacts` damages one file in every way."""
    kept, sound = warm
    folder = tmp_path / "kept"
    shutil.copytree(kept, folder)
    files = sorted(folder.glob("*.json"))
    assert len(files) == 6
    for file, damage in zip(files, cycle(DAMAGES)):
        damage(file)
    assert found(folder) == sound
    assert found(folder) == sound


def test_nothing_is_made_twice(warm: tuple[Path, str]) -> None:
    kept, sound = warm
    times = {file: file.stat().st_mtime_ns for file in kept.iterdir()}
    assert found(kept) == sound
    assert {file: file.stat().st_mtime_ns for file in kept.iterdir()} == times


def test_first_runs_at_the_same_time_agree(warm: tuple[Path, str], tmp_path: Path) -> None:
    runs = [begin(tmp_path / "kept") for _ in range(2)]
    assert [run.communicate()[0] for run in runs] == [warm[1]] * 2
    assert len(list((tmp_path / "kept").iterdir())) == 6


def test_a_rule_that_is_changed_counts_at_once(tmp_path: Path) -> None:
    for name in ("notice_lint", "grammar", "rules"):
        shutil.copytree(ROOT / name, tmp_path / name)
    folder = tmp_path / "kept"
    before = found(folder, tmp_path)
    (rule,) = (tmp_path / "rules").rglob("NL307-*.yaml")
    title = '"title": "“一是”序列不连续"'
    assert title in before
    text = rule.read_text(encoding="utf-8")
    rule.write_text(text.replace("“一是”序列不连续", "列举断开"), encoding="utf-8")
    after = found(folder, tmp_path)
    assert title not in after
    assert after == before.replace(title, '"title": "列举断开"')


def test_what_is_ours_is_read_without_libraries(warm: tuple[Path, str]) -> None:
    asked = (
        "import sys, notice_lint.api as api\n"
        f"api.check_file({str(TEXT)!r})\n"
        "print([one for one in ('yaml', 'lxml', 'docx', 'typer') if one in sys.modules])"
    )
    env = {**os.environ, "NOTICE_LINT_CACHE_DIR": str(warm[0]), "PYTHONPATH": str(ROOT)}
    told = subprocess.run(
        [sys.executable, "-c", asked], env=env, cwd="/", capture_output=True, text=True, check=True
    )
    assert told.stdout == "[]\n"
