"""The pictures of the READMEs: the page of a notice, and its Word file with comments.

    python benchmarks/pictures.py

Both are made of the example that the page itself offers. The second shows what stands in the very
.docx that is taken home, its paragraphs and comments laid out as Word does.
"""

from __future__ import annotations

import io
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

import uvicorn
from docx import Document
from docx.oxml.ns import qn
from playwright.sync_api import Page, sync_playwright

from notice_lint.server.app import create_app
from notice_lint.server.settings import ServerSettings

IMAGES = Path(__file__).parent.parent / "docs" / "images"
WIDTH, HEIGHT = 1120, 800
_STYLE = """
body { margin: 0; padding: 28px; background: #e9ebee;
  font: 13px/1.55 "Noto Sans CJK SC", sans-serif; }
main { display: grid; grid-template-columns: 640px 1fr; gap: 20px; }
article { padding: 44px 52px; background: #fff; box-shadow: 0 1px 4px #0003;
  font: 17px/1.95 "Noto Serif CJK SC", serif; }
p { margin: 0; text-indent: 2em; }
mark { background: #fbd9d7; box-shadow: inset 0 -2px #c0392b; }
aside { display: grid; gap: 10px; align-content: start; }
section { padding: 9px 12px; border-left: 3px solid #c0392b; border-radius: 0 6px 6px 0;
  background: #fff; box-shadow: 0 1px 3px #0002; white-space: pre-line; }
b { color: #555; font-weight: 500; }
"""


@contextmanager
def running() -> Iterator[str]:
    """Run a server; yields its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(ServerSettings()), log_level="error"))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()


def main() -> None:
    """Make both pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with running() as address, sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN")
        page = context.new_page()
        page.goto(address)
        page.click("#sample")
        page.wait_for_selector("#result")
        page.evaluate("document.querySelector('.board details').open = false")
        page.keyboard.press("n")
        page.evaluate("scrollTo(0, 0)")
        page.wait_for_timeout(300)
        page.screenshot(path=IMAGES / "page.png")
        _word(browser.new_page(viewport={"width": WIDTH, "height": 600}), _taken(page))
        browser.close()


def _taken(page: Page) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name="带批注的 Word").click()
    return Path(waiting.value.path()).read_bytes()


def _word(page: Page, data: bytes) -> None:
    document = Document(io.BytesIO(data))
    text = "".join(f"<p>{_marked(each._p)}</p>" for each in document.paragraphs)  # noqa: SLF001
    notes = "".join(
        f"<section><b>{escape(each.author)}</b>\n{escape(_short(each.text))}</section>"
        for each in document.comments
    )
    body = f"<main><article>{text}</article><aside>{notes}</aside></main>"
    page.set_content(f"<style>{_STYLE}</style>{body}")
    page.screenshot(path=IMAGES / "word.png", full_page=True)


def _marked(paragraph: Any) -> str:
    """Return a paragraph as HTML, what is commented on marked."""
    parts: list[str] = []
    for child in paragraph:
        if child.tag == qn("w:commentRangeStart"):
            parts.append("<mark>")
        elif child.tag == qn("w:commentRangeEnd"):
            parts.append("</mark>")
        elif child.tag == qn("w:r"):
            parts += (escape(each.text or "") for each in child.iter(qn("w:t")))
    return "".join(parts)


def _short(text: str) -> str:
    """Return the first lines of a comment."""
    return "\n".join(text.splitlines()[:2])


if __name__ == "__main__":
    main()
