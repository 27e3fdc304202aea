"""Texts of a size and an order that no notice has: seconds to read and to check each.

python benchmarks/extremes.py
"""

from __future__ import annotations

import random
import sys
import time

from notice_lint.document.source import Source
from notice_lint.parsing.parse import parse
from notice_lint.readers import from_text
from notice_lint.ruleset.engine import lint
from notice_lint.ruleset.profile import default_profile
from notice_lint.text.numerals import han_number

MANY = 10_000
ROWS = 5_000
LONG = 200_000
"""Code points of one line."""


def disordered_headings() -> Source:
    """Return headings of four levels, each with a number drawn by lot."""
    chance = random.Random(1)
    marks = (
        lambda n: f"{han_number(n)}、",
        lambda n: f"（{han_number(n)}）",
        lambda n: f"{n}.",
        lambda n: f"（{n}）",
    )
    lines = (f"{chance.choice(marks)(chance.randint(1, 20))}学习不够深入" for _ in range(MANY))
    return from_text("\n".join(lines))


def label_lines() -> Source:
    """Return labels in no order, none below a heading."""
    chance = random.Random(2)
    labels = ("原因分析：", "整改措施：", "整改情况：", "责任单位：", "问题：")
    return from_text("\n".join(f"{chance.choice(labels)}已完成整改。" for _ in range(MANY)))


def long_table() -> Source:
    """Return one table with a row an item."""
    head = "<tr><td>序号</td><td>问题</td><td>原因</td><td>措施</td><td>状态</td></tr>"
    rows = "".join(
        f"<tr><td>{n}</td><td>会议偏多</td><td>统筹不够</td><td>合并会议</td><td>已完成</td></tr>"
        for n in range(1, ROWS + 1)
    )
    return from_text(f"<html><body><table>{head}{rows}</table></body></html>", "a.html", "html")


def long_line() -> Source:
    """Return one line of sentences without a heading."""
    words = "召开会议研究部署，明确牵头领导和责任人员。"
    return from_text((words * (LONG // len(words) + 1))[:LONG])


def pasted_line() -> Source:
    """Return many items on one line."""
    words = "1.针对“学习不够深入”的问题 原因分析：认识不深。 整改情况：已完成整改。 "
    return from_text((words * (LONG // len(words) + 1))[:LONG])


EXTREMES = (disordered_headings, label_lines, long_table, long_line, pasted_line)


def main() -> None:
    """Print the seconds of processor time that parsing takes, and a whole check."""
    profile = default_profile()
    lint(from_text("一、整改情况"), profile)
    for make in EXTREMES:
        source = make()
        start = time.process_time()
        parse(source)
        read = time.process_time()
        lint(source, profile)
        checked = time.process_time()
        name = make.__name__.replace("_", " ")
        sys.stdout.write(f"{name:20} {read - start:5.1f} s {checked - read:5.1f} s\n")


if __name__ == "__main__":
    main()
