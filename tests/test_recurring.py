"""Labels of a document's own: words that head a line of each item, whatever they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notice_lint.document.notice import ProblemItem, Section
from notice_lint.parsing.lexer.alphabet import alphabets
from notice_lint.parsing.parse import parse
from notice_lint.parsing.recurring import recurring_labels
from notice_lint.readers import from_text
from notice_lint.text.folding import view

ITEM = """\
{number}.针对“第{number}项制度执行不力”的问题
{cause}值班人员轮换频繁，交接没有书面记录。
{measures}一是重新核定岗位职责。二是每月抽查两次，结果张榜公布。
{status}已完成整改。
"""
NOTICE = """\
中共青禾镇委员会关于巡察整改进展情况的通报
根据县委统一部署，2023年10月8日至12月15日，县委第二巡察组对青禾镇党委进行了巡察，并于2024年1月12日反馈了意见。现将整改情况公布如下：
一、巡察反馈问题整改落实情况
{items}二、今后打算
坚持不懈抓好后续整改。
联系电话：0570-5550123；邮政地址：临岚县青禾镇人民政府。
中共青禾镇委员会
2024年7月1日
"""


def items_with(cause: str, measures: str, status: str) -> list[ProblemItem]:
    listed = "".join(
        ITEM.format(number=number, cause=cause, measures=measures, status=status)
        for number in range(1, 6)
    )
    return list(parse(from_text(NOTICE.format(items=listed))).items)


@pytest.mark.parametrize(
    "labels",
    [
        ("来龙去脉：", "干了些啥：", "走到哪步："),
        ("【来龙去脉】", "【干了些啥】", "【走到哪步】"),
        ("（1）来龙去脉：", "（2）干了些啥：", "（3）走到哪步："),
        ("◇ 来龙去脉：", "◇ 干了些啥：", "◇ 走到哪步："),
        ("**来龙去脉：**", "**干了些啥：**", "**走到哪步：**"),
        ("原因分析：", "整改措施：", "落地成色："),
        ("往深里找：", "整改措施：", "整改状态："),
        ("原因分析：", "干了些啥：", "整改状态："),
    ],
)
def test_labels_that_nobody_knows_are_read_by_what_they_hold(labels: tuple[str, ...]) -> None:
    items = items_with(*labels)
    assert len(items) == 5
    for item in items:
        assert item.part("cause")
        assert item.part("measures")
        status = item.part("status")
        assert status
        assert status.text == "已完成整改"


@given(st.text("甲乙丙丁戊己庚辛壬癸", min_size=2, max_size=8))
def test_a_label_may_be_any_word(words: str) -> None:
    assert all(item.part("status") for item in items_with("原因分析：", "整改措施：", f"{words}："))


@pytest.mark.parametrize(
    "lines",
    [
        ["联系电话：0570-5550123", "邮政地址：青禾镇", "电子邮箱：a@qinghe.example"] * 3,
        ["会议时间：3月1日", "会议地点：三楼", "参加人员：班子成员"] * 3,
        ["一是：完善制度。", "二是：加强检查。"] * 4,
        ["【已整改】完善制度。", "原因分析：学习不够。"] * 4,
        ["整改状态：已完成。", "原因分析：学习不够。", "特别说明：见前文。"]
        + ["整改状态：已完成。"] * 6,
    ],
)
def test_other_words_before_a_colon_are_none(lines: list[str]) -> None:
    assert recurring_labels(alphabets(), view("\n".join(lines))) == {}


def test_items_without_a_number_stand_below_the_heading_that_has_nothing_else() -> None:
    names = ["窗口作风散漫", "账目公开滞后", "库房进出混乱", "会议记录缺失"]
    parts = ITEM.format(number=1, cause="原因分析：", measures="整改措施：", status="整改状态：")
    listed = "".join(f"{name}\n{parts.partition(chr(10))[2]}" for name in names)
    text = NOTICE.format(items=listed).replace("巡察反馈问题整改落实情况", "逐条交账")
    notice = parse(from_text(text))
    sections = [section for section in notice.sections if isinstance(section, Section)]
    assert [len(section.children) for section in sections] == [4, 0]
    assert [item.problem.text for item in notice.items] == names


def test_the_number_of_a_house_is_no_phone() -> None:
    text = NOTICE.format(items="").replace(
        "邮政地址：临岚县青禾镇人民政府", "信寄青禾镇清水路18号3楼党政办"
    )
    contact = parse(from_text(text)).contact
    assert contact
    fields = [(field.channel, field.value.text if field.value else "") for field in contact.fields]
    assert ("phone", "0570-5550123") in fields
    assert [channel for channel, _ in fields].count("phone") == 1
    assert ("address", "青禾镇清水路18号3楼党政办") in fields


@pytest.mark.parametrize("before", ["上轮反馈：", "首次公布时：", "“回头看”发现："])
def test_what_stands_before_the_cause_is_no_measure(before: str) -> None:
    items = items_with(f"{before}个别岗位交接无记录。\n原因分析：", "干了些啥：", "走到哪步：")
    assert [part.kind for part in items[0].parts] == ["field", "cause", "measures", "status"]


def test_a_label_behind_the_cause_holds_measures() -> None:
    items = items_with("原因分析：", "一段时间的工作：", "整改状态：")
    assert [part.kind for part in items[0].parts] == ["cause", "measures", "status"]
