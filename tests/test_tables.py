"""Tables as readers find them: which cells there are, where they stand, and what is no table."""

from __future__ import annotations

import html
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import carriers
import pytest
from carriers import saved
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from support import calls

from notice_lint.document.source import Source
from notice_lint.document.violation import Edit
from notice_lint.docx.write.comments import WordComment, write_comments
from notice_lint.docx.write.document import open_word
from notice_lint.docx.write.edits import apply_edits
from notice_lint.readers import from_bytes, from_text
from notice_lint.text.spans import Span

needs_office = pytest.mark.skipif(carriers.SOFFICE is None, reason="LibreOffice is not installed")
Rows = list[list[str]]
ROWS: Rows = [
    ["序号", "反馈问题", "整改措施"],
    ["1", "会议偏多", "合并会议"],
    ["2", "", "建立台账，按月更新"],
]


def texts(source: Source, number: int = 0) -> Rows:
    """Return the words of the cells of a table, by row."""
    rows: dict[int, list[str]] = {}
    for cell in source.tables[number].cells:
        rows.setdefault(cell.row, []).append(cell.span.of(source.text))
    return list(rows.values())


def places(source: Source, number: int = 0) -> dict[str, tuple[int, int, int, int]]:
    """Return row, column and how many of each a cell covers, by its words."""
    return {
        cell.span.of(source.text): (cell.row, cell.column, cell.row_span, cell.column_span)
        for cell in source.tables[number].cells
    }


def assert_sound(source: Source) -> None:
    """Check what holds of any document, whatever stands in it."""
    text, raw = source.text, source.raw
    offsets = [offset for offset, _ in source.anchors]
    assert offsets == sorted(set(offsets))
    assert all(0 <= place <= len(raw) for _, place in source.anchors)
    for start in range(len(text)):
        span = source.raw_span(Span(start, start + 1))
        assert 0 <= span.start <= span.end <= len(raw)
    assert [table.span.start for table in source.tables] == sorted(
        table.span.start for table in source.tables
    )
    for number, table in enumerate(source.tables, 1):
        assert_sound_table(source, number)
        assert 0 <= table.span.start <= table.span.end <= len(text)
    starts = [mark.start for mark in source.heading_marks]
    assert starts == sorted(set(starts))
    for start in starts:
        assert start == 0 or text[start - 1] == "\n"
        assert not any(table.span.start <= start < table.span.end for table in source.tables)


def assert_sound_table(source: Source, number: int) -> None:
    table, text = source.tables[number - 1], source.text
    end = table.span.start
    covered: set[tuple[int, int]] = set()
    for cell in table.cells:
        words = cell.span.of(text)
        assert words == words.strip()
        assert end <= cell.span.start <= cell.span.end <= table.span.end
        end = cell.span.end
        own = {
            (cell.row + down, cell.column + right)
            for down in range(cell.row_span)
            for right in range(cell.column_span)
        }
        assert not own & covered
        covered |= own


def word_table(rows: Rows) -> bytes:
    document = Document()
    document.add_paragraph("前文")
    table = document.add_table(len(rows), max(map(len, rows)))
    for row, words in zip(table.rows, rows, strict=True):
        for cell, word in zip(row.cells, words, strict=False):
            cell.text = word
    document.add_paragraph("后文")
    return saved(document)


def page_table(rows: Rows) -> str:
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(word)}</td>" for word in row) + "</tr>" for row in rows
    )
    return f"<p>前文</p><table>{body}</table><p>后文</p>"


def markdown_table(rows: Rows) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(["前文", "", lines[0], "|" + "---|" * len(rows[0]), *lines[1:], "", "后文"])


def tabbed_table(rows: Rows) -> str:
    return "\n".join(["前文", *("\t".join(row) for row in rows), "后文"])


def boxed_table(rows: Rows) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]

    def border(left: str, middle: str, right: str) -> str:
        return left + middle.join("──" * (width + 1) for width in widths) + right

    lines = [
        "│" + "│".join(word + "　" * (width - len(word) + 1) for word, width in zip(row, widths, strict=True)) + "│"
        for row in rows
    ]  # fmt: skip
    inner = f"\n{border('├', '┼', '┤')}\n".join(lines)
    return f"前文\n{border('┌', '┬', '┐')}\n{inner}\n{border('└', '┴', '┘')}\n后文"


Maker = Callable[[Rows], Source]
MAKERS: dict[str, Maker] = {
    "docx": lambda rows: from_bytes(word_table(rows), "a.docx"),
    "html": lambda rows: from_text(page_table(rows), "a.html", "html"),
    "markdown": lambda rows: from_text(markdown_table(rows), "a.md", "markdown"),
    "tabs": lambda rows: from_text(tabbed_table(rows)),
    "boxes": lambda rows: from_text(boxed_table(rows)),
}


