"""Items, measures and statuses that running text tells without a marker or a label."""

from __future__ import annotations

import pytest
from support import check, notice

from notice_lint.document.notice import Notice

AREAS = """\
二、巡视反馈意见整改落实情况
（一）关于{first}的问题
关于“航线谋划不深”问题。{status}。签订协议4份，开通航线2条。
关于“岸电建设缓慢”问题。已完成整改。岸电设施覆盖全部泊位。
（二）关于压力传导不足的问题
关于“采购存在风险”问题。已完成整改。开展专项检查2轮。
三、下一步打算
（一）坚持不懈强化理论武装。
（二）坚持不懈抓好作风建设。
"""


def told(text: Notice) -> list[tuple[str, list[str]]]:
    return [(item.path, [str(part.kind) for part in item.parts]) for item in text.all_items]


@pytest.mark.parametrize(
    "status", ["已完成整改", "正在整改，预计2024年6月底前完成", "基本完成整改"]
)
def test_the_first_sentence_of_a_paragraph_names_a_problem(status: str) -> None:
    text = notice(AREAS.format(first="落实战略不够到位", status=status))
    kinds = {kind for _, parts in told(text) for kind in parts}
    assert len(text.all_items) == 3
    assert all(item.level == 3 for item in text.all_items)
    assert kinds == {"status", "measures"}


def test_with_a_comma_behind_it_a_problem_is_what_a_measure_is_about() -> None:
    text = AREAS.format(first="落实战略不够到位", status="已完成整改").replace("问题。", "问题，")
    assert all(item.marker for item in notice(text).all_items)


def test_a_list_of_sentences_in_a_plan_is_no_row_of_empty_sections() -> None:
    text = AREAS.format(first="落实战略不够到位", status="已完成整改")
    assert not check(text, ["NL112", "NL310"]).violations


REPORTS = """\
一、巡察反馈问题整改落实情况
1.针对“出租未公开”的问题
整改结果：重新张榜招租，租金增至3.5万元，已整改到位。
2.针对“评议走过场”的问题
整改结果：重新推选评议小组，复核43户，正在推进。
"""


def test_the_last_clause_of_a_report_is_the_status() -> None:
    statuses = [part.status for part in notice(REPORTS).statuses]
    assert [str(status) for status in statuses] == ["completed", "in_progress"]


@pytest.mark.parametrize("behind", ["。", "；"])
def test_numbers_that_go_on_in_their_line_are_a_list_of_measures(behind: str) -> None:
    text = (
        "一、巡察反馈问题整改落实情况\n1.针对“学习不深”的问题\n"
        f"①修订计划{behind}②授课3场{behind}③建立台账。（已完成）\n"
        f"2.针对“服务不实”的问题\n①走访86家{behind}②设立专员。（已完成）\n"
    )
    read = notice(text)
    assert [item.children for item in read.items] == [(), ()]
    assert [item.part("measures") is None for item in read.items] == [False, False]
    assert not any(violation.quote == "①" for violation in check(text, ["NL309"]).violations)


NUMBERED = """\
一、巡察反馈问题整改落实情况
问题1：“第一议题”制度执行不严。
（1）问题描述：有6次没有安排学习。
（2）整改情况：修订议事规则，学习18次。
（3）整改状态：正在整改（计划2024年12月完成）。
问题2：理论学习与业务结合不紧。
（1）问题描述：研讨发言照抄照搬。
（2）整改情况：形成调研报告7篇。
（3）整改状态：已完成。
"""


def test_numbers_of_labels_open_no_items() -> None:
    kinds = [kinds for _, kinds in told(notice(NUMBERED))]
    assert kinds == [["measures", "status"]] * 2
    assert not check(NUMBERED, ["NL207"]).violations


def test_what_text_says_of_letters_makes_no_item_of_their_section() -> None:
    text = REPORTS + (
        "二、移交信访件办理情况\n移交的信访件29件，镇纪委办理11件、党政办办理18件。上述问题均已整改完毕。\n"
        "三、下一步打算\n久久为功。\n"
    )
    assert len(notice(text).items) == 2
