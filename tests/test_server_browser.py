"""The server in a real browser: dropped, read, mended, taken home; decided, restarted, still so."""

from __future__ import annotations

import io
import re
import shutil
import socket
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

import uvicorn
from docx import Document
from openpyxl import load_workbook
from served import NOTICE, word
from test_server import lacking

from notice_lint.server.app import create_app
from notice_lint.server.settings import ServerSettings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect

Open = Callable[..., Any]
DROP = """([name, data]) => {
  const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name));
  const drop = new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true });
  document.getElementById("drop").dispatchEvent(drop);
}"""


@contextmanager
def running(**settings: Any) -> Iterator[str]:
    """Run a server on a port of its own; yields its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    app = create_app(ServerSettings(processes=1, **settings))
    config = uvicorn.Config(app, log_level="error", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listening.close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running() as place:
        yield place


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


def _blame_foreign(faults: list[str], known: tuple[str, ...], asked: Any) -> None:
    if not asked.url.startswith(known):
        faults.append(asked.url)


@pytest.fixture
def view(browser: Any) -> Iterator[Open]:
    """Open a page; whatever is done there, no other host is asked and nothing goes wrong."""
    faults: list[str] = []
    contexts = []

    def open_page(place: str, width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="zh-CN", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        host = "/".join(place.split("/")[:3])
        page.on("request", partial(_blame_foreign, faults, (host, "data:", "blob:")))
        page.on("console", lambda each: faults.append(each.text))
        page.on("pageerror", lambda each: faults.append(str(each)))
        page.goto(place)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def drop(page: Any, name: str, data: bytes) -> None:
    page.evaluate(DROP, [name, b64encode(data).decode()])
    page.wait_for_selector("#result")


def counts(page: Any) -> list[int]:
    return [int(words) for words in page.locator(".count b").all_inner_texts()]


def downloaded(page: Any, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    return Path(waiting.value.path()).read_bytes()


def test_dropped_read_mended_and_taken_home(view: Open, address: str) -> None:
    page = view(address)
    drop(page, "通报.docx", word(NOTICE))
    expect(page.locator(".genre")).to_contain_text("这是巡察整改通报 · 2 个事项")
    assert counts(page) == [2, 1, 0]
    expect(page.locator(".sentence")).to_contain_text("必须改")
    assert page.locator(".board tr.item").count() == 2
    page.locator(".accept").first.click()
    expect(page.locator(".count.error b")).to_have_text("1")
    expect(page.locator(".text")).to_contain_text("（一）统一思想认识")
    tracked = Document(io.BytesIO(downloaded(page, "带修订的 Word"))).element.xml
    assert re.search(r"<w:del .*?（1）", tracked, re.DOTALL)
    assert re.search(r"<w:ins .*?（一）", tracked, re.DOTALL)
    assert Document(io.BytesIO(downloaded(page, "带批注的 Word"))).comments
    page.keyboard.press("u")
    expect(page.locator(".count.error b")).to_have_text("2")


def test_what_cannot_be_read_is_told_in_plain_words(
    view: Open, address: str, tmp_path: Path
) -> None:
    too_large = tmp_path / "太大.txt"
    with too_large.open("wb") as file:
        file.truncate(65 << 20)
    (tmp_path / "空.txt").touch()
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04")
    page = view(address)
    page.set_input_files("#files", sorted(map(str, tmp_path.iterdir())))
    brought = page.locator("#brought")
    expect(brought).to_contain_text("Word 文件已损坏，请用 Word 或 WPS 打开后另存一份")
    expect(brought).to_contain_text("文件超过 64 MB")
    expect(brought).to_contain_text("文件是空的")
    page.click("#sample")
    page.wait_for_selector("#result")
    page.set_input_files("#papers", str(too_large))
    expect(page.locator("#toast")).to_contain_text("文件超过 64 MB")


def test_keys_marks_and_cards_go_together(view: Open, address: str) -> None:
    page = view(address)
    drop(page, "通报.txt", NOTICE.encode())
    page.keyboard.press("n")
    expect(page.locator(".card.current")).to_have_attribute("data-number", "1")
    expect(page.locator("#f1-m1")).to_have_class(re.compile("current"))
    page.locator("mark.warning").first.click()
    expect(page.locator(".card.current")).to_contain_text("差不多了")
    page.locator(".count.error").click()
    expect(page.locator(".card:visible")).to_have_count(2)
    page.locator(".count.error").click()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_hidden()


def test_a_line_is_edited_in_place_and_what_is_right_is_said(view: Open, address: str) -> None:
    page = view(address)
    drop(page, "通报.docx", word(NOTICE))
    page.locator(".line", has_text="差不多了").dblclick(position={"x": 60, "y": 12})
    page.locator(".editor textarea").fill("整改情况：已完成整改。")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".count.warning b")).to_have_text("0")
    card = page.locator(".card", has_text="缺少原因分析")
    card.get_by_text("这里没有问题…").click()
    card.get_by_role("button", name="单位惯例").click()
    expect(page.locator(".count.error b")).to_have_text("1")
    page.get_by_text("已说明没有问题的").click()
    page.get_by_role("button", name="恢复").click()
    expect(page.locator(".count.error b")).to_have_text("2")


def test_script_in_a_notice_and_its_name_does_nothing(view: Open, address: str) -> None:
    evil = "<img src=https://host.example/x onerror=document.title='got'><script>alert(1)</script>"
    page = view(address)
    notice = NOTICE.replace("理论学习", evil).replace("差不多了", f"差不多{evil}")
    drop(page, f"{evil.replace('/', '')}.txt", notice.encode())
    assert page.title() != "got"
    assert page.locator("#main img").count() == 0


def test_a_group_of_51_is_decided_by_one_key_and_kept(view: Open, tmp_path: Path) -> None:
    (tmp_path / "通报.txt").write_text(lacking(102), encoding="utf-8")
    with running(folder=str(tmp_path)) as place:
        page = view(f"{place}/desk")
        line = page.locator(".rule-line", has_text="缺少原因分析")
        expect(line.locator(".times")).to_contain_text("51 处")
        page.get_by_label("审核人").fill("李主任")
        line.focus()
        page.keyboard.press("1")
        expect(line.locator(".verdict-mark")).to_have_text("确认 51")
        page.close()
    with running(folder=str(tmp_path)) as place:
        page = view(f"{place}/desk")
        line = page.locator(".rule-line", has_text="缺少原因分析")
        expect(line.locator(".verdict-mark")).to_have_text("确认 51")
        expect(line).to_contain_text("李主任")
        page.get_by_role("link", name="看原文").click()
        expect(page.locator(".stamp").first).to_contain_text("审核已确认 · 李主任")


def test_the_sheet_goes_round_through_the_page(view: Open, address: str, tmp_path: Path) -> None:
    page = view(address)
    drop(page, "通报.txt", NOTICE.encode())
    page.goto(f"{address}/desk")
    book = load_workbook(io.BytesIO(downloaded(page, "导出 Excel 清单")))
    sheet = book["问题清单"]
    head = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        row[head.index("决定")].value = "误报"
        row[head.index("审核人")].value = "王科长"
    book.save(tmp_path / "填好.xlsx")
    page.locator("#sheet-in").set_input_files(tmp_path / "填好.xlsx")
    expect(page.locator(".told")).to_contain_text("已从清单读入 3 项裁定")
    expect(page.locator(".verdict-mark")).to_have_count(3)
    expect(page.locator(".lead")).to_contain_text("还有 0 处未定")


def test_two_browsers_at_once(view: Open, address: str) -> None:
    one, two = view(address), view(address, width=390)
    drop(one, "甲.txt", NOTICE.encode())
    drop(two, "乙.txt", NOTICE.replace("（1）", "（一）").encode())
    one.locator(".accept").first.click()
    expect(one.locator(".count.error b")).to_have_text("1")
    assert counts(two) == [1, 1, 0]
    one.goto(f"{address}/desk")
    expect(one.locator(".units tbody tr")).to_have_count(2)
    expect(one.locator(".units")).not_to_contain_text("乙.txt")


def lay_beside(page: Any, name: str, text: str) -> None:
    page.set_input_files(
        "#papers", {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
    )
    page.wait_for_selector(".paper-list")


def test_papers_are_laid_beside_and_sorted(view: Open, address: str) -> None:
    pytest.importorskip("rapidfuzz")
    page = view(address)
    drop(page, "通报.docx", word(NOTICE))
    lay_beside(page, "a.txt", "巡察反馈意见\n一、存在问题\n1.理论学习不够深入。\n2.接待超标准。\n")
    expect(page.locator(".matrix .error")).to_have_text("未回应")
    expect(page.locator(".paper-list select")).to_have_value("feedback")
    page.locator(".paper-list select").select_option("ledger")
    expect(page.locator(".matrix thead")).to_contain_text("整改台账")
    page.locator(".paper-list select").select_option("")
    expect(page.locator(".paper-list")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_everybody_can_use_it(view: Open, address: str, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = view(address, width, color_scheme=scheme)
    drop(page, "通报.txt", NOTICE.encode())
    lay_beside(page, "反馈意见.txt", "反馈意见\n1.理论学习不够深入。\n2.接待超标准。\n")
    document = page.url
    places = [address, document, f"{address}/desk", f"{address}/rules/NL201", f"{address}/office"]
    if width == 390:
        places += [f"{address}/units", f"{address}/rules?q=原因"]
    for place in places:
        page.goto(place)
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        faults = [
            f"{violation['id']} {violation['nodes'][0]['html'][:120]}"
            for violation in axe.run(page).response["violations"]
        ]
        assert faults == [], place
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place


def test_it_prints_all_of_it(view: Open, address: str) -> None:
    page = view(address)
    drop(page, "通报.txt", NOTICE.encode())
    page.emulate_media(media="print")
    expect(page.locator("header.bar")).to_be_hidden()
    expect(page.locator(".take")).to_be_hidden()
    assert len(page.pdf(format="A4")) > 10_000
