"""Causes that only their place shows: what each item of a document opens with."""

from __future__ import annotations

import pytest
from support import check, notice

CAUSES = (
    "学习计划由办公室一家拟定，业务科室没有参与。",
    "分管领导认为管业务才是正业，过问不多。机关支部指导偏软。",
    "对政策掌握不准、所属站所自查走过场。",
    "审核人员业务不熟，审批只看总额。",
    "这与机构合并后编制少直接相关。",
)
WORK = "镇党委修订制度3项，按月检查，清退超标准费用2万元。已完成整改。"


def written(*causes: str, work: str = WORK) -> str:
    items = "".join(
        f"{number}.关于“第{number}件事不落实”的问题。{cause}{work}\n"
        for number, cause in enumerate(causes, 1)
    )
    return f"一、巡察反馈问题整改落实情况\n{items}二、下一步打算\n持续用力，久久为功。\n"


def causes(text: str) -> list[str]:
    read = notice(text)
    parts = [item.part("cause") for item in read.items]
    return [part.span.of(read.source.text) if part else "" for part in parts]


def test_what_items_open_with_is_their_cause() -> None:
    assert causes(written(*CAUSES)) == list(CAUSES)


@pytest.mark.parametrize("opening", ["", "主要表现是一年只研究一次。"])
def test_an_item_that_opens_with_work_has_none(opening: str) -> None:
    text = written(*CAUSES, opening)
    assert causes(text) == [*CAUSES, ""]
    (lacking,) = check(text, ["NL201"]).violations
    assert lacking.span.of(text) == "关于“第6件事不落实”的问题"


@pytest.mark.parametrize(
    "opening",
    [
        "整改期间，局党组牵头制定意见。", "会同公安部门施划泊位300个。", "补齐专职干部2名。",
        "我们立即进行了自查，调账2万元。", "已完成湿地名录公布。", "镇里建成冷库2座。",
    ],
)  # fmt: skip
def test_work_is_told_by_the_first_words_of_a_sentence(opening: str) -> None:
    assert causes(written(*CAUSES, opening))[-1] == ""


def test_one_sentence_may_hold_the_cause_and_the_work() -> None:
    opening = "针对研讨重传达、对要求消化不够的原因，"
    text = written(*CAUSES, opening)
    assert causes(text)[-1] == opening
    assert not check(text, ["NL201", "NL202"]).violations


def test_where_labels_are_used_text_tells_how_a_problem_shows() -> None:
    text = written(*CAUSES).replace("镇党委修订", "整改措施：镇党委修订")
    assert causes(text) == [""] * len(CAUSES)
    assert not any(causes(written(CAUSES[0], "", "", "")))


LISTED = """\
一、巡察反馈问题整改落实情况
（一）学习方面
一是学习针对性不强的问题。主要原因是计划由办公室照单安排。镇党委拟定计划，全年学习7次。这一问题已整改到位。
二是学用结合不够的问题。原因在于满足于读原文。镇党委举办培训班两期，培训187人次。该问题已整改到位。
（二）作风方面
一是会议偏多的问题。主要原因是统筹不够。镇党委压减会议12个。该问题正在整改。
二是走访不够的问题。主要原因是制度不严。镇党委走访群众400户。该问题已整改到位。
"""


def test_paragraphs_that_count_problems_are_items() -> None:
    read = notice(LISTED)
    assert [item.problem.text for item in read.items] == [
        "学习针对性不强的问题", "学用结合不够的问题", "会议偏多的问题", "走访不够的问题",
    ]  # fmt: skip
    assert all(
        [part.kind for part in item.parts] == ["cause", "measures", "status"] for item in read.items
    )
    assert not check(LISTED, ["NL201", "NL202", "NL203", "NL301", "NL307"]).violations


def test_what_only_counts_problems_is_no_item() -> None:
    text = LISTED.replace(
        "一、巡察",
        "1.针对“作风不实”的问题\n问题表现：\n一是学习不够的问题。\n二是走访不够的问题。\n原因分析：要求不严。\n整改措施：修订制度。\n整改情况：已完成整改。\n",
        1,
    ).partition("（一）")[0]
    assert len(notice(text).all_items) == 1
