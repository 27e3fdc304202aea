"""Small files of every kind that the program reads, in order but for a fault or two."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path

import carriers
import openpyxl
import yaml
from docx import Document
from support import report

from notice_lint.decisions.baseline import Baseline, accept, dump
from notice_lint.readers import from_bytes
from notice_lint.reports.writers import rendered
from notice_lint.review.columns import FINDINGS
from notice_lint.ruleset.engine import lint
from notice_lint.ruleset.profile import default_profile
from notice_lint.ruleset.result import FileResult

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples"
NAME = "m.txt"
"""What the notice is called in what is made of it."""
NUMBER = "110105194912310021"
"""An identity number that nobody has: no output may hold it."""
NOTICE = f"""\
中共青禾镇委员会关于巡察整改进展情况的通报
根据县委统一部署，2023年3月6日至4月14日，县委第二巡察组对青禾镇党委进行了巡察，反馈了2个方面3个问题。
一、巡察反馈问题整改落实情况
（一）理论学习方面
1.针对“学习不深入”的问题
整改措施：一是完善学习制度；二是召开研究研究会议3次。
整改情况：已完成整改。由10个增加到15个，增加6个，完成率120%。
<!-- notice-lint: ignore NL203 已请示 -->
2.针对“会风不实”的问题
整改情况：正在整改，追回资金12.5万元，其中退还3万元、上缴8万元。
3.关于台账不全的问题，查实身份证号{NUMBER}一人。
二、下一步打算
持续推进整改，，按期完成。
欢迎广大干部群众对巡察整改落实情况进行监督。联系电话：0000-5550123；邮箱：a@b.example。
中共青禾镇委员会
2024年7月1日
"""
NEIGHBOUR = """\
一、整改情况
1.针对“学习不深入”的问题。
整改措施：完善制度。。
2.针对“会风不实”的问题。
"""
"""What stands beside a file that was tampered with."""
TABLE = (
    "<table><tr><th>序号</th><th>反馈问题</th><th>整改措施</th><th>整改情况</th></tr>"
    + "".join(
        f"<tr><td>{number}</td><td>学习不深入</td><td colspan=2>完善制度</td><td>已完成</td></tr>"
        for number in (1, 2, 2)
    )
)
PAGE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>通报</title></head><body><div id=main>"
    + "".join(f"<p style='text-indent:2em'>{line}&nbsp;</p>" for line in NOTICE.splitlines())
    + f"<ol><li>甲</li><li>乙<br>丙&#12289;</li></ol>{TABLE}</table><pre>一、丁</pre>"
    "<script>var a=1;</script><!-- notice-lint: ignore-file NL301 样本 --></div></body></html>"
)
MARKDOWN = (
    "---\ntitle: 通报\n---\n\n# 通报\n\n"
    + NOTICE.replace("一、", "## 一、").replace("\n", "\n\n")
    + "\n\n| 序号 | 反馈问题 | 整改情况 |\n|---|:-:|---|\n| 1 | 甲 | 已*完成* |\n\n> 引\n\n- 一\n  1. 二\n\n```\n三\n```\n"
)
CONFIGURATION = """\
extends: strict
select: [NL2, NL3, NL5]
ignore: [NL116]
lang: zh
format: text
fail-on: warning
baseline: none
as-notice: true
statuses: {completed: [立行立办, "长期坚持"]}
labels: {measures: [整改做法]}
permitted: [研究研究]
limits: {file-mb: 8, findings: 50}
addresses: [https]
exclude: ["*.bak", "旧稿/**"]
rules:
  NL205: {options: {add: [立行立办]}, severity: error}
  NL201: info
  NL202: off
overrides:
  - files: ["a*.txt"]
    ignore: [NL4]
    rules: {NL203: error}
"""
PYPROJECT = """\
[project]
name = "notices"
[tool.notice-lint]
extends = "strict"
select = ["NL2"]
rules.NL201 = "info"
[tool.notice-lint.rules.NL205]
severity = "error"
options = {add = ["立行立办"]}
"""
RULE = """\
title: {zh: 本单位用语, en: Words of our office}
severity: warning
force: custom
basis: 本单位写作要求
check: pattern
define: {post: "书记|主任"}
options: {forbid: "碰头会|({{post}})长", replace: 会议}
message: “{match}”宜写作“会议”
why: 本单位统一用语，碰头会不是会议的正式名称。
bad:
  - text: |
      1.针对“学习不深入”的问题。召开碰头会研究。
    expect: [{text: 碰头会, message: “碰头会”宜写作“会议”}]
    fixed: |
      1.针对“学习不深入”的问题。召开会议研究。
good:
  - 1.针对“学习不深入”的问题。召开会议研究。
"""
SIDECAR = """\
ignore:
  - rules: [NL201, NL203]
    reason: 已请示
    at: 一/（一）/1
    quote: 学习不深入
    until: 2099-01-31
    reviewer: 审核人
  - rules: [NL3]
    reason: "误报"
    fingerprint: 0123456789abcdef
