"""Notices in forms of their own: what is read of them, and what is told where a part is taken out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from forms import FOOT, HEAD

from notice_lint.document.notice import Notice, ProblemItem
from notice_lint.parsing.parse import parse
from notice_lint.readers import from_text
from notice_lint.ruleset.engine import lint
from notice_lint.ruleset.profile import default_profile

PROBLEMS = ("巡护制度执行不严", "苗木采购程序不规范", "项目验收时间滞后", "窗口服务不够主动")
CAUSES = ("督促检查不够", "业务人员不熟悉要求", "验收力量不足", "考核没有跟上")
MEASURES = (
    "修订考核办法，为126名护林员配发终端",
    "完善采购流程，补齐比选资料14份",
    "公开遴选机构3家",
    "设立意见簿，按月通报",
)
KINDS = ("cause", "measures", "status")


def written(head: Sequence[str], item: str, foot: Sequence[str]) -> str:
    """Write a notice of four problems by the form of one."""
    items = (
        item.format(
            n=number,
            han="一二三四"[number - 1],
            circle="①②③④"[number - 1],
            problem=problem,
            cause=cause,
            measures=measures,
        )
        for number, (problem, cause, measures) in enumerate(
            zip(PROBLEMS, CAUSES, MEASURES, strict=True), 1
        )
    )
    return "\n".join((*HEAD, *head, *items, *foot, *FOOT)) + "\n"


NUMBERED = (["一、整改工作组织情况", "镇党委逐条认领。", "二、逐项整改情况"], ["三、下一步打算", "镇党委将持续用力。"])  # fmt: skip
BARE = (
    ["整改工作组织情况", "镇党委逐条认领。", "逐项整改情况"],
    ["下一步打算", "镇党委将持续用力。"],
)
STEMS = (["甲、整改部署", "镇党委逐条认领。", "乙、整改进展"], ["丙、后续打算", "镇党委将持续用力。"])  # fmt: skip
BOARDS = (
    ["【组织推动】", "镇党委逐条认领。", "【业务工作板块】"],
    ["【下一步打算】", "镇党委将持续用力。"],
)
LABELLED = "原因：{cause}。\n措施：{measures}。\n状态：已完成整改。"
FORMS = {
    "titles over prose": (
        BARE,
        "{problem}\n主要是{cause}。镇党委{measures}。已完成整改。",
    ),
    "the cause ends its sentence": (
        NUMBERED,
        "{n}.{problem}。{cause}，是产生问题的主要原因。镇党委{measures}。已完成整改。",
    ),
    "the status in the heading": (
        NUMBERED,
        "{n}.{problem}（已完成整改）。问题产生的原因是{cause}。镇党委{measures}。",
    ),
    "the status on a line of its own": (
        NUMBERED,
        "（{han}）{problem}\n【状态：已完成】\n原因：{cause}。\n措施：{measures}。",
    ),
    "sections of a family, headed like labels": (STEMS, "{n}.{problem}\n" + LABELLED),
    "boards and bullets": (BOARDS, "●{problem}\n" + LABELLED),
    "①问题：": (NUMBERED, "{circle}问题：{problem}。\n" + LABELLED),
    "lists below labels": (
        NUMBERED,
        "（{han}）{problem}\n原因分析\n1.{cause}。\n2.重视不够。\n整改措施\n1.{measures}。\n2.定期回访。\n整改状态\n已完成整改。",
    ),
    "一是 below a cause": (
        NUMBERED,
        "（{han}）{problem}\n主要原因：{cause}。\n一是{measures}。\n二是定期回访。\n三是年终考核。\n——已完成整改。",
    ),
    "words closed by nobody": (
        NUMBERED,
        "{n}.{problem}\n问题根由\n{cause}。\n整改行动\n{measures}。\n目前状态\n已完成。",
    ),
    "asked and answered": (
        NUMBERED,
        "问题{han}　{problem}\n为何出现？{cause}。\n如何整改？{measures}。\n改得怎样？已完成整改。",
    ),
}


def notice(form: str) -> tuple[str, Notice]:
    (head, foot), item = FORMS[form]
    text = written(head, item, foot)
    return text, parse(from_text(text))


def faults(text: str) -> set[str]:
    """Return the codes of all errors and warnings on a text."""
    violations = lint(from_text(text), default_profile()).violations
    return {violation.code for violation in violations if violation.severity != "info"}


def said(text: Notice, item: ProblemItem, kind: str) -> str:
    return "".join(
        span.of(text.source.text) for part in item.parts if part.kind == kind for span in part.body
    )


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_read(form: str) -> None:
    text, read = notice(form)
    assert [item.problem.text.removeprefix("问题：") for item in read.items] == list(PROBLEMS)
    for item, cause, measures in zip(read.items, CAUSES, MEASURES, strict=True):
        assert cause in said(read, item, "cause")
        assert measures in said(read, item, "measures")
        assert [part.status for part in item.parts if part.kind == "status"] == ["completed"]
    assert faults(text) == set()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["cause", "status"])
def test_what_is_taken_out_is_told(form: str, kind: str) -> None:
    text, read = notice(form)
    (part,) = (part for part in read.items[2].parts if part.kind == kind)
    less = text[: part.span.start] + text[part.span.end :]
    expected = {"cause": {"NL201"}, "status": {"NL203"}}[kind]
    assert expected <= faults(less) or form in IN_PROSE[kind]


IN_PROSE = {
    "cause": {"titles over prose", "the cause ends its sentence", "the status in the heading"},
    "status": {"the status on a line of its own"},
}
"""Where another paragraph may say it in words that are not known; where half a bracket is left."""
