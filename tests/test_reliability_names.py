"""Odd names, links and Word files that divide a number: others are told, and nothing leaks."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import carriers
import pytest
from support import Call, write
from test_privacy import bare, unpacked
from test_reliability_words import assert_harmless

from notice_lint.formats import ON_SCREEN

pytestmark = pytest.mark.usefixtures("place")
NOTICE = "关于巡察整改进展情况的通报\n一、整改情况\n1.针对“台账不全”的问题\n整改措施：补登。。\n"
IDENTITY = "440923197508123416"
NEIGHBOURS = ("a.txt", "zz.txt")
FOR_PROGRAMS = ("json", "jsonl", "sarif", "gitlab", "rdjson", "html")
"""Formats of data, which have marks of their own for odd characters."""


def some_formats(number: int) -> tuple[str, ...]:
    """Return a third of the formats, so that all have their turn among the cases."""
    return tuple(ON_SCREEN)[number % 3 :: 3]


# ── names ──

ODD = (
    "m\x1b[31m.txt", "m\n::error::x.txt", "m\r.txt", "m\u202etxt.exe.txt", "m\u200b.txt", "m\u2028.txt", "m\x7f.txt", "m\x01.txt",
    "m\x85.txt", "m\u2066.txt", "甲" * 83 + ".txt", "m" * 251 + ".txt", " .txt", "-rf.txt", "--help.txt", "m\t.txt", "%0A.txt",
    "m;id.txt", "$(id).txt", "'m\".txt", "<script>.txt", "m|b.txt", "*.txt", "[m].txt", "m\udcff.txt", "m&amp;.txt", "..txt",
    "m .txt", "=cmd().txt", "{x}.txt", "\\.txt", "con.txt", "##[error]m.txt", "é.txt", "😀.txt", f"{IDENTITY}.txt",
)  # fmt: skip


@pytest.mark.parametrize("name", ODD, ids=ascii)
def test_a_file_of_any_name_is_told_harmlessly_among_others(call: Call, name: str) -> None:
    for file in (name, *NEIGHBOURS):
        Path(file).write_text(NOTICE, encoding="utf-8")
    for format_ in some_formats(ODD.index(name)):
        ended = call("check", "--no-cache", "--format", format_, ".")
        assert ended.code == 1, ended.err
        assert all(neighbour in ended.out for neighbour in NEIGHBOURS)
        assert IDENTITY not in ended.out + ended.err
        if format_ not in (*FOR_PROGRAMS, "github"):
            assert_harmless(ended.out)
    to_file = ("-o", "html:o.html", "-o", "sarif:o.sarif", "-o", "xlsx:o.xlsx", "-o", "csv:o.csv")
    assert call("check", "--no-cache", ".", *to_file).code == 1
    ended = call("fix", "--unsafe", f"./{name}")
    assert ended.code in (0, 1) or "文件名太长" in ended.err
    assert not any(IDENTITY in path.name for path in Path().iterdir() if path.name != name)


# ── links ──

LINKS = {
    "to itself": [("l.txt", "l.txt")],
    "to each other": [("p.txt", "q.txt"), ("q.txt", "p.txt")],
    "to its folder": [("d/e", ".."), ("d/x.txt", "../a.txt")],
    "to nothing": [("g.txt", "nowhere")],
    "to a device": [("v.txt", "/dev/zero")],
    "to a system's file": [("o.txt", "/etc/passwd")],
    "a configuration to itself": [("d/notice-lint.yaml", "notice-lint.yaml"), ("d/x.txt", "../a.txt")],
    "a sidecar outside": [("d/x.txt.notice-lint.yaml", "/etc/passwd"), ("d/x.txt", "../a.txt")],
    "a baseline to a device": [("notice-lint-baseline.json", "/dev/zero")],
}  # fmt: skip


@pytest.mark.parametrize("name", LINKS)
def test_links_take_no_other_file_along(call: Call, name: str) -> None:
    for file in NEIGHBOURS:
        write(file, NOTICE)
    for link, target in LINKS[name]:
        Path(link).parent.mkdir(exist_ok=True)
        Path(link).symlink_to(target)
    ended = call("check", "--no-cache", "--format", "json", ".")
    assert "程序内部出错" not in ended.err
    assert "root:x" not in ended.out + ended.err
    if "baseline" not in name:
        paths = {Path(file["path"]).as_posix() for file in json.loads(ended.out)["files"]}
        assert set(NEIGHBOURS) <= paths
    assert call("fix", "--unsafe", "--dry-run", ".").code in (0, 1, 2)


# ── a number that a Word file divides ──


def run(words: str, settings: str = "") -> str:
    return f"<w:r><w:rPr>{settings}</w:rPr><w:t xml:space='preserve'>{words}</w:t></w:r>"


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def row(*cells: str) -> str:
    made = (f"<w:tc><w:tcPr/>{paragraph(run(cell))}</w:tc>" for cell in cells)
    return f"<w:tr>{''.join(made)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl><w:p/>"


def tracked(name: str, words: str) -> str:
    inner = run(words).replace("w:t ", "w:delText ").replace("w:t>", "w:delText>")
    inner = inner if name == "del" else run(words)
    return f"<w:{name} w:id='7' w:author='x' w:date='2024-01-01T00:00:00Z'>{inner}</w:{name}>"


def field(kind: str) -> str:
    return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"


THIRDS = (IDENTITY[:6], IDENTITY[6:14], IDENTITY[14:])
FIRST, MIDDLE, LAST = map(run, THIRDS)
DIVIDED = {
    "runs": paragraph(run("证号"), *map(run, IDENTITY)),
    "bold runs": paragraph(*(run(digit, "<w:b/>" * (at % 2)) for at, digit in enumerate(IDENTITY))),
    "bookmarks": paragraph(
        *(f"{run(digit)}<w:bookmarkStart w:id='{at}' w:name='b{at}'/><w:bookmarkEnd w:id='{at}'/>"
          for at, digit in enumerate(IDENTITY))
    ),
    "line break": paragraph(FIRST, "<w:r><w:br/></w:r>", MIDDLE, "<w:r><w:br/></w:r>", LAST),
    "tabs": paragraph(FIRST, "<w:r><w:tab/></w:r>", MIDDLE, "<w:r><w:tab/></w:r>", LAST),
    "soft hyphens": paragraph(FIRST, "<w:r><w:softHyphen/></w:r>", MIDDLE, "<w:r><w:noBreakHyphen/></w:r>", LAST),
    "insertion": paragraph(FIRST, tracked("ins", IDENTITY[6:14]), LAST),
    "deletion between": paragraph(FIRST, tracked("del", "甲乙"), MIDDLE, LAST),
    "field": paragraph(
        FIRST, field("begin"), "<w:r><w:instrText>QUOTE</w:instrText></w:r>", field("separate"), MIDDLE,
        field("end"), LAST,
    ),
    "simple field": paragraph(FIRST, f"<w:fldSimple w:instr='QUOTE x'>{MIDDLE}</w:fldSimple>", LAST),
    "link": paragraph(FIRST, f"<w:hyperlink w:anchor='b'>{MIDDLE}</w:hyperlink>", LAST),
    "content control": paragraph(FIRST, f"<w:sdt><w:sdtPr/><w:sdtContent>{MIDDLE}</w:sdtContent></w:sdt>", LAST),
    "smart tag": paragraph(FIRST, f"<w:smartTag w:uri='x' w:element='y'>{MIDDLE}</w:smartTag>", LAST),
    "hidden words": paragraph(FIRST, run("甲", "<w:vanish/>"), MIDDLE, LAST),
    "cell": table(row("姓名", "证号"), row("某甲", IDENTITY)),
    "cells of a row": table(row(*THIRDS)),
    "cells of a column": table(*map(row, THIRDS)),
    "a cell for each digit": table(row("证号", *IDENTITY)),
    "text box": paragraph(
        "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>"
        f"{paragraph(FIRST, MIDDLE, LAST)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    ),
}  # fmt: skip
COMMANDS = (
    ("check", "--no-cache", "--verbose"),
    ("parse",),
    ("parse", "--format", "json"),
    ("parse", "--trace"),
    ("fix", "--diff", "--unsafe"),
    ("fix", "--dry-run", "--unsafe"),
)


def word_file(body: str) -> bytes:
    """Return the notice with more behind its last paragraph."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(carriers.docx(NOTICE))) as source,
        zipfile.ZipFile(made, "w") as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                part = re.sub(rb"(?=<w:sectPr)", lambda _: body.encode(), part, count=1)
            target.writestr(name, part)
    return made.getvalue()


@pytest.mark.parametrize("name", DIVIDED)
def test_a_number_that_a_word_file_divides_is_told_by_no_command(call: Call, name: str) -> None:
    Path("m.docx").write_bytes(word_file(DIVIDED[name]))
    shown = (
        ("check", "--no-cache", "--format", format_)
        for format_ in some_formats(list(DIVIDED).index(name))
    )
    for arguments in (*COMMANDS, *shown):
        ended = call(*arguments, "m.docx")
        assert ended.code in (0, 1), ended.err
        assert IDENTITY not in bare(ended.out + ended.err), arguments
    outputs = [f"-o{format_}:o.{format_}" for format_ in ("html", "xlsx", "csv", "json", "sarif")]
    call("check", "--no-cache", "m.docx", *outputs, "-o", "docx:out/")
    for path in (*Path().glob("o.*"), *Path("out").iterdir()):
        data = path.read_bytes()
        part = "comments" if path.suffix == ".docx" else ""
        words = unpacked(data, part) if data.startswith(b"PK") else data.decode()
        assert IDENTITY not in bare(words), path.name
