"""Whatever the text: it is parsed and checked, and every place lies in it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from support import check, notice, rendered, report

from notice_lint import readers
from notice_lint.document.source import Source
from notice_lint.errors import InputError
from notice_lint.reports.format import TextOptions
from notice_lint.reports.on_screen.text import file_lines
from notice_lint.reports.structure import structure
from notice_lint.reports.terminal import Terminal
from notice_lint.ruleset.engine import lint
from notice_lint.ruleset.profile import default_profile
from notice_lint.ruleset.result import FileResult
from notice_lint.text.spans import Span

EXAMPLES = sorted(Path(__file__).parent.parent.glob("examples/*.*"))
TEXTS = [path.read_text(encoding="utf-8") for path in EXAMPLES]
PIECES = (
    "一、", "（一）", "(二)", "1.", "2．", "3、", "（1）", "⑵", "①", "一是", "二是是", "问题1：", "反馈问题：",
    "针对“", "”的问题", "关于", "方面", "原因分析：", "整改情况：", "整改措施", "完成情况", "【", "】", "已完成",
    "整改中", "《", "》", "“", "”", "‘", "（", "）", "。", "，", "：", "；", "、", "\n", "\n\n", "\r\n", "\t", "　",
    "2023年3月6日至4月14日", "13月45日", "县委第二巡察组对", "进行了巡察", "反馈了", "现将", "予以公布",
    "中共青禾镇委员会", "关于巡察整改情况的通报", "2024年7月1日", "欢迎广大干部群众", "监督", "联系电话：",
    "0000-5550123", "a@b.example", "邮编", "下一步", "来源：", "版权所有", "附件：", "- 3 -", "〇", "𠮷", "\0",
    "\ud800", "\u200b", "**", "# ", "<!--", "-->",
)  # fmt: skip
ANY = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=60).map("".join),
)


def spans(found: Any) -> Iterator[Span]:
    """Yield every span in a tree of records."""
    if isinstance(found, Span):
        yield found
    elif isinstance(found, tuple | list):
        for one in found:
            yield from spans(one)
    elif isinstance(found, Struct) and not isinstance(found, Source):
        for name in found.__struct_fields__:
            yield from spans(getattr(found, name))


def assert_sound(result: FileResult) -> None:
    text = result.source.text
    assert not result.crashed, [one.message.zh for one in result.violations]
    for span in spans(result.notice):
        assert 0 <= span.start <= span.end <= len(text)
    for one in result.violations:
        assert one.span.of(text) == one.quote
        at = result.source.location(one.span)
        assert (at.line, at.column) <= (at.end_line, at.end_column)
        assert one.fingerprint
    assert list(result.violations) == sorted(result.violations, key=lambda one: one.order)


@settings(max_examples=250, deadline=None)
@given(ANY)
def test_any_text_is_parsed_and_checked(text: str) -> None:
    assert_sound(check(text))


@settings(max_examples=250, deadline=None)
@given(ANY)
def test_any_markdown_is_parsed_and_checked(text: str) -> None:
    result = check(text, kind="markdown")
    assert_sound(result)
    raw = result.source.raw
    for one in result.violations:
        start, end = result.source.raw_span(one.span)
        assert 0 <= start <= end <= len(raw)
        if one.quote:
            assert raw[start] == one.quote[0]
            assert raw[end - 1] == one.quote[-1]


@settings(max_examples=250, deadline=None)
@given(ANY)
def test_any_text_is_reported(text: str) -> None:
    result = check(text)
    told = report(result)
    assert json.loads(rendered("json", told))["files"][0]["violations"] is not None
    assert json.loads(structure(result.notice))["schema"] == "notice-lint/structure/1"
    for line in file_lines(told.files[0], told, TextOptions(Terminal(80, False))):
        assert not {unicodedata.category(char) for char in line} & {"Cc", "Cf", "Zl", "Zp"}


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(TEXTS), st.data())
def test_an_example_with_lines_changed(text: str, data: st.DataObject) -> None:
    lines = text.splitlines()
    place = st.integers(0, len(lines) - 1)
    for _ in range(data.draw(st.integers(1, 4))):
        one, other = data.draw(place) % len(lines), data.draw(place) % len(lines)
        match data.draw(st.sampled_from(("delete", "double", "swap", "cut", "join"))):
            case "delete" if len(lines) > 1:
                del lines[one]
            case "double":
                lines.insert(other, lines[one])
            case "swap":
                lines[one], lines[other] = lines[other], lines[one]
            case "cut":
                half = len(lines[one]) // 2
                lines[one : one + 1] = [lines[one][:half], lines[one][half:]]
            case _:
                lines[one] += lines[other]
    assert_sound(check("\n".join(lines)))


@settings(max_examples=250, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        source = readers.from_bytes(data, "any.txt")
    except InputError as error:
        assert error.wording.zh
        assert "\n" not in error.wording.zh
    else:
        assert_sound(lint(source, default_profile()))


@settings(max_examples=250, deadline=None)
@given(st.text(max_size=200), st.sampled_from(("utf-8", "utf-8-sig", "gb18030", "utf-16")))
def test_every_encoding_gives_the_same_text(text: str, encoding: str) -> None:
    wanted = "整改情况" + "".join(char for char in text if char.isprintable() or char in "\r\n")
    wanted = wanted.encode("utf-8", "ignore").decode("utf-8")
    assert readers.from_bytes(wanted.encode(encoding), "any.txt").text == wanted


def test_outline_of_an_empty_text() -> None:
    assert notice("").sections == ()
    assert_sound(check(""))
