"""The same text carried by other formats: made here, from text, by libraries that are not ours."""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def lines_of(text: str) -> list[str]:
    """Return the lines that show something."""
    return [line for line in text.replace("\ufeff", "").split("\n") if line.strip()]


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def docx(text: str) -> bytes:
    """Carry each line as a paragraph of one run."""
    document = Document()
    for line in lines_of(text):
        document.add_paragraph(line)
    return saved(document)


def docx_set(text: str) -> bytes:
    """Carry each line as offices set it: justified, two characters indented, titles centred."""
    document = Document()
    for number, line in enumerate(lines_of(text)):
        paragraph = document.add_paragraph(line.strip("　 "))
        paragraph.paragraph_format.space_after = 0
        for run in paragraph.runs:
            run.font.size = Pt(16)
        if number < 3 and len(line) < 40:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            paragraph.paragraph_format.first_line_indent = Pt(32)
    return saved(document)


def docx_split(text: str) -> bytes:
    """Split each line into runs of two characters, some of them in wrappers."""
    document = Document()
    for line in lines_of(text):
        paragraph = document.add_paragraph()
        for start in range(0, len(line), 2):
            run = paragraph.add_run(line[start : start + 2])
            run.bold = start % 4 == 0
            if start % 6 == 0:
                wrap(run._r, "w:smartTag" if start % 12 else "w:hyperlink")
    return saved(document)


def wrap(element: Any, name: str) -> Any:
    outer = OxmlElement(name)
    element.addprevious(outer)
    outer.append(element)
    return outer


def docx_tracked(text: str) -> bytes:
    """Insert the second half of every line as a tracked change, and delete what is not there."""
    document = Document()
    for line in lines_of(text):
        paragraph = document.add_paragraph(line[: len(line) // 2])
        deleted = paragraph.add_run("")
        words = OxmlElement("w:delText")
        words.text = "删去的话"
        deleted._r.append(words)
        tracked(wrap(deleted._r, "w:del"))
        tracked(wrap(paragraph.add_run(line[len(line) // 2 :])._r, "w:ins"))
    return saved(document)


def tracked(element: Any) -> None:
    element.set(qn("w:id"), "1")
    element.set(qn("w:author"), "审核人")


MARKS = (
    (0, re.compile(r"([一二三四五六七八九十]+)、"), "chineseCounting", "%1、"),
    (1, re.compile(r"（([一二三四五六七八九十]+)）"), "chineseCounting", "（%2）"),
    (2, re.compile(r"(\d+)\."), "decimal", "%3."),
    (3, re.compile(r"（(\d+)）"), "decimal", "（%4）"),
)


def docx_numbered(text: str) -> bytes:
    """Carry markers as automatic numbers: a list for each run of a level, at its own start."""
    from notice_lint.text.numerals import number_value

    document = Document()
    numbering = document.part.numbering_part.element
    last: dict[int, int] = {}
    lists: dict[int, str] = {}
    for line in lines_of(text):
        found = next(
            ((level, mark) for level, form, _, _ in MARKS if (mark := form.match(line))), None
        )
        if found is None:
            document.add_paragraph(line)
            continue
        level, mark = found
        value = number_value(mark[1]) or 0
        if last.get(level) != value - 1 or level not in lists:
            lists[level] = add_list(numbering, level, value)
        last[level] = value
        for deeper in range(level + 1, 4):
            last.pop(deeper, None)
        paragraph = document.add_paragraph(line[mark.end() :])
        properties: Any = paragraph._p.get_or_add_pPr()
        numbered = properties._add_numPr()
        numbered._add_ilvl().val = level
        numbered._add_numId().val = int(lists[level])
    return saved(document)


def add_list(numbering: Any, level: int, start: int) -> str:
    """Add a list whose levels are numbered as notices are; return its id."""
    ids = [int(one.get(qn("w:abstractNumId"))) for one in numbering.findall(qn("w:abstractNum"))]
    name = str(max(ids, default=0) + 1)
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), name)
    for index, _, format_, words in MARKS:
        own = OxmlElement("w:lvl")
        own.set(qn("w:ilvl"), str(index))
        for tag, value in (
            ("w:start", str(start if index == level else 1)),
            ("w:numFmt", format_),
            ("w:suff", "nothing"),
            ("w:lvlText", words),
        ):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            own.append(child)
        abstract.append(own)
    first = numbering.find(qn("w:num"))
    if first is None:
        numbering.append(abstract)
    else:
        first.addprevious(abstract)
    return str(numbering.add_num(int(name)).numId)


def page(text: str, template: int) -> bytes:
    """Carry the lines as paragraphs of a page in one of three site templates."""
    title, *rest = lines_of(text)
    if "关于" not in title or "通报" not in title:
        title, rest = "", lines_of(text)
    body = "\n".join(f"<p>　　{inline(line)}</p>" for line in rest)
    if template == 1:
        body = "<br/>\n".join(f"　　{inline(line)}" for line in rest)
    if template == 2:
        body = "\n".join(f"<div><span style='a'>{inline(line)}</span></div>" for line in rest)
    container = ('id="zoom"', 'class="TRS_Editor"', 'class="article-content"')[template]
    nav = "<ul><li><a href='/'>首页</a></li><li>政务公开</li><li>联系我们 0000-5550000</li></ul>"
    whole = (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{html.escape(title)}</title>"
        f"<script>var a = '<p>一、不算</p>';</script></head><body><div class='top'>{nav}</div>"
        f"<div class='box'>{f'<h1>{html.escape(title)}</h1>' if title else ''}"
        f"<div class='info'>来源：临岚县纪委 发布日期：2024-07-03</div>"
        f"<div {container}>{body}</div></div>"
        f"<div class='foot'>版权所有 临岚县人民政府 联系地址：城南路1号</div></body></html>"
    )
    return whole.encode("gb18030" if template == 2 else "utf-8")


def inline(line: str) -> str:
    """Mark up a line so that a careless reader breaks it."""
    words = html.escape(line, quote=False)
    return words.replace("。", "<b>。</b>", 1).replace("“", "&ldquo;", 1)


def converted(data: bytes, target: str, folder: Path) -> bytes:
    """Convert a .docx by LibreOffice."""
    assert SOFFICE
    source = folder / "in.docx"
    source.write_bytes(data)
    command = [
        SOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
        "--convert-to", target, "--outdir", str(folder), str(source),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / f"in.{target.partition(':')[0]}").read_bytes()
