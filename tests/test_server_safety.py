"""The server against those who mean harm: foreign pages, odd names, too much, too slowly."""

from __future__ import annotations

import asyncio
import io
import logging
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import pytest

pytest.importorskip("starlette")

from served import NOTICE, Browser, server

from notice_lint.errors import UsageError
from notice_lint.server.guard import Guard
from notice_lint.server.memory import Draft, Visitors
from notice_lint.server.settings import ServerSettings
from notice_lint.server.start import checked
from notice_lint.text.wording import Wording

NewVisitor = Callable[[], Browser]


@pytest.fixture(scope="module")
def visitor() -> Iterator[NewVisitor]:
    with server(upload_mb=1, seconds=10) as new:
        yield new


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example:8765", "", "10.0.0.7:8765", "localhost.evil:8765"],
)
def test_a_foreign_name_is_refused(visitor: NewVisitor, host: str) -> None:
    """DNS rebinding: a page elsewhere gives its own name the address of this machine."""
    assert visitor().get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "[::1]:8765", "LOCALHOST:1"])
def test_names_of_this_machine_are_answered(visitor: NewVisitor, host: str) -> None:
    assert visitor().get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:9999"])
def test_a_foreign_origin_is_refused(visitor: NewVisitor, origin: str) -> None:
    browser = visitor()
    answer = browser.post("/documents", {"text": NOTICE}, headers={"origin": origin})
    assert answer.status_code == 403
    assert browser.get("/", headers={"origin": origin}).status_code == 403


def test_a_form_without_the_word_of_its_page_is_refused(visitor: NewVisitor) -> None:
    browser, other = visitor(), visitor()
    for given in ("", "x", other.csrf):
        answer = browser.client.post("/documents", data={"csrf": given, "text": NOTICE})
        assert answer.status_code == 403
    headers = {"sec-fetch-site": "cross-site"}
    assert browser.post("/documents", {"text": NOTICE}, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "..\\..\\windows\\x.txt", "/etc/cron.d/x.txt", "a\x00b\n.txt"]
)
def test_a_file_name_never_becomes_a_path(visitor: NewVisitor, name: str) -> None:
    browser = visitor()
    address = browser.bring(NOTICE.encode(), name)
    page = browser.get(address).text
    assert "../" not in page
    assert "etc/" not in page
    taken = browser.get(f"{address}/take/commented")
    disposition = taken.headers["content-disposition"]
    assert "/" not in disposition.replace("UTF-8''", "")
    assert "%2F" not in disposition


def test_a_file_name_shows_no_number_of_a_person(visitor: NewVisitor) -> None:
    browser = visitor()
    address = browser.bring(NOTICE.encode(), "110101199003074514.txt")
    assert "110101199003074514" not in browser.get(address).text


def test_words_of_a_notice_and_its_name_do_nothing(visitor: NewVisitor) -> None:
    browser = visitor()
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    notice = NOTICE.replace("理论学习不够深入", evil).replace("青禾镇委员会关于", f"{evil}关于")
    address = browser.bring(notice.encode(), f"{evil}.txt")
    page = browser.get(address)
    assert "<script>alert" not in page.text
    assert "<img" not in page.text
    policy = page.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert re.search(r"script-src 'sha256-[\w+/=]{44}'", policy)
    assert "default-src 'none'" in policy


def test_every_answer_is_kept_nowhere(visitor: NewVisitor) -> None:
    browser = visitor()
    for address in ("/", "/health", "/nowhere", "/documents/x", browser.bring(b"x\n" * 9, "a.txt")):
        headers = browser.get(address).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-frame-options"] == "DENY"
        assert "content-security-policy" in headers


def test_no_page_names_another_host(visitor: NewVisitor) -> None:
    browser = visitor()
    address = browser.bring(NOTICE.encode(), "a.txt")
    for page in (browser.get("/").text, browser.get(address).text):
        assert set(re.findall(r"""(?:src|href|action)=["'](?:https?:)?//[^"']*""", page)) == set()


def test_too_large_a_file_is_refused(visitor: NewVisitor) -> None:
    browser = visitor()
    answer = browser.post("/documents", files={"files": ("a.txt", b"x" * (3 << 20))})
    assert answer.status_code == 413
    assert browser.get("/").status_code == 200


def parts(count: int) -> bytes:
    part = b'--b\r\ncontent-disposition: form-data; name="f%d"\r\n\r\nx\r\n'
    return b"".join(part % number for number in range(count)) + b"--b--\r\n"


def test_a_form_of_ten_thousand_parts_is_refused(visitor: NewVisitor) -> None:
    headers = {"content-type": "multipart/form-data; boundary=b"}
    answer = visitor().client.post("/documents", content=parts(10_000), headers=headers)
    assert answer.status_code == 400


def test_two_visitors_do_not_see_each_other(visitor: NewVisitor) -> None:
    one, two = visitor(), visitor()
    address = one.bring(NOTICE.encode(), "秘密.txt")
    assert two.get(address).status_code == 404
    assert two.get(f"{address}/take/text").status_code == 404
    assert two.post(f"{address}/undo").status_code == 404
    assert "秘密" not in two.get("/").text
    assert "秘密" in one.get("/").text
    one.post("/forget")
    assert one.get(address).status_code == 404


def packed(text: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return what looks like a Word file and holds something else."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", text)
    return buffer.getvalue()


