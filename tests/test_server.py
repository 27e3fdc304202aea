"""The author's page and the reviewer's desk, asked as a browser without a script asks."""

from __future__ import annotations

import io
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from docx import Document
from openpyxl import load_workbook
from served import NOTICE, Browser, server, word

from notice_lint.api import check_file
from notice_lint.server.desk.store import OfficeStore, StoredFinding
from notice_lint.server.papers import guessed_role

NewVisitor = Callable[[], Browser]
NUMBER = "（1）</del><ins>（一）</ins>"


@pytest.fixture(scope="module")
def visitor() -> Iterator[NewVisitor]:
    with server() as new:
        yield new


def counts(page: str) -> list[int]:
    return [int(count) for count in re.findall(r"<b>(\d+)</b> <span class=\"count-unit", page)]


def test_a_notice_is_told_in_one_line_and_three_numbers(visitor: NewVisitor) -> None:
    browser = visitor()
    page = browser.get(browser.bring(word(NOTICE), "通报.docx")).text
    assert "这是巡察整改通报 · 2 个事项" in page
    assert counts(page) == [2, 1, 0]
    assert "缺少原因分析" in page
    assert "通报.commented.docx" in page


def test_what_is_no_notice_is_asked_about(visitor: NewVisitor) -> None:
    browser = visitor()
    address = browser.bring(
        "青禾镇党委会议纪要\n会议要求，各村落实值班制度。\n".encode(), "纪要.txt"
    )
    assert "这不像整改通报" in browser.get(address).text
    page = browser.act(address, "as-notice").text
    assert sum(counts(page)) > 2


def test_a_fix_is_accepted_taken_back_and_taken_home(visitor: NewVisitor) -> None:
    browser = visitor()
    address = browser.bring(word(NOTICE), "通报.docx")
    page = browser.get(address).text
    assert NUMBER in page
    choice = re.search(r'name="choice" value="(\d+\.\d+)"', page)
    assert choice
    after = browser.act(address, "accept", choice=choice[1]).text
    assert NUMBER not in after
    assert counts(after)[0] == 1
    assert NUMBER in browser.act(address, "undo").text
    browser.act(address, "accept", choice=choice[1])
    made = browser.get(f"{address}/take/tracked")
    assert "tracked.docx" in made.headers["content-disposition"]
    xml = Document(io.BytesIO(made.content)).element.xml
    assert re.search(r"<w:del .*?（1）", xml, re.DOTALL)
    assert re.search(r"<w:ins .*?（一）", xml, re.DOTALL)
    commented = Document(io.BytesIO(browser.get(f"{address}/take/commented").content))
    assert any("缺少原因分析" in comment.text for comment in commented.comments)
    assert "（一）统一" in browser.get(f"{address}/take/text").text


FEEDBACK = "关于巡察青禾镇党委的反馈意见\n一、存在问题\n1.理论学习不够深入。\n2.票据审核把关不严。\n3.公务接待超标准。\n"


def test_papers_are_laid_beside_a_notice(visitor: NewVisitor) -> None:
    pytest.importorskip("rapidfuzz")
    browser = visitor()
    address = browser.bring(NOTICE.encode(), "通报.txt")
    form = {"csrf": browser.csrf, "revision": "0"}
    files = {"papers": ("反馈意见.txt", FEEDBACK.encode())}
    page = browser.post(f"{address}/papers", form, files=files).text
    assert '<option value="feedback" selected>' in page
    assert "公务接待超标准" in page
    assert "未回应" in page
    page = browser.act(address, "sort-papers", **{"role-0": ""}).text
    assert "未回应" not in page


@pytest.mark.parametrize(
    ("name", "text", "role"),
    [
        ("整改台账.xlsx", "", "ledger"),
        ("a.xlsx", "", "ledger"),
        ("a.docx", "关于巡察青禾镇党委的反馈意见\n", "feedback"),
        ("问题清单.docx", "", "feedback"),
        ("a.txt", "中共青禾镇委员会关于巡察整改进展情况的通报\n反馈意见指出", "earlier"),
        ("a.txt", "青禾镇\n县委巡察组反馈了意见，反馈意见指出", "feedback"),
        ("a.txt", "青禾镇\n", "earlier"),
    ],
)
def test_what_a_paper_is_is_guessed(name: str, text: str, role: str) -> None:
    assert guessed_role(name, text) == role


