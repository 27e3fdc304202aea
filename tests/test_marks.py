"""What a file shows beside its words: numbers of lists, headings, line ends, invisible characters."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from carriers import docx, saved
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from test_tables import assert_sound

from notice_lint.document.source import Source
from notice_lint.document.violation import Edit
from notice_lint.docx.write.comments import WordComment, write_comments
from notice_lint.docx.write.document import open_word
from notice_lint.fix.editors import TextEditor, WordEditor
from notice_lint.limits import LIMITS
from notice_lint.readers import from_bytes, from_text
from notice_lint.text.spans import Span


def page(body: str) -> Source:
    return from_text(f"<html><body>{body}</body></html>", "a.html", "html")


def markdown(text: str) -> Source:
    return from_text(text, "a.md", "markdown")


def headings(source: Source) -> list[tuple[str, int]]:
    """Return the lines that are marked, each with its level."""
    return [
        (source.text[mark.start :].partition("\n")[0], mark.level) for mark in source.heading_marks
    ]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1.甲", "2.乙"]),
        ("<ol start=3><li>甲</li><li value=7>乙</li><li>丙</li></ol>", ["3.甲", "7.乙", "8.丙"]),
        ("<ol reversed><li>甲<li>乙<li>丙</ol>", ["3.甲", "2.乙", "1.丙"]),
        ("<ol type=a><li>甲<li>乙</ol><ol type=I><li>丙</ol>", ["a.甲", "b.乙", "I.丙"]),
        ("<ol><li>甲<ol><li>子<li>丑</ol><li>乙</ol>", ["1.甲", "1.子", "2.丑", "2.乙"]),
        ("<ol><li><p>甲</p><p>说明</p></li><li><div>乙</div></li></ol>", ["1.甲", "说明", "2.乙"]),
        ("<ol style='list-style: none'><li>甲</ol><ul><li>乙</ul>", ["甲", "乙"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"]),
        ("<ol><li>2024年工作<li></ol>尾", ["1. 2024年工作", "2.", "尾"]),
    ],
)
def test_ordered_lists_of_a_page_count_themselves(body: str, lines: list[str]) -> None:
    source = page(body)
    assert source.text.split("\n")[: len(lines)] == lines
    assert_sound(source)


def test_a_number_that_a_browser_makes_cannot_be_edited() -> None:
    raw = "<ol><li>甲乙</li></ol>"
    source = page(raw)
    span = source.raw_span(Span(0, 2))
    assert span.start == span.end
    assert source.raw_span(Span(0, 4)).of(source.raw) == "甲乙"
    assert [source.is_generated(offset) for offset in range(4)] == [True, True, False, False]
    editor = TextEditor(source.raw.encode(), source)
    assert editor.refusal(Edit(Span(0, 1), "2"))
    assert editor.refusal(Edit(Span(0, 0), "前"))
    assert editor.apply([Edit(Span(2, 3), "丙")]).decode() == source.raw.replace("甲", "丙")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("1. 甲\n1. 乙\n1. 丙\n", ["1. 甲", "2. 乙", "3. 丙"]),
        ("4. 甲\n\n1. 乙\n", ["4. 甲", "", "5. 乙"]),
        ("1. 甲\n   1. 子\n   1. 丑\n1. 乙\n", ["1. 甲", "   1. 子", "   2. 丑", "2. 乙"]),
        ("1. 甲\n\n段落。\n\n1. 乙\n", ["1. 甲", "", "段落。", "", "1. 乙"]),
        ("1) 甲\n1) 乙\n1. 丙\n", ["1) 甲", "2) 乙", "1. 丙"]),
        ("- 1. 甲\n  1. 乙\n", ["1. 甲", "  2. 乙"]),
        ("0. 甲\n0. 乙\n", ["0. 甲", "1. 乙"]),
        ("1.甲\n1.乙\n", ["1.甲", "1.乙"]),
    ],
)
def test_ordered_lists_of_markdown_count_themselves(text: str, lines: list[str]) -> None:
    source = markdown(text)
    assert source.text.split("\n")[:-1] == lines
    assert_sound(source)


def test_ten_items_with_the_same_number_keep_their_places() -> None:
    raw = "1. 甲乙\n" * 12
    source = markdown(raw)
    at = source.text.index("12. ")
    assert source.location(Span(at + 4, at + 6)).line == 12
    assert source.raw_span(Span(at + 4, at + 6)).of(raw) == "甲乙"
    assert TextEditor(raw.encode(), source).refusal(Edit(Span(at, at + 2), "3"))


def test_headings_of_markdown() -> None:
    source = markdown(
        "---\ntitle: x\n---\n# 通报 #\n\n## 一、甲\n\n**（一）乙**\n\n1. **丙**\n\n**丁。**后文。\n\n"
        "戊\n---\n\n| **己** | **庚** |\n|---|---|\n| a | b |\n\n正文正文正文正文正文正文正文。\n"
    )
    assert headings(source) == [
        ("通报", 1), ("一、甲", 2), ("（一）乙", 0), ("1. 丙", 0), ("戊", 2),
    ]  # fmt: skip
    assert "---" not in source.text


def test_headings_of_a_page() -> None:
    source = page(
        "<h1>通报<br>二行</h1><h3></h3><p><b>一、甲</b></p><p style='font-family: 黑体'>二、乙</p>"
        "<p><strong>丙。</strong>正文</p><table><tr><td><b>丁</b><td>戊<tr><td>己<td>庚</table>"
        "<p>正文正文正文正文正文正文正文正文正文</p>"
    )
    assert headings(source) == [("通报", 1), ("二行", 1), ("一、甲", 0), ("二、乙", 0)]


def test_where_all_is_bold_nothing_is_a_heading() -> None:
    assert headings(page("<b><p>一、甲</p><p>正文正文</p></b>")) == []


def outline_level(level: int) -> Any:
    return parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{level}"/>')


def test_headings_of_word() -> None:
    document = Document()
    document.add_heading("一、甲", 1)
    based = document.styles.add_style("小标题", 1)
    based.base_style = document.styles["Heading 2"]
    document.add_paragraph("（一）乙", style="小标题")
    direct = document.add_paragraph("丙")
    direct._p.get_or_add_pPr().append(outline_level(2))
    body = document.add_paragraph("丁", style="Heading 1")
    body._p.get_or_add_pPr().append(outline_level(9))
    document.add_paragraph().add_run("三、戊").bold = True
    run_in = document.add_paragraph()
    run_in.add_run("1.己。").bold = True
    run_in.add_run("正文正文正文正文正文正文。")
    heavy = document.add_paragraph().add_run("四、庚")
    heavy._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "黑体")
    plain = document.add_paragraph().add_run("辛")
    plain._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "微软雅黑")
    assert headings(from_bytes(saved(document), "a.docx")) == [
        ("一、甲", 1), ("（一）乙", 2), ("丙", 3), ("丁", 0), ("三、戊", 0), ("四、庚", 0),
    ]  # fmt: skip


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\v", "\f", "\r\n", "\r", "\n"])
def test_what_ends_a_line_ends_it(end: str) -> None:
    source = from_text(f"一、甲{end}二、乙")
    assert [line for line in source.text.splitlines() if line] == ["一、甲", "二、乙"]
    assert len(from_text(f"甲{end}乙", "a.md", "markdown").text.splitlines()) == 2
    assert_sound(source)


@pytest.mark.parametrize("hidden", ["\u200b", "\u200d", "\ufeff", "\u00ad", "\u2060", "\u202a"])
def test_what_shows_nothing_is_no_text(hidden: str) -> None:
    raw = f"{hidden}青禾{hidden}镇{hidden}"
    for kind in ("text", "markdown", "html"):
        source = from_text(raw, "a", kind)
        assert source.text.strip() == "青禾镇"
        at = source.text.index("镇")
        assert source.raw_span(Span(at, at + 1)).of(raw) == "镇"
        assert_sound(source)
    assert page("青&#8203;禾&ZeroWidthSpace;镇").text == "青禾镇\n"


def test_invisible_characters_of_word_stay_in_the_file() -> None:
    data = docx("关于青\u200b禾镇\n一、甲\u200b乙")
    source = from_bytes(data, "a.docx")
    assert source.text == "关于青禾镇\n一、甲乙\n"
    assert source.location(Span(9, 10)).paragraph == 2
    assert_sound(source)
    editor = WordEditor(data, source, LIMITS, tracked=False)
    changed = from_bytes(editor.apply([Edit(Span(9, 10), "丙")]), "a.docx")
    assert changed.text == "关于青禾镇\n一、甲丙\n"
    assert "\u200b" in changed.raw
    word = open_word(data)
    commented = write_comments(word, [WordComment(source.raw_span(Span(9, 10)), "看")], _when())
    assert from_bytes(commented, "a.docx").residue == ()
    assert from_bytes(commented, "a.docx").text == source.text


def _when() -> Any:
    from datetime import UTC, datetime

    return datetime(2024, 7, 1, tzinfo=UTC)


def test_marks_that_an_assistant_left_are_text() -> None:
    text = "**一、甲**\n# 二、乙\n1. 丙\n1. 丁\n"
    assert from_text(text).text == text
    assert from_bytes(docx(text), "a.docx").text == text


def test_breaks_and_lists_of_preformatted_text() -> None:
    assert page("<pre>一、甲\n（一）乙\r\n1.丙</pre>").text.split() == [
        "一、甲",
        "（一）乙",
        "1.丙",
    ]


def with_run(xml: str) -> bytes:
    document = Document()
    paragraph = document.add_paragraph("前")
    paragraph._p.append(parse_xml(xml))
    paragraph.add_run("后")
    return saved(document)


MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
ALTERNATIVES = (
    '<mc:AlternateContent><mc:Choice Requires="w16se">{}</mc:Choice>'
    "<mc:Fallback><w:t>x</w:t></mc:Fallback></mc:AlternateContent>"
)
SYMEX = 'xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex"'


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', "☑"),
        ('<w:sym w:font="Wingdings 2" w:char="F052"/>', "☑"),
        ('<w:sym w:font="Wingdings" w:char="F04A"/>', ""),
        ('<w:sym w:font="Segoe UI Symbol" w:char="2611"/>', "☑"),
        ('<w:sym w:font="Wingdings" w:char="zz"/>', ""),
        (
            ALTERNATIVES.format('<w16se:symEx w16se:char="1F600"/>'),
            "😀",
        ),
        (
            "<w:ruby><w:rt><w:r><w:t>xiù</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>岫</w:t></w:r></w:rubyBase></w:ruby>",
            "岫",
        ),
    ],
)
def test_symbols_and_phonetic_guides_of_word(inner: str, shown: str) -> None:
    data = with_run(f"<w:r {nsdecls('w')} {MC} {SYMEX}>{inner}</w:r>")
    assert from_bytes(data, "a.docx").text == f"前{shown}后\n"


def strict(data: bytes) -> bytes:
    """Turn a file into Strict Open XML by renaming its namespaces."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            for kind in (b"officeDocument", b"wordprocessingml", b"drawingml"):
                part = part.replace(
                    b"http://schemas.openxmlformats.org/" + kind + b"/2006/",
                    b"http://purl.oclc.org/ooxml/" + kind + b"/",
                )
            new.writestr(name, part)
    return buffer.getvalue()


