"""Ways in which papers and notices name and sort what is the same."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from openpyxl import Workbook

from notice_lint.api import Options, Session
from notice_lint.config.companions import CompanionFile
from notice_lint.document.companions import Comparison, comparison_of
from notice_lint.parsing.lift.items import filed_as
from notice_lint.ruleset.layers import Layer, base_layers
from notice_lint.ruleset.profile import build
from notice_lint.ruleset.result import FileResult

CODES = tuple(f"NL{number}" for number in range(551, 562))
PROFILE = build("test", [*base_layers("default"), Layer("test", select=CODES)])
LEAD = (
    "2024年3月11日至5月20日，县委第六巡察组对鹤溪乡党委开展了巡察。"
    "2024年7月2日，县委第六巡察组反馈了意见。"
)


def compared(items: str, *papers: CompanionFile) -> tuple[FileResult, Comparison]:
    text = f"鹤溪乡党委关于巡察整改进展情况的通报\n{LEAD}现将整改情况公布如下。\n{items}"
    options = Options(profile=PROFILE, companions=papers)
    result = Session(options, with_baseline=False).check_text(text, name="通报.txt")
    comparison = comparison_of(result.notice)
    assert comparison
    return result, comparison


def feedback(*lines: str) -> CompanionFile:
    return CompanionFile("feedback", "反馈意见.txt", "\n".join(lines).encode())


def codes(result: FileResult) -> list[str]:
    return sorted(violation.code for violation in result.violations)


def test_an_item_answers_every_problem_whose_first_clause_it_names() -> None:
    paper = feedback(
        "巡察鹤溪乡党委的反馈意见",
        LEAD,
        "一、发现的主要问题",
        "1.村务公开不及时，三个村的低保评议结果一直没有张榜",
        "2.账目公布走形式，群众看不懂收支明细也问不到人",
        "3.道路养护不到位，两处塌方半年没有清理",
    )
    result, comparison = compared(
        "一、反馈问题整改情况\n"
        "1.关于村务公开不及时、账目公布走形式的问题\n整改措施：逐月张榜。\n整改情况：已完成。\n"
        "2.关于道路养护不到位的问题\n整改措施：清理塌方。\n整改情况：已完成。\n",
        paper,
    )
    answers = [
        match.entry.name[:6] for row in comparison.rows if row.asked for match in row.of("notice")
    ]
    assert answers == ["村务公开不及", "村务公开不及", "道路养护不到"]
    assert "NL551" not in codes(result)


def test_what_is_left_over_between_the_same_others_is_asked_about() -> None:
    paper = feedback(
        "巡察鹤溪乡党委的反馈意见",
        LEAD,
        "一、发现的主要问题",
        "1.道路养护不到位",
        "2.长期违规发放值守补助，三年向干部发放十六万元",
        "3.党员发展把关不严",
    )
    result, _ = compared(
        "一、反馈问题整改情况\n"
        "1.关于道路养护不到位的问题\n整改措施：清理塌方。\n整改情况：已完成。\n"
        "2.关于值守补助发放管理还不够精细的问题\n整改措施：修订办法。\n整改情况：已完成。\n"
        "3.关于党员发展把关不严的问题\n整改措施：重新核对。\n整改情况：已完成。\n",
        paper,
    )
    assert codes(result) == ["NL553"]
    assert "可能是同一问题" in result.violations[0].message.zh


def test_a_line_of_labels_says_when_the_inspection_was() -> None:
    paper = feedback(
        "巡察反馈问题清单",
        "被巡察单位：鹤溪乡党委　巡察组：县委第六巡察组　"
        "巡察时间：2024年3月1日至5月20日　反馈时间：2024年7月2日",
        "1.道路养护不到位",
        "2.党员发展把关不严",
    )
    result, _ = compared(
        "一、反馈问题整改情况\n"
        "1.关于道路养护不到位的问题\n整改措施：清理塌方。\n整改情况：已完成。\n"
        "2.关于党员发展把关不严的问题\n整改措施：重新核对。\n整改情况：已完成。\n",
        paper,
    )
    assert [(one.code, one.quote) for one in result.violations] == [
        ("NL557", "2024年3月11日至5月20日")
    ]


def test_every_paragraph_behind_a_dash_is_a_problem() -> None:
    paper = feedback(
        "巡察鹤溪乡党委的反馈意见",
        LEAD,
        "一、存在的主要问题",
        "（一）履行职能责任有差距",
        "—— 道路养护不到位，两处塌方没有清理；",
        "—— 乡集体账外设立小金库，金额三万元；",
        "（二）管党治党责任压得不实",
        "—— 党员发展把关不严；",
        "—— 谈心谈话流于形式。",
    )
    _, comparison = compared(
        "一、反馈问题整改情况\n1.关于道路养护不到位的问题\n整改措施：清理。\n整改情况：已完成。\n"
        "2.关于乡集体账外设立小金库的问题\n整改措施：上缴。\n整改情况：已完成。\n"
        "3.关于党员发展把关不严的问题\n整改措施：核对。\n整改情况：已完成。\n"
        "4.关于谈心谈话流于形式的问题\n整改措施：补谈。\n整改情况：已完成。\n",
        paper,
    )
    assert [row.asked.name[:6] for row in comparison.rows if row.asked] == [
        "道路养护不到", "乡集体账外设", "党员发展把关", "谈心谈话流于",
    ]  # fmt: skip


def ledger(rows: Sequence[tuple[str, str]]) -> CompanionFile:
    """Return a workbook with a header of two rows, in which 销号情况 spans status and name."""
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.append(["序号", "问题清单", "任务清单", "销号情况", None])
    sheet.append([None, "主要问题", "整改措施", "进展", "审核人"])
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("D1:E1")
    for number, (problem, status) in enumerate(rows, 1):
        sheet.append([number, problem, "修订制度，逐项落实", status, "县纪委监委"])
    data = io.BytesIO()
    book.save(data)
    return CompanionFile("ledger", "整改台账.xlsx", data.getvalue())


FILED = (
    "一、已完成整改的问题\n"
    "1.关于道路养护不到位的问题\n整改措施：清理塌方两处，修复路面。\n"
    "2.关于党员发展把关不严的问题\n整改措施：重新核对档案十二份。\n"
    "二、需持续推进的问题\n"
    "3.关于产业项目推进缓慢的问题\n整改措施：引进加工企业一家。\n"
)


def test_a_section_gives_its_status_to_the_items_and_a_spanning_head_is_divided() -> None:
    paper = ledger(
        [
            ("道路养护不到位", "已完成"),
            ("党员发展把关不严", "正在推进"),
            ("产业项目推进缓慢", "正在推进"),
        ]
    )
    result, comparison = compared(FILED, paper)
    entries = [match.entry for row in comparison.rows for match in row.matches]
    assert [entry.status for entry in entries if entry.paper is None] == [
        "completed", "completed", "in_progress",
    ]  # fmt: skip
    (violation,) = (one for one in result.violations if one.code == "NL554")
    assert "状态写“已完成”，台账是“正在整改”" in violation.message.zh


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("已完成整改的问题（12个）", "completed"), ("立行立改的问题", "completed"),
        ("整改到位的问题", "completed"), ("基本完成整改的问题", "basically_completed"),
        ("长期坚持、持续推进的事项", "in_progress"), ("下一步需继续推进的问题", "in_progress"),
        ("尚未完成整改的问题", "not_started"), ("反馈问题整改落实情况", None),
        ("完成整改任务情况", None), ("整改完成情况", None), ("正在推进", None),
    ],
)  # fmt: skip
def test_what_headings_say_of_all_below_them(heading: str, status: str | None) -> None:
    assert filed_as(heading) == status


def test_clauses_are_problems_whatever_stands_before_them() -> None:
    paper = feedback(
        "巡察鹤溪乡党委的反馈意见",
        LEAD + "巡察也发现一些问题：",
        "在履行职能责任方面，一是道路养护不到位；二是产业项目推进缓慢。",
        "在党的建设方面，一是党员发展把关不严；二是谈心谈话流于形式。",
    )
    _, comparison = compared(FILED, paper)
    assert [row.asked.name for row in comparison.rows if row.asked] == [
        "道路养护不到位", "产业项目推进缓慢", "党员发展把关不严", "谈心谈话流于形式",
    ]  # fmt: skip


def test_clauses_behind_what_reads_as_a_cause_are_problems() -> None:
    paper = feedback(
        "巡察鹤溪乡党委的反馈意见",
        LEAD,
        "一、履行职能责任方面",
        "主要是：一是道路养护不到位；二是产业项目推进缓慢。",
        "二、落实部署有温差",
        "一是党员发展把关不严；二是谈心谈话流于形式。",
    )
    _, comparison = compared(
        f"{FILED}4.关于谈心谈话流于形式的问题\n整改措施：补谈十二人。\n", paper
    )
    assert [row.asked.name for row in comparison.rows if row.asked] == [
        "道路养护不到位", "产业项目推进缓慢", "党员发展把关不严", "谈心谈话流于形式",
    ]  # fmt: skip