@pytest.mark.parametrize("name", MAKERS)
def test_each_cell_is_found_with_its_place(name: str) -> None:
    source = MAKERS[name](ROWS)
    assert texts(source) == ROWS
    assert_sound(source)
    for cell in source.tables[0].cells:
        assert source.location(cell.span).cell == (1, cell.row, cell.column)
    for words in ("前文", "后文"):
        at = source.text.index(words)
        assert source.location(Span(at, at + 2)).cell is None


WORDS = st.text(st.sampled_from("甲乙丙丁，。0aB&<"), max_size=6).map(str.strip)
NAMES = st.text(st.sampled_from("甲乙丙丁戊己"), min_size=1, max_size=4)


@st.composite
def tables(draw: st.DrawFn) -> Rows:
    columns = draw(st.integers(3, 5))
    rows = draw(
        st.lists(st.lists(WORDS, min_size=columns, max_size=columns), min_size=1, max_size=5)
    )
    return [draw(st.lists(NAMES, min_size=columns, max_size=columns)), *rows]


@settings(max_examples=40, deadline=None)
@given(tables(), st.sampled_from(sorted(MAKERS)))
def test_any_table_comes_back(rows: Rows, name: str) -> None:
    if name in ("tabs", "boxes") and not all(any(row) for row in rows):
        return
    if name == "tabs" and any(sum(map(bool, row)) < 2 for row in rows):
        return
    if name == "markdown":
        rows = [[word.replace("<", "").replace("&", "") for word in row] for row in rows]
    if name == "boxes" and not all(row[0] for row in rows):
        return
    source = MAKERS[name](rows)
    assert texts(source) == rows
    assert_sound(source)


PIECES = st.sampled_from(
    (
        "<table>", "</table>", "<tr>", "<td>", "</td>", "<th>", "<td rowspan=2>", "<td colspan=3>", "<ol>", "<li>",
        "</li>", "</ol>", "<ol reversed start=-2 type=i>", "<p>", "</p>", "<h2>", "</h2>", "<b>", "</b>", "<pre>", "</pre>",
        "甲，乙。", "一、", "&amp;", "&#8203;", "\u200b", "\u2028", "\n", "\r\n", "\t", " ", "|", "| a | b |", "|---|---|",
        "1. ", "- ", "> ", "# ", "**", "__", "`", "\\", "===", "│", "┌─┐", "├─┼─┤", "<br>", "<!-- ", "-->", "%% notice-lint: ignore[NL101] -- x",
    )
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from(("html", "markdown", "text")))
def test_whatever_stands_in_a_text_its_places_are_sound(raw: str, kind: Any) -> None:
    assert_sound(from_text(raw, "a", kind))


@settings(max_examples=200, deadline=None)
@given(st.text(), st.sampled_from(("html", "markdown", "text")))
def test_any_text_has_sound_places(raw: str, kind: Any) -> None:
    assert_sound(from_text(raw, "a", kind))


def read(name: str, rows: Rows) -> None:
    makers: dict[str, Callable[[], Source]] = {
        "html": lambda: from_text(page_table(rows), "a.html", "html"),
        "markdown": lambda: from_text(markdown_table(rows), "a.md", "markdown"),
        "tabs": lambda: from_text(tabbed_table(rows)),
        "boxes": lambda: from_text(boxed_table(rows)),
    }
    source = makers[name]()
    source.location(source.tables[0].cells[-1].span)


@pytest.mark.parametrize("name", ["html", "markdown", "tabs", "boxes"])
def test_long_tables_cost_no_more_a_row_than_short_ones(name: str) -> None:
    body = [["1", "会议偏多", "合并会议"]]

    def cost(times: int) -> int:
        return calls(lambda: read(name, [ROWS[0], *body * times]))

    cost(1)  # what is made once
    assert cost(1000) < 4.4 * cost(250)


