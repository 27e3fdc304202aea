"""What several tests need."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from notice_lint.document.notice import Notice
from notice_lint.document.source import Kind
from notice_lint.parsing.parse import parse
from notice_lint.readers import from_text
from notice_lint.reports.format import TextOptions
from notice_lint.reports.model.build import rule_infos, to_report_model
from notice_lint.reports.model.report import Report
from notice_lint.reports.terminal import Terminal
from notice_lint.reports.writers import rendered as whole
from notice_lint.ruleset.engine import lint
from notice_lint.ruleset.layers import Layer, base_layers
from notice_lint.ruleset.profile import Profile, build, default_profile
from notice_lint.ruleset.result import FileResult
from notice_lint.text.wording import Lang

THREE_ITEMS = """\
一、巡察反馈问题整改落实情况
1.针对“学习不深入”的问题
整改情况：已整改。
2.针对“会风不实”的问题
整改情况：已整改。
3.针对“台账不全”的问题
整改情况：正在整改。
"""
"""A part with three items, none of which tells its cause."""


def report(*results: FileResult, lang: Lang = "zh", document: bool = False) -> Report:
    rules = rule_infos(default_profile().catalogue.values(), lang)
    files = tuple(to_report_model(one, lang, document=document) for one in results)
    return Report("default", lang, files, rules=rules)


def rendered(name: str, told: Report, **view: Any) -> Any:
    """Return a report in a format: text, or the bytes of a file."""
    data = whole(name, told, TextOptions(Terminal(100, False), **view))
    return data if name == "xlsx" else data.decode("utf-8", "surrogatepass")


class Ended(NamedTuple):
    """What a run of the command line came to."""

    code: int
    out: str
    err: str


Call = Callable[..., Ended]
"""The fixture `call`: runs the command line with some arguments."""


@cache
def as_notice() -> Profile:
    """Return the default profile without the rule that tells a text that is no notice."""
    return build("test", [*base_layers("default"), Layer("test", ignore=("NL100",))])


def notice(text: str) -> Notice:
    return parse(from_text(text))


def check(text: str, codes: Iterable[str] = (), kind: Kind = "text") -> FileResult:
    profile = default_profile()
    if codes:
        profile = build("test", [*base_layers("default"), Layer("test", select=tuple(codes))])
    return lint(from_text(text, "test.txt", kind), profile)


def write(path: str, text: str) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def calls(run: Callable[[], object]) -> int:
    """Count the functions called, ours and those of the interpreter: times depend on the machine."""
    count = 0

    def called(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count
