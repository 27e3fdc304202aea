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
    "notice_lint/limits.py": (("file_mb: int = 64", "file_mb: int = 0"),),
}
"""For each file what stands in it, and what is to stand there instead."""


class Copy:
    """A copy of the program in which much is changed."""

    def __init__(self, folder: Path) -> None:
        """Copy what a wheel is made of."""
        self.folder = folder
        for name in ("notice_lint", "grammar", "rules"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)

    def change(self, *names: str) -> None:
        """Make the changes to some files."""
        for name in names:
            path = self.folder / name
            text = path.read_text(encoding="utf-8")
            for old, new in CHANGES[name]:
                assert old in text, (name, old)
                text = text.replace(old, new, 1)
            path.write_text(text, encoding="utf-8")

    def run(self, text: str, *arguments: str) -> str:
        """Return what a command prints about a text, its complaints included."""
        draft = self.folder / "draft.txt"
        draft.write_text(text, encoding="utf-8")
        ended = subprocess.run(
            [sys.executable, "-m", "notice_lint", *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder), "NOTICE_LINT_CACHE_DIR": ""},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return ended.stdout + ended.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


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


def test_markers_labels_and_parts_are_the_grammar_s(copy: Copy) -> None:
    text = "一、整改情况\n" + "".join(
        f"{marker}针对“{words}”的问题\n原因分析：重视不够。\n整改措施：完善制度。\n"
        "整改成绩：已完成整改。\n"
        for marker, words in (
            ("@1", "学习不深入"),
            ("§1", "会风不实"),
            ("§2", "文风不实"),
            ("@2", "作风不实"),
        )
    )
    text += "群众评价：满意。\n"
    copy.change(
        "grammar/lines.lark",
        "rules/lexicons/labels.yaml",
        "grammar/notice.lark",
        "grammar/notice.yaml",
        "notice_lint/parsing/outline/costs.py",
    )
    parsed = json.loads(copy.run(text, "parse", "draft.txt", "--format", "json"))
    first, second = parsed["sections"][0]["children"]
    assert (first["marker"], second["marker"]) == ("@1", "@2")
    assert [item["marker"] for item in first["children"]] == ["§1", "§2"]
    assert second["status"]["label"] == "整改成绩"
    assert second["parts"][-1]["part"] == "effect"
    traced = json.loads(copy.run(text, "parse", "draft.txt", "--trace", "--format", "json"))
    repairs = [repair for line in traced["lines"] for repair in line["repairs"]]
    assert {"kind": "missing", "part": "effect"} in repairs


def test_costs_decide_between_two_readings(copy: Copy) -> None:
    text = "一、问题\n1.关于甲的问题\n2.关于乙的问题\n（3）关于丙的问题\n"
    late = "1.关于甲的问题\n整改措施：完善制度。\n原因分析：重视不够。\n整改情况：已整改。\n"
    assert "样式与层级不符" in copy.run(text, "parse", "draft.txt", "--trace")
    assert "“原因分析”写在" in copy.run(late, "check", "draft.txt", "--as-notice")
    copy.change("notice_lint/parsing/outline/costs.py", "grammar/lines.lark")
    copy.change("rules/lexicons/labels.yaml", "grammar/notice.lark", "grammar/notice.yaml")
    assert "样式与层级不符" not in copy.run(text, "parse", "draft.txt", "--trace")
    assert "“整改措施”写在" in copy.run(late, "check", "draft.txt", "--as-notice")


def test_messages_words_and_profiles_are_files(copy: Copy) -> None:
    text = "1.针对“学习不深入”的问题\n整改措施：建立长效鸡制。\n整改情况：已完成整改。\n"
    copy.change(
        "rules/items/NL201-missing-cause.yaml",
        "rules/profiles/minimal.yaml",
        "rules/lexicons/typos.yaml",
    )
    shown = copy.run(text, "check", "draft.txt", "--as-notice")
    assert "没有写原因；" in shown
    assert "长效机制" in shown
    listed = json.loads(copy.run(text, "rules", "list", "--profile", "minimal", "--format", "json"))
    assert {rule["code"]: rule["enabled"] for rule in listed["rules"]}["NL712"]


def test_formats_columns_and_limits_are_modules(copy: Copy) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = copy.folder / "notice_lint/reports/on_screen/emacs.py"
    path.write_text(next(text for kind, text in BLOCKS if kind == "python"), encoding="utf-8")
    copy.change("notice_lint/review/columns.py", "notice_lint/reports/to_file/xlsx/findings.py")
    arguments = ("check", "draft.txt", "--as-notice", "--select", "NL201", "--format", "emacs")
    line = copy.run(DRAFT, *arguments, "-o", "xlsx:r.xlsx")
    assert line.startswith("draft.txt:1: NL201 “针对")
    head, first, *_ = openpyxl.load_workbook(copy.folder / "r.xlsx").worksheets[0].values
    assert dict(zip(head, first, strict=True))["效力"] == "习惯"
    copy.change("notice_lint/limits.py")
    assert "文件超过 0 MB" in copy.run(DRAFT, "check", "draft.txt")


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