def grid_of(document: Any) -> Any:
    table = document.add_table(3, 3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"格{number}"
    return table


def test_merged_cells_of_word_cover_their_places() -> None:
    document = Document()
    table = grid_of(document)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "横"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "竖"
    source = from_bytes(saved(document), "a.docx")
    assert places(source) == {
        "横": (1, 1, 1, 2),
        "格2": (1, 3, 1, 1),
        "竖": (2, 1, 2, 1),
        "格4": (2, 2, 1, 1),
        "格5": (2, 3, 1, 1),
        "格7": (3, 2, 1, 1),
        "格8": (3, 3, 1, 1),
    }
    assert_sound(source)


def test_rows_that_word_repeats_and_bold_rows_are_headers() -> None:
    for bold in (False, True):
        document = Document()
        table = grid_of(document)
        for cell in table.rows[0].cells:
            for run in cell.paragraphs[0].runs:
                run.bold = bold
        if not bold:
            table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        cells = from_bytes(saved(document), "a.docx").tables[0].cells
        assert [cell.is_header for cell in cells] == [True] * 3 + [False] * 6


def test_a_table_in_a_cell_is_a_table_behind_it_if_simple() -> None:
    document = Document()
    table = grid_of(document)
    inner = table.cell(1, 1).add_table(2, 2)
    inner.cell(0, 0).text = "内"
    source = from_bytes(saved(document), "a.docx")
    assert len(source.tables) == 2
    assert "内" in source.tables[0].cells[4].span.of(source.text)
    at = source.text.index("内")
    assert source.location(Span(at, at + 1)).cell == (2, 1, 1)
    inner.cell(0, 0).merge(inner.cell(0, 1))
    assert len(from_bytes(saved(document), "a.docx").tables) == 1


def test_a_frame_of_one_cell_is_no_table_and_what_it_holds_is_one() -> None:
    document = Document()
    frame = document.add_table(1, 1)
    frame.cell(0, 0).text = "框里的话"
    inner = frame.cell(0, 0).add_table(2, 2)
    inner.cell(0, 0).merge(inner.cell(0, 1)).text = "头"
    source = from_bytes(saved(document), "a.docx")
    assert [table.cells[0].span.of(source.text) for table in source.tables] == ["头"]


def test_paragraphs_comments_and_edits_of_cells_hit_the_right_place() -> None:
    document = Document(io.BytesIO(word_table(ROWS)))
    document.tables[0].cell(1, 1).add_paragraph("第二段")
    data = saved(document)
    source = from_bytes(data, "a.docx")
    assert texts(source)[1] == ["1", "会议偏多\n第二段", "合并会议"]
    at = source.text.index("第二段")
    paragraphs = list(document.element.body.iter(qn("w:p")))
    number = source.location(Span(at, at + 3)).paragraph
    assert number is not None
    assert "".join(one.text or "" for one in paragraphs[number - 1].iter(qn("w:t"))) == "第二段"
    edited = apply_edits(open_word(data), [Edit(Span(at, at + 2), "下一")]).data
    assert texts(from_bytes(edited, "a.docx"))[1][1] == "会议偏多\n下一段"
    word = open_word(data)
    commented = write_comments(word, [WordComment(Span(at, at + 3), "看")], _when())
    root = Document(io.BytesIO(commented)).element.body
    start = next(root.iter(qn("w:commentRangeStart")))
    assert next(start.iterancestors(qn("w:tc")), None) is not None


def _when() -> Any:
    from datetime import UTC, datetime

    return datetime(2024, 7, 1, tzinfo=UTC)


def page(body: str) -> Source:
    return from_text(f"<html><body>{body}</body></html>", "a.html", "html")


def test_merged_cells_and_headers_of_a_page() -> None:
    source = page(
        "<table><thead><tr><td rowspan=2>甲<td colspan=2>乙</tr><tr><td>丙<td>丁</thead>"
        "<tr><th>戊<td>己<td>庚</table>"
    )
    assert places(source) == {
        "甲": (1, 1, 2, 1),
        "乙": (1, 2, 1, 2),
        "丙": (2, 2, 1, 1),
        "丁": (2, 3, 1, 1),
        "戊": (3, 1, 1, 1),
        "己": (3, 2, 1, 1),
        "庚": (3, 3, 1, 1),
    }
    heads = [cell.is_header for cell in source.tables[0].cells]
    assert heads == [True, True, True, True, True, False, False]


ARTICLE = "".join(f"<p>第{number}段，说明整改情况，已经完成整改。</p>" for number in range(12))


@pytest.mark.parametrize(
    "body",
    [
        f"<table><tr><td>首页</td><td>{ARTICLE}</td></tr></table>",
        f"<table><tr><td>{ARTICLE}</td></tr><tr><td>页脚</td></tr></table>",
        f"<table role=presentation border=1><tr><td>栏目</td><td>{ARTICLE}</td></tr></table>",
        f"<table><tr><td>栏</td><td><table><tr><td>{ARTICLE}</td></tr></table></td></tr></table>",
    ],
)
def test_a_table_that_only_sets_a_page_is_none(body: str) -> None:
    source = page(body)
    assert source.tables == ()
    assert "第0段，说明整改情况，已经完成整改。\n第1段" in source.text


def test_a_table_that_is_most_of_an_article_does_not_push_out_the_rest() -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td>问题，问题。</td><td>措施，措施。</td></tr>" for n in range(40)
    )
    source = page(f"<div><p>关于整改情况的通报</p><table>{rows}</table><p>某镇委员会</p></div>")
    assert source.text.startswith("关于整改情况的通报\n")
    assert source.text.strip().endswith("某镇委员会")
    assert len(source.tables[0].cells) == 120


