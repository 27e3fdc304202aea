"""Problems told in running text: no markers, no labels, a paragraph for each."""

from __future__ import annotations

import pytest
from support import check, notice
from test_families import CLOSING, OPENING

PARAGRAPHS = (
    (
        "集体学习时断时续，上半年只学了两次。究其原因，是计划排得随意，没有人盯着落实。镇党委"
        "重新排定学习计划，每月第一周集中学习，缺课的当月补学。目前该问题已整改到位。"
    ),
    (
        "票据审核把关不严，有7张报销单缺少附件。出现这种情况，是因为报账流程没有写清楚，经办人"
        "凭习惯办事。镇里补齐附件，印发报账流程图。此项问题已办结销号。"
    ),
    (
        "入户走访不够，两个村半年没有干部去过。这反映出包村责任没有压实。镇党委调整包村安排，"
        "按月公布走访次数，还有1个村正在补走，预计年底前完成。"
    ),
)
AREAS = ("关于学习教育方面", "关于内部管理方面")


def written(first: int = 2) -> str:
    """Write the paragraphs below two areas, so many below the first."""
    lines = ["一、整改工作组织情况", "镇党委召开会议，逐条认领问题。"]
    lines += ["二、" + AREAS[0], *PARAGRAPHS[:first], "三、" + AREAS[1], *PARAGRAPHS[first:]]
    return OPENING + "\n".join([*lines, "四、下一步工作打算", "持续用力。"]) + "\n" + CLOSING


def heads(words: str) -> str:
    return words.partition("。")[0]


def test_each_paragraph_is_an_item_with_its_parts() -> None:
    text = written()
    second = text.replace("三、关于内部管理方面\n", "")
    read = notice(second)
    assert [item.problem.text for item in read.items] == [heads(one) for one in PARAGRAPHS]
    for item in read.items:
        assert item.part("cause"), item.problem.text
        assert item.part("measures"), item.problem.text
        assert item.part("status"), item.problem.text
    statuses = [part.status for item in read.items if (part := item.part("status"))]
    assert statuses == ["completed", "completed", "in_progress"]


def test_nothing_is_missing_in_them() -> None:
    text = written().replace("三、关于内部管理方面\n", "").replace("四、", "三、")
    result = check(text, ["NL117", "NL201", "NL202", "NL203", "NL205", "NL207", "NL208", "NL301"])
    assert [one.code for one in result.violations] == []


@pytest.mark.parametrize("heading", ["关于“学习教育走过场”的问题", "整改工作组织情况"])
def test_paragraphs_of_one_problem_or_of_the_work_are_no_items(heading: str) -> None:
    text = written().replace(AREAS[0], heading)
    problems = [item.problem.text for item in notice(text).all_items]
    assert heads(PARAGRAPHS[0]) not in problems


TITLED = (
    ("集体学习不够经常", "修订学习制度，每月开展集中研讨。"),
    ("会议记录不够规范", "一是统一记录格式。二是按季度检查记录。"),
    ("票据审核有待加强", "补齐附件，印发报账流程图。"),
)


@pytest.mark.parametrize("sign", ["", "●", "▓", "➢ "])
def test_short_lines_with_a_paragraph_below_each_are_items(sign: str) -> None:
    body = "\n".join(f"{sign}{title}\n{words}" for title, words in TITLED)
    text = (
        f"{OPENING}一、巡察反馈问题整改落实情况\n{body}\n二、下一步工作打算\n持续用力。\n{CLOSING}"
    )
    read = notice(text)
    assert [item.problem.text for item in read.items] == [title for title, _ in TITLED]
    assert all(item.part("measures") for item in read.items)
    assert check(text, ["NL105", "NL113", "NL117", "NL202"]).violations == ()


def test_steps_of_the_work_with_a_paragraph_below_each_are_no_items() -> None:
    steps = "加强组织领导\n成立领导小组，统筹推进。\n强化督促检查\n建立台账，逐项销号。\n"
    text = (
        f"{OPENING}一、巡察反馈问题整改落实情况\n{steps}二、下一步工作打算\n持续用力。\n{CLOSING}"
    )
    assert notice(text).items == ()
