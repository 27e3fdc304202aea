"""Labels and grammars of an office's own: a part that only data files name appears everywhere."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support import Call, write

from notice_lint import Options, parse_text
from notice_lint.config.discovery import Configurations
from notice_lint.config.settings import Overrides
from notice_lint.ruleset import profile

pytestmark = pytest.mark.usefixtures("place")

ROOT = Path(__file__).parent.parent
CLEAN = (ROOT / "examples/clean.txt").read_text(encoding="utf-8")
EFFECT = """%import .notice.start
%declare EFFECT_LABEL BARE_EFFECT
%override measures_then_status: _cause _measures effect _status after_status?
effect: EFFECT_LABEL TEXT+ | BARE_EFFECT TEXT*
"""
NAMES = """parts:
  effect: {name: {zh: 整改成效, en: effect}, place: {zh: 整改措施之后, en: behind the measures}}
"""
OWN = "grammar: ours\nlabels: {effect: [整改成效, 取得实效]}\n"


def with_effects(text: str, label: str = "整改成效：") -> str:
    """Return a notice in which an effect stands behind the measures of each item."""
    lines = (
        f"{line}\n{label}群众满意度明显提高。" if line.startswith("整改措施") else line
        for line in text.splitlines()
    )
    return "\n".join(lines) + "\n"


@pytest.fixture
def office(place: Path) -> Path:
    write("grammars/ours.lark", EFFECT)
    write("grammars/ours.yaml", NAMES)
    write("notice-lint.yaml", OWN)
    return place


def codes(call: Call, text: str, *arguments: str) -> list[str]:
    write("draft.txt", text)
    report = json.loads(call("check", "draft.txt", "--format", "json", *arguments).out)
    return [violation["code"] for violation in report["files"][0]["violations"]]


def test_a_label_of_an_office_is_read_as_that_of_its_class(call: Call) -> None:
    text = CLEAN.replace(
        "原因分析：", "病因会诊：", 1
    )  # in all items it is read without being told
    assert "NL201" in codes(call, text)
    write("notice-lint.yaml", "labels: {cause: [病因会诊]}\n")
    assert codes(call, text) == []
    write("lexicons/ours.yaml", "cause: [病因会诊]\n")
    write("notice-lint.yaml", "labels: ours\n")
    assert codes(call, text) == []
    tree = json.loads(call("parse", "draft.txt", "--format", "json").out)
    item = tree["sections"][1]["children"][0]["children"][0]
    assert item["cause"]["label"] == "病因会诊"
    assert "CAUSE" in call("parse", "draft.txt", "--trace").out


def test_labels_of_profile_and_configuration_add_up(call: Call) -> None:
    write("profiles/town.yaml", "extends: default\nlabels: {cause: [病因会诊]}\n")
    write("notice-lint.yaml", "extends: town\nlabels: {cause: [症结剖析]}\n")
    for word in ("病因会诊", "症结剖析"):
        assert codes(call, CLEAN.replace("原因分析：", f"{word}：")) == []


def test_a_new_part_is_read_by_grammar_and_labels_alone(office: Path) -> None:
    for label in ("整改成效：", "【取得实效】"):
        notice = parse_text(with_effects(CLEAN, label), Options(config="notice-lint.yaml"))
        assert notice.repairs == ()
        assert all(item.part("effect") for item in notice.items)
        assert notice.name_of("effect").zh == "整改成效"
    missing = parse_text(CLEAN, Options(config="notice-lint.yaml")).repairs
    assert {(repair.kind, repair.name.zh) for repair in missing} == {("missing", "整改成效")}
    assert len(missing) == len(notice.items)


def test_a_new_part_appears_wherever_parts_do(call: Call, office: Path) -> None:
    write("draft.txt", with_effects(CLEAN))
    shown = call("parse", "draft.txt").out
    assert shown.count("[原因分析，整改措施，整改成效，整改状态=") == 5
    item = json.loads(call("parse", "draft.txt", "--format", "json").out)["sections"][1]["children"]
    parts = item[0]["children"][0]["parts"]
    assert [(part["part"], part["label"]) for part in parts] == [
        ("cause", "原因分析"), ("measures", "整改措施"), ("effect", "整改成效"), ("status", "整改情况"),
    ]  # fmt: skip
    page = call("check", "draft.txt", "--format", "html").out
    assert page.count(">有整改成效<") == 5
    assert ">写有整改成效<" in page
    call("check", "draft.txt", "-o", "xlsx:out.xlsx")
    sheet = load_workbook("out.xlsx")["整改事项"]
    rows = list(sheet.iter_rows(values_only=True))
    column = rows[0].index("整改成效")
    assert {row[column] for row in rows[1:]} == {"有"}


FAULTS = {
    "NL204": ("整改成效：群众满意度明显提高。", "整改成效："),
    "NL207": ("整改成效：群众满意度明显提高。\n整改情况：已完成整改，并长期坚持。",
              "整改情况：已完成整改，并长期坚持。\n整改成效：群众满意度明显提高。"),
    "NL208": ("整改成效：群众满意度明显提高。", "整改成效：满意度提高。\n整改成效：投诉减少。"),
    "NL213": ("整改成效：群众满意度明显提高。\n", ""),
}  # fmt: skip
"""What each rule about parts tells of a new one: what stands there, what is planted."""


@pytest.mark.parametrize("code", FAULTS)
def test_the_rules_about_parts_hold_for_a_new_one(call: Call, office: Path, code: str) -> None:
    text = with_effects(CLEAN)
    assert codes(call, text) == []
    assert codes(call, text.replace(*FAULTS[code], 1)) == [code]


def test_an_optional_new_part_is_missed_where_its_siblings_have_it(
    call: Call, office: Path
) -> None:
    write("grammars/ours.lark", EFFECT.replace("_measures effect", "_measures effect?"))
    assert codes(call, CLEAN) == []
    text = with_effects(CLEAN)
    assert codes(call, text) == []
    assert codes(call, text.replace("整改成效：群众满意度明显提高。\n", "", 1)) == ["NL213"]


def test_a_column_of_a_table_holds_a_new_part(office: Path) -> None:
    head = (
        "| 序号 | 问题 | 原因分析 | 整改措施 | 整改成效 | 整改状态 |\n|---|---|---|---|---|---|\n"
    )
    row = "| {} | 学习不深入 | 重视不够 | 建立制度 | 到课率提高 | 已完成 |\n"
    text = f"# 关于巡察整改进展情况的通报\n\n{head}{row.format(1)}{row.format(2)}"
    notice = parse_text(text, Options(config="notice-lint.yaml"), kind="markdown")
    kinds = [[part.kind for part in item.parts] for item in notice.items]
    assert len(kinds) == 2
    assert all("effect" in parts for parts in kinds)


def test_results_depend_on_labels_and_grammar(office: Path) -> None:
    def digest() -> bytes:
        return Configurations(Overrides()).of("draft.txt").digest("draft.txt")

    seen = [digest()]
    for path, text in (
        ("grammars/ours.lark", EFFECT + "// changed\n"),
        ("grammars/ours.yaml", NAMES.replace("整改成效", "成效")),
        ("notice-lint.yaml", OWN.replace("取得实效", "取得成果")),
    ):
        write(path, text)
        seen.append(digest())
    assert len(set(seen)) == len(seen)


def test_settings_in_force_name_labels_and_grammar(call: Call, office: Path) -> None:
    settings = json.loads(call("config", "show", "--format", "json").out)["settings"]
    values = {setting["name"]: (setting["value"], setting["origin"]) for setting in settings}
    assert values["grammar"] == ("ours", str(office / "notice-lint.yaml"))
    assert values["labels.effect"][0] == ["整改成效", "取得实效"]
    assert values["labels.effect"][1].endswith("notice-lint.yaml:2")
    schema = json.loads(call("config", "schema").out)
    assert schema["properties"]["grammar"] == {"type": "string"}
    assert schema["properties"]["labels"] == {"$ref": "#/$defs/labels"}


MISTAKES = {
    "a grammar that is nowhere": (
        {"notice-lint.yaml": "grammar: inspectoin\n"},
        ("notice-lint.yaml:1:10", "没有这个语法，是不是“inspection”？"),
    ),
    "a class that nobody knows": (
        {"notice-lint.yaml": "labels:\n  caus: [病因]\n"},
        ("notice-lint.yaml:2:3", "CAUS_LABEL），是不是“cause”？"),
    ),
    "a file of labels that is nowhere": (
        {"notice-lint.yaml": "labels: town\n"},
        ("notice-lint.yaml:1:9", "应放在配置旁的 lexicons/ 里"),
    ),
    "a mistake in a file of labels": (
        {
            "notice-lint.yaml": "labels: town\n",
            "lexicons/town.yaml": "cause: [病因会诊]\nfeld: [甲]\n",
        },
        ("town.yaml:2:1", "是不是“field”？"),
    ),
    "a label without words": (
        {"notice-lint.yaml": 'labels: {cause: ["："]}\n'},
        ("notice-lint.yaml:1:18", "标签应为 1 至 24 个字"),
    ),
    "a rule that is not there": (
        {"grammars/ours.lark": EFFECT + "%override field: FIELD remark\n"},
        ("ours.lark:5:24", "没有规则“remark”"),
    ),
    "an unfinished rule": (
        {"grammars/ours.lark": EFFECT + "other: (TEXT\n"},
        ("ours.lark:5", "缺少右括号"),
    ),
    "a terminal that nothing is read as": (
        {"grammars/ours.lark": EFFECT.replace("BARE_EFFECT", "BARE_EFECT")},
        ("ours.lark:4:30", "没有哪种文字读作“BARE_EFECT”，是不是“BARE_EFFECT”？"),
    ),
    "a terminal that is not declared": (
        {"grammars/ours.lark": EFFECT.replace(" BARE_EFFECT\n", "\n", 1)},
        ("ours.lark:4:30", "“BARE_EFFECT”还要用 %declare BARE_EFFECT 声明"),
    ),
    "words in a grammar": (
        {"grammars/ours.lark": EFFECT + "other: /成效/\n%extend field: other\n"},
        ("ours.lark", "词写在配置的 labels 里"),
    ),
    "two readings of one text": (
        {"grammars/ours.lark": EFFECT + "%extend field: FIELD TEXT\n"},
        ("ours.lark", "在同一处都读得通，请改得能够区分"),
    ),
    "a terminal made of others": (
        {"grammars/ours.lark": EFFECT + "PART: TEXT | field\n%extend field: PART\n"},
        ("ours.lark:5:1", "只用终结符的名字"),
    ),
    "an item without a heading": (
        {"grammars/ours.lark": EFFECT + "%extend item: item item\n"},
        ("ours.lark:5:9", "“item”须以 COMPOUND、ITEM、SECTION 之一开头"),
    ),
    "a grammar that takes over one that is nowhere": (
        {"grammars/ours.lark": EFFECT.replace(".notice.", ".notcie.")},
        ("ours.lark:1:1", "没有这个语法，是不是“notice”？"),
    ),
    "grammars that take over each other": (
        {
            "grammars/ours.lark": "%import .town.start\n",
            "grammars/town.lark": "%import .ours.start\n",
        },
        ("town.lark:1:1", "%import 循环引用"),
    ),
    "a mistake in the names": (
        {"grammars/ours.yaml": NAMES.replace("name:", "nam:")},
        ("ours.yaml:2:12", "不认识“nam”"),
    ),
    "a grammar outside the repository": (
        {"notice-lint.yaml": "grammar: ../ours.lark\n"},
        ("notice-lint.yaml:1:10", "grammar 只能引用"),
    ),
    "labels outside the repository": (
        {"notice-lint.yaml": "labels: ../ours.yaml\n"},
        ("notice-lint.yaml:1:9", "labels 只能引用"),
    ),
    "an empty grammar": ({"grammars/ours.lark": ""}, ("ours.lark", "文件是空的")),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_with_its_place_before_anything_is_checked(
    call: Call, office: Path, case: str
) -> None:
    files, told = MISTAKES[case]
    write("draft.txt", CLEAN)
    for path, text in files.items():
        write(path, text)
    ended = call("check", "draft.txt")
    assert (ended.code, ended.out) == (2, "")
    for words in told:
        assert words in ended.err


def test_a_variant_is_chosen_by_the_title_unless_somebody_chose(call: Call) -> None:
    lines = [line for line in CLEAN.replace("巡察", "巡视").splitlines() if line[:4] != "原因分析"]
    text = "\n".join(lines) + "\n"
    assert "NL201" not in codes(call, text)
    assert "NL201" in codes(call, text, "--profile", "default")
    write("notice-lint.yaml", "grammar: notice\n")
    assert "NL201" in codes(call, text)
    write("notice-lint.yaml", "extends: default\n")
    assert "NL201" not in codes(call, text)
    assert "NL201" in codes(call, text.replace("巡视", "巡察"))
    write("notice-lint.yaml", "grammar: inspection\n")
    assert "NL201" not in codes(call, text.replace("巡视", "巡察"))


def test_an_audit_needs_no_invitation_to_speak_up(call: Call) -> None:
    lines = [line for line in CLEAN.splitlines() if not line.startswith("欢迎")]
    text = "\n".join(lines) + "\n"
    assert "NL106" in codes(call, text)
    assert "NL106" not in codes(call, text.replace("巡察整改", "审计整改", 1))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("%import .notice.start\n" * 400, "超过 5000 行"),
        ("%importimport .notice.start\n%declare EFFECT\n", "ours.lark"),
    ],
)
def test_a_grammar_that_swells_or_imports_oddly_is_the_error_of_its_documents(
    call: Call, text: str, words: str
) -> None:
    write("draft.txt", CLEAN)
    write("甲/grammars/ours.lark", text)
    write("甲/notice-lint.yaml", "grammar: ours\n")
    write("甲/a.txt", CLEAN)
    ended = call("check", ".", "--format", "json")
    assert [file["path"] for file in json.loads(ended.out)["files"]] == ["./draft.txt"]
    assert words in ended.err


def test_a_grammar_that_takes_too_long_is_told_once(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lark writes out each choice of each choice: twelve in a row are half a million rules."""
    write(
        "甲/grammars/ours.lark", EFFECT + f"%extend field: FIELD {'(CAUSE | TITLE | TEXT) ' * 12}\n"
    )
    write("甲/notice-lint.yaml", "grammar: ours\n")
    for name in ("甲/a.txt", "甲/b.txt", "draft.txt"):
        write(name, CLEAN)
    monkeypatch.setattr(profile, "GRAMMAR_SECONDS", 0.2)
    begun = time.process_time()
    ended = call("check", ".", "--format", "json")
    assert time.process_time() - begun < 5
    assert [file["path"] for file in json.loads(ended.out)["files"]] == ["./draft.txt"]
    assert ended.err.count("语法太复杂") == 1
    assert ended.err.count("没有检查：它的配置有误") == 2
