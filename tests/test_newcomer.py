"""What docs/architecture.md and CONTRIBUTING.md tell a newcomer is so.

Changes are made where they say to make them, in a copy of the program, and looked at from outside.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from support import Call, write

from notice_lint.parsing import repair
from notice_lint.parsing.outline import costs
from notice_lint.parsing.outline import repair as outline

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", GUIDE, re.DOTALL)
DRAFT = "1.针对“学习不深入”的问题\n整改措施：完善制度。\n整改情况：已完成整改。\n"
CHANGES = {
    "grammar/lines.lark": (
        ("SUB_MARK: /(?:", "SUB_MARK: /(?:§\\d{1,2}|"),
        ("| SUB_MARK |", "| AT_MARK | SUB_MARK |"),
        ("SUB_MARK: /", "AT_MARK: /@\\d{1,2}/\nSUB_MARK: /"),
        ("label: own_label", "label: own_label | EFFECT"),
        ("FIELD: _OPEN", "EFFECT: _OPEN _EFFECT_WORD _ADDED _CLOSE\nFIELD: _OPEN"),
    ),
    "rules/lexicons/labels.yaml": (
        ("成效如何, 疗效]", "成效如何, 疗效, 整改成绩]"),
        ("  field:\n", "  effect:\n    - words: [群众评价]\n  field:\n"),
    ),
    "grammar/notice.lark": (
        ("status_first) _END", "status_first) effect _END"),
        ("field: FIELD", "effect: EFFECT TEXT+\nfield: FIELD"),
        ("%declare ORGAN_LINE", "%declare EFFECT ORGAN_LINE"),
    ),
    "grammar/notice.yaml": (
        ("  formula: {name", "  effect: {name: {zh: 群众评价, en: effect}}\n  formula: {name"),
        ("  LABEL_ABOVE: {", "  EFFECT: {role: label}\n  LABEL_ABOVE: {"),
        ("CAUSE: {role: label, aside: 1.9}", "CAUSE: {role: label, aside: 2.1}"),
    ),
    "notice_lint/parsing/outline/costs.py": (
        ('    "SUB_MARK": Rank.SUB,', '    "SUB_MARK": Rank.SUB,\n    "AT_MARK": Rank.ITEM,'),
        ("BRACKET_COST = 1.5", "BRACKET_COST = 3.5"),
        ("STYLE_COST = 1.9", "STYLE_COST = 3.9"),
    ),
    "notice_lint/review/columns.py": (
        ('"basis", "suggestion"', '"force", "basis", "suggestion"'),
        ('    "basis": Wording', '    "force": Wording("效力", "Force"),\n    "basis": Wording'),
    ),
    "notice_lint/reports/to_file/xlsx/findings.py": (
        ('    "basis": 17,', '    "force": 8,\n    "basis": 17,'),
        ('        "basis": Wording', '        "force": force,\n        "basis": Wording'),
    ),
    "rules/items/NL201-missing-cause.yaml": (("缺少原因分析；", "没有写原因；"),),
    "rules/profiles/minimal.yaml": (("NL405, NL407]", "NL405, NL407, NL712]"),),
    "rules/lexicons/typos.yaml": (
        ("entries:\n", "entries:\n  - {wrong: 长效鸡制, right: 长效机制}\n"),
    ),
}
"""For each file what stands in it, and what is to stand there instead."""
LIMIT = (("file_mb: int = 64", "file_mb: int = 0"),)


EFFECTS = (
    "一、整改情况\n"
    + "".join(
        f"{marker}针对“{words}”的问题\n原因分析：重视不够。\n整改措施：完善制度。\n"
        "整改成绩：已完成整改。\n"
        for marker, words in (
            ("@1", "学习不深入"),
            ("§1", "会风不实"),
            ("§2", "文风不实"),
            ("@2", "作风不实"),
        )
    )
    + "群众评价：满意。\n"
)
STYLES = "一、问题\n1.关于甲的问题\n2.关于乙的问题\n（3）关于丙的问题\n"
LATE = "1.关于甲的问题\n整改措施：完善制度。\n原因分析：重视不够。\n整改情况：已整改。\n"
WORDS = "1.针对“学习不深入”的问题\n整改措施：建立长效鸡制。\n整改情况：已完成整改。\n"
DRAFTS = {
    "effects.txt": EFFECTS,
    "styles.txt": STYLES,
    "late.txt": LATE,
    "words.txt": WORDS,
    "draft.txt": DRAFT,
}
COMMANDS = (
    "parse effects.txt --format json",
    "parse effects.txt --trace --format json",
    "parse styles.txt --trace",
    "check late.txt --as-notice",
    "check words.txt --as-notice",
    "rules list --profile minimal --format json",
    "check draft.txt --as-notice --select NL201 --format emacs -o xlsx:r.xlsx",
)
"""What is asked of the changed program, in one process: a start of it costs seconds."""
RUNNER = """
import contextlib, io, json, sys
from notice_lint.__main__ import run

said = {}
for command in json.load(sys.stdin):
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown):
        run(command.split())
    said[command] = shown.getvalue()
