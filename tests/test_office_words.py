"""Words of an office: read from YAML or a sheet, laid over ours, tried on past documents first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook
from support import Call

HEAD = "错误写法,正确写法,前面不能是,后面不能是,依据,起用日期\n"
DRAFT = (
    "一、整改情况\n（一）关于学习不深入的问题\n整改措施：施工做法上墙，工做扎实，台帐齐全，持之已恒抓落实。\n"
    "整改情况：已完成。\n"
)


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("draft.txt").write_text(DRAFT, encoding="utf-8")


def found(call: Call) -> list[tuple[str, str]]:
    out = call("check", "draft.txt", "--select", "NL8", "--format", "json").out
    (file,) = json.loads(out)["files"]
    return [(one["code"], one["quote"]) for one in file["violations"]]


def test_without_words_of_its_own_ours_count(call: Call) -> None:
    assert found(call) == [("NL804", "台帐"), ("NL810", "持之已恒")]


@pytest.mark.parametrize("name", ["词表.csv", "词表.xlsx", "词表.yaml"])
def test_words_of_an_office_are_laid_over_ours(call: Call, name: str) -> None:
    Path("notice-lint.yaml").write_text(
        f"words: [{name}]\npermitted: [持之已恒]\n", encoding="utf-8"
    )
    rows = [["工做", "工作", "分、职", "法", "公文规范", ""], ["台帐", "", "", "", "", ""]]
    if name.endswith(".csv"):
        text = HEAD + "".join(",".join(row) + "\n" for row in rows)
        Path(name).write_bytes(text.encode("gb18030"))
    elif name.endswith(".xlsx"):
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in [HEAD.strip().split(","), *rows]:
            sheet.append(row)
        book.save(name)
    else:
        Path(name).write_text(
            "entries:\n"
            "  - {wrong: 工做, right: 工作, not_after: [分], not_before: [法], source: 公文规范}\n"
            "  - {wrong: 台帐, off: true}\n",
            encoding="utf-8",
        )
    assert found(call) == [("NL804", "工做")]
    message = json.loads(call("check", "draft.txt", "--format", "json").out)["files"][0]
    (told,) = [one for one in message["violations"] if one["code"] == "NL804"]
    assert told["basis"] == "公文规范"
    assert told["force"] == "custom"
    assert "（公文规范）" in told["message"]


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        (HEAD + "工做,工作,,,,\n", ":2", "跨词误报"),
        (HEAD + "工做法,工做法则,,,,\n", ":2", "写对了也会报告"),
        (HEAD + "工做法,工作法,,,,2024年13月\n", ":2", "日期"),
        ("错字,正字\n", ":1", "首行应为列名"),
    ],
)
def test_a_row_that_cannot_be_taken_is_told(call: Call, text: str, place: str, reason: str) -> None:
    Path("w.csv").write_text(text, encoding="utf-8")
    ended = call("words", "test", "w.csv")
    assert (ended.code, ended.out) == (2, "")
    assert f"w.csv{place}" in ended.err
    assert reason in ended.err


def test_an_office_claims_no_force_above_its_own(call: Call) -> None:
    Path("w.yaml").write_text(
        "source: {zh: 某某规定, force: mandatory}\npairs: |\n  甲乙丙 甲乙丁\n", encoding="utf-8"
    )
    ended = call("words", "test", "w.yaml")
    assert ended.code == 2
    assert "只能是 custom" in ended.err


def test_a_date_of_first_use_counts(call: Call) -> None:
    Path("notice-lint.yaml").write_text("words: [w.csv]\n", encoding="utf-8")
    Path("w.csv").write_text(HEAD + "工做扎实,工作扎实,,,,2024/7/1\n", encoding="utf-8")
    signed = DRAFT + "\n中共白鹭镇委员会\n{}\n"
    for day, counts in (("2024年6月30日", False), ("2024年7月1日", True)):
        Path("draft.txt").write_text(signed.format(day), encoding="utf-8")
        assert (("NL804", "工做扎实") in found(call)) is counts


def test_words_are_tried_on_past_documents(call: Call) -> None:
    Path("w.csv").write_text(
        HEAD + "工做,工作,,法,,\n多余的,,,,,\n扎实,扎实,,,,\n", encoding="utf-8"
    )
    ended = call("words", "test", "w.csv", "draft.txt")
    assert ended.code == 0
    hit, number, summary = ended.out.splitlines()
    assert hit.startswith("draft.txt:3: ")
    assert "上墙，【工做】扎实，台帐齐全，" in hit
    assert number.split() == ["1", "工做"]
    assert summary == "词条 2，准许的写法 1；查 1 份文件，命中 1 处"


def test_lists_are_shown_with_words_of_the_office(call: Call) -> None:
    Path("notice-lint.yaml").write_text("words: [w.csv]\n", encoding="utf-8")
    Path("w.csv").write_text(HEAD + "甲乙丙,甲乙丁,,,公文规范,\n", encoding="utf-8")
    lines = call("words", "list").out.splitlines()
    assert "NL804 甲乙丙 → 甲乙丁  公文规范" in lines
    assert any(line.startswith("NL810 idioms-in-use：") for line in lines)


SHEETS = {
    "\n;;\n错误写法;正确写法;备注\n碰头会;会议;甲\n;;\n": "     0 碰头会",
    "错误写法,正确写法\n碰头会,会议\n碰头会,例会\n": "words.csv:3：“碰头会”已在第 2 行",
    "错误写法,正确写法\n,会议\n": "words.csv:2：缺少“错误写法”",
    "错误写法,前面不是\n碰头会,甲\n": "不认识列“前面不是”",
}


@pytest.mark.parametrize(("sheet", "expected"), SHEETS.items())
def test_a_sloppy_sheet_is_read_or_told(call: Call, sheet: str, expected: str) -> None:
    Path("words.csv").write_text(sheet, encoding="gbk")
    result = call("words", "test", "words.csv", "draft.txt")
    assert expected in result.out + result.err


def test_a_cell_far_out_of_a_word_list_does_not_fill_the_memory(call: Call) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD.strip().split(","))
    sheet["XFD1048576"] = "远"
    book.save("词表.xlsx")
    Path("notice-lint.yaml").write_text("words: [词表.xlsx]\n", encoding="utf-8")
    ended = call("check", "draft.txt")
    assert ended.code == 2
    assert "词表.xlsx：表格太大" in ended.err