def test_strict_open_xml_is_read_and_edited() -> None:
    data = strict(docx("一、甲\n二、乙"))
    source = from_bytes(data, "a.docx")
    assert source.text == "一、甲\n二、乙\n"
    editor = WordEditor(data, source, LIMITS, tracked=False)
    assert from_bytes(editor.apply([Edit(Span(2, 3), "丙")]), "a.docx").text == "一、丙\n二、乙\n"


def test_a_file_that_holds_a_workbook_is_a_word_file() -> None:
    buffer = io.BytesIO(docx("甲"))
    with zipfile.ZipFile(buffer, "a") as file:
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as workbook:
            workbook.writestr("xl/workbook.xml", "<workbook/>")
        file.writestr("word/embeddings/a.xlsx", inner.getvalue())
    assert from_bytes(buffer.getvalue(), "a.docx").text == "甲\n"


def test_a_row_that_begins_no_merge_above_stands_by_itself() -> None:
    document = Document()
    table = document.add_table(2, 2)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "甲"
    for cell in (table.cell(0, 0), table.cell(1, 1)):
        cell._tc.get_or_add_tcPr().append(OxmlElement("w:vMerge"))
    cells = from_bytes(saved(document), "a.docx").tables[0].cells
    assert [(cell.row, cell.column, cell.row_span) for cell in cells] == [
        (1, 1, 1), (1, 2, 2), (2, 1, 1),
    ]  # fmt: skip
