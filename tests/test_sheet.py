"""The reviewer's workbook and its way back: what is decided in it is what is reported next."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from carriers import SOFFICE
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from msgspec.structs import replace
from python_calamine import CalamineWorkbook
from support import THREE_ITEMS, Call, check, rendered, report, write

from notice_lint.decisions.sidecar import SidecarEntry, SidecarList
from notice_lint.errors import InputError
from notice_lint.reports.to_file.xlsx.workbook import LONGEST, cell_text
from notice_lint.review.columns import COLUMNS, DECISIONS, FINDINGS, ITEMS, MACHINE, SUMMARY
from notice_lint.review.importing import ReviewedDocument, find_document
from notice_lint.review.sheet import one_line
from notice_lint.review.sidecar import SidecarText
from notice_lint.review.verdicts import ImportOptions
from notice_lint.text.wording import Lang

ROOT = Path(__file__).parent.parent
CORPUS = os.environ.get("NOTICE_LINT_CORPUS", "")
LANGS: tuple[Lang, ...] = ("zh", "en")
TWICE = """\
一、巡察反馈问题整改落实情况
1.针对“学习不深入”的问题
整改情况：已整改。
1.针对“学习不深入”的问题
整改情况：已整改。
"""
SIDECAR = Path("a.txt.notice-lint.yaml")


pytestmark = pytest.mark.usefixtures("place")


class Filled:
    """A sheet that openpyxl opened to be filled in."""

    def __init__(self, path: str = "list.xlsx", lang: Lang = "zh") -> None:
        self.path, self.lang = path, lang
        self.book = openpyxl.load_workbook(path)
        self.sheet: Any = self.book[FINDINGS.in_(lang)]

    @property
    def columns(self) -> dict[str, int]:
        titles = {cell.value: cell.column for cell in self.sheet[1]}
        return {name: titles[words.in_(self.lang)] for name, words in COLUMNS.items()}

    def rows(self) -> Iterator[int]:
        return iter(range(2, self.sheet.max_row + 1))

    def get(self, row: int, column: str) -> Any:
        return self.sheet.cell(row, self.columns[column]).value

    def put(self, row: int, **values: Any) -> None:
        for column, value in values.items():
            self.sheet.cell(row, self.columns[column]).value = value

    def of(self, code: str) -> list[int]:
        return [row for row in self.rows() if self.get(row, "code") == code]

    def save(self, path: str = "") -> str:
        self.book.save(path or self.path)
        return path or self.path


def made(call: Call, *paths: str, lang: Lang = "zh") -> Filled:
    ended = call("check", *paths, "--lang", lang, "-o", "xlsx:list.xlsx")
    assert ended.code in (0, 1), ended.err
    return Filled(lang=lang)


def found(call: Call, *paths: str) -> Counter[tuple[str, str]]:
    told = json.loads(call("check", *paths, "--format", "json").out)
    return Counter(
        (Path(file["path"]).name, one["code"] + one["fingerprint"])
        for file in told["files"]
        for one in file["violations"]
    )


def faulty(seed: int) -> str:
    rng = random.Random(seed)
    items = [
        f"{rng.randint(1, 9)}.针对“{rng.choice('甲乙丙丁')}类台账不全”的问题\n"
        f"{rng.choice(('原因分析：制度不严。', ''))}\n整改情况：{rng.choice(('已整改', '差不多'))}。\n"
        for _ in range(40)
    ]
    return "关于整改情况的通报\n一、整改落实情况\n" + "".join(items) + "联系电话：5550188\n"


def decide_all(filled: Filled) -> Counter[tuple[str, str]]:
    """Decide every kind of finding in turn; return those that are to stay reported."""
    identities = {row[0]: row for row in filled.book[MACHINE].iter_rows(values_only=True)}
    kinds: dict[Any, list[int]] = defaultdict(list)
    for row in filled.rows():
        _, path, _, code, _, fingerprint, _ = identities[filled.get(row, "id")]
        kinds[Path(path).name, code + fingerprint].append(row)
    kept: Counter[tuple[str, str]] = Counter()
    for number, (kind, rows) in enumerate(kinds.items()):
        name = (None, *DECISIONS)[number % 4]
        for row in rows:
            if name:
                filled.put(row, decision=DECISIONS[name].in_(filled.lang))
            if name == "exempt":
                filled.put(
                    row, remark="- 另行 公布: #1\n“下”'='", until=date(2999, 1, 1), reviewer="甲"
                )
        if name in (None, "confirmed"):
            kept[kind] += len(rows)
    assert len(kinds) > 3
    return kept


def round_trip(call: Call, folder: str, lang: Lang) -> None:
    before = {path: path.read_bytes() for path in Path(folder).iterdir()}
    filled = made(call, folder, lang=lang)
    kept = decide_all(filled)
    ended = call("review", "import", filled.save(), "--reviewer", "乙", "--lang", lang)
    assert (ended.code, ended.err) == (0, "")
    assert found(call, folder) == kept
    assert {path: path.read_bytes() for path in before} == before
    sidecars = {path: path.read_bytes() for path in Path(folder).glob("*.notice-lint.yaml")}
    assert call("review", "import", "list.xlsx", "--reviewer", "乙").code == 0
    assert {path: path.read_bytes() for path in Path(folder).glob("*.yaml")} == sidecars


@pytest.mark.parametrize("lang", LANGS)
def test_examples_there_and_back(call: Call, lang: Lang) -> None:
    shutil.copytree(ROOT / "examples", "examples", ignore=shutil.ignore_patterns("beside"))
    round_trip(call, "examples", lang)


@pytest.mark.parametrize("seed", range(3))
def test_a_faulty_notice_there_and_back(call: Call, seed: int) -> None:
    write("drafts/a.txt", faulty(seed))
    round_trip(call, "drafts", "zh")


@pytest.mark.skipif(not CORPUS, reason="NOTICE_LINT_CORPUS is not set")
def test_real_notices_there_and_back(call: Call) -> None:
    shutil.copytree(CORPUS, "seeds", ignore=lambda _, names: [n for n in names if n[-4:] != ".txt"])
    round_trip(call, "seeds", "zh")


def test_what_people_do_to_a_sheet_does_no_harm(call: Call) -> None:
    write("a.txt", THREE_ITEMS)
    filled = made(call, "a.txt")
    ids = {filled.get(row, "id"): filled.get(row, "quote") for row in filled.rows()}
    for row in filled.of("NL202"):
        filled.put(row, decision=" 误报 ")
    sheet = filled.sheet
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    assert {filled.get(row, "id") for row in filled.rows()} == set(ids)
    sheet.insert_cols(3)
    sheet.insert_rows(1, 2)
    sheet.cell(1, 1).value = "某某镇审核表"
    sheet.insert_rows(6)
    sheet.title = "已审"
    filled.book.move_sheet(sheet, 2)
    assert call("review", "import", filled.save()).code == 0
    left = {code[:5] for _, code in found(call, "a.txt")}
    assert "NL202" not in left
    assert "NL201" in left


def test_a_sidecar_of_the_users_own_keeps_its_words(call: Call) -> None:
    write("a.txt", THREE_ITEMS)
    own = (
        "# 第一条\r\nignore:\r\n- rules: [NL201]  # 尾注\r\n  quote: 台账不全\r\n"
        "  reason: 另行公布\r\n# 末行"
    )
    SIDECAR.write_bytes(b"\xef\xbb\xbf" + own.encode())
    filled = made(call, "a.txt")
    first, second, *_ = filled.of("NL202")
    filled.put(first, decision="误报")
    filled.put(second, decision="豁免", remark="按要求另行公布")
    assert "新增 2" in call("review", "import", filled.save()).out
    both = SIDECAR.read_bytes().decode("utf-8")
    assert both.startswith("\ufeff" + own)
    assert "\n" not in both.replace("\r\n", "")
    filled.put(first, decision="确认")
    filled.put(second, remark="已另行公布")
    assert "更新 1" in call("review", "import", filled.save()).out
    changed = SIDECAR.read_bytes().decode("utf-8")
    assert changed.startswith("\ufeff" + own)
    assert (changed.count("NL202"), changed.count("已另行公布")) == (2, 1)
    filled.put(second, decision=None)
    assert call("review", "import", filled.save()).code == 0
    assert SIDECAR.read_bytes().decode("utf-8") == changed
    filled.put(second, decision="确认")
    assert "撤销 1" in call("review", "import", filled.save()).out
    left = SIDECAR.read_bytes().decode("utf-8")
    assert left.startswith("\ufeff" + own)
    assert left.partition("confirmed:")[2].count("NL202") == 2
    assert left.count("NL202") == 2


def test_what_was_confirmed_is_in_the_next_sheet(call: Call) -> None:
    write("a.txt", THREE_ITEMS)
    filled = made(call, "a.txt")
    first, *_ = filled.of("NL202")
    filled.put(first, decision="确认", reviewer="李主任", remark="限期改")
    assert "新增 1" in call("review", "import", filled.save()).out
    again = made(call, "a.txt")
    assert again.get(again.of("NL202")[0], "decision") == "确认"
    assert again.get(again.of("NL202")[0], "reviewer") == "李主任"
    assert not again.get(again.of("NL202")[1], "decision")
    assert "李主任 确认" in call("check", "a.txt", "--format", "html").out
    again.put(again.of("NL202")[0], decision="误报")
    assert call("review", "import", again.save()).code == 0
    text = SIDECAR.read_text(encoding="utf-8")
    assert "confirmed: []" in text
    assert "decision: false_alarm" in text


def test_an_entry_written_by_hand_is_left_to_its_writer(call: Call) -> None:
    write("a.txt", THREE_ITEMS)
    filled = made(call, "a.txt")
    row = filled.of("NL202")[0]
    filled.put(row, decision="误报")
    call("review", "import", filled.save())
    lines = SIDECAR.read_text(encoding="utf-8").splitlines(keepends=True)
    SIDECAR.write_text("".join(one for one in lines if "#" not in one), encoding="utf-8")
    before = SIDECAR.read_text(encoding="utf-8")
    assert "不变 1" in call("review", "import", "list.xlsx").out
    filled.put(row, decision="确认")
    ended = call("review", "import", filled.save())
    assert "第 2 行的忽略不是导入的" in ended.out
    assert SIDECAR.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("text", ["ignore: []\n", "ignore: []", "ignore:  []  # 暂无\n", "ignore: [\n]\n", "---\nignore:\n    - rules: [NL9]\n      reason: 甲\n"])  # fmt: skip
def test_sidecars_of_many_forms(call: Call, text: str) -> None:
    write("a.txt", THREE_ITEMS)
    SIDECAR.write_text(text, encoding="utf-8")
    filled = made(call, "a.txt")
    for row in filled.of("NL202"):
        filled.put(row, decision="误报")
    assert call("review", "import", filled.save()).err == ""
    assert "NL202" not in {code[:5] for _, code in found(call, "a.txt")}
    for row in filled.of("NL202"):
        filled.put(row, decision="确认")
    assert call("review", "import", filled.save()).err == ""
    assert "NL202" in {code[:5] for _, code in found(call, "a.txt")}


@pytest.mark.parametrize("text", ["ignore: [{rules: [NL201], quote: 台账不全, reason: 甲}]\n", "ignore:\n", "ignore:\n- rule: [NL201]\n", "{", "# 空\n"])  # fmt: skip
def test_a_sidecar_that_cannot_take_more_is_left_alone(call: Call, text: str) -> None:
    write("a.txt", THREE_ITEMS)
    write("b.txt", THREE_ITEMS)
    filled = made(call, "a.txt", "b.txt")
    for row in filled.of("NL202"):
        filled.put(row, decision="误报")
    SIDECAR.write_text(text, encoding="utf-8")
    ended = call("review", "import", filled.save())
    assert ended.code == 2
    assert "a.txt.notice-lint.yaml" in ended.err
    assert SIDECAR.read_text(encoding="utf-8") == text
    assert Path("b.txt.notice-lint.yaml").exists()


TWO_LISTS = """\
ignore:
- rules: [NL9]
  reason: 甲