def test_a_line_is_written_anew(visitor: NewVisitor) -> None:
    browser = visitor()
    address = browser.bring(word(NOTICE), "通报.docx")
    line = NOTICE.splitlines().index("2.针对“票据审核把关不严”的问题")
    page = browser.act(address, "rewrite", line=str(line + 2), words="整改情况：已完成整改。").text
    assert counts(page)[1] == 0
    assert "已改 1 处" in page


def test_an_old_page_changes_nothing(visitor: NewVisitor) -> None:
    browser = visitor()
    address = browser.bring(NOTICE.encode(), "通报.txt")
    for act, fields in (
        ("accept", {"choice": "1.0", "revision": "7"}),
        ("accept", {"choice": "99.9"}),
        ("accept", {"choice": "x"}),
        ("dismiss", {"dismiss": "99"}),
        ("rewrite", {"line": "999", "words": "x"}),
    ):
        page = browser.act(address, act, **fields).text
        assert 'role="alert"' in page
        assert counts(page) == [2, 1, 0]


def test_what_is_no_problem_says_why_and_can_come_back(visitor: NewVisitor) -> None:
    browser = visitor()
    address = browser.bring(NOTICE.encode(), "通报.txt")
    page = browser.act(address, "dismiss", dismiss="1|单位惯例").text
    assert sum(counts(page)) == 2
    assert "单位惯例" in page
    key = re.search(r'name="restore" value="([^"]+)"', page)
    assert key
    assert sum(counts(browser.act(address, "restore", restore=key[1]).text)) == 3


def test_the_page_speaks_the_language_that_is_chosen(visitor: NewVisitor) -> None:
    browser = visitor()
    address = browser.bring(NOTICE.encode(), "通报.txt")
    page = browser.post("/language", {"lang": "en", "back": address}).text
    assert "This is a rectification notice" in page
    assert "Missing cause analysis" in page
    assert browser.post("/language", {"lang": "zh", "back": "//evil.example/"}).url.path == "/"


def lacking(count: int) -> str:
    """Return a notice in which one item of two has no cause."""
    items = "".join(
        f"{number}.针对“第{number}项工作落实不到位”的问题\n"
        + ("原因分析：重视不够。\n" if number % 2 else "")
        + "整改措施：完善制度，按月检查。\n整改情况：已完成整改。\n"
        for number in range(1, count + 1)
    )
    head, _, rest = NOTICE.replace("（1）", "（一）").partition("1.针对")
    return head + items + rest[rest.index("欢迎") :]


def settle(browser: Browser) -> str:
    for _ in range(200):
        page = browser.get("/desk").text
        if 'role="status" data-wait' not in page:
            return str(page)
        time.sleep(0.05)
    pytest.fail("still waiting")


def test_a_group_is_decided_at_once_and_kept(tmp_path: Path) -> None:
    (tmp_path / "甲镇").mkdir()
    for name in ("甲镇/通报.txt", "乙.txt"):
        (tmp_path / name).write_text(lacking(12), encoding="utf-8")
    original = (tmp_path / "乙.txt").read_bytes()
    with server(folder=str(tmp_path)) as new:
        browser = new()
        page = settle(browser)
        assert '缺少原因分析</b> <span class="times">12 处 · 2 份' in page
        fields = {"choice": "NL201|exempt", "reviewer": "李主任", "reason": "", "until": ""}
        assert "豁免须写明理由" in browser.post("/desk/decide", fields).text
        assert "天" not in browser.post("/desk/decide", {**fields, "until": "2001-01-01"}).text
        page = browser.post("/desk/decide", {**fields, "reason": "县里同意"}).text
        assert "豁免 12" in page
        assert "李主任" in page
    assert (tmp_path / "乙.txt").read_bytes() == original
    found = check_file(tmp_path / "乙.txt")
    assert not [each for each in found.violations if each.code == "NL201"]
    with server(folder=str(tmp_path)) as new:
        browser = new()
        page = settle(browser)
        assert "豁免 12" in page
        assert "+0" in page
        page = browser.post("/desk/decide", {"choice": "NL201|retract"}).text
        assert "豁免" not in re.sub(
            r"<button.*?</button>|placeholder=\"[^\"]*\"|hint.*?</span>", "", page
        )
    assert [each for each in check_file(tmp_path / "乙.txt").violations if each.code == "NL201"]


