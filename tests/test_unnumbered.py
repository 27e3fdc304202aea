"""Headings without a number: told where they stand, and nothing around them is read otherwise."""

from __future__ import annotations

from itertools import permutations

import pytest
from support import check, notice
from test_families import CLOSING, OPENING, faults, tree, written

LINES = written().splitlines()
HEADED = [
    index
    for index, line in enumerate(LINES)
    if line.startswith(("一、", "二、", "三、", "（", "1.", "2.", "3."))
]


def without_number(index: int) -> str:
    """Return the notice with the number of one heading left out."""
    bare = LINES[index].lstrip("一二三123（）、.")
    return "\n".join([*LINES[:index], bare, *LINES[index + 1 :]]) + "\n"


@pytest.mark.parametrize("index", HEADED, ids=[LINES[index] for index in HEADED])
def test_a_heading_that_lost_its_number_is_told_there(index: int) -> None:
    text = without_number(index)
    assert tree(notice(text)) == tree(notice(written()))
    assert faults(notice(text)) == ["missing"]
    result = check(text, ["NL301", "NL302", "NL304", "NL306", "NL308", "NL311"])
    found = [(one.code, result.source.location(one.span).line) for one in result.violations]
    assert found == [("NL311", index + 1)]


def test_what_is_due_is_said_where_the_siblings_show_it() -> None:
    text = written().replace("2.针对“公务接待", "针对“公务接待")
    (violation,) = check(text, ["NL311"]).violations
    assert "“2.”" in violation.message.zh
    (fix,) = violation.fixes
    assert fix.safety == "unsafe"
    assert [edit.text for edit in fix.edits] == ["2."]


def test_siblings_that_leave_no_gap_are_not_renumbered() -> None:
    text = written().replace("2.针对“公务接待", "针对“公务接待").replace("3.针对", "2.针对")
    assert tree(notice(text)) == tree(notice(written()))
    (violation,) = check(text, ["NL301", "NL311"]).violations
    assert violation.code == "NL311"
    assert violation.fixes == ()


CYCLE = {
    "问题": ("集体学习不够经常", "票据审核把关不严", "谈心谈话频次偏低"),
    "原因": ("重视不够。", "流程不清。", "落实不严。"),
    "措施": ("修订制度。", "补齐附件。", "制定计划。"),
    "状态": ("已完成整改。", "正在整改。", "已完成整改。"),
}


def cycles(order: tuple[str, ...], names: dict[str, str] | None = None) -> str:
    """Write three items as labels that come again and again."""
    given = names or {}
    lines = [
        f"{given.get(name, name)}：{CYCLE[name][number]}" for number in range(3) for name in order
    ]
    head = "一、整改工作组织情况\n镇党委召开会议。\n二、巡察反馈问题整改落实情况\n"
    return OPENING + head + "\n".join(lines) + "\n三、下一步工作打算\n持续用力。\n" + CLOSING


ORDERS = [("问题", *order) for order in permutations(("原因", "措施", "状态"))]


@pytest.mark.parametrize("order", ORDERS, ids="".join)
def test_labels_that_come_again_are_items(order: tuple[str, ...]) -> None:
    read = notice(cycles(order))
    assert [item.problem.text for item in read.items] == list(CYCLE["问题"])
    assert all(item.part(kind) for item in read.items for kind in ("cause", "measures", "status"))
    assert all(item.marker is None for item in read.items)
    assert faults(read) == []
    assert len(read.sections) == 3


@pytest.mark.parametrize(
    "first", ["问题表现", "反馈问题", "存在问题", "具体问题", "存在的主要问题"]
)
def test_the_first_label_has_many_names(first: str) -> None:
    read = notice(cycles(ORDERS[0], {"问题": first}))
    assert [item.problem.text for item in read.items] == list(CYCLE["问题"])


def test_a_plain_line_may_head_a_cycle() -> None:
    read = notice(cycles(ORDERS[0]).replace("问题：", ""))
    assert [item.problem.text for item in read.items] == list(CYCLE["问题"])
    assert faults(read) == []