# 中
confirmed:
  - rules: [NL8]
    fingerprint: "1111111111111111"
# 末
"""
ADDED = """\
# notice-lint review import: 注
- rules: [NL7]
  fingerprint: "0000000000000000"
  reason: "乙"
  until: 2031-02-03
  reviewer: "丙"
"""


@pytest.mark.parametrize(("key", "behind", "indent"), [("ignore", "# 中\n", ""), ("confirmed", "# 末\n", "  ")])  # fmt: skip
def test_entries_are_put_behind_those_of_their_list_and_taken_out_again(
    key: SidecarList, behind: str, indent: str
) -> None:
    entry = SidecarEntry(
        ("NL7",), "乙", fingerprint="0" * 16, until=date(2031, 2, 3), reviewer="丙"
    )
    text = SidecarText("a.yaml", TWO_LISTS)
    more = text.changed((), [(entry, "注")], key)
    block = "".join(f"{indent}{line}\n" for line in ADDED.splitlines())
    assert more.text == TWO_LISTS.replace(behind, behind + block)
    added = [stored for stored in more.stored() if stored.entry == entry]
    assert [(stored.key, stored.line) for stored in added] == [
        (key, more.text[: more.text.index("[NL7]")].count("\n") + 1)
    ]
    assert more.changed(added, (), key).text == TWO_LISTS


FORMS = ("", "ignore: []\n", "ignore:\n- rules: [NL9]\n  reason: |\n    甲\n\n    乙\n\n# 末", "# 首\r\nignore:\r\n    - {rules: [NL9]}\r\n...\r\n")  # fmt: skip


@given(st.sampled_from(FORMS), st.text(st.characters(codec=None)), st.dates())
def test_any_words_go_into_a_sidecar_and_out_again(text: str, words: str, day: date) -> None:
    said = one_line(words)
    entry = SidecarEntry(("NL201",), said, fingerprint="0" * 16, until=day, reviewer=said)
    old = SidecarText("a.yaml", text)
    more = old.changed((), ((entry, said), (entry, "")))
    *before, first, second = more.stored()
    assert [one.entry for one in before] == [one.entry for one in old.stored()]
    assert first.entry == second.entry == entry
    less = more.changed((first, second), ())
    assert [one.entry for one in less.stored()] == [one.entry for one in old.stored()]
    assert before == [] or less.text.split() == text.split()


def test_like_findings_are_decided_alike(call: Call) -> None:
    write("a.txt", TWICE)
    filled = made(call, "a.txt")
    first, second = filled.of("NL202")
    assert filled.get(first, "id") != filled.get(second, "id")
    for words in (("误报", None), ("误报", "确认"), ("误报", "豁免")):
        for row, decision in zip((first, second), words, strict=True):
            filled.put(row, decision=decision, remark="甲")
        ended = call("review", "import", filled.save())
        assert ended.code == 2
        assert f"第 {first}、{second} 行" in ended.err
        assert not SIDECAR.exists()
    filled.put(second, decision="误报", remark="乙")
    assert call("review", "import", filled.save()).code == 0
    assert "甲；乙" in SIDECAR.read_text(encoding="utf-8")
    SIDECAR.unlink()
    filled.sheet.delete_rows(second)
    assert call("review", "import", filled.save()).code == 2
    assert not SIDECAR.exists()
    filled.put(first, decision="确认")  # which hides nothing, so that the other may stay open
    assert "新增 1" in call("review", "import", filled.save()).out


WRONG: dict[str, dict[str, Any]] = {
    "不认识决定“同意”，只能填确认、误报、豁免": {"decision": "同意"},
    "豁免没有写理由": {"decision": "豁免", "remark": " \n"},
    "期限“明年”不是日期": {"decision": "误报", "until": "明年"},
    "期限“2027-02-30”不是日期": {"decision": "误报", "until": "2027-02-30"},
    "期限 2020-01-01 已过": {"decision": "误报", "until": date(2020, 1, 1)},
    "识别码不在这份清单里": {"decision": "误报", "id": "P000"},
}


@pytest.mark.parametrize("words", WRONG)
def test_what_cannot_be_taken_over_is_told_and_the_rest_goes_on(call: Call, words: str) -> None:
    write("a.txt", THREE_ITEMS)
    filled = made(call, "a.txt")
    first, second, *_ = filled.of("NL202")
    filled.put(first, **WRONG[words])
    filled.put(second, decision="FALSE  Alarm", until="2999年1月2日")
    ended = call("review", "import", filled.save())
    assert ended.code == 2
    assert ended.err.count("\n") == 1
    assert f"list.xlsx:问题清单:{first}：{words}" in ended.err
    text = SIDECAR.read_text(encoding="utf-8")
    assert text.count("rules:") == 1
    assert "until: 2999-01-02" in text
    assert "1 处未能导入" in ended.out


def test_findings_about_the_tool_itself_stay(call: Call) -> None:
    write("a.txt", "%% notice-lint: ignore[NL999] -- 试\n" + THREE_ITEMS)
    filled = made(call, "a.txt")
    (row,) = filled.of("NL002")
    filled.put(row, decision="豁免", remark="甲")
    ended = call("review", "import", filled.save())
    assert ended.code == 2
    assert "NL002 是工具自身的提示" in ended.err


def test_documents_that_moved_changed_or_went(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        write(f"in/{name}", THREE_ITEMS)
    monkeypatch.chdir("in")
    filled = made(call, "a.txt", "b.txt", "c.txt")
    for row in filled.of("NL202"):
        filled.put(row, decision="误报")
    filled.save()
    write("a.txt", "补记。\n" + THREE_ITEMS.replace("学习", "自学"))
    Path("b.txt").unlink()
    monkeypatch.chdir("..")
    ended = call("review", "import", "in/list.xlsx", "--dry-run")
    assert not list(Path().rglob("*.yaml"))
    assert "试运行" in ended.out
    ended = call("review", "import", "in/list.xlsx")
    assert ended.code == 2
    assert ended.err.count("\n") == 1
    assert "b.txt：找不到这个文件" in ended.err
    assert "文稿改动过" in ended.out
    assert Path("in/c.txt.notice-lint.yaml").exists()
    kept = [code[:5] for _, code in found(call, "in/a.txt")]
    assert (kept.count("NL202"), kept.count("NL001")) == (1, 1)


def test_nothing_is_written_beside_what_is_no_notice(call: Call) -> None:
    write("a.txt", THREE_ITEMS)
    for name, data in (
        ("passwd", b"root"),
        ("a.png", b"\x89PNG"),
        ("a.zip", b"PK\x03\x04xl/workbook"),
        ("a" * 300, None),
    ):
        filled = made(call, "a.txt")
        if data:
            Path(name).write_bytes(data)
        for row in filled.of("NL202"):
            filled.put(row, decision="误报")
        for row in filled.book[MACHINE].iter_rows(min_row=3):
            row[1].value = name
        assert call("review", "import", filled.save()).code == 2
        assert not list(Path().glob("*.yaml"))


def test_a_sheet_is_about_what_was_checked_or_a_notice_beside_it(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    digest = hashlib.sha256(THREE_ITEMS.encode()).hexdigest()
    far = tmp_path_factory.mktemp("far")
    for name in ("a.txt", "a.yaml", str(far / "b.txt")):
        write(name, THREE_ITEMS)
    Path("folder").mkdir()
    sheet, here, told = "folder/list.xlsx", ImportOptions(), ImportOptions(root=str(far))
    assert find_document("a.txt", sheet, digest, here) == ReviewedDocument("a.txt", False)
    assert find_document("a.txt", sheet, "0", here).is_changed
    assert not find_document("a.yaml", sheet, digest, here).is_changed
    assert not find_document("b.txt", sheet, digest, told).is_changed
    for name, options in (("a.yaml", here), ("b.txt", told)):
        with pytest.raises(InputError, match="不是检查过的文稿"):
            find_document(name, sheet, "0", options)


def test_what_was_decided_before_keeps_its_day(call: Call) -> None:
    write("a.txt", THREE_ITEMS)
    filled = made(call, "a.txt")
    row, *_ = filled.of("NL202")
    filled.put(row, decision="误报", remark="另有规定")
    sheet = filled.save()
    assert "新增 1" in call("review", "import", sheet).out
    text = SIDECAR.read_text(encoding="utf-8")
    earlier = re.sub(r"(?<=decided: )\S+", '"2023-04-05"', text)
    assert earlier != text
    SIDECAR.write_text(earlier, encoding="utf-8")
    assert "不变 1" in call("review", "import", sheet).out
    assert SIDECAR.read_text(encoding="utf-8") == earlier


def test_counts_and_json(call: Call) -> None:
    write("a.txt", THREE_ITEMS)
    filled = made(call, "a.txt")
    for row, decision in zip(filled.of("NL202"), ("确认", "误报", "豁免"), strict=True):
        filled.put(row, decision=decision, remark="甲", reviewer="乙")
    filled.put(filled.of("NL201")[0], decision="豁免")
    ended = call("review", "import", filled.save(), "--format", "json", "--lang", "en")
    told = json.loads(ended.out)
    schema = json.loads((ROOT / "notice_lint/schemas/decisions-1.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(told)
    counts = {one.pop("code"): one for one in told["rules"]}
    assert counts["NL202"] == {
        "title": "缺少整改措施", "confirmed": 1, "false_alarm": 1, "exempt": 1, "undecided": 0,
    }  # fmt: skip
    assert counts["NL201"]["undecided"] == 1
    assert told["failures"][0]["message"].startswith("an exemption needs a reason")
    out = call("review", "import", "list.xlsx").out
    assert [line.split() for line in out.splitlines() if line.startswith("NL202")] == [
        ["NL202", "缺少整改措施", "1", "1", "1", "0"]
    ]


def test_files_that_are_no_list(call: Call) -> None:
    write("a.txt", THREE_ITEMS)
    filled = made(call, "a.txt")
    data = Path("list.xlsx").read_bytes()
    other = openpyxl.Workbook()
    other.save("other.xlsx")
    filled.sheet["XFD1048576"] = "远"
    filled.save("far.xlsx")
    filled.sheet["XFD1048576"] = None
    filled.sheet.cell(1, filled.columns["decision"]).value = "处理"
    filled.save("heads.xlsx")
    filled.book[MACHINE].cell(1, 1).value = "notice-lint/review/9"
    filled.save("version.xlsx")
    Path("cut.xlsx").write_bytes(data[: len(data) // 2])
    write("text.xlsx", "问题清单")
    write("empty.xlsx", "")
    Path("locked.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with zipfile.ZipFile("parts.xlsx", "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook")
    words = {
        "other.xlsx": "不是 notice-lint 生成的问题清单",
        "heads.xlsx": "找不到同时有“决定”和“识别码”两列的工作表",
        "version.xlsx": "清单版本是“notice-lint/review/9”",
        "cut.xlsx": "不是有效的表格文件",
        "text.xlsx": "不是有效的表格文件",
        "empty.xlsx": "不是有效的表格文件",
        "locked.xlsx": "不是有效的表格文件",
        "far.xlsx": "表格太大",
        "parts.xlsx": "不是有效的表格文件",
        "nowhere.xlsx": "无法读取",
    }
    for name, told in words.items():
        ended = call("review", "import", name)
        assert (ended.code, ended.err.count("\n")) == (2, 1), name
        assert f"{name}：{told}" in ended.err


@pytest.mark.parametrize("seed", range(40))
def test_damaged_lists_are_told_in_one_line(call: Call, seed: int) -> None:
    write("a.txt", THREE_ITEMS)
    Path("a.xlsx").write_bytes(rendered("xlsx", report(check(THREE_ITEMS), document=True)))
    rng = random.Random(seed)
    with zipfile.ZipFile("a.xlsx") as good, zipfile.ZipFile("b.xlsx", "w") as bad:
        for name in good.namelist():
            data = bytearray(good.read(name))
            for _ in range(rng.randint(0, 4)):
                data[rng.randrange(len(data))] = rng.randrange(256)
            if rng.random() < 0.9:
                bad.writestr(name, bytes(data))
    ended = call("review", "import", "b.xlsx")
    assert ended.code in (0, 2)
    assert "程序内部出错" not in ended.err


@pytest.mark.parametrize(("module", "arguments"), [("xlsxwriter", ("check", "a.txt", "-o", "xlsx:b.xlsx")), ("python_calamine", ("review", "import", "list.xlsx"))])  # fmt: skip
def test_without_the_extra(
    call: Call, monkeypatch: pytest.MonkeyPatch, module: str, arguments: tuple[str, ...]
) -> None:
    write("a.txt", THREE_ITEMS)
    made(call, "a.txt")
    monkeypatch.setitem(sys.modules, module, None)
    ended = call(*arguments)
    assert ended.code == 2
    assert "pip install 'notice-lint[sheet]'" in ended.err


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(data))


@pytest.mark.parametrize("lang", LANGS)
def test_a_sheet_is_ready_to_be_filled_in_and_printed(lang: Lang) -> None:
    result = check(THREE_ITEMS)
    book = opened(rendered("xlsx", report(result, lang=lang, document=True)))
    names = [FINDINGS, ITEMS, SUMMARY]
    assert book.sheetnames == [*(one.in_(lang) for one in names), MACHINE]
    assert book[MACHINE].sheet_state == "hidden"
    sheet = book[FINDINGS.in_(lang)]
    assert [cell.value for cell in sheet[1]] == [one.in_(lang) for one in COLUMNS.values()]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:P{len(result.violations) + 1}"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    choice, day = sheet.data_validations.dataValidation
    assert choice.formula1 == '"' + ",".join(one.in_(lang) for one in DECISIONS.values()) + '"'
    assert str(choice.sqref) == f"L2:L{len(result.violations) + 1}"
    assert day.type == "date"
    severities = {row[4].value for row in sheet.iter_rows(min_row=2)}
    assert severities <= (
        {"错误", "警告", "提示"} if lang == "zh" else {"error", "warning", "info"}
    )
    assert all(cell.alignment.wrap_text for cell in sheet[2])


def test_items_and_summary() -> None:
    text = THREE_ITEMS.replace(
        "整改情况：正在整改。",
        "原因分析：甲。\n整改情况：正在整改。\n（1）关于“小项”的问题\n整改措施：乙。",
        1,
    )
    book = opened(rendered("xlsx", report(check(text), check(THREE_ITEMS), document=True)))
    rows = list(book["整改事项"].iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in rows] == ["1.", "2.", "3.", "（1）", "1.", "2.", "3."]
    third, small = rows[2], rows[3]
    assert third[1] == "一、巡察反馈问题整改落实情况"
    assert (third[4], third[7]) == ("有", "正在整改")
    assert (small[4], small[5]) == ("见上级", "有")
    assert rows[0][4] == "无"
    assert "NL201 缺少原因分析" in rows[0][8]
    cells = [row for row in book["汇总"].iter_rows(values_only=True) if row[0]]
    assert any(row[0] == "合计" for row in cells)
    assert any(row[:2] == ("NL202", "缺少整改措施") for row in cells)


NASTY = (
    "=1+1", "=HYPERLINK(\"http://x.example\")", "+1", "-1", "@SUM(A1)", "\t=1", "{=1}", "http://x.example",
    "_x0041_", "\x00\x01\x0b", "\ud800", "\ufffe", "'=1", "1e5", "𠮷", "&lt;<b>", "", " ", "a\r\nb\rc",
)  # fmt: skip


def text_cells(book: Any) -> Iterator[Any]:
    for sheet in book:
        for row in sheet.iter_rows():
            yield from row


@pytest.mark.parametrize("words", NASTY)
def test_words_of_a_document_stay_words(words: str) -> None:
    text = f"一、整改\n1.针对“{words}”的问题\n2.针对{words}\n{words}\n整改情况：{words}。\n"
    data = rendered("xlsx", report(check(text), document=True))
    book = opened(data)
    assert all(cell.data_type in ("s", "n", "inlineStr") for cell in text_cells(book))
    assert not any(cell.hyperlink for cell in text_cells(book))
    assert len(CalamineWorkbook.from_filelike(BytesIO(data)).sheet_names) == 4
    shown = cell_text(words.replace("\v", "\n")).strip().partition("\n")[0]
    assert any(shown in str(cell.value) for cell in text_cells(book))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(codec=None), max_size=30), max_size=8))
def test_any_text_gives_a_sheet(lines: list[str]) -> None:
    text = "\n".join(f"{number}.针对“{line}”的问题" for number, line in enumerate(lines, 1))
    result = check(text)
    book = opened(rendered("xlsx", report(result, document=True)))
    assert book["问题清单"].max_row == len(result.violations) + 1
    assert not any(cell.data_type == "f" for cell in text_cells(book))


@given(st.text(st.characters(codec=None)))
def test_cell_text(text: str) -> None:
    kept = cell_text(text)
    assert cell_text(kept) == kept
    assert len(cell_text(text * 10_000).encode("utf-16-le")) <= 2 * LONGEST


def test_long_words_are_cut() -> None:
    for words in ("长" * 40_000, "𠮷" * 40_000):
        assert cell_text(words).endswith("…")
        told = report(check(THREE_ITEMS))
        (file,) = told.files
        changed = replace(file, violations=(replace(file.violations[0], quote=words),))
        cell = opened(rendered("xlsx", replace(told, files=(changed,))))["问题清单"].cell(2, 8)
        assert cell.value.endswith(words[0] + "…")


def converted(path: str, to: str) -> bytes:
    folder = Path("converted")
    command = [
        str(SOFFICE), f"-env:UserInstallation={(Path.cwd() / 'profile').as_uri()}", "--headless",
        "--convert-to", to, "--outdir", str(folder), path,
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    target = folder / Path(path).with_suffix(f".{to}").name
    if not target.exists():
        pytest.skip("libreoffice-calc is not installed")
    return target.read_bytes()


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_saved_again_by_libreoffice(call: Call) -> None:
    write("a.txt", THREE_ITEMS)
    filled = made(call, "a.txt")
    for row in filled.of("NL202"):
        filled.put(row, decision="豁免", remark="另行公布", until=date(2999, 1, 1))
    filled.save()
    Path("again.xlsx").write_bytes(converted("list.xlsx", "xlsx"))
    assert converted("list.xlsx", "pdf").startswith(b"%PDF")
    assert opened(Path("again.xlsx").read_bytes())["问题清单"].data_validations.dataValidation
    ended = call("review", "import", "again.xlsx")
    assert (ended.code, ended.err) == (0, "")
    assert "until: 2999-01-01" in SIDECAR.read_text(encoding="utf-8")
    assert "NL202" not in {code[:5] for _, code in found(call, "a.txt")}
