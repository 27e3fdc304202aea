"""A server without a network, and what tests of it share."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from docx import Document
from starlette.testclient import TestClient

from notice_lint.server.app import create_app
from notice_lint.server.settings import ServerSettings

ADDRESS = "http://127.0.0.1:8765"
NOTICE = """\
中共青禾镇委员会关于巡察整改进展情况的通报
根据县委统一部署，2023年10月8日至12月15日，县委第二巡察组对青禾镇党委进行了巡察，并于2024年1月12日反馈了意见。现将整改情况公布如下：
一、提高政治站位，扛牢整改责任
（1）统一思想认识。召开党委会传达反馈意见，逐条认领问题。
（二）压实整改责任。成立领导小组，明确责任分工。
二、巡察反馈问题整改落实情况
1.针对“理论学习不够深入”的问题
原因分析：对学习制度重视不够。
整改措施：一是修订学习制度。二是每月开展集中研讨。
整改情况：已完成整改。
2.针对“票据审核把关不严”的问题
整改措施：一是完善报账流程。二是开展业务培训。
整改情况：差不多了。
欢迎广大干部群众对巡察整改落实情况进行监督。联系电话：0570-5550123；邮政地址：临岚县青禾镇人民政府；电子邮箱：qinghe@lianlan.example。
中共青禾镇委员会
2024年7月1日
"""


def word(text: str) -> bytes:
    """Return a text as a Word file, a paragraph for each line."""
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


class Browser:
    """A visitor: keeps its cookie, and sends what a page would send with it."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        page = self.get("/").text
        match = re.search(r'name="csrf" content="([^"]+)', page)
        assert match
        self.csrf = match[1]

    def get(self, address: str, **options: Any) -> Any:
        return self.client.get(address, **options)

    def post(self, address: str, data: dict[str, str] | None = None, **options: Any) -> Any:
        return self.client.post(address, data={"csrf": self.csrf, **(data or {})}, **options)

    def bring(self, data: bytes, name: str) -> str:
        """Bring a document; return the address of its page."""
        answer = self.post("/documents", files={"files": (name, data)})
        assert answer.status_code == 200, answer.text
        return str(answer.url.path)

    def act(self, address: str, act: str, **fields: str) -> Any:
        revision = re.search(r'name="revision" value="(\d+)"', self.get(address).text)
        assert revision
        return self.post(f"{address}/{act}", {"revision": revision[1], **fields})


@contextmanager
def server(**settings: Any) -> Iterator[Any]:
    """Run a server; yields what makes a new visitor."""
    app = create_app(ServerSettings(processes=1, **settings))
    with TestClient(app, base_url=ADDRESS) as first:

        def visitor() -> Browser:
            client = TestClient(app, base_url=ADDRESS)
            client.portal = first.portal
            return Browser(client)

        yield visitor
