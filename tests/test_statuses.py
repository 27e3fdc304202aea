"""A status in every dress, and sentences that only sound like one."""

from __future__ import annotations

import pytest
from support import check, notice

from notice_lint.document.notice import Part

HEAD = "一、巡察反馈问题整改落实情况\n1.针对“学习不深入”的问题"


def kinds(text: str) -> list[str]:
    return [part.kind for item in notice(text).all_items for part in item.parts]


def statuses(text: str) -> list[Part]:
    items = notice(text).all_items
    return [part for item in items for part in item.parts if part.kind == "status"]


DRESSES = {
    "completed": r"""
        \n整改措施：完善制度。\n整改状态：已完成。
        \n整改措施：完善制度。\n整改情况：已完成整改。
        \n整改措施：完善制度。\n整改情况：已完成整改并销号。
        \n整改措施：完善制度。\n整改情况：已完成整改，并申请销号。
        \n整改措施：完善制度。\n整改情况：已完成整改，已销号。
        \n整改措施：完善制度。\n整改情况：已整改到位并通过验收。
        \n整改措施：完善制度。\n完成情况：已办结
        \n整改措施：完善制度。\n销号情况：已销号。
        \n整改措施：完善制度。\n是否完成：已完成
        \n整改措施：完善制度。\n目前进展：该问题已整改到位。
        \n整改措施：完善制度。\n【完成情况】已完成
        \n整改措施：完善制度。\n整改状态：【已完成】
        \n整改措施：完善制度。\n整改状态：（已完成）
        \n整改措施：完善制度。\n整改状态：☑已完成 □正在整改 □未完成
        \n整改措施：完善制度。\n整改状态：☑ 已完成　☐ 正在整改
        \n整改措施：完善制度。\n整改状态：■已完成□整改中
        \n整改措施：完善制度。\n整改状态：已完成☑ 整改中□ 未完成□
        \n整改措施：完善制度。\n整改状态：（√）已完成（ ）正在整改
        \n整改措施：完善制度。\n整改状态：☒已完成 ☐未完成
        \n整改措施：完善制度。\n整改状态：√已完成
        \n整改措施：完善制度。\n整改状态：已完成√
        \n整改措施：完善制度。\n☑已完成 □正在整改
        \n整改措施：完善制度。\n✓ 已完成整改
        \n整改措施：完善制度。☑已完成 □未完成
        \n整改措施：完善制度。【已完成】
        \n整改措施：完善制度【已完成】。
        \n整改措施：完善制度。（已完成整改）
        \n整改措施：完善制度（已完成整改）。
        \n整改措施：完善制度。［已完成］
        \n整改措施：完善制度。〔已完成〕
        \n整改措施：完善制度。【√已完成】
        \n整改措施：完善制度。【整改状态：已完成】
        \n整改措施：完善制度。（整改情况：已完成）
        \n整改措施：完善制度。已完成。
        \n整改措施：完善制度。已销号。
        \n整改措施：完善制度。已完成整改并销号。
        \n整改措施：完善制度。该问题已整改到位。
        \n整改措施：完善制度。目前已完成整改。
        \n整改措施：完善制度。目前，该问题已完成整改。
        \n整改措施：完善制度。截至目前，该项整改任务已全部完成。
        \n整改措施：完善制度。该问题已完成整改。下一步，将加强监督。
        \n整改措施：完善制度。整改工作已完成。
        \n整改措施：完善制度。该问题已于2024年3月完成整改。
        \n整改措施：完善制度。\n该问题已完成整改。
        \n整改措施：完善制度。\n已整改到位
        \n整改措施：完善制度。立行立改，已完成。
        （已完成）\n整改措施：完善制度。
        【已完成整改】\n整改措施：完善制度。
        （已完成整改）。一是完善制度。二是加强督查。
        【已完成】。一是完善制度。二是加强督查。
        。已完成整改。一是完善制度。二是加强督查。
        。一是完善制度。二是加强督查。已完成。
        \n〔已整改〕修订制度3项，更换队员2名。
        。(已完成)\n一是完善制度。
        \n整改措施：完善制度。半年入户2300次，问题已经整改完成。
        \n整改措施：完善制度。这项问题现已整改完成。
        。一是完善制度。二是加强督查。【已完成整改】
        \n整改措施：完善制度。——已完成。
        \n整改措施：完善制度——已整改
        \n整改措施：完善制度。\n整改结果：√ 已完成，未再发生。
        \n整改措施：完善制度。\n果：☑ 已整改。重复信访占比下降。
        \n整改措施：完善制度。目前，年度任务已按期办结，该问题已整改到位。
        \n怎么改：完善制度。\n改得怎么样：√ 已完成。""",
    "completed_ongoing": r"""
        \n整改措施：完善制度。（已完成，长期坚持）
        \n整改措施：完善制度。\n整改状态：已完成（长期坚持）
        \n整改措施：完善制度。\n整改结果：已完成，今后每年修订一次，长期坚持。
        \n整改措施：完善制度。已完成（长期坚持）。
        \n整改措施：完善制度。\n整改状态：已完成，长期坚持。
        \n整改措施：完善制度。\n整改状态：长期坚持
        \n整改措施：完善制度。已完成整改，并长期坚持。
        \n整改措施：完善制度。该问题已整改到位，将持续巩固。
        \n整改措施：完善制度。\n这一问题已经整改完成，后续将作为经常性工作长期坚持。
        \n整改措施：完善制度。\n目前进度——已完成，今后长期坚持。
        \n整改措施：完善制度。【已整改并长期坚持】
        \n整改措施：完善制度。\n整改状态：☑已完成并长期坚持 □正在整改""",
    "basically_completed": r"""
        \n整改措施：完善制度。\n整改状态：基本完成。
        \n整改措施：完善制度。基本完成整改。
        \n整改措施：完善制度。该问题已基本整改到位。
        \n整改措施：完善制度。（阶段性完成整改）
        \n整改措施：完善制度。\n整改进展：取得阶段性成效。""",
    "in_progress": r"""
        \n整改措施：完善制度。\n整改状态：□已完成 ☑正在整改
        \n整改措施：完善制度。\n整改状态：按计划推进
        \n整改措施：完善制度。\n整改状态：持续推进中。
        \n整改措施：完善制度。正在推进中。
        \n整改措施：完善制度。目前正在整改。
        \n整改措施：完善制度。该问题正在有序整改中。
        \n整改措施：完善制度。该项工作持续推进。
        \n整改措施：完善制度。【整改中】
        \n整改措施：完善制度。——正在整改，预计8月建成。
        \n整改措施：完善制度。现已开放，整改还在推进，力争年底投入使用。
        \n整改措施：完善制度。该项整改正在进行，预计2025年底前完成。
        \n整改措施：完善制度。该问题正在整改推进之中。
        \n整改措施：完善制度。\n整改状态：推进中（其余6月底前办结）
        \n整改措施：完善制度。目前，两栋仓房计划6月交付，该问题正在推进整改。
        \n改：完善制度。\n果：☐ 整改中。其余于8月底前办结。
        \n整改措施：完善制度。（正在整改，并取得阶段性成效）""",
    "not_started": r"""
        \n整改措施：完善制度。\n整改状态：尚未完成。
        \n整改措施：完善制度。目前尚未完成整改。
        \n整改措施：完善制度。该问题未销号。
        \n整改措施：完善制度。（未启动）""",
}
NO_STATUS = r"""
    \n整改措施：完善制度。已完成整改15个。
    \n整改措施：完善制度，已完成招标。
    \n整改措施：一是完善制度，目前正在推进中，预计年底见效。
    \n整改措施：已修订制度3项。二是加强督查。
    \n整改措施：完善制度。正在整改的项目有2个。
    \n整改措施：完善制度。取得明显成效。
    \n整改措施：完善制度。长期坚持。
    \n整改措施：完善制度。持续推进乡村振兴。
    \n整改措施：完善制度。未完成年度任务的予以通报。
    \n整改措施：完善制度。道路改造（已完成招标）、管网铺设（正在推进）有序进行。
    \n原因分析：制度未落实。
    \n原因分析：已完成的任务没有回头看。
    \n整改时限：已完成。\n整改措施：完善制度。
    \n完成时限：立行立改，长期坚持。\n整改措施：完善制度。
    \n整改时限：长期坚持\n整改措施：完善制度。
    \n整改措施：完善制度。完成率100%。
    \n整改措施：完善制度。已完成和正在整改的一并公示。
    \n整改措施：完善制度。■已修订制度3项，□待修订制度2项。
    \n整改措施：完善制度。全部完成后组织验收。
    \n整改措施：完善制度。整改完成后及时公示。"""