"""
PROFILE = """\
title: {zh: 本单位方案, en: ours}
why: 本单位的要求。
extends: default
select: [NL]
ignore: [NL106, NL401]
statuses: {completed_ongoing: [分批推进]}
rules:
  NL205: {options: {add: [立行立办]}}
  NL116: warning
"""
GRAMMAR = """\
%import .notice.start
%declare EFFECT_LABEL BARE_EFFECT
%override measures_then_status: _cause _measures effect _status after_status?
effect: EFFECT_LABEL TEXT+ | BARE_EFFECT TEXT*
"""
LABELS = """\
effect: [整改成效, 取得实效]
cause: [病因会诊]
"""
WORDS = """\
source: {zh: 本单位用语, en: words of our office}
permitted: [研究研究]
entries:
  - {wrong: 碰头会, right: 会议, not_after: [的, 了]}
  - {pattern: "(?P<w>完善|健全)学习(?:的)?制度", right: "{w}学习机制"}
  - {wrong: 台帐, right: 台账, why: 写作“台账”。}
"""
WORDS_CSV = """\
错误写法,正确写法,前面不能是,后面不能是,依据,起用日期
碰头会,会议,的、了,,本单位要求,
"学习制度",学习机制,,,,2024-01-02
台帐,台账,,,"本单位
要求",
"""


def rules_of_ours() -> tuple[bytes, ...]:
    """Return rule files of each family, one of each kind of check where they are small."""
    kinds: dict[str, Path] = {}
    for path in sorted((ROOT / "rules").glob("*/NL*.yaml")):
        kind = yaml.safe_load(path.read_text(encoding="utf-8"))["check"]
        if path.stat().st_size < kinds.get(kind, path).stat().st_size or kind not in kinds:
            kinds[kind] = path
    return tuple(path.read_bytes() for path in kinds.values() if path.stat().st_size < 8000)


def docx_with_a_table() -> bytes:
    """Return a Word file with a heading, a table with merged cells, a footnote mark and a field."""
    document = Document()
    document.add_heading("通报", 1)
    table = document.add_table(3, 4)
    for row, cells in zip(
        table.rows,
        (("序号", "反馈问题", "整改措施", "整改情况"), "1甲乙丙", "2丁戊己"),
        strict=True,
    ):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    table.cell(1, 1).merge(table.cell(2, 1))
    document.add_paragraph("一、关于甲", style="List Number")
    document.add_section().footer.paragraphs[0].text = "- 1 -"
    return carriers.saved(document)


@cache
def words_sheet() -> bytes:
    """Return a word list as a spreadsheet."""
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(WORDS_CSV)):
        book.active.append(row)
    return carriers.saved(book)


@cache
def result() -> FileResult:
    """Return what is found in the notice."""
    return lint(from_bytes(NOTICE.encode(), NAME), default_profile())


@cache
def baseline() -> bytes:
    """Return findings that were accepted."""
    return dump(Baseline("known.json", {NAME: accept(result().violations)})).encode()


@cache
def stored() -> bytes:
    """Return results as `check --format json` stores them."""
    return rendered("json", report(result(), document=True))


@cache
def sheet() -> bytes:
    """Return a reviewer's sheet."""
    return rendered("xlsx", report(result(), document=True))


@cache
def decided_sheet() -> bytes:
    """Return a reviewer's sheet that was filled in."""
    book = openpyxl.load_workbook(io.BytesIO(sheet()))
    rows = book[FINDINGS.zh]
    columns = {cell.value: cell.column for cell in rows[1]}
    for row in range(2, rows.max_row + 1):
        decision = ("误报", "豁免", "确认", "")[row % 4]
        for name, value in (
            ("决定", decision),
            ("备注", "已请示"),
            ("期限", "2099-01-31"),
            ("审核人", "审核人甲"),
        ):
            rows.cell(row, columns[name]).value = value
    return carriers.saved(book)


def pdf(lines: tuple[str, ...] = tuple(NOTICE.splitlines()[:8])) -> bytes:
    """Print lines with a font that every reader knows, and a table's lines below them."""
    words = "".join(
        f"BT /F1 12 Tf 60 {760 - 20 * number} Td <{line.encode('utf-16-be').hex()}> Tj ET\n"
        for number, line in enumerate(lines)
    )
    grid = "".join(
        f"60 {y} m 360 {y} l S {x} 100 m {x} 160 l S\n" for x, y in ((60, 100), (360, 160))
    )
    content = f"{words}{grid}".encode()
    font = b"BaseFont/STSong-Light"
    bodies = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%bendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type0/%b/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>" % font,
        b"<</Type/Font/Subtype/CIDFontType0/%b/CIDSystemInfo 8 0 R/FontDescriptor 7 0 R>>" % font,
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -120 1000 880]>>",
        b"<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>",
    )
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(
        b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)
    )
    return out.getvalue()
