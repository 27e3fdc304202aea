"""Causes that running text states without a label."""

from __future__ import annotations

import pytest
from support import notice

from notice_lint.document.notice import Part

HEAD = "一、巡察反馈问题整改落实情况\n1.针对“学习不深入”的问题"


def parts(text: str, kind: str) -> list[Part]:
    items = notice(text).all_items
    return [part for item in items for part in item.parts if part.kind == kind]


def quoted(text: str, kind: str) -> list[str]:
    return ["".join(span.of(text) for span in part.body) for part in parts(text, kind)]


CAUSES = {
    "。主要原因是对学习制度重视不够。一是修订制度。二是加强督查。": "主要原因是对学习制度重视不够。",
    "。究其原因，对制度重视不够。一是修订制度。": "究其原因，对制度重视不够。",
    "。究其根源，在于责任没有压实。已修订制度。": "究其根源，在于责任没有压实。",
    "。究其原因，主要是责任没有压实。已修订制度。": "究其原因，主要是责任没有压实。",
    "。原因在于责任没有压实。已修订制度。": "原因在于责任没有压实。",
    "。根源在于责任没有压实。已修订制度。": "根源在于责任没有压实。",
    "。根源是责任没有压实。已修订制度。": "根源是责任没有压实。",
    "。产生问题的主要原因是责任没有压实。已修订制度。": "产生问题的主要原因是责任没有压实。",
    "。造成上述问题的原因是责任没有压实。已修订制度。": "造成上述问题的原因是责任没有压实。",
    "。该问题产生的根本原因在于责任没有压实。已修订制度。": "该问题产生的根本原因在于责任没有压实。",
    "。主要是由于责任没有压实。已修订制度。": "主要是由于责任没有压实。",
    "。究其缘由，是底数没有摸清。已修订制度。": "究其缘由，是底数没有摸清。",
    "。出现这一问题，主要是因为底数没有摸清。已修订制度。": "出现这一问题，主要是因为底数没有摸清。",
    "。出现这种情况，是因为底数没有摸清。已修订制度。": "出现这种情况，是因为底数没有摸清。",
    "。追溯起来，底数没有摸清。已修订制度。": "追溯起来，底数没有摸清。",
    "。之所以屡禁不止，是因为底数没有摸清。已修订制度。": "之所以屡禁不止，是因为底数没有摸清。",
    "。问题发生的原因，是两头一脱节就出错。已修订制度。": "问题发生的原因，是两头一脱节就出错。",
    "。原因并不复杂：支部没有过问。已修订制度。": "原因并不复杂：支部没有过问。",
    "。深层次看，是人员变动频繁。已修订制度。": "深层次看，是人员变动频繁。",
    "。归结起来，是部分干部缺少群众观念。已修订制度。": "归结起来，是部分干部缺少群众观念。",
    "。这反映出日常管理失之于宽。已修订制度。": "这反映出日常管理失之于宽。",
    "。之所以如此，在于审核人图省事。已修订制度。": "之所以如此，在于审核人图省事。",
    "。主要是验收时抹不开情面，没有核对。已修订制度。": "主要是验收时抹不开情面，没有核对。",
    "。根子在于底数没有摸清。为此，已修订制度。": "根子在于底数没有摸清。",
    "。主要原因有：一是认识不足；二是督查不力。\n一是修订制度。二是开展督查。": "主要原因有：一是认识不足；二是督查不力。",
    "。主要原因：一是认识不足。二是督查不力。\n一是修订制度。二是开展督查。": None,
    "。究其原因，一是认识不足。二是督查不力。一是修订制度。二是开展督查。": "究其原因，一是认识不足。二是督查不力。",
    "。究其根源，一是认识不足；二是督查不力。针对以上根源，已修订制度。": "究其根源，一是认识不足；二是督查不力。",
    "。究其原因，一是认识不足。二是督查不力。为此，已修订制度。": "究其原因，一是认识不足。二是督查不力。",
    "\n究其原因，一是认识不足。二是督查不力。\n一是修订制度。二是开展督查。": "究其原因，一是认识不足。二是督查不力。",
    "\n主要原因是认识不足。\n整改措施：修订制度。\n整改情况：已完成。": "主要原因是认识不足。",
    "，主要原因是认识不足。一是修订制度。二是开展督查。": "主要原因是认识不足。",
}


@pytest.mark.parametrize("text", CAUSES)
def test_a_sentence_that_says_why_is_the_cause(text: str) -> None:
    cause = CAUSES[text]
    whole = HEAD + text
    assert [part.label is None for part in parts(whole, "cause")] == [cause is not None]
    assert cause is None or quoted(whole, "cause") == [cause]
    assert len(parts(whole, "measures")) == 1
    assert cause is None or cause not in quoted(whole, "measures")[0]


def test_one_cause_may_stand_under_two_labels() -> None:
    text = f"{HEAD}\n主观原因：认识不足。客观原因：人手不够。\n整改措施：修订制度。"
    assert [part.label and part.label.text for part in parts(text, "cause")] == ["主观原因"]
    assert quoted(text, "cause") == ["认识不足。客观原因：人手不够。"]
    again = f"{HEAD}\n原因分析：认识不足。\n原因分析：人手不够。\n整改措施：修订制度。"
    assert len(parts(again, "cause")) == 2


def test_a_heading_goes_on_with_its_cause() -> None:
    text = "一、巡察反馈问题整改落实情况\n1.集体学习不够经常，主要原因是认识不足。\n整改措施：修订制度。"
    assert [item.problem.text for item in notice(text).items] == ["集体学习不够经常"]
    assert quoted(text, "cause") == ["主要原因是认识不足。"]


@pytest.mark.parametrize(
    "text",
    [
        "\n原因分析：认识不足。主要原因是督查不力。\n整改措施：修订制度。",
        "\n整改措施：修订制度，查明原因是什么。",
        "\n整改措施：针对原因逐条整改。二是分析原因，主要从制度入手。",
        "\n整改措施：一是修订制度。原因不明的一律退回。",
        "\n整改措施：组织座谈。原因是多方面的问题由党委集体研究。",
        "\n整改措施：查清事故的主要原因。原因查不清的不放过。",
    ],
)
def test_what_is_no_cause_of_its_own(text: str) -> None:
    assert [part for part in parts(HEAD + text, "cause") if part.label is None] == []


def test_outside_of_items_nothing_is_a_cause_or_a_status() -> None:
    text = (
        "根据县委统一部署，县委第二巡察组对青禾镇进行了巡察，现将整改情况公布如下：\n"
        "一、整改组织情况\n主要原因是认识不足。目前已完成整改。\n"
        "二、巡察反馈问题整改情况\n1.针对“学习不深入”的问题\n整改措施：修订制度。"
    )
    assert parts(text, "cause") == []
    assert parts(text, "status") == []


def test_enumerators_of_a_cause_and_of_measures_are_counted_apart() -> None:
    text = f"{HEAD}。究其原因，一是认识不足。二是督查不力。一是修订制度。二是开展督查。"
    assert [one.value for one in notice(text).enumerators] == [1, 2, 1, 2]
    assert len({one.block for one in notice(text).enumerators}) == 2
