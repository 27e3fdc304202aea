"""Ways in besides one file below a folder: papers beside, standard input, names that say otherwise,
lines of stored results, requests to the server."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from openpyxl import Workbook
from served import Browser, server
from support import rendered, report

from fuzz import seeds
from fuzz.driving import Target, notice_lint, require, turn
from notice_lint.formats import ON_SCREEN

HEAD = ("序号", "存在问题", "整改措施", "完成时限", "整改状态")
ROWS = (
    ("1", "学习制度不落实", "修订制度", "2024年6月30日", "已完成"),
    ("2", "票据审核不严", "补齐凭证", "2024年9月30日", "正在整改"),
)
FEEDBACK = """\
关于巡察青禾镇党委的反馈意见
一、存在的主要问题
（一）学习制度不落实。一是研讨走过场；二是记录不全。
（二）票据审核不严。
二、意见建议
逐条整改。
"""
MAIL = f"""\
From: a@lianlan.example
Subject: =?utf-8?b?6YCa5oql?=
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<html><body>{"".join(f"<p>{line}</p>" for line in seeds.NOTICE.splitlines()[:9])}</body></html>
--b--
"""
RTF = (
    r"{\rtf1\ansi\ansicpg936\uc1{\fonttbl{\f0 SimSun;}}\pard\b "
    + "".join(
        "\\par " if char == "\n" else char if char < "\x7f" else f"\\u{ord(char)}?"
        for char in seeds.NOTICE[:900]
    )
    + "}"
)


@cache
def ledger() -> bytes:
    """Return a ledger as a workbook, with merged cells."""
    book = Workbook()
    for row in (HEAD, *ROWS):
        book.active.append(row)
    book.active.merge_cells("A4:A6")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ledger_csv() -> bytes:
    """Return a ledger parted by commas."""
    return "\n".join(",".join(row) for row in (HEAD, *ROWS)).encode()


def beside(option: str, suffix: str) -> Callable[[bytes], None]:
    """Return what is done with a paper that a notice is laid beside."""

    def act(data: bytes) -> None:
        Path("m.txt").write_text(seeds.NOTICE, encoding="utf-8")
        paper = f"p.{suffix}"
        Path(paper).write_bytes(data)
        shown = turn(data, ON_SCREEN)
        notice_lint("check", "--no-cache", "m.txt", f"--{option}", paper, "--format", shown)
        notice_lint(
            "check", "--no-cache", "m.txt", f"--{option}", paper, "-o",
            turn(data, ("xlsx:o.xlsx", "html:o.html", "json:o.json")),
        )  # fmt: skip

    return act


def standard_input(data: bytes) -> None:
    """Check what comes by standard input, named by any suffix."""
    name = f"m.{turn(data, ('txt', 'md', 'html', 'docx', 'pdf'))}"
    for command in (
        ("check", "--no-cache", "--as-notice"),
        ("parse",),
        ("fix", "--unsafe", "--diff"),
    ):
        stream = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")
        with patch.object(sys, "stdin", stream):
            notice_lint(*command, "-", "--stdin-filename", name)


def misnamed(data: bytes) -> None:
    """Check a file under every name but its own."""
    suffixes = ("txt", "md", "html", "docx", "pdf", "xlsx", "csv", "eml", "mht", "", "json")
    for suffix in (turn(data, suffixes), turn(data[::-1], suffixes)):
        Path(f"m.{suffix}").write_bytes(data)
        notice_lint("check", "--no-cache", f"m.{suffix}", "--format", turn(data, ON_SCREEN))
        notice_lint("parse", f"m.{suffix}")


def everything() -> Iterator[bytes]:
    """Yield whole files of all kinds."""
    yield from (
        seeds.NOTICE.encode(),
        seeds.NOTICE.encode("gb18030"),
        seeds.NOTICE.encode("utf-16"),
    )
    yield from (
        seeds.PAGE.encode(),
        seeds.PAGE.encode("gb18030"),
        MAIL.encode(),
        seeds.MARKDOWN.encode(),
    )
    yield from (seeds.docx_with_a_table(), seeds.pdf(), seeds.sheet(), seeds.stored(), ledger())


def office(suffix: str) -> Callable[[bytes], None]:
    """Return what is done with a file that LibreOffice reads."""

    def act(data: bytes) -> None:
        Path(f"m.{suffix}").write_bytes(data)
        notice_lint("check", "--no-cache", f"m.{suffix}", "--format", turn(data, ON_SCREEN))

    return act


@cache
def stored_lines() -> bytes:
    """Return results as `check --format jsonl` stores them."""
    shown: str = rendered("jsonl", report(seeds.result(), document=True))
    return shown.encode()


def lines(data: bytes) -> None:
    """Write lines of stored results in other formats."""
    Path("m.jsonl").write_bytes(data)
    Path("a.json").write_bytes(seeds.stored())
    ended = notice_lint("report", "a.json", "m.jsonl", "--format", "json")
    require(seeds.NAME in ended.out, ended.err[:800])
    notice_lint("report", "m.jsonl", "--format", turn(data, ON_SCREEN))
    notice_lint("report", "m.jsonl", "-o", turn(data, ("docx:o", "xlsx:o.xlsx", "html:o.html")))


def answered(answer: Any) -> Any:
    """Require an answer that says nothing of a defect."""
    require(answer.status_code < 500, (answer.status_code, answer.text[:800]))
    require("Traceback" not in answer.text, answer.text[:800])
    require("程序内部出错" not in answer.text, answer.text[:800])
    # the text of the document itself is handed out as it is
    is_own = "attachment" in answer.headers.get("content-disposition", "")
    require(is_own or seeds.NUMBER not in answer.text, "tells an identity number")
    return answer


def brought(data: bytes) -> None:
    """Bring a document to the server, press its buttons and take home what it hands out."""
    with server(upload_mb=1, seconds=20) as new:
        _bring(data, new())


def _bring(data: bytes, visitor: Browser) -> None:
    name = f"m.{turn(data, ('txt', 'md', 'html', 'docx', 'pdf'))}"
    answer = answered(visitor.post("/documents", files={"files": (name, data)}))
    address = str(answer.url.path)
    if not address.startswith("/documents/"):
        return
    answered(visitor.get(address))
    for what in ("commented", "tracked", "text"):
        answered(visitor.get(f"{address}/take/{what}"))
    answered(visitor.post("/forget"))


FIELDS = ("revision", "choice", "line", "words", "dismiss", "reason-1", "restore", "role-0", "in", "reviewer", "until", "lang",
          "reason", "labels-cause", "permitted")  # fmt: skip
ACTS = (
    "accept",
    "accept-safe",
    "rewrite",
    "undo",
    "dismiss",
    "restore",
    "as-notice",
    "papers",
    "sort-papers",
    "decide",
)
PAGES = (
    "/desk/decide",
    "/desk/sheet",
    "/office/preview",
    "/office/write",
    "/language",
    "/forget",
    "/enter",
    "/documents",
)


def requested(data: bytes) -> None:
    """Send a request of any address, fields and headers."""
    with server(upload_mb=1, seconds=20) as new:
        visitor, random = new(), Random(data)
        for _ in range(12):
            _request(data, visitor, random)


def _request(data: bytes, visitor: Browser, random: Random) -> None:
    address = visitor.bring(seeds.NOTICE.encode(), "m.txt") if random.randrange(2) else "/desk"
    words = [word.decode("utf-8", "replace") for word in data.split(b"\n") if word] or [""]
    fields = {random.choice(FIELDS): random.choice(words) for _ in range(3)}
    where = random.choice(
        (
            f"{address}/{random.choice(words)[:80]}",
            f"{address}/{random.choice(ACTS)}",
            random.choice(PAGES),
        )
    )
    where = "".join(char for char in where if char.isprintable() and char not in "\\#?")
    answered(visitor.post(where, {"revision": "0", "choice": "1.0", **fields}))
    answered(visitor.get(where))


def request_seeds() -> Sequence[bytes]:
    """Return words that a request is made of."""
    return [
        b"\n".join(
            (
                b"fix",
                b"1",
                b"0",
                b"NL201",
                "甲".encode(),
                b"../..",
                b"-1",
                b"999999999999",
                b"take/text",
                b"documents",
            )
        )
    ]


MORE = {
    "feedback": Target(
        beside("feedback", "txt"), lambda: [FEEDBACK.encode(), seeds.NOTICE.encode()]
    ),
    "ledger": Target(beside("ledger", "xlsx"), lambda: [ledger()]),
    "ledger-csv": Target(beside("ledger", "csv"), lambda: [ledger_csv()]),
    "earlier": Target(beside("earlier", "docx"), lambda: [seeds.docx_with_a_table()]),
    "stdin": Target(standard_input, lambda: list(everything())),
    "misnamed": Target(misnamed, lambda: list(everything())),
    "rtf": Target(office("rtf"), lambda: [RTF.encode()]),
    "lines": Target(lines, lambda: [stored_lines()]),
    "brought": Target(brought, lambda: list(everything())),
    "requested": Target(requested, request_seeds),
}
