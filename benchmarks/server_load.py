"""The server under load, on loopback: uploads side by side, how long each waits, what memory does.

    python benchmarks/server_load.py [UPLOADS] [AT ONCE]

Starts `notice-lint serve` and sends invented notices of about 25 kB, a hostile file among them.
"""

from __future__ import annotations

import http.client
import re
import socket
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from urllib.parse import quote

HEAD = """\
中共青禾镇委员会关于巡察整改进展情况的通报
根据县委统一部署，2023年10月8日至12月15日，县委第二巡察组对青禾镇党委进行了巡察，并于2024年1月12日反馈了意见。现将整改情况公布如下：
一、提高政治站位，扛牢整改责任
（1）统一思想认识。召开党委会传达反馈意见，逐条认领问题。
（二）压实整改责任。成立领导小组，明确责任分工。
二、巡察反馈问题整改落实情况
"""
ITEM = """\
{number}.针对“第{number}项任务推进不够有力”的问题
原因分析：对有关要求学习不深，督促检查不够经常，责任没有压到具体的人。
整改措施：一是修订工作制度，明确分管领导、责任部门和完成时限。二是每月开展一次检查，逐项登记。
整改情况：已完成整改。
"""
TAIL = """\
欢迎广大干部群众对巡察整改落实情况进行监督。联系电话：0570-5550123；邮政地址：临岚县青禾镇人民政府；电子邮箱：qinghe@lianlan.example。
中共青禾镇委员会
2024年7月1日
"""
STEPS = 5
"""Times that memory is looked at, so that one sees whether it goes on growing."""
HOSTILE = b"PK\x03\x04" + b"\x00" * 2000


def notice() -> bytes:
    """Return a notice of about 25 kB."""
    items = "".join(ITEM.format(number=number) for number in range(1, 76))
    return (HEAD + items + TAIL).encode()


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def upload(port: int, data: bytes, number: int) -> tuple[float, int]:
    """Bring a document as a new visitor; return seconds and status of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/")
    page = connection.getresponse()
    cookie = (page.getheader("set-cookie") or "").partition(";")[0]
    found = re.search(rb'name="csrf" content="([^"]+)', page.read())
    token = found[1].decode() if found else ""
    sent = HOSTILE if number % 25 == 7 else data
    disposition = f'form-data; name="files"; filename="{quote(str(number))}.docx"'
    if sent is data:
        disposition = disposition.replace(".docx", ".txt")
    body = f"--b\r\nContent-Disposition: {disposition}\r\n\r\n".encode() + sent + b"\r\n--b--\r\n"
    headers = {
        "content-type": "multipart/form-data; boundary=b",
        "cookie": cookie,
        "x-csrf-token": token,
        "x-partial": "1",
    }
    began = time.monotonic()
    connection.request("POST", "/documents", body, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return time.monotonic() - began, answer.status


def memory(pid: int) -> int:
    """Return megabytes that a process and those it split off hold."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    total = 0
    for process in (str(pid), *children):
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
        total += sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
    return total >> 10


def main() -> None:
    """Print what uploads took and what memory did."""
    uploads, side_by_side = (int(words) for words in (*sys.argv[1:], "50", "10")[:2])
    port = free_port()
    command = [sys.executable, "-m", "notice_lint", "serve", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        try:
            if server.stdout:
                server.stdout.readline()
            upload(port, notice(), 0)
            before = memory(server.pid)
            with ThreadPoolExecutor(side_by_side) as crowd:
                results: list[tuple[float, int]] = []
                held: list[int] = []
                for first in range(0, uploads, -(-uploads // STEPS)):
                    numbers = range(first, min(uploads, first - (-uploads // STEPS)))
                    results += crowd.map(partial(upload, port, notice()), numbers)
                    held.append(memory(server.pid))
            waits = sorted(seconds for seconds, _ in results)
            statuses = sorted({status for _, status in results})
            p95 = waits[int(0.95 * (len(waits) - 1))]
            sys.stdout.write(
                f"{uploads} uploads of {len(notice()) >> 10} kB, {side_by_side} at once: "
                f"answers {statuses}, median {statistics.median(waits):.2f} s, p95 {p95:.2f} s; "
                f"memory {before} MB before, then {held} MB\n"
            )
        finally:
            server.terminate()
            server.wait(10)


if __name__ == "__main__":
    main()
