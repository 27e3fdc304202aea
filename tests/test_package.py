"""The wheel holds grammar, rules and schemas, and works from inside a zip."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("notice_lint-*.whl"))


def test_wheel_holds_all_data_once(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert len(names) == len(set(names))
    for folder in ("grammar", "rules"):
        files = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
        assert files
        for path in files:
            assert f"notice_lint/{path.relative_to(ROOT)}" in names
    assert "notice_lint/schemas/report-1.json" in names
    assert {f"notice_lint/reports/html/page.{end}" for end in ("css", "js")} <= set(names)
    assert "notice_lint/py.typed" in names
    assert not [name for name in names if name.startswith(("tests", "grammar", "rules"))]


@pytest.mark.parametrize("zipped", [True, False])
def test_grammar_and_rules_load_from_the_wheel(wheel: Path, tmp_path: Path, zipped: bool) -> None:
    place = wheel
    if not zipped:
        place = tmp_path / "site"
        zipfile.ZipFile(wheel).extractall(place)
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