def test_desk_and_command_line_know_of_each_others_decisions(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text(lacking(12), encoding="utf-8")
    command = [sys.executable, "-m", "notice_lint"]
    with server(folder=str(tmp_path)) as new:
        browser = new()
        settle(browser)
        browser.post("/desk/decide", {"choice": "NL201|confirmed", "reviewer": "李主任"})
    subprocess.run([*command, "check", "甲.txt", "-o", "list.xlsx"], cwd=tmp_path, check=False)
    book = load_workbook(tmp_path / "list.xlsx")
    sheet = book["问题清单"]
    head = [cell.value for cell in sheet[1]]
    decision, rule = head.index("决定"), head.index("规则")
    rows = [row for row in sheet.iter_rows(min_row=2) if row[rule].value == "NL201"]
    assert {row[decision].value for row in rows} == {"确认"}
    subprocess.run([*command, "check", "甲.txt", "-o", "docx"], cwd=tmp_path, check=False)
    (copy,) = tmp_path.glob("*.docx")
    comments = [comment.text for comment in Document(str(copy)).comments]
    assert any("李主任 确认 20" in comment for comment in comments)
    for row in rows:
        row[decision].value = "误报"
    book.save(tmp_path / "list.xlsx")
    subprocess.run([*command, "review", "import", "list.xlsx"], cwd=tmp_path, check=True)
    with server(folder=str(tmp_path)) as new:
        page = settle(new())
        assert "误报 6" in page
        assert "李主任" in page


def test_what_an_author_says_of_a_stored_document_is_kept(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text(lacking(12), encoding="utf-8")
    with server(folder=str(tmp_path)) as new:
        browser = new()
        address = re.findall(r'href="(/documents/\w+)"', settle(browser))[0]
        page = browser.act(address, "dismiss", dismiss="1|单位惯例").text
        sidecar = tmp_path / "甲.txt.notice-lint.yaml"
        assert "单位惯例" in sidecar.read_text(encoding="utf-8")
        key = re.search(r'name="restore" value="([^"]+)"', page)
        assert key
        browser.act(address, "restore", restore=key[1])
        assert "单位惯例" not in sidecar.read_text(encoding="utf-8")


def test_what_is_dropped_is_on_the_desk_beside_the_folder(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text(lacking(12), encoding="utf-8")
    with server(folder=str(tmp_path)) as new:
        browser = new()
        settle(browser)
        browser.bring(lacking(4).encode(), "乙.txt")
        page = browser.post("/desk/decide", {"choice": "NL201|false_alarm"}).text
        assert "甲.txt" in page
        assert "乙.txt" in page
    assert [path.name for path in tmp_path.glob("*.yaml")] == ["甲.txt.notice-lint.yaml"]


def test_the_sheet_goes_out_and_comes_back(visitor: NewVisitor) -> None:
    browser = visitor()
    browser.bring(lacking(12).encode(), "甲.txt")
    browser.post("/desk/decide", {"choice": "NL201|confirmed", "reviewer": "李主任"})
    made = browser.get("/desk/sheet.xlsx")
    book = load_workbook(io.BytesIO(made.content))
    sheet = book["问题清单"]
    head = [cell.value for cell in sheet[1]]
    decision, reviewer = head.index("决定"), head.index("审核人")
    rows = [row for row in sheet.iter_rows(min_row=2) if row[head.index("规则")].value == "NL201"]
    assert {(row[decision].value, row[reviewer].value) for row in rows} == {("确认", "李主任")}
    for row in rows:
        row[decision].value, row[reviewer].value = "误报", "王科长"
    buffer = io.BytesIO()
    book.save(buffer)
    page = browser.post("/desk/sheet", files={"sheet": ("填好.xlsx", buffer.getvalue())}).text
    assert "已从清单读入 6 项裁定" in page
    assert "误报 6" in page
    assert "王科长" in page
    assert (
        "不是有效的表格文件" in browser.post("/desk/sheet", files={"sheet": ("a.xlsx", b"x")}).text
    )


def test_two_versions_are_compared(visitor: NewVisitor) -> None:
    browser = visitor()
    browser.bring(NOTICE.encode(), "通报.txt")
    address = browser.bring(NOTICE.replace("（1）", "（一）").encode(), "通报.docx")
    page = browser.get(address.replace("/documents/", "/desk/compare/")).text
    assert re.findall(r"count-name\">(\S+)</span> <b>(\d+)", page) == [
        ("已解决", "1"), ("仍在", "2"), ("新出现", "0"),
    ]  # fmt: skip


def test_rules_are_found_in_plain_words(visitor: NewVisitor) -> None:
    browser = visitor()
    page = browser.get("/rules?q=原因 措施").text
    codes = re.findall(r'<li id="(NL\d+)"', page)
    assert "NL201" in codes
    assert len(codes) < 20
    assert len(re.findall(r'<li id="(NL\d+)"', browser.get("/rules").text)) > 100
    rule = browser.get("/rules/NL201").text
    assert 'id="NL201"' in rule
    assert "会报告" in rule
    assert "巡察整改通报的通行要素" in rule
    assert browser.get("/rules/NL999").status_code == 404
    assert "没有找到" in browser.get("/rules?q=<script>").text


def test_words_of_the_office_are_looked_at_and_written(tmp_path: Path) -> None:
    config = tmp_path / ".notice-lint.yaml"
    config.write_text(
        "# 我们的\nextends: default\nstatuses:\n  completed: [旧词]\nfail-on: error\n"
    )
    (tmp_path / "甲.txt").write_text(NOTICE, encoding="utf-8")
    fields = {"statuses-basically_completed": "差不多了、大体完成", "labels-cause": "病因会诊"}
    with server(folder=str(tmp_path)) as new:
        browser = new()
        settle(browser)
        assert 'value="旧词"' in browser.get("/office").text
        before = config.read_text(encoding="utf-8")
        page = browser.post("/office/preview", fields).text
        assert re.search(r"−1</span> 状态用语不规范", page)
        assert config.read_text(encoding="utf-8") == before
        assert "已写入配置" in browser.post("/office/write", fields).text
        settle(browser)
        written = config.read_text(encoding="utf-8")
        assert "# 我们的" in written
        assert "fail-on: error" in written
        assert "旧词" not in written
        assert "差不多了" not in browser.get("/desk").text
        bad = {"labels-cause": "一" * 30}
        assert 'role="alert"' in browser.post("/office/write", bad).text
        assert config.read_text(encoding="utf-8") == written
    assert not [each for each in check_file(tmp_path / "甲.txt").violations if each.code == "NL205"]


def test_without_a_folder_the_words_are_handed_out(visitor: NewVisitor) -> None:
    made = visitor().post("/office/write", {"labels-cause": "病因会诊"})
    assert "notice-lint.yaml" in made.headers["content-disposition"]
    assert made.text == "labels:\n  cause: [病因会诊]\n"


def test_runs_make_a_trend(tmp_path: Path) -> None:
    store = OfficeStore(tmp_path)
    store.add_run([StoredFinding("甲镇/通报.txt", "NL201", "x", "error", 5)])
    store.add_run([StoredFinding("甲镇/通报.txt", "NL201", "x", "error", 5)])
    assert len(store.runs()) == 1
    (tmp_path / "甲镇").mkdir()
    (tmp_path / "甲镇" / "通报.txt").write_text(NOTICE, encoding="utf-8")
    with server(folder=str(tmp_path)) as new:
        browser = new()
        assert "−5" in settle(browser)
        page = browser.get("/units?unit=甲镇").text
        assert "<polyline" in page
        assert re.search(r'href="/documents/\w+" lang="zh-CN">甲镇/通报.txt', page)
        table = browser.get("/units.csv").text
        assert table.startswith("\ufeff单位")
        assert "甲镇" in table


def test_what_is_old_is_purged(tmp_path: Path) -> None:
    store = OfficeStore(tmp_path)
    with sqlite3.connect(store.path) as database:
        database.execute("INSERT INTO run (at) VALUES ('2001-01-01 10:00')")
    database.close()
    store.add_run([])
    assert len(store.runs()) == 1


def test_nothing_is_stored_unless_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, visitor: NewVisitor
) -> None:
    monkeypatch.chdir(tmp_path)
    browser = visitor()
    browser.bring(lacking(4).encode(), "甲.txt")
    browser.post("/desk/decide", {"choice": "NL201|exempt", "reason": "x"})
    browser.get("/desk/sheet.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_document_of_the_folder_speaks_both_languages(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text(NOTICE, encoding="utf-8")
    with server(folder=str(tmp_path)) as new:
        browser = new()
        link = re.search(r'href="(/documents/\w+)"', settle(browser))
        assert link
        page = browser.post("/language", {"lang": "en", "back": link[1]}).text
        assert "Missing cause analysis" in page
        for place in ("/desk", link[1]):
            assert str(tmp_path) not in browser.get(place).text


def test_checking_imports_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text(NOTICE, encoding="utf-8")
    program = (
        "import sys; there = set(sys.modules); "  # a measurement of coverage brings some along
        "from notice_lint.__main__ import run; run(['check', '-q', '甲.txt']); "
        "print(sorted({name.partition('.')[0] for name in set(sys.modules) - there} & "
        "{'starlette', 'uvicorn', 'jinja2', 'sqlite3', 'asyncio', 'anyio'}))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert ended.stdout.splitlines()[-1] == "[]"
