"""The same text carried by Word, web pages, PDF and old formats gives the same findings."""

from __future__ import annotations

import io
import os
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import carriers
import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from support import report

from notice_lint import load_profile
from notice_lint.document.notice import ProblemItem
from notice_lint.docx.numbering import numeral
from notice_lint.errors import InputError
from notice_lint.limits import Limits
from notice_lint.readers import from_bytes
from notice_lint.ruleset.engine import lint
from notice_lint.ruleset.profile import default_profile
from notice_lint.ruleset.result import FileResult

ROOT = Path(__file__).parent.parent
CORPUS = os.environ.get("NOTICE_LINT_CORPUS")
TEXTS = [path for path in sorted((ROOT / "examples").iterdir()) if path.suffix == ".txt"]
TEXTS += sorted(Path(CORPUS).glob("*.txt")) if CORPUS else []
needs_office = pytest.mark.skipif(carriers.SOFFICE is None, reason="LibreOffice is not installed")

Carrier = Callable[[str], bytes]
PLAIN: dict[str, Carrier] = {
    "docx": carriers.docx,
    "docx in many runs": carriers.docx_split,
    "docx with tracked changes": carriers.docx_tracked,
    "docx with automatic numbers": carriers.docx_numbered,
    "html of the first site": lambda text: carriers.page(text, 0),
    "html of the second site": lambda text: carriers.page(text, 1),
    "html of the third site": lambda text: carriers.page(text, 2),
}


def checked(data: bytes, name: str = "a") -> FileResult:
    return lint(from_bytes(data, name), default_profile())


def dense(text: str) -> str:
    """Leave out blank lines, which the other formats do not have."""
    return "".join(line + "\n" for line in carriers.lines_of(text))


def told(result: FileResult, *without: str) -> Counter[tuple[str, str]]:
    return Counter(
        (one.code, "".join(one.quote.split()))
        for one in result.violations
        if one.code not in without
    )


def outline(result: FileResult) -> list[tuple[str, str | None, int]]:
    def row(item: ProblemItem) -> tuple[str, str | None, int]:
        return item.problem.text, item.marker.text if item.marker else None, len(item.parts)

    return [row(item) for item in result.notice.all_items]


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name[:8])
def test_same_text_gives_same_findings(path: Path, name: str) -> None:
    text = dense(path.read_text(encoding="utf-8"))
    plain = checked(text.encode())
    carried = checked(PLAIN[name](text))
    assert outline(carried) == outline(plain)
    cannot = {"NL115"} if name.startswith("html") else set()
    cannot |= {"NL909"} if "tracked" in name else set()
    assert told(carried, *cannot) == told(plain, *cannot)


@needs_office
@pytest.mark.parametrize("target", ["doc", "rtf", "pdf"])
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name[:8])
def test_same_text_through_libreoffice(path: Path, target: str, tmp_path: Path) -> None:
    text = dense(path.read_text(encoding="utf-8"))
    made = carriers.docx_set(text) if target == "pdf" else carriers.docx(text)
    carried = checked(carriers.converted(made, target, tmp_path))
    plain = checked(text.encode())
    assert carried.source.kind == {"pdf": "pdf"}.get(target, "doc")
    seen = [(words.replace(" ", ""), *rest) for words, *rest in outline(carried)]
    assert seen == [(words.replace(" ", ""), *rest) for words, *rest in outline(plain)]
    cannot = ("NL305", "NL710") if target == "pdf" else ()
    assert {code for code, _ in told(carried, *cannot)} == {
        code for code, _ in told(plain, *cannot)
    }


def test_places_in_a_docx_quote_the_paragraph() -> None:
    text = dense((ROOT / "examples/numbering.txt").read_text(encoding="utf-8"))
    data = carriers.docx_split(text)
    paragraphs = [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]
    assert len(paragraphs) == len(text.splitlines())
    for one in checked(data).violations:
        at = from_bytes(data, "a").raw_location(one.raw)
        assert at.paragraph == at.line
        line = text.splitlines()[at.line - 1]
        assert line[at.column - 1 : at.end_column - 1] == one.quote


