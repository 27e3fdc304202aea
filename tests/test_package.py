"""The source distribution and the wheel built from it hold what they should, install and run."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from repository import ROOT, files

from notice_lint.artifacts import FILE

# Added by hatchling, whatever is listed.
OF_THE_BUILDER = {".gitignore", "PKG-INFO"}


@dataclass(frozen=True)
class Built:
    """One build as it would be published: the wheel is made from the source distribution."""

    sdist: Path
    wheel: Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build with what the extra `test` has installed, so that no index is asked."""
    folder = tmp_path_factory.mktemp("built")
    python("-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT))
    return Built(next(folder.glob("*.tar.gz")), next(folder.glob("*.whl")))


def python(*arguments: str) -> None:
    ended = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_sdist_holds_what_is_listed_and_tracked(built: Built) -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    sdist = settings["tool"]["hatch"]["build"]["targets"]["sdist"]
    listed, left_out = set(sdist["only-include"]), tuple(sdist["exclude"])
    expected = {
        name
        for name in files()
        if name.partition("/")[0] in listed and not name.startswith(left_out)
    }
    assert listed == {name.partition("/")[0] for name in expected}
    with tarfile.open(built.sdist) as archive:
        names = [member.name.partition("/")[2] for member in archive if member.isfile()]
    assert sorted(names) == sorted(expected | OF_THE_BUILDER)


def test_sdist_is_light(built: Built) -> None:
    # the program and its manual pack to 0.8 MB, the tables of words to 0.8
    assert built.sdist.stat().st_size <= 1_700_000


def test_wheel_holds_program_grammar_and_rules_once(built: Built) -> None:
    expected = {
        name if name.startswith("notice_lint/") else f"notice_lint/{name}"
        for name in files()
        if name.startswith(("notice_lint/", "grammar/", "rules/"))
    } | {f"notice_lint/{FILE}"}
    names = zipfile.ZipFile(built.wheel).namelist()
    assert sorted(name for name in names if ".dist-info/" not in name) == sorted(expected)
    assert "notice_lint/schemas/report-1.json" in names
    assert "notice_lint/py.typed" in names


@pytest.mark.parametrize("form", ["zipped wheel", "installed sdist"])
def test_program_runs(built: Built, tmp_path: Path, form: str) -> None:
    place = built.wheel
    if form != "zipped wheel":
        place = tmp_path / "site"
        options = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
        python("-m", "pip", "install", *options, "--target", str(place), str(built.sdist))
    draft = tmp_path / "draft.txt"
    draft.write_text("1.针对“甲”的问题\n2.针对“乙”的问题\n4.针对“丙”的问题\n", encoding="utf-8")
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1))\n"
        "import notice_lint, notice_lint.__main__ as main\n"
        "print(notice_lint.__file__, file=sys.stderr)\n"
        "sys.exit(main.run(sys.argv[1:]))\n"
    )
    command = [sys.executable, "-c", code, str(place), "check", str(draft), "--select", "NL301"]
    command += ["-o", "html:page.html"]
    env = {**os.environ, "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1"}
    ended = subprocess.run(
        command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert str(place) in ended.stderr
    assert ended.returncode == 1, ended.stderr
    assert "NL301" in ended.stdout
    assert "NL301" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_build_brings_all_that_the_bundle_is_computed_with() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    core = set(project["project"]["dependencies"])
    assert {name for name in core if not name.startswith("typer")} <= set(
        project["build-system"]["requires"]
    )