@pytest.mark.parametrize(
    "text",
    [
        "\t根据统一部署，\t开展整改。\n\t镇党委召开会议，\t研究部署。\n",
        "1.\t针对“甲”的问题\n2.\t针对“乙”的问题\n3.\t针对“丙”的问题\n",
        "甲镇委员会\t\t乙镇委员会\n2024年7月1日\t\t2024年7月1日\n",
        "甲镇委员会\t乙镇委员会\n2024年7月1日\t2024年7月1日\n",
        "一、整改情况\t1\n二、下一步打算\t5\n三、有关要求\t12\n",
        "联系电话：\t0000-5550123\n邮政地址：\t某镇一号\n电子邮箱：\ta@b.example\n",
        "首页 | 党务公开 | 通知公告\n正文从这里开始。\n",
    ],
)
def test_lines_with_tabs_or_bars_that_are_no_table(text: str) -> None:
    source = from_text(text)
    assert source.tables == ()
    assert source.text == text


def test_tabs_stay_in_the_text_and_short_rows_are_rows() -> None:
    text = "表一\n序号\t问题\t状态\n1\t甲\t\n2\t乙\n\n问题\t会议偏多\n原因\t重视不够\n措施\t一是。二是。\n"
    source = from_text(text)
    assert source.text == text
    assert texts(source) == [["序号", "问题", "状态"], ["1", "甲", ""], ["2", "乙"]]
    assert texts(source, 1)[2] == ["措施", "一是。二是。"]


def test_drawn_tables_with_wrapped_cells_and_without_borders() -> None:
    raw = (
        "┌────┬────────┐\n│序号│问题    │\n├────┼────────┤\n"
        "│1   │会议偏多│\n│    │，空话多│\n└────┴────────┘\n又如：\n"
        "甲 | 乙 | 丙\n---+----+---\n1 | 二 | 3\n4 | | 六\n"
    )
    source = from_text(raw)
    assert texts(source) == [["序号", "问题"], ["1", "会议偏多，空话多"]]
    assert texts(source, 1) == [["甲", "乙", "丙"], ["1", "二", "3"], ["4", "", "六"]]
    at = source.text.index("空话")
    assert source.raw_span(Span(at, at + 2)).of(raw) == "空话"
    assert "│" not in source.text
    assert_sound(source)


def test_markdown_cells_hold_escaped_bars_breaks_and_emphasis() -> None:
    raw = "> | 甲 | **乙** |\n> |:-:|---|\n> | a\\|b | 一<br>二 | 多余 |\n> | 少 |\n"
    source = from_text(raw, "a.md", "markdown")
    assert texts(source) == [["甲", "乙"], ["a|b", "一\n二"], ["少"]]
    assert [cell.is_header for cell in source.tables[0].cells] == [True, True] + [False] * 3
    assert "多余" not in source.text


def bordered(rows: Rows) -> Any:
    document = Document(io.BytesIO(word_table(rows)))
    document.tables[0].style = document.styles["Table Grid"]
    return document


@needs_office
def test_lines_of_a_pdf_show_a_table_over_pages(tmp_path: Path) -> None:
    long = "建立台账管理制度，明确专人负责，按月更新，按季度通报，年底考核，结果公开"
    rows = [ROWS[0], *([str(number), "会议偏多", long] for number in range(1, 31))]
    document = bordered(rows)
    document.tables[0].rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    table = document.tables[0]
    table.cell(30, 0).merge(table.cell(30, 1))
    for row in table.rows:  # where pages end depends on the fonts of the machine
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    source = from_bytes(carriers.converted(saved(document), "pdf", tmp_path), "a.pdf")
    assert len(source.pages) > 1
    assert len(source.tables) == 1
    assert texts(source)[:30] == rows[:30]
    assert places(source)["30\n会议偏多"] == (31, 1, 1, 2)
    assert_sound(source)


@needs_office
def test_tables_of_an_old_word_file(tmp_path: Path) -> None:
    source = from_bytes(carriers.converted(word_table(ROWS), "doc", tmp_path), "a.doc")
    assert texts(source) == ROWS