@pytest.mark.parametrize("number", ["序号：{}", "编号：0{}", "问题{}", "【{}】", "第{}项"])
def test_a_number_may_stand_on_the_line_before(number: str) -> None:
    text = cycles(ORDERS[0])
    for place, words in enumerate(CYCLE["问题"], 1):
        text = text.replace(f"问题：{words}", f"{number.format(place)}\n问题：{words}")
    read = notice(text)
    assert [item.problem.text for item in read.items] == list(CYCLE["问题"])
    assert [item.marker.number for item in read.items if item.marker] == [1, 2, 3]


def test_areas_before_cycles_stay_sections() -> None:
    text = cycles(ORDERS[0])
    text = text.replace("问题：集体", "（一）关于学习方面\n问题：集体")
    text = text.replace("问题：谈心", "（二）关于谈话方面\n问题：谈心")
    read = notice(text)
    areas = read.sections[1].children
    assert [type(one).__name__ for one in areas] == ["Section", "Section"]
    assert [len(one.children) for one in areas] == [2, 1]


def test_labels_of_the_document_s_own_make_cycles() -> None:
    names = {"问题": "病症", "原因": "病根", "措施": "药方", "状态": "疗效"}
    text = cycles(ORDERS[0], names).replace("病症：", "")
    assert [item.problem.text for item in notice(text).items] == list(CYCLE["问题"])


PLAIN = (
    "整改工作组织情况\n镇党委召开会议，逐条认领。\n巡察反馈问题整改落实情况\n关于学习方面\n"
    "针对“集体学习不够经常”的问题\n原因分析：重视不够。\n整改措施：修订制度。\n"
    "针对“学习计划执行不严”的问题\n原因分析：督促不够。\n整改措施：按月督查。\n"
    "关于财务方面\n"
    "针对“票据审核把关不严”的问题\n原因分析：流程不清。\n整改措施：补齐附件。\n"
    "下一步工作打算\n持续用力。\n"
)


def test_a_document_without_any_number_has_lost_none() -> None:
    read = notice(OPENING + PLAIN + CLOSING)
    assert tree(read) == tree(
        notice(
            OPENING
            + PLAIN.replace("整改工作组", "一、整改工作组")
            .replace("巡察反馈", "二、巡察反馈")
            .replace("下一步", "三、下一步")
            .replace("关于学", "（一）关于学")
            .replace("关于财", "（二）关于财")
            .replace("针对“集", "1.针对“集")
            .replace("针对“学", "2.针对“学")
            .replace("针对“票", "1.针对“票")
            + CLOSING
        )
    )
    assert faults(read) == []


TOPICS = (
    (
        "1.针对“学习不深入”的问题\n原因分析：重视不够。\n整改措施：\n针对“计划不细”的问题，完善制度。\n"
        "针对“频次不够”的问题，按月督查。\n2.针对“会风不实”的问题\n原因分析：要求不严。\n整改措施：修订制度。\n"
    ),
    (
        "1.针对“学习不深入”的问题\n抽查发现记录缺少签字\n原因分析：重视不够。\n整改措施：完善制度。\n"
        "2.针对“会风不实”的问题\n走访中有村民反映时限偏长\n原因分析：要求不严。\n整改措施：修订制度。\n"
    ),
    (
        "1.针对“学习不深入”的问题\n原因分析：\n重视不够\n整改措施：\n完善制度\n整改情况：已完成\n"
        "2.针对“会风不实”的问题\n原因分析：\n要求不严\n整改措施：\n修订制度\n整改情况：已完成\n"
    ),
)


@pytest.mark.parametrize("text", TOPICS)
def test_lines_inside_an_item_stay_text(text: str) -> None:
    read = notice(text)
    assert [item.problem.text for item in read.all_items] == [
        "针对“学习不深入”的问题",
        "针对“会风不实”的问题",
    ]
    assert faults(read) == []


def test_a_mistyped_number_leaves_no_gap_behind_it() -> None:
    text = written().replace("2.针对“公务接待", "22.针对“公务接待")
    text = text.replace("\n3.针对", "\n针对接待清单不全的问题，补齐清单。\n3.针对")
    (violation,) = check(text, ["NL301", "NL311"]).violations
    assert (violation.code, violation.quote[:3]) == ("NL301", "22.")
