"""From bytes to text: encodings, line ends, and offsets that stay those of the file."""

from __future__ import annotations

import pytest
from support import check, notice

from notice_lint import readers
from notice_lint.errors import InputError
from notice_lint.text.folding import view
from notice_lint.text.numerals import han_number, number_value
from notice_lint.text.spans import Span
from notice_lint.text.width import display_width

TEXT = "一、整改情况\n1.针对“𠮷镇学习不深入”的问题\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-32"]
)
def test_encodings(encoding: str) -> None:
    data = TEXT.encode(encoding)
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + data
    assert readers.from_bytes(data, "a.txt").text == TEXT


def test_three_bytes_of_gbk_are_not_guessed_otherwise() -> None:
    assert readers.from_bytes("已".encode("gbk") + b"\n", "a.txt").text == "已\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_keep_offsets_and_lines(end: str) -> None:
    text = end.join(("一、整改情况", "", "1.甲", "2.乙", "4.丙"))
    result = check(text, ["NL301"])
    (one,) = result.violations
    assert one.span.of(text) == "4."
    at = result.source.location(one.span)
    assert (at.line, at.column, at.end_line, at.end_column) == (5, 1, 5, 3)


@pytest.mark.parametrize("blank", ["\t", "　", " ", "\u00a0", "\u200b", "\0", "\x0b", "\ufeff"])
def test_blanks_and_control_characters_keep_columns(blank: str) -> None:
    text = f"1.甲\n{blank}{blank}3.{blank}乙{blank}"
    result = check(text, ["NL301"])
    (one,) = result.violations
    assert result.source.location(one.span).column == 3
    assert one.quote == "3."


def test_text_outside_the_basic_plane_counts_one_code_point() -> None:
    result = check("1.针对“𠮷镇”的问题。整改措施：甲。\n𠮷𠮷联系电话：\n", ["NL201"])
    at = result.source.location(result.violations[0].span)
    assert (at.column, at.end_column) == (3, 12)


def test_full_width_digits_and_brackets_are_markers_too() -> None:
    parsed = notice("一、整改\n（一）甲方面\n１．针对“乙”的问题。一是丙。二是丁。\n")
    assert [one.marker.text for one in parsed.headings] == ["一、", "（一）", "１．"]
    assert [one.marker.number for one in parsed.headings] == [1, 1, 1]


def test_kangxi_radicals_of_a_pdf_are_numerals() -> None:
    assert [one.marker.number for one in notice("⼀、整改\n⼆、打算\n").headings] == [1, 2]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", "　\n".encode()])
def test_an_empty_file_is_told(data: bytes) -> None:
    with pytest.raises(InputError):
        readers.from_bytes(data, "a.txt")


def test_markdown_is_read_as_it_is_seen() -> None:
    raw = (
        "---\ntitle: x\n---\n# 标题\n\n> **1\\. 针对“甲”的问题**  \n- *一是*[乙](http://x)。<!-- 注\n释 -->\n"
        "***\n电话：138\\*\\*\\*\\*1234\n"
    )
    source = readers.from_text(raw, "a.md", "markdown")
    assert source.text == "标题\n\n1. 针对“甲”的问题\n一是乙。\n\n电话：138****1234\n"
    for words in ("标题", "针对“甲”的问题", "一是", "乙"):
        start = source.text.index(words)
        raw_span = source.raw_span(Span(start, start + len(words)))
        assert raw_span.of(raw) == words


def test_soft_line_breaks_of_markdown_are_no_broken_paragraphs() -> None:
    broken = "一、整改\n镇党委召开会议，\n研究部署整改工作。\n"
    assert [one.code for one in check(broken, ["NL113"]).violations] == ["NL113"]
    assert check(broken, ["NL113"], "markdown").violations == ()
    apart = broken.replace("，\n", "，\n\n")
    assert len(check(apart, ["NL113"], "markdown").violations) == 1


def test_a_hard_wrapped_text_is_one_finding() -> None:
    paragraph = (
        "镇党委召开专题会议研究部署整改工作明确牵头领导和责任人员建立整改台账并定期调度进展情况" * 6
    )
    lines = [paragraph[start : start + 30] for start in range(0, len(paragraph), 30)]
    text = "一、整改情况\n" + "\n".join(lines) + "。\n"
    parsed = notice(text)
    assert parsed.hard_wrapped
    assert len(parsed.paragraphs) == 2
    assert len(check(text, ["NL113"]).violations) == 1


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("1", 1), ("１２", 12), ("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("二十三", 23),
        ("一百零五", 105), ("两", 2), ("①", 1), ("⑳", 20), ("㈢", 3), ("二〇二四", 2024), ("", None), ("甲", None),
    ],
)  # fmt: skip
def test_numerals(numeral: str, value: int | None) -> None:
    assert number_value(numeral) == value


def test_numerals_are_written_as_headings_write_them() -> None:
    assert [number_value(han_number(n)) for n in range(1, 100)] == list(range(1, 100))
    assert [han_number(n) for n in (1, 10, 11, 20, 99)] == ["一", "十", "十一", "二十", "九十九"]


def test_the_view_keeps_every_offset() -> None:
    text = "（１）：　“Ａ”—〖x〗\0\t\r\n𠮷"
    assert len(view(text)) == len(text)
    assert view(text).startswith("(1): “A”-【x】  \r\n")


@pytest.mark.parametrize(
    ("text", "cells"), [("整改", 4), ("1.", 2), ("（", 2), ("e\u0301", 1), ("𠮷", 2)]
)
def test_display_width(text: str, cells: int) -> None:
    assert display_width(text) == cells