PATIENCE = 20
"""Seconds within which a busy machine gives up what would otherwise last longer, or never end."""
HOSTILE = {
    "bomb.docx": packed(b"0" * (40 << 20)),
    "torn.docx": packed(b"<w:document/>" * 99, zipfile.ZIP_LZMA)[:-60] + b"\xff" * 60,
    "entity.docx": packed(b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    "head.docx": b"PK\x03\x04" + b"\x00" * 500,
    "x.pdf": b"%PDF-1.7 x",
    "deep.html": b"<html>" + b"<div>" * 30_000,
    "x.png": b"\x89PNG" + b"\x00" * 50,
    "empty.txt": b"\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_document_that_harms_harms_nobody(visitor: NewVisitor, name: str) -> None:
    browser = visitor()
    answer = browser.post("/documents", files={"files": (name, HOSTILE[name])})
    assert answer.status_code in (200, 422)
    assert "root:" not in answer.text
    assert "必须改" in browser.get(browser.bring(NOTICE.encode(), "a.txt")).text


def endless(*_: object) -> None:
    """Take more time than there is, as a reader does that a file has led astray."""
    while True:
        pass


def test_what_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("notice_lint.server.copies._checked", endless)
        with server(seconds=1) as new:
            began = time.monotonic()
            answer = new().post("/documents", files={"files": ("a.txt", NOTICE.encode())})
    assert answer.status_code == 422
    assert "1 秒" in answer.text
    assert time.monotonic() - began < PATIENCE


async def _sleeping() -> Any:
    await asyncio.sleep(30)


def test_an_old_format_is_waited_for_by_nobody_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The only process for all that is quick answers while LibreOffice is at work elsewhere."""
    begun, gate = tmp_path / "begun", tmp_path / "open"

    def slowly(data: bytes, name: str, _: object) -> bytes:
        begun.touch()
        deadline = time.monotonic() + 20
        while not gate.exists():
            if time.monotonic() > deadline:
                raise UsageError("", Wording("太慢", "too slow"))
            time.sleep(0.05)
        return NOTICE.encode()

    monkeypatch.setattr("notice_lint.server.copies.as_docx", slowly)
    with server() as new, ThreadPoolExecutor(1) as thread:
        old, quick = new(), new()
        converted = thread.submit(old.bring, b"{\\rtf1 }", "旧.doc")
        while not begun.exists() and not converted.done():
            time.sleep(0.05)
        assert quick.bring(NOTICE.encode(), "新.txt")
        assert not converted.done()
        gate.touch()
        assert converted.result()


def test_a_slow_request_is_given_up() -> None:
    sent: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        while (await receive()).get("more_body"):
            pass

    async def slow() -> Any:
        await asyncio.sleep(0.02)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": "/", "headers": [(b"host", b"localhost")],
    }  # fmt: skip
    for receive, limits in (
        (_sleeping, ServerSettings(idle_seconds=0.05)),
        (slow, ServerSettings(body_seconds=0.15)),
    ):
        began = time.monotonic()
        guard = Guard(app, limits)
        asyncio.run(guard(scope, receive, send))
        assert sent[-2]["status"] == 408
        assert time.monotonic() - began < PATIENCE


def test_a_token_is_asked_for_where_others_can_ask() -> None:
    with pytest.raises(UsageError):
        checked(ServerSettings(host="0.0.0.0"))
    with pytest.raises(UsageError):
        checked(ServerSettings(host="0.0.0.0", token="short"))
    assert len(checked(ServerSettings(host="0.0.0.0", token="auto")).token) >= 20


def test_nobody_comes_in_without_the_token() -> None:
    with server(token="long enough to be one") as new:
        browser = new()
        assert "口令" in browser.get("/").text
        assert browser.post("/documents", {"text": NOTICE}).status_code == 401
        assert browser.get("/enter?token=wrong").status_code == 401
        assert browser.get("/health").text == "ok\n"
        assert browser.get("/enter?token=long+enough+to+be+one").url.path == "/"
        assert browser.bring(NOTICE.encode(), "a.txt").startswith("/documents/")


def test_the_log_holds_no_content(visitor: NewVisitor, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "notice_lint.server"):
        browser = visitor()
        address = browser.bring(NOTICE.encode(), "机密文件.txt")
        browser.get(f"{address}/take/text?x=secret")
    lines = [
        record.getMessage() for record in caplog.records if record.name == "notice_lint.server"
    ]
    assert any(line.startswith("POST bring 303") for line in lines)
    told = "\n".join(lines)
    assert not any(word in told for word in ("机密", "secret", address.rpartition("/")[2], "青禾"))


def test_what_nobody_asks_for_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    with server(session_minutes=1, sessions=2) as new:
        first = new()
        address = first.bring(NOTICE.encode(), "a.txt")
        assert first.get(address).status_code == 200
        now = time.monotonic
        monkeypatch.setattr("notice_lint.server.memory.time.monotonic", lambda: now() + 61)
        assert first.get(address).status_code == 404


class Heavy:
    weight = 700_000


def test_memory_is_bounded() -> None:
    visitors = Visitors(ServerSettings(memory_mb=1))
    first, second = visitors.welcome(), visitors.welcome()
    for visitor in (first, second):
        visitor.drafts = cast("dict[str, Draft]", {"x": Heavy()})
        visitors.make_room(visitor)
    assert not first.drafts
    assert second.drafts