print(json.dumps(said))
"""


def changed(text: str, changes: Sequence[tuple[str, str]]) -> str:
    """Return the text of a file with some words in place of others."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def answers(folder: Path, commands: Sequence[str]) -> dict[str, str]:
    """Return what the program in a folder says to commands, its complaints included."""
    ended = subprocess.run(
        [sys.executable, "-c", RUNNER],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(folder),
            "NOTICE_LINT_CACHE_DIR": str(folder / "kept"),
        },
        input=json.dumps(commands),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    said: dict[str, str] = json.loads(ended.stdout)
    return said


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program in which much is changed, and some drafts."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("notice_lint", "grammar", "rules"):
        shutil.copytree(ROOT / name, folder / name)
    for name, changes in CHANGES.items():
        path = folder / name
        path.write_text(changed(path.read_text(encoding="utf-8"), changes), encoding="utf-8")
    path = folder / "notice_lint/reports/on_screen/emacs.py"
    path.write_text(next(text for kind, text in BLOCKS if kind == "python"), encoding="utf-8")
    for name, text in DRAFTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def said(copy: Path) -> dict[str, str]:
    """What the changed program says."""
    return answers(copy, COMMANDS)


def test_every_place_that_the_page_names_is_there() -> None:
    for name in re.findall(r"`([\w./*-]+/[\w./*-]*)`", PAGE):
        places = [ROOT, ROOT / "notice_lint", ROOT / "notice_lint/parsing"]
        assert any(next(place.glob(name.rstrip("/")), None) for place in places), name


def test_the_costs_and_limits_on_the_page_are_those_of_the_code() -> None:
    rows = re.findall(r"^\| `(\w+_COST)`[^|]*\| ([\d.]+) \|", PAGE, re.MULTILINE)
    named = {name: value for name, value in vars(costs).items() if name.endswith("_COST")}
    assert {name: float(value) for name, value in rows} == named
    limits = re.findall(r"`(BEAM|SLACK|MARGIN|LONG|TRIALS)` \(([\d.]+)", PAGE)
    assert limits == [
        *(("BEAM", f"{outline.BEAM}"), ("SLACK", f"{outline.SLACK}")),
        *(("MARGIN", f"{outline.MARGIN}"), ("LONG", f"{outline.LONG}")),
        *(("BEAM", f"{repair.BEAM}"), ("SLACK", f"{repair.SLACK}"), ("TRIALS", f"{repair.TRIALS}")),
    ]


def test_markers_labels_and_parts_are_the_grammar_s(said: dict[str, str]) -> None:
    parsed = json.loads(said["parse effects.txt --format json"])
    first, second = parsed["sections"][0]["children"]
    assert (first["marker"], second["marker"]) == ("@1", "@2")
    assert [item["marker"] for item in first["children"]] == ["§1", "§2"]
    assert second["status"]["label"] == "整改成绩"
    assert second["parts"][-1]["part"] == "effect"
    traced = json.loads(said["parse effects.txt --trace --format json"])
    repairs = [repair for line in traced["lines"] for repair in line["repairs"]]
    assert {"kind": "missing", "part": "effect"} in repairs


def test_costs_decide_between_two_readings(said: dict[str, str], call: Call, place: Path) -> None:
    write("styles.txt", STYLES)
    write("late.txt", LATE)
    assert "样式与层级不符" in call("parse", "styles.txt", "--trace").out
    assert "“原因分析”写在" in call("check", "late.txt", "--as-notice").out
    assert "样式与层级不符" not in said["parse styles.txt --trace"]
    assert "“整改措施”写在" in said["check late.txt --as-notice"]


def test_messages_words_and_profiles_are_files(said: dict[str, str]) -> None:
    shown = said["check words.txt --as-notice"]
    assert "没有写原因；" in shown
    assert "长效机制" in shown
    listed = json.loads(said["rules list --profile minimal --format json"])
    assert {rule["code"]: rule["enabled"] for rule in listed["rules"]}["NL712"]


def test_formats_and_columns_are_modules(said: dict[str, str], copy: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    assert said[COMMANDS[-1]].startswith("draft.txt:1: NL201 “针对")
    head, first, *_ = openpyxl.load_workbook(copy / "r.xlsx").worksheets[0].values
    assert dict(zip(head, first, strict=True))["效力"] == "习惯"


def test_limits_are_a_module(copy: Path, said: dict[str, str]) -> None:
    path = copy / "notice_lint/limits.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(changed(text, LIMIT), encoding="utf-8")
    try:
        command = "check draft.txt"
        assert "文件超过 0 MB" in answers(copy, [command])[command]
    finally:
        path.write_text(text, encoding="utf-8")


def test_the_first_rule_and_a_trace_are_as_shown(call: Call, place: Path) -> None:
    rule = next(text for kind, text in BLOCKS if kind == "yaml")
    write("XW101-our-words.yaml", rule)
    write("draft.txt", DRAFT)
    shown = [text.partition("\n") for kind, text in BLOCKS if kind == "console"]
    assert len(shown) == 2
    for command, _, output in shown:
        assert call(*command.removeprefix("$ notice-lint ").split()).out.startswith(output)


def test_the_guide_s_commands_end_well(call: Call, place: Path) -> None:
    write("draft.txt", DRAFT)
    table = GUIDE[GUIDE.index("## Find out why") : GUIDE.index("## Tests")]
    commands = re.findall(r"`(?:NOTICE_LINT_\w+=1 )?notice-lint ([^`]+)`", table)
    assert len(commands) >= 10
    for command in commands:
        ended = call(*command.split())
        assert ended.code in (0, 1), (command, ended.err)


def test_the_guide_names_every_folder() -> None:
    for path in (ROOT / "notice_lint").iterdir():
        if (path / "__init__.py").exists():
            assert f"`{path.name}/`" in GUIDE, path.name
    for name in re.findall(r"`([\w.-]+(?:/[\w.-]+)*/?)`", GUIDE):
        if (
            "/" in name.rstrip("/")
            and "NAME" not in name
            and not name.startswith(("town_", "dist/"))
        ):
            places = [ROOT, ROOT / "notice_lint"]
            assert any((place / name).exists() for place in places), name