def listed(texts: str) -> list[str]:
    return [line.strip().replace("\\n", "\n") for line in texts.strip().split("\n")]


@pytest.mark.parametrize(
    ("text", "class_"),
    [(text, class_) for class_, texts in DRESSES.items() for text in listed(texts)],
)
def test_a_status_is_known_in_every_dress(text: str, class_: str) -> None:
    assert [part.status for part in statuses(HEAD + text)] == [class_]


@pytest.mark.parametrize("text", listed(NO_STATUS))
def test_a_sentence_that_is_no_status(text: str) -> None:
    assert statuses(HEAD + text) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("\n整改措施：完善制度。——正在整改，预计8月建成。", "正在整改"),
        ("\n整改措施：完善制度。该问题已完成整改，平均排队时间缩短一半。", "该问题已完成整改"),
        ("\n整改措施：完善制度。【√已完成】", "已完成"),
        ("\n整改措施：完善制度。\n☑已完成 □正在整改", "已完成"),
        ("\n整改措施：完善制度。\n整改状态：【已完成】", "已完成"),
    ],
)
def test_words_of_a_status_stand_alone(text: str, status: str) -> None:
    (part,) = statuses(HEAD + text)
    assert part.text == status
    assert [kind for kind in kinds(HEAD + text) if kind == "measures"] == ["measures"]


