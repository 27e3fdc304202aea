"""The author's page and the reviewer's desk, asked as a browser without a script asks."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from docx import Document
from openpyxl import load_workbook
from served import NOTICE, Browser, server, word

from notice_lint.api import check_file

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
    assert "不是有效的 xlsx" in browser.post("/desk/sheet", files={"sheet": ("a.xlsx", b"x")}).text


def test_two_versions_are_compared(visitor: NewVisitor) -> None:
    browser = visitor()
    browser.bring(NOTICE.encode(), "通报.txt")
    address = browser.bring(NOTICE.replace("（1）", "（一）").encode(), "通报.docx")
    page = browser.get(address.replace("/documents/", "/desk/compare/")).text
    assert re.findall(r"count-name\">(\S+)</span> <b>(\d+)", page) == [
        ("已解决", "1"), ("仍在", "2"), ("新出现", "0"),
    ]  # fmt: skip
