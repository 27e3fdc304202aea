"""A notice printed to PDF has the lines of its source again, whatever it is set like."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import carriers
import pytest
from carriers import saved
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from notice_lint.readers import from_bytes
from notice_lint.readers.pdf.page import PageLine
from notice_lint.readers.pdf.paragraphs import Measure

needs_office = pytest.mark.skipif(carriers.SOFFICE is None, reason="LibreOffice is not installed")

SUBJECTS = (
    "理论学习",
    "会议记录",
    "防汛物资储备",
    "票据审核",
    "村级档案管理",
    "党费收缴",
    "公务用车",
)
FAULTS = ("不够经常", "不规范", "把关不严", "不及时", "底数不清")
CLAUSES = (
    "修订相关制度", "明确专人负责", "按月更新台账", "每季度通报一次", "开展业务培训3期", "补正附件17份",
    "召开专题会议研究2次", "逐村核查12个村", "实行经办、复核、审批三级签字", "落实《办法（试行）》的要求",
)  # fmt: skip


def invented(seed: int) -> list[str]:
    """Return the lines of a notice, with sentences of many lengths."""
    chance = random.Random(seed)

    def sentence(most: int) -> str:
        return "，".join(chance.sample(CLAUSES, chance.randint(1, most))) + "。"

    lines = [
        "中共青禾镇委员会关于巡察整改进展情况的通报",
        "根据县委统一部署，2023年10月8日至12月15日，县委第二巡察组对青禾镇党委进行了巡察，并于2024年1月12日反馈了意见。" + sentence(6),
    ]  # fmt: skip
    for number, area in enumerate("一二三"[: chance.randint(2, 3)]):
        lines.append(f"{area}、关于{chance.choice(SUBJECTS)}方面")
        if number:
            lines.append("镇党委" + sentence(7))
        for item in range(1, chance.randint(2, 5)):
            lines.append(f"{item}.针对“{chance.choice(SUBJECTS)}{chance.choice(FAULTS)}”的问题")
            lines.append("原因分析：" + sentence(3))
            lines.append(
                "整改措施：一是" + sentence(4) + "二是" + sentence(5) + "三是" + sentence(3)
            )
            lines.append("整改情况：已完成整改，" + sentence(2))
    lines.append(
        "联系电话：0668-5550123；邮政地址：临岚县青禾镇人民政府；电子邮箱：qinghe@lianlan.example。"
    )
    return [*lines, "中共青禾镇委员会", "2024年7月1日"]


def printed(lines: list[str], setting: str, size: float, width: int) -> bytes:
    """Set lines as an office does: indented, with space between paragraphs, or close together."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.left_margin, section.right_margin = Mm(width), Mm(28), Mm(26)
    number_pages(section.footer.paragraphs[0])
    for index, line in enumerate(lines):
        paragraph = document.add_paragraph(line)
        paragraph.runs[0].font.size = Pt(size)
        form = paragraph.paragraph_format
        form.space_after = Pt(size) if setting == "apart" else 0
        if index == 0:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif setting == "indented":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            form.first_line_indent = Pt(2 * size)
    return saved(document)


def number_pages(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    paragraph.add_run(" —")


@needs_office
@pytest.mark.parametrize("seed", range(6))
def test_a_printed_notice_has_its_lines_again(seed: int, tmp_path: Path) -> None:
    setting = ("indented", "apart", "close")[seed % 3]
    lines = invented(seed)
    size, width = (16, 10.5, 12)[seed // 2], (210, 185, 250)[seed % 3]
    data = printed(lines, setting, size, width)
    source = from_bytes(carriers.converted(data, "pdf", tmp_path), "a.pdf")
    assert source.text.splitlines() == lines


def line(text: str, left: float = 90, right: float = 0, bottom: float = 700) -> PageLine:
    return PageLine(text, left, right or left + 16 * len(text), bottom, 15, 1)


FULL = line("镇党委召开会议研究部署整改工作明确责任", right=522)
MEASURE = Measure(left=90, right=522, pitch=22)


@pytest.mark.parametrize(
    ("before", "behind", "joined"),
    [
        ("镇党委研究部署整改", "落实了责任。", True),
        ("镇党委研究部署整改。", "（二）关于作风建设方面", False),
        ("关于作风建设方面整改情况", "1.针对“台账”的问题", False),
        ("关于作风建设方面整改情况", "第二、针对“台账”的问题", False),
        ("县委第", "一、第三巡察组对青禾镇", True),
        ("增加了", "2.5万元。", True),
        ("已完成整改。", "整改措施：一是修订制度。", False),
        ("已完成整改，", "其中：一是修订制度。", True),
        ("反馈", "问题3个。", True),
        ("1.针对“台账”的问题", "原因分析：底数不清。", False),
        ("对“台账”的问题，主要", "原因分析：底数不清。", True),
    ],
)
def test_what_a_line_begins_with_decides_whether_it_goes_on(
    before: str, behind: str, joined: bool
) -> None:
    assert MEASURE.continues(line(before, right=522), line(behind, bottom=678)) is joined


def test_geometry_decides_whether_a_line_goes_on() -> None:
    following = line("落实责任。", bottom=678)
    assert MEASURE.continues(FULL, following)
    assert not MEASURE.continues(line("短", right=300), following)
    assert not MEASURE.continues(FULL, line("落实责任。", left=122, bottom=678))
    assert not MEASURE.continues(FULL, line("落实责任。", bottom=660))
    address = line("qinghe@lianlan.example。", right=282, bottom=678)
    assert MEASURE.continues(line("电子邮箱：", right=380), address)
    centred = line("关于巡察整改情况的通报", left=190, right=422)
    assert not MEASURE.continues(centred, following)


def test_a_measure_is_not_taken_from_a_line_that_stands_out() -> None:
    pairs = [
        [line("镇" * 27, left=90, bottom=800 - 44 * n), line("党。", left=90, bottom=778 - 44 * n)]
        for n in range(10)
    ]
    lines = [
        line("越界的一行", left=20, right=580, bottom=830),
        *(one for pair in pairs for one in pair),
    ]
    measure = Measure.of(lines)
    assert (measure.left, measure.right, measure.pitch) == (90, 522, 22)