def test_places_in_html_lie_in_the_source() -> None:
    text = dense((ROOT / "examples/numbering.txt").read_text(encoding="utf-8"))
    for template in range(3):
        data = carriers.page(text, template)
        raw = data.decode("gb18030" if template == 2 else "utf-8")
        lines = raw.split("\n")
        for one in checked(data).violations:
            at = checked(data).source.raw_location(one.raw)
            assert lines[at.line - 1][at.column - 1] in (one.quote[0], "&")


def test_automatic_numbers_are_marked_as_generated() -> None:
    source = from_bytes(carriers.docx_numbered("一、甲\n（一）乙\n1.丙\n2.丁\n"), "a")
    assert source.text.split() == ["一、甲", "（一）乙", "1.丙", "2.丁"]
    generated = [source.text[run.start : run.end] for run in source.runs if run.generated]
    assert generated == ["一、", "（一）", "1.", "2."]


@pytest.mark.parametrize(
    ("format_", "value", "shown"),
    [
        ("decimal", 12, "12"),
        ("chineseCounting", 12, "十二"),
        ("chineseCounting", 20, "二十"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("japaneseCounting", 21, "二十一"),
        ("ideographDigital", 20, "二〇"),
        ("ideographTraditional", 3, "丙"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalFullWidth", 12, "１２"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
        ("decimalZero", 3, "03"),
    ],
)
def test_numerals(format_: str, value: int, shown: str) -> None:
    assert numeral(value, format_) == shown


NUMBERED = (
    "一、甲\n（一）乙\n1.丙\n2.丁\n（1）戊\n（2）己\n（二）庚\n1.辛\n2.壬\n二、癸\n（一）子\n3.丑\n4.寅\n",
    "1.甲\n2.乙\n3.丙\n",
    "九、甲\n十、乙\n十一、丙\n（十九）丁\n（二十）戊\n（二十一）己\n",
    "（一）甲\n1.乙\n2.丙\n（二）丁\n3.戊\n4.己\n",
    "98.甲\n99.乙\n100.丙\n（1）丁\n（2）戊\n",
)


def styled_list() -> bytes:
    """Make a list numbered by a style, with a start and an override of its own."""
    document = Document()
    numbering = document.part.numbering_part.element
    own = carriers.add_list(numbering, 2, 5)
    style = document.styles.add_style("条目", 1)
    properties = style.element.get_or_add_pPr()
    numbered = properties._add_numPr()
    numbered._add_ilvl().val = 2
    numbered._add_numId().val = int(own)
    for words in ("甲", "乙"):
        document.add_paragraph(words, style="条目")
    again = numbering.add_num(int(numbering.findall(qn("w:num"))[-1].abstractNumId.val))
    again.add_lvlOverride(2).add_startOverride(1)
    for words in ("丙", "丁"):
        paragraph_ = document.add_paragraph(words, style="条目")
        own_properties: Any = paragraph_._p.get_or_add_pPr()
        direct = own_properties._add_numPr()
        direct._add_ilvl().val = 2
        direct._add_numId().val = again.numId
    return carriers.saved(document)


def test_numbers_by_style_and_override() -> None:
    assert from_bytes(styled_list(), "a").text.split() == ["5.甲", "6.乙", "1.丙", "2.丁"]


@needs_office
@pytest.mark.parametrize("case", range(len(NUMBERED) + 1))
def test_numbers_are_those_libreoffice_shows(case: int, tmp_path: Path) -> None:
    data = carriers.docx_numbered(NUMBERED[case]) if case < len(NUMBERED) else styled_list()
    shown = carriers.converted(data, "txt:Text (encoded):UTF8", tmp_path).decode("utf-8-sig")
    ours = from_bytes(data, "a").text
    assert [line.replace(" ", "") for line in shown.split("\n") if line] == ours.split()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def package(body: str, **parts: bytes) -> bytes:
    """Make the smallest .docx around a body."""
    relations = (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        "<Relationship Id='a' Type='http://x/officeDocument' Target='word/document.xml'/>"
        "</Relationships>"
    )
    document = (
        f"<w:document xmlns:w='{WORD}' xmlns:mc='http://schemas.openxmlformats.org/"
        f"markup-compatibility/2006'><w:body>{body}</w:body></w:document>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", relations)
        archive.writestr("word/document.xml", document)
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def text_of(body: str) -> str:
    return from_bytes(package(body), "a.docx").text


def test_what_a_person_sees_is_read() -> None:
    table = "<w:tbl>{}</w:tbl>".format(
        "".join(
            f"<w:tr>{''.join(f'<w:tc>{paragraph(words)}</w:tc>' for words in row)}</w:tr>"
            for row in (("联系电话", "0000-5550123"), ("邮政地址", "白鹭镇"))
        )
    )
    assert text_of(table) == "联系电话\n0000-5550123\n邮政地址\n白鹭镇\n"
    assert text_of(f"<w:sdt><w:sdtContent>{paragraph('甲')}</w:sdtContent></w:sdt>") == "甲\n"
    run = "<w:r><w:t>{}</w:t></w:r>"
    for wrapper in ("w:ins", "w:smartTag", "w:hyperlink", "w:fldSimple", "w:moveTo"):
        assert text_of(f"<w:p><{wrapper}>{run.format('甲')}</{wrapper}></w:p>") == "甲\n"
    for wrapper in ("w:del", "w:moveFrom"):
        assert (
            text_of(f"<w:p>{run.format('甲')}<{wrapper}>{run.format('乙')}</{wrapper}></w:p>")
            == "甲\n"
        )
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>乙</w:t></w:r>"
    assert text_of(f"<w:p>{run.format('甲')}{hidden}</w:p>") == "甲\n"
    field = (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r>" + run.format("3")
    )
    assert text_of(f"<w:p>{field}</w:p>") == "3\n"
    box = f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{paragraph('框')}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{paragraph('框')}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    assert text_of(f"<w:p>{run.format('甲')}{box}</w:p>{paragraph('乙')}") == "甲\n框\n乙\n"


def test_comments_are_residue_and_suppressions() -> None:
    document = Document()
    lines = [
        "1.针对“学习不深入”的问题",
        "整改情况：已整改。",
        "2.针对“会风不实”的问题",
        "整改情况：已整改。",
    ]
    made = [document.add_paragraph(line) for line in lines]
    document.add_comment(made[2].runs, "notice-lint: ignore[NL202] -- 措施另行公布", "甲", "甲")
    result = checked(carriers.saved(document))
    assert "NL909" not in {one.code for one in result.violations}
    (suppressed,) = result.suppressed
    assert suppressed.reason == "措施另行公布"
    document.add_comment(made[0].runs, "这里再核实", "乙", "乙")
    found = [one for one in checked(carriers.saved(document)).violations if one.code == "NL909"]
    assert [one.quote for one in found] == [lines[0]]


HOSTILE: dict[str, tuple[bytes, str]] = {
    "no zip": (b"PK\x03\x04 nothing", "已损坏"),
    "empty zip": (b"PK\x05\x06" + bytes(18), ""),
    "truncated": (carriers.docx("甲\n" * 50)[:-400], "已损坏"),
    "broken xml": (package("<w:p><w:r>"), "已损坏"),
    "entities": (
        package("").replace(b"x", b"x"),
        "文件是空的",
    ),
    "deep tables": (package("<w:tbl><w:tr><w:tc>" * 2000 + "</w:tc></w:tr></w:tbl>" * 2000), "已损坏"),
    "bomb": (package("<w:p/>", word__big=b"") and package("<w:p><w:r><w:t>" + "0" * 60_000_000 + "</w:t></w:r></w:p>"), "异常庞大"),
    "encrypted": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "已加密"),
    "spreadsheet": (package("").replace(b"word/document", b"xl/workbook.a"), "表格"),
    "broken pdf": (b"%PDF-1.7\nnothing", "已损坏"),
    "image": (b"\x89PNG\r\n\x1a\n" + bytes(50), "图片"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_one_error(name: str) -> None:
    data, words = HOSTILE[name]
    with pytest.raises(InputError) as error:
        from_bytes(data, "a.docx")
    assert words in error.value.wording.zh
    assert "\n" not in error.value.wording.zh + error.value.wording.en


def test_entities_are_refused() -> None:
    bad = b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"
    buffer = io.BytesIO(package(""))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/_rels/document.xml.rels", bad)
    with pytest.raises(InputError) as error:
        from_bytes(buffer.getvalue(), "a.docx")
    assert "外部实体" in error.value.wording.zh


def test_scanned_pdf_is_told(tmp_path: Path) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    document = pdfium.PdfDocument.new()
    document.new_page(595, 842)
    document.save(tmp_path / "a.pdf")
    with pytest.raises(InputError) as error:
        from_bytes((tmp_path / "a.pdf").read_bytes(), "a.pdf")
    assert "扫描件" in error.value.wording.zh


def test_missing_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(InputError) as error:
        from_bytes(b"{\\rtf1 a}", "a.doc")
    assert "libreoffice-writer" in error.value.wording.zh


def test_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from notice_lint.readers import pdf

    def absent(_: str) -> None:
        raise ImportError

    monkeypatch.setattr(pdf, "import_module", absent)
    with pytest.raises(InputError) as error:
        from_bytes(b"%PDF-1.7\n", "a.pdf")
    assert "pip install 'notice-lint[pdf]'" in error.value.wording.zh


@needs_office
def test_a_hanging_conversion_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nsleep 600\n")
    slow.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(slow))
    with pytest.raises(InputError) as error:
        from_bytes(b"{\\rtf1 a}", "a.doc", Limits(seconds=1))
    assert "已停止" in error.value.wording.zh


def test_limits_are_kept() -> None:
    page = b"<html><body>" + "<p>一、甲。</p>".encode() * 80_000 + b"</body></html>"
    runs = package("<w:p>" + "<w:r><w:t>甲</w:t></w:r>" * 3000 + "</w:p>")
    for data, limits, words in (
        (page, Limits(html_mb=1), "超过 1 MB"),
        (runs, Limits(runs=1000), "片段太多"),
        (carriers.docx("甲\n"), Limits(parts=2), "部件太多"),
        (package(paragraph("甲" * 500_000)), Limits(part_mb=1), "异常庞大"),
    ):
        with pytest.raises(InputError) as error:
            from_bytes(data, "a", limits)
        assert words in error.value.wording.zh


def test_layout_of_a_word_file_is_resolved() -> None:
    document = Document()
    style = document.styles["Normal"]
    style.font.size = Pt(16)
    style.font.name = "Times New Roman"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin = Mm(37), Mm(28)
    section.bottom_margin, section.right_margin = Mm(35), Mm(26)
    body = document.add_paragraph("　　正文一段，由样式定字体。")
    body.paragraph_format.line_spacing = Pt(29)
    title = document.add_paragraph()
    run = title.add_run("标题")
    run.font.size = Pt(22)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    layout = from_bytes(carriers.saved(document), "a").layout
    assert layout
    (page,) = layout.pages
    assert (page.width, page.height, page.top, page.left) == (210.0, 297.0, 37.0, 28.0)
    first, second = layout.paragraphs
    assert (first.font, first.size, first.indent, first.pitch) == ("仿宋_GB2312", 16.0, 2.0, 29.0)
    assert (second.size, second.alignment) == (22.0, "center")
    assert layout.page_number == ""


def test_layout_rules_are_on_in_their_profile_only() -> None:
    text = dense((ROOT / "examples/clean.txt").read_text(encoding="utf-8"))
    data = carriers.docx(text)
    plain = checked(data)
    issued = lint(from_bytes(data, "a"), load_profile("issued-document"))
    assert not {one.code for one in plain.violations}
    assert {"NL811", "NL812", "NL818", "NL820"} <= {one.code for one in issued.violations}
    states = {
        ran.code: ran.state
        for ran in lint(from_bytes(text.encode(), "a"), load_profile("issued-document")).rules
    }
    assert states["NL811"] == "not_applicable"


def test_a_person_reads_the_paragraph_and_the_page() -> None:
    from notice_lint.reports.format import TextOptions
    from notice_lint.reports.on_screen.text import file_lines
    from notice_lint.reports.terminal import Terminal

    text = dense((ROOT / "examples/numbering.txt").read_text(encoding="utf-8"))
    told = report(checked(carriers.docx(text)))
    lines = "\n".join(file_lines(told.files[0], told, TextOptions(Terminal(100, False))))
    assert re.search(r"第\d+段“\S+", lines)
