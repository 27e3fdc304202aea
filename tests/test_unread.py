"""What looks like items and was not read is told, and rules that build on items wait for it."""

from __future__ import annotations

import json
import random

import pytest
from shapes import Notice as Writer
from shapes import random_shape
from support import Call, check, notice, write

from notice_lint.parsing.parse import parse
from notice_lint.readers import from_text

HEAD = """\
中共青禾镇委员会关于巡察整改进展情况的通报
2023年10月8日至12月15日，县委第二巡察组对青禾镇党委进行了巡察，2024年1月12日反馈了意见。现将整改情况公布如下：
县委巡察组共反馈3个问题，已完成整改3个。
一、巡察反馈问题整改落实情况
"""
FOOT = """\
欢迎广大干部群众监督。联系电话：0000-5550123；邮政地址：青禾镇人民政府；电子邮箱：qh@lianlan.example。
中共青禾镇委员会
2024年7月1日
"""
SET = "原因分析：重视不够。\n整改措施：抓紧修订。\n整改情况：已完成整改。\n"
FIRST = HEAD.count("\n") + 1

UNREAD = {
    "bullets": ("●学习不够经常。修订制度。\n●票据把关不严。完善流程。\n●台账不全。明确专人。\n", 3),
    "dashes": ("—学习不够经常。修订制度。\n—票据把关不严。完善流程。\n", 2),
    "sentences": (
        "针对“学习不够”的问题，修订制度。\n针对“把关不严”的问题，完善流程。\n针对“台账不全”的问题，明确专人。\n",
        3,
    ),
    "enumerated": (
        "一是学习不够经常。修订制度，已完成。\n二是票据把关不严。完善流程，已完成。\n",
        2,
    ),
    "glued": (f"1.关于“学习不够经常”的问题\n{SET}{SET}", 7),
}


@pytest.mark.parametrize("name", UNREAD)
def test_a_block_that_was_not_read_is_told_once(name: str) -> None:
    body, length = UNREAD[name]
    text = HEAD + body + FOOT
    (block,) = notice(text).unread
    at = from_text(text).location(block.span)
    assert (at.line, at.end_line) == (FIRST, FIRST + length - 1)
    result = check(text)
    assert [one.code for one in result.violations].count("NL117") == 1
    states = {ran.code: ran.state for ran in result.rules}
    waiting = {"NL105", "NL208", "NL501", "NL502"}
    assert {code for code in waiting if states[code] == "applied"} == set()
    assert not waiting & {one.code for one in result.violations}


READ = {
    "items": f"1.关于“学习不够经常”的问题\n{SET}2.关于“票据把关不严”的问题\n{SET}",
    "measures in a list": "1.关于“学习不够经常”的问题\n整改措施：\n①修订制度。\n②严格考勤。\n整改情况：已完成。\n",
    "two causes": "1.关于“学习不够经常”的问题\n原因分析：甲。\n原因分析：乙。\n整改情况：已完成。\n",
    "prose": "党委高度重视，逐项研究。\n针对“学习不够”的问题，已经修订制度。\n其余问题正在办理。\n",
    "one bullet": "●学习不够经常。修订制度，已完成。\n",
}


@pytest.mark.parametrize("name", READ)
def test_what_was_read_and_prose_are_not_told(name: str) -> None:
    assert notice(HEAD + READ[name] + FOOT).unread == ()


@pytest.mark.parametrize(
    "heading", ["二、整改工作组织情况", "二、下一步工作打算", "二、提高政治站位，压实整改责任"]
)
def test_lists_in_other_sections_are_not_told(heading: str) -> None:
    lists = "●召开专题会议。\n●成立领导小组。\n一是加强学习。\n二是加强督查。\n"
    assert notice(f"{HEAD}{READ['items']}{heading}\n{lists}{FOOT}").unread == ()


@pytest.mark.parametrize("seed", range(60))
def test_notices_of_every_shape_are_read(seed: int) -> None:
    text, _ = Writer(random_shape(random.Random(seed)), seed).write()
    assert notice(text).unread == ()


def test_a_table_whose_rows_are_no_items_is_told() -> None:
    rows = "<tr><td>存在问题</td><td>整改措施</td></tr><tr><td></td><td></td></tr>"
    html = f"<p>关于巡察整改情况的通报</p><table>{rows}</table>"
    parsed = parse(from_text(html, kind="html"))
    assert parsed.items or [block.reason.zh[:2] for block in parsed.unread] == ["表头"]


def test_a_table_of_figures_is_no_unread_text() -> None:
    rows = "<tr><td>年度</td><td>金额</td></tr><tr><td>2023</td><td>15万元</td></tr>"
    html = f"<p>关于巡察整改情况的通报</p><table>{rows}</table>"
    assert parse(from_text(html, kind="html")).unread == ()


def test_the_structure_tells_what_was_not_read(call: Call, place: object) -> None:
    write("draft.txt", HEAD + UNREAD["bullets"][0] + FOOT)
    told = json.loads(call("parse", "--format", "json", "draft.txt").out)
    assert [one["span"]["line"] for one in told["unread"]] == [FIRST]
    assert told["unread"][0]["reason"]
    assert f"{FIRST}:1" in call("parse", "draft.txt").out
