"""Feedback and ledgers in the forms and files that offices hand over."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from support import Call

from notice_lint.api import Options, Session
from notice_lint.compare.entries import levels_of
from notice_lint.compare.reading import read_companion
from notice_lint.config.companions import CompanionFile
from notice_lint.document.companions import CompanionRole, ProblemEntry
from notice_lint.limits import LIMITS
from notice_lint.readers import from_bytes
from notice_lint.ruleset.layers import Layer, base_layers
from notice_lint.ruleset.profile import build

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
HEAD = ["序号", "存在问题", "整改措施", "完成时限", "整改状态"]
ROWS = [
    ["1", "理论学习不深入", "按月组织学习", "2024年6月30日", "已完成"],
    ["2", "财务管理不规范", "补齐凭证", "2024年9月30日", "正在整改"],
]
TOLD = [
    ("理论学习不深入", "completed", "2024-06-30"),
    ("财务管理不规范", "in_progress", "2024-09-30"),
]


def problems(role: CompanionRole, data: bytes, name: str) -> list[ProblemEntry]:
    """Return the innermost problems of a paper."""
    companion = read_companion(role, from_bytes(data, name, LIMITS, sheets=True), {})
    return list(levels_of(companion.notice, companion)[0])


def ledger(data: bytes, name: str) -> list[tuple[str, str | None, str | None]]:
    entries = problems("ledger", data, name)
    return [(entry.name, entry.status, entry.due.iso if entry.due else None) for entry in entries]


def names(text: str) -> list[str]:
    return [entry.name for entry in problems("feedback", text.encode(), "反馈意见.txt")]


def workbook(rows: Sequence[Sequence[str]], *merged: str) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    for cells in merged:
        book.active.merge_cells(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_list_is_read_in_any_encoding_and_with_any_mark(encoding: str, mark: str) -> None:
    text = "\r\n".join(mark.join(row) for row in (HEAD, *ROWS))
    assert ledger(text.encode(encoding), "台账.csv") == TOLD


def test_a_problem_of_several_measures_is_one() -> None:
    first, second = ROWS
    rows = [["整改台账", "", "", "", ""], ["填报单位：青禾镇", "", "", "", ""], HEAD, first]
    rows += [["", "", "开展专题研讨", "", ""], second, ["", "", "修订报销制度", "", ""]]
    merged = [f"{column}{row}:{column}{row + 1}" for row in (4, 6) for column in "ABDE"]
    assert ledger(workbook(rows, "A1:E1", "A2:E2", *merged), "台账.xlsx") == TOLD


def test_heads_that_stand_below_a_common_one_are_heads() -> None:
    rows = [["问题", "", "整改", "", ""], ["序号", "内容", "责任人", "期限", "是否整改到位"]]
    rows += [["1", "理论学习不深入", "张某", "2024年6月30日", "已整改到位"]]
    assert ledger(workbook(rows, "A1:B1", "C1:E1"), "台账.xlsx") == TOLD[:1]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ["台账.xls", "台账.et"])
def test_an_old_workbook_is_read(name: str, tmp_path: Path) -> None:
    assert SOFFICE
    (tmp_path / "old.xlsx").write_bytes(workbook([HEAD, *ROWS]))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "xls:MS Excel 97"]
    subprocess.run(
        [*command, "--outdir", tmp_path, tmp_path / "old.xlsx"], check=True, capture_output=True
    )
    assert ledger((tmp_path / "old.xls").read_bytes(), name) == TOLD


def test_what_stands_below_an_item_of_feedback_is_a_problem_by_its_words() -> None:
    text = (
        "关于巡察青禾镇党委的反馈意见\n一、巡察发现的主要问题\n（一）全面从严治党方面\n"
        "1.基层党建有差距\n（1）党员发展把关不严。2名党员材料不全。\n（2）组织生活质量不高。\n"
        "2.财务管理不规范\n（1）2022年列支办公用品12.6万元。\n（2）2023年列支餐费3万元。\n"
        "3.公务接待手续不全\n4.村务公开不及时\n"
    )
    first, second = "党员发展把关不严", "组织生活质量不高"
    assert names(text) == [first, second, "财务管理不规范", "公务接待手续不全", "村务公开不及时"]


def test_clauses_below_a_line_that_announces_them_are_problems() -> None:
    text = (
        "巡察反馈意见\n现反馈如下：\n存在的主要问题有：\n"
        "一是理论学习不深入。全年仅5次。二是财务管理不规范。\n三是党员发展把关不严。\n"
        "一并提出建议：\n一是提高认识。二是抓好整改，避免责任不落实。\n"
    )
    assert names(text) == ["理论学习不深入", "财务管理不规范", "党员发展把关不严"]


@pytest.mark.parametrize("papers", [(), ("--feedback", "examples/beside/feedback.txt")])
def test_what_compares_is_imported_only_beside_papers(papers: tuple[str, ...]) -> None:
    call = ("check", "examples/beside/notice.txt", "--exit-zero", *papers)
    program = (
        "import sys; from notice_lint.__main__ import main; sys.argv[1:] = "
        f"{list(call)}\ntry: main()\nexcept SystemExit: pass\n"
        "names = ('rapidfuzz', 'notice_lint.compare')\n"
        "print([name for name in names if name in sys.modules])"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    imported = ["rapidfuzz", "notice_lint.compare"] if papers else []
    assert done.stdout.splitlines()[-1] == str(imported)


def test_problems_that_are_numbered_by_name_are_all_problems() -> None:
    text = (
        "县委第二巡察组对青禾镇党委的反馈意见\n★ 政治建设\n问题1：理论学习不深入。\n"
        "★ 廉政建设\n问题2：财务管理不规范。\n★ 组织建设\n问题3：党员发展把关不严。\n"
    )
    assert names(text) == ["理论学习不深入", "财务管理不规范", "党员发展把关不严"]


def test_lines_of_a_form_may_stand_above_a_list() -> None:
    text = (
        "巡察反馈问题清单（青禾镇党委）\n巡察时间：2023年10月8日至12月15日\n"
        "反馈时间：2024年2月26日\n\n序号\t反馈问题\t责任单位\n1\t理论学习不深入\t党政办\n"
    )
    assert names(text) == ["理论学习不深入"]


def test_a_missing_answer_is_told_in_the_area_that_states_it(tmp_path: Path) -> None:
    """The nearest answer of all stands in the area before."""
    one, two, three = "财务管理不规范", "党员发展把关不严", "组织生活质量不高"
    (tmp_path / "feedback.txt").write_text(
        "关于巡察青禾镇党委的反馈意见\n一、巡察发现的主要问题\n"
        f"（一）廉政建设方面\n1.{one}。\n（二）组织建设方面\n2.{two}。\n3.{three}。\n",
        encoding="utf-8",
    )
    item = "{}.针对“{}”的问题\n整改措施：完善制度。\n整改情况：已完成整改。\n"
    text = "一、整改落实情况\n（一）廉政建设方面\n" + item.format(1, one)
    text += "（二）组织建设方面\n" + item.format(2, three)
    profile = build("test", [*base_layers("default"), Layer("test", select=("NL551",))])
    files = (CompanionFile("feedback", str(tmp_path / "feedback.txt")),)
    options = Options(profile=profile, companions=files)
    (violation,) = Session(options, with_baseline=False).check_text(text).violations
    assert violation.span.of(text) == "组织建设方面"


def test_a_ledger_in_which_nothing_was_read_is_told_so(tmp_path: Path, call: Call) -> None:
    paper = tmp_path / "台账.csv"
    paper.write_text("序号,备注\n1,无\n", encoding="utf-8")
    notice = Path(__file__).parent.parent / "examples/clean.txt"
    out = call("check", str(notice), "--ledger", str(paper)).out
    assert "与整改台账核对：没有从中读出问题，请核对文件" in out
