"""Paragraphs below several items that tell of all of them, and the numbers they declare."""

from __future__ import annotations

import pytest
from support import check, notice
from tabled import FOOT, HEAD, HEADER, PROBLEMS, as_page, numbered

from notice_lint.document.notice import Notice, ProblemItem, Section
from notice_lint.parsing.parse import parse
from notice_lint.ruleset.engine import lint
from notice_lint.ruleset.profile import default_profile

ITEM = """\
{number}.{problem}
原因分析：要求不严。
整改措施：修订制度，按月检查。
整改状态：{status}。
"""


def area(name: str, first: int, *statuses: str, below: str) -> str:
    items = (
        ITEM.format(number=number, problem=f"{name}第{number}件事不落实", status=status)
        for number, status in enumerate(statuses, first)
    )
    return f"（{name}）{'甲乙'[name == '二']}方面\n{''.join(items)}{below}\n"


def written(first: str, second: str) -> str:
    return (
        "一、整改工作组织情况\n县委巡察组反馈的4个问题，已完成整改3个，正在整改1个。\n"
        "二、巡察反馈问题整改落实情况\n"
        + area("一", 1, "已完成整改", "正在整改", below=first)
        + area("二", 3, "已完成整改", "已完成整改", below=second)
        + "三、下一步工作打算\n持续用力，久久为功。\n"
    )


def items_text(text: Notice) -> str:
    return "".join(item.span.of(text.source.text) for item in text.items)


SUMMARIES = [
    "截至目前，已办结1个，正在办理1个。",
    "截至2024年6月30日，本方面2个问题，已完成整改1个，正在推进1个。",
    "小结：本部分2个问题，已完成整改1个，正在整改1个。",
    "以上2个问题，1个已完成整改，1个正在整改。",
    "（该方面共2个问题，已完成整改1个，正在整改1个。）",
    "目前，以上两个问题按计划推进。\n下一步，镇党委每月调度一次。",
]


@pytest.mark.parametrize("words", SUMMARIES)
def test_what_tells_of_all_items_above_is_no_part_of_the_last(words: str) -> None:
    text = notice(written(words, "以上问题均已整改。"))
    assert len(text.items) == 4
    assert all(line not in items_text(text) for line in words.split("\n"))
    (section,) = (
        node
        for node in text.nodes
        if isinstance(node, Section) and node.marker.number == 1 and node.level == 2
    )
    assert words in section.span.of(text.source.text)


@pytest.mark.parametrize(
    "words",
    [
        "截至目前，12个项目已完成9个，正在推进3个。",
        "目前，38件信访件已办结36件。",
        "截至目前，清退资金12万元。",
    ],
)
def test_other_numbers_of_the_last_item_stay_its_own(words: str) -> None:
    text = notice(written(words, words))
    assert items_text(text).count(words) == 2


def test_amid_items_a_paragraph_is_the_own_one_of_the_item_above() -> None:
    words = "截至目前，已办结1个，正在办理1个。"
    text = written("", "").replace("2.", f"{words}\n2.")
    assert words in items_text(notice(text))


def codes(text: str) -> list[str]:
    return [found.code for found in check(text, ["NL501", "NL502", "NL504"]).violations]


@pytest.mark.parametrize("words", SUMMARIES)
def test_an_area_declares_numbers_of_its_own(words: str) -> None:
    assert not codes(written(words, "以上2个问题均已完成整改。"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("截至目前，已办结2个，正在办理0个。", ["NL502"]),
        ("本方面共1个问题，均已制定措施。", ["NL501"]),
        ("小结：本部分2个问题，已完成整改1个，正在整改2个。", ["NL502"]),
    ],
)
def test_a_wrong_number_of_an_area_is_told_there(words: str, expected: list[str]) -> None:
    text = written(words, "以上2个问题均已完成整改。")
    found = check(text, ["NL501", "NL502", "NL504"]).violations
    assert [one.code for one in found] == expected
    assert found[0].span.start > text.index("（一）")


def test_below_the_last_area_all_of_the_notice_may_be_summed_up() -> None:
    assert not codes(written("", "截至目前，4个问题已完成整改3个，正在整改1个。"))
    assert codes(written("", "截至目前，4个问题已完成整改2个，正在整改2个。")) == ["NL502"]


def test_text_below_a_table_is_none_of_its_rows() -> None:
    words = "截至目前，已办结4个，正在办理1个。"
    source = as_page([*HEAD, [HEADER, *numbered(1, PROBLEMS)], words, *FOOT])
    text = parse(source)
    assert [type(node) for node in text.items] == [ProblemItem] * len(PROBLEMS)
    assert "正在办理" not in items_text(text)
    assert [(told.subject, told.value) for told in text.declarations[-2:]] == [
        ("completed", 4), ("in_progress", 1),
    ]  # fmt: skip
    wrong = as_page(
        [
            *HEAD,
            [HEADER, *numbered(1, PROBLEMS)],
            words.replace("4个，正在办理1", "3个，正在办理2"),
            *FOOT,
        ]
    )
    assert [found.code for found in lint(wrong, default_profile()).violations] == ["NL502"]