def test_sentences_of_running_text_need_no_common_wording() -> None:
    items = [
        f"{number}.针对“{topic}”的问题\n整改措施：完善制度。{status}\n"
        for number, topic, status in (
            (1, "学习不深入", "目前已完成整改。"),
            (2, "会风不实", "该问题已整改到位。"),
            (3, "台账不全", "此项整改已完成。"),
        )
    ]
    text = "一、巡察反馈问题整改落实情况\n" + "".join(items)
    assert len(statuses(text)) == 3
    assert not check(text, ["NL206"]).violations
    marked = text.replace("目前已完成整改。", "【已完成整改】").replace(
        "该问题已整改到位。", "【已整改】"
    )
    assert len(check(marked, ["NL206"]).violations) == 1


def test_a_report_behind_a_label_says_its_status_in_a_clause() -> None:
    (status,) = statuses(
        HEAD
        + "\n整改措施：聘请看护员。\n目前进度：看护人问题已经解决；望江楼修缮过半，正在推进，计划9月竣工。"
    )
    assert status.text == "正在推进"
    assert status.status == "in_progress"


def test_a_sentence_about_all_items_is_no_measure_of_the_last() -> None:
    text = HEAD + "\n主要是督促不够。镇里按月检查。目前已整改到位。\n以上四个问题均已整改。\n"
    assert kinds(text) == ["cause", "measures", "status"]


def test_a_status_may_stand_between_the_number_and_the_problem() -> None:
    text = "一、巡察反馈问题整改落实情况\n1.【正在整改】会风不实。\n原因分析：要求不严。\n整改措施：压减会议。\n"
    assert [item.problem.text for item in notice(text).items] == ["会风不实"]
    assert [part.status for part in statuses(text)] == ["in_progress"]


def test_a_status_may_stand_behind_a_label_and_a_blank() -> None:
    (status,) = statuses(f"{HEAD}\n措施　完善制度。\n结果　已整改完成。\n")
    assert status.status == "completed"


@pytest.mark.parametrize("words", ["未整改到位", "尚未完成整改", "目前暂未销号"])
def test_a_sentence_that_says_no_more_than_that_it_is_not_done_is_a_status(words: str) -> None:
    text = f"一、问题整改情况\n1.针对“学习不深入”的问题。完善制度，按月检查。{words}。\n"
    (status,) = [item.part("status") for item in notice(text).items]
    assert status
    assert status.status == "not_started"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("该问题已取得阶段性成效，剩余事项正在推进", "basically_completed"),
        ("整改取得阶段性进展，预计2025年12月底前完成", "basically_completed"),
        ("问题总体已经整改到位", "completed"),
        ("整改正在推进，预计2026年6月底前全部落实", "in_progress"),
        ("这一问题已经改完", "completed"),
    ],
)
def test_the_last_sentence_says_where_an_item_stands(words: str, expected: str) -> None:
    text = f"一、问题整改情况\n1.针对“学习不深入”的问题。完善制度，按月检查。{words}。\n"
    assert [part.status for part in statuses(text)] == [expected]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2025年10月17日核验销号，相关做法长期坚持", "completed_ongoing"),
        ("2025年11月28日核验销号", "completed"),
        ("按期推进（黄色），2026年3月底前全部缴清", "in_progress"),
        ("已完成年度目标任务，2026年继续实施专业调整", "completed_ongoing"),
    ],
)
def test_a_status_says_when_it_was_verified_and_by_which_colour(words: str, expected: str) -> None:
    (status,) = statuses(f"{HEAD}\n整改措施：完善制度。\n整改状态：{words}。\n")
    assert status.status == expected


def test_a_day_makes_no_other_wording_of_a_status() -> None:
    item = "{0}.针对“第{0}件事不实”的问题\n整改措施：完善制度。\n整改状态：{1}核验销号。\n"
    days = ("2025年11月28日", "2025年12月5日", "2026年1月9日")
    text = "".join(item.format(number, day) for number, day in enumerate(days, 1))
    assert not check(text, ["NL206"]).violations
