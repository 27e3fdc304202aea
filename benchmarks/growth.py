"""How the time of a check grows: every shape at n, 2n and 4n, and the exponent of that.

CPU seconds of this process, C code included, least of some runs; a shape whose time is
proportional to its length has the exponent 1. Prints a line for each shape, exits 1 where one
grows faster than `--most` allows.

    python benchmarks/growth.py [--size 4000] [--most 1.35] [SHAPE…]
"""

from __future__ import annotations

import argparse
import gc
import math
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from msgspec import Struct

from notice_lint import Options, Session
from notice_lint.document.source import Kind
from notice_lint.errors import NoticeLintError
from notice_lint.ruleset.profile import default_profile

FLOOR = 0.02
"""Seconds below which a time is noise."""


class Shape(Struct, frozen=True):
    """A text of about as many characters as asked for, and how it is read."""

    text: Callable[[int], str]
    kind: Kind = "text"


def repeated(unit: str) -> Callable[[int], str]:
    """Return a maker of a unit put in a row."""
    return lambda size: unit * (size // len(unit) + 1)


def numbered(form: str) -> Callable[[int], str]:
    """Return a maker of lines that count up."""
    return lambda size: "".join(
        form.format(n=number) for number in range(1, size // len(form.format(n=100)) + 2)
    )


@cache
def cases_of_rules() -> str:
    """Return what rule files give as wrong, so that every rule finds what it is for."""
    rules = default_profile().catalogue.values()
    return "\n".join(case.text.strip() for rule in rules for case in rule.bad) + "\n"


ITEM = "{n}.针对“第{n}批台账登记不全”的问题\n整改措施：第{n}批补登。\n整改情况：已完成。\n"
SHAPES: dict[str, Shape] = {
    "html-unclosed-tag": Shape(repeated("<a "), "html"),
    "html-unclosed-quote": Shape(repeated('<a b="'), "html"),
    "html-declaration": Shape(repeated("<!x"), "html"),
    "html-comment": Shape(repeated("<!--"), "html"),
    "html-entity": Shape(repeated("&#"), "html"),
    "html-comment-left": Shape(repeated("<!-- >"), "html"),
    "html-cdata-left": Shape(repeated("<![CDATA[>"), "html"),
    "html-quotes-left": Shape(lambda size: '<a b="' * (size // 6) + '"', "html"),
    "html-tag-at-end": Shape(lambda size: "<a " * (size // 3) + ">", "html"),
    "html-quote-at-end": Shape(lambda size: '<a b="' * (size // 6) + ">", "html"),
    "html-blank-attributes": Shape(lambda size: "<a" + " b" * (size // 2) + ">", "html"),
    "html-script-ends": Shape(lambda size: "<script>" + "</ " * (size // 3) + ">", "html"),
    "html-bracket": Shape(repeated("<"), "html"),
    "html-end-tag": Shape(repeated("</a "), "html"),
    "html-cdata": Shape(repeated("<![CDATA["), "html"),
    "html-instruction": Shape(repeated("<?x"), "html"),
    "html-script": Shape(repeated("<script>"), "html"),
    "html-open-tags": Shape(repeated("<div>"), "html"),
    "html-unmatched-ends": Shape(
        lambda size: "<p>甲</p>" + "<b>" * (size // 7) + "</i>" * (size // 7), "html"
    ),
    "html-crossed": Shape(repeated("<b><i></b></i>"), "html"),
    "html-tables": Shape(repeated("<table><tr><td>甲"), "html"),
    "html-cells": Shape(lambda size: "<table><tr>" + "<td>甲" * (size // 5), "html"),
    "html-lists": Shape(repeated("<ul><li>甲"), "html"),
    "md-bracket": Shape(repeated("["), "markdown"),
    "md-image": Shape(repeated("!["), "markdown"),
    "md-link": Shape(repeated("[甲]("), "markdown"),
    "md-close": Shape(repeated("]("), "markdown"),
    "md-comment": Shape(repeated("<!--"), "markdown"),
    "md-tag": Shape(repeated("<a "), "markdown"),
    "md-deleted": Shape(repeated("{--"), "markdown"),
    "md-note": Shape(repeated("{>>"), "markdown"),
    "md-strong": Shape(repeated("**甲"), "markdown"),
    "md-underscore": Shape(repeated("__甲 "), "markdown"),
    "md-star": Shape(repeated("*"), "markdown"),
    "md-backtick": Shape(repeated("`"), "markdown"),
    "md-hash": Shape(repeated(" #"), "markdown"),
    "md-blank": Shape(repeated("甲  "), "markdown"),
    "md-rule": Shape(repeated("- "), "markdown"),
    "md-quote": Shape(repeated("> "), "markdown"),
    "md-matter": Shape(lambda size: "---\n" + "a: 甲\n" * (size // 5), "markdown"),
    "md-pipes": Shape(repeated("|"), "markdown"),
    "md-table": Shape(lambda size: "|甲|乙|\n|---|---|\n" + "|一|二|\n" * (size // 6), "markdown"),
    "declarations": Shape(repeated("巡察反馈4个方面12个问题，已完成整改9个，正在整改3个。\n")),
    "declarations-run-on": Shape(repeated("巡察反馈4个方面12个问题，已完成整改9个，")),
    "near-equal-items": Shape(numbered(ITEM)),
    "equal-items": Shape(repeated(ITEM.format(n=1))),
    "attachments": Shape(lambda size: "附件：" + numbered("{n}.整改台账第{n}册\n")(size)),
    "page-numbers": Shape(numbered("一是审核台账。\n— {n} —\n")),
    "abbreviations": Shape(repeated("青禾镇委员会（以下简称“镇委”）。\n")),
    "book-marks": Shape(repeated("《")),
    "book-marks-closed": Shape(repeated("》")),
    "brackets": Shape(repeated("（")),
    "lenticular": Shape(repeated("【")),
    "quotes": Shape(repeated("“")),
    "mixed-markers": Shape(repeated("1.甲\n一、乙\n（一）丙\n①丁\n")),
    "alternating-markers": Shape(repeated("1.甲\n一、乙\n")),
    "counted-lines": Shape(numbered("{n}.审核台账\n")),
    "short-lines": Shape(repeated("甲\n")),
    "blank-lines": Shape(repeated("\n")),
    "blanks": Shape(repeated(" ")),
    "commas": Shape(repeated("甲,")),
    "doubled-words": Shape(repeated("研究")),
    "digits": Shape(repeated("1")),
    "digits-apart": Shape(repeated("1 ")),
    "mobiles": Shape(repeated("13900005551 ")),
    "dates": Shape(repeated("2023年3月15日")),
    "enumerators": Shape(repeated("一是审核。二是登记。三是归档。")),
    "labels": Shape(repeated("整改措施：\n")),
    "statuses": Shape(repeated("整改情况：已完成。\n")),
    "names": Shape(repeated("中共青禾镇委员会、青禾镇纪律检查委员会")),
    "invisible": Shape(repeated("\u200b")),
    "items-in-wrong-style": Shape(numbered("{n}.审核台账\n（{n}）登记\n{n}）归档\n")),
    "labels-of-ones-own": Shape(numbered("{n}.针对“台账”的问题\n登记{n}要求：补登。\n")),
    "past-deadlines": Shape(
        lambda size: (
            numbered("{n}.针对“台账”的问题\n将于2023年3月1日前完成。\n整改情况：正在整改。\n")(size)
            + "中共青禾镇委员会\n2024年5月6日\n"
        )
    ),
    "directives-in-items": Shape(numbered("%% notice-lint: ignore[NL201] -- 甲\n" + ITEM)),
    "directives-and-findings": Shape(
        lambda size: "%% notice-lint: ignore[NL702] -- 甲\n" * (size // 70) + "《\n" * (size // 4)
    ),
    "cases-of-rules": Shape(lambda size: cases_of_rules() * (size // len(cases_of_rules()) + 1)),
    "directives": Shape(repeated("%% notice-lint: ignore[NL201] -- 甲\n")),
}


def seconds(text: str, kind: Kind, runs: int) -> float:
    """Return the least CPU time that a check of a text takes; findings are not written."""
    session = Session(Options(config="none", as_notice=True))
    times = []
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        with suppress(NoticeLintError):
            session.check_text(text, kind=kind)
        times.append(time.process_time() - start)
    return min(times)


def settings_seconds(text: str, runs: int) -> float:
    """Return the least CPU time that reading a configuration takes, mistakes and all."""
    times = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "c.yaml"
        path.write_text(text, encoding="utf-8")
        for _ in range(runs):
            start = time.process_time()
            with suppress(NoticeLintError):
                Session(Options(config=str(path)))
            times.append(time.process_time() - start)
    return min(times)


def sidecar_seconds(entries: int, runs: int) -> float:
    """Return the least CPU time of a check beside a sidecar of some entries."""
    times = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "n.txt"
        path.write_text(numbered(ITEM)(4000), encoding="utf-8")
        sidecar = "".join(
            f"- rules: [NL201]\n  quote: 第{number}批\n  reason: 甲\n" for number in range(entries)
        )
        path.with_name("n.txt.notice-lint.yaml").write_text(sidecar, encoding="utf-8")
        session = Session(Options(config="none"))
        for _ in range(runs):
            start = time.process_time()
            with suppress(NoticeLintError):
                session.check_file(path)
            times.append(time.process_time() - start)
    return min(times)


OTHERS: dict[str, Callable[[int, int], float]] = {
    "yaml-unknown-keys": lambda size, runs: settings_seconds(numbered("k{n}: 甲\n")(size), runs),
    "yaml-list": lambda size, runs: settings_seconds("rules:\n" + "- a\n" * (size // 4), runs),
    "yaml-nested": lambda size, runs: settings_seconds("a: " + "[" * min(size, 100000), runs),
    "sidecar-entries": lambda size, runs: sidecar_seconds(size // 40, runs),
}


def times_of(name: str, size: int, runs: int) -> list[float]:
    """Return the times of a shape at n, 2n and 4n."""
    sizes = (size, 2 * size, 4 * size)
    if name in OTHERS:
        return [OTHERS[name](length, runs) for length in sizes]
    shape = SHAPES[name]
    return [seconds(shape.text(length), shape.kind, runs) for length in sizes]


def exponent(times: list[float]) -> float:
    """Return how fast times grow over the last doubling; 0 where they are too short to tell."""
    return math.log2(times[-1] / times[-2]) if times[-2] >= FLOOR else 0.0


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("shapes", nargs="*", metavar="SHAPE")
    parser.add_argument("--size", type=int, default=4000, help="characters of the shortest text")
    parser.add_argument("--runs", type=int, default=1, help="runs of which the least counts")
    parser.add_argument("--most", type=float, default=1.35, help="greatest exponent allowed")
    asked = parser.parse_args()
    seconds("甲。\n" * 50, "text", 1)
    steep = 0
    out = sys.stdout
    out.write(f"{'shape':22}{'n':>9}{'2n':>9}{'4n':>9}  exponent  µs a character\n")
    for name in asked.shapes or [*SHAPES, *OTHERS]:
        times = times_of(name, asked.size, asked.runs)
        power, each = exponent(times), times[-1] / (4 * asked.size) * 1e6
        steep += power > asked.most
        row = "".join(f"{spent:9.3f}" for spent in times)
        out.write(f"{name:22}{row}  {power:8.2f}  {each:8.1f}{'  !' * (power > asked.most)}\n")
        out.flush()
    return int(steep > 0)


if __name__ == "__main__":
    sys.exit(main())
