"""What a check costs grows with the length of the text and no faster; times are never tested."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from support import calls

from notice_lint.readers import from_text
from notice_lint.ruleset.engine import lint
from notice_lint.ruleset.profile import default_profile

LARGE = bool(os.environ.get("NOTICE_LINT_LARGE"))
SMALL, TIMES = (20_000, 16) if LARGE else (4_000, 8)
ITEM = "{}.针对“学习不深入”的问题。\n原因分析：认识不深。\n整改措施：一是学习。二是部署。\n整改状态：已完成。\n"
SHAPES: dict[str, Callable[[int], str]] = {
    "items": lambda number: ITEM.format(number + 1),
    "headings that run from 1 to 99": lambda number: (
        f"{number % 99 + 1}.关于学习的问题。\n已完成。\n"
    ),
    "headings in no order": lambda number: f"{'一二三四五六七八九十'[number * 7 % 10]}、学习不深\n",
    "one line": lambda _: "召开会议研究部署，明确牵头领导和责任人员，",
    "one line of dates": lambda _: "2024年3月5日，",
    "dates": lambda _: "2024年3月5日至4月6日召开会议。\n",
    "brackets that stay open": lambda _: "（“《",
    "lines with brackets that stay open": lambda _: "（部署\n",
    "nested quotes": lambda _: "“‘部署’《》",
    "blanks": lambda _: "整改　情况 完成，",
    "placeholders": lambda _: "×某某村×",
    "words twice": lambda _: "研究研究学习不深入，",
    "sums": lambda _: "投入3万元，其中2万元，5万元，",
    "phones": lambda _: "联系电话：0000-5550123、",
    "sub-items in one paragraph": lambda number: f"（{number % 9 + 1}）关于学习不深入。一是学习。",
    "lines of a title": lambda _: "关于巡察整改的\n",
    "a pasted notice": lambda number: (
        f"{number % 9 + 1}.针对“学习不深”的问题 原因分析：不够。 整改情况：已完成。 "
    ),
    "labels": lambda number: f"{('原因', '措施', '结果')[number % 3]}：召开会议，已完成。\n",
    "paragraphs that tell a problem": lambda number: (
        f"{'一、关于学习方面' * (not number)}\n"
        "学习不够。究其原因，是认识不深。镇里召开会议研究部署，明确了责任。目前该问题已整改到位。\n"
    ),
    "bullets": lambda _: "●学习不够\n○原因：认识不深。\n○结果：已完成。\n",
    "headings in brackets": lambda number: f"【第{number}次学习不够】\n召开会议。\n",
    "statuses": lambda _: "【已完成整改】",
}


def text_of(shape: str, length: int) -> str:
    line = SHAPES[shape]
    return "".join(line(number) for number in range(length // len(line(0)) + 1))


def cost(text: str) -> float:
    """Return how many functions are called for a character in checking a text."""
    source, profile = from_text(text), default_profile()
    return calls(lambda: lint(source, profile)) / len(text)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_cost_of_a_character_is_the_same_in_a_longer_text(shape: str) -> None:
    lint(from_text(text_of(shape, 500)), default_profile())
    small, large = (text_of(shape, length) for length in (SMALL, SMALL * TIMES))
    assert cost(large) < 1.5 * cost(small)
