"""The counts that a declared number may mean: one rule for checks, page and sheet."""

from __future__ import annotations

import pytest
from support import check, notice

from notice_lint.document.tally import areas, count_items
from notice_lint.reports.model.build import document_of

NESTED = """\
巡察反馈2个方面2类问题、3个具体问题，已完成整改2个，正在整改1个。
一、落实整改任务情况
（一）学习方面
1.关于学习不严的问题。
（1）关于计划不实的问题。
整改情况：已完成
（2）关于记录不全的问题。
整改情况：已完成，长期坚持
（二）会风方面
1.关于会风不实的问题。
整改情况：正在整改
"""


def meant(text: str) -> dict[str, tuple[int, ...]]:
    document = notice(text)
    counts = count_items(document)
    return {one.text: counts.meant_by(one) for one in document.declarations}


def test_problems_are_outermost_items_or_leaves() -> None:
    counts = count_items(notice(NESTED))
    assert (counts.outermost, counts.leaves) == (2, 3)
    assert meant(NESTED)["3个具体问题"] == (2, 3)


def test_statuses_are_labels_or_items_by_their_least_done_sub_item() -> None:
    assert meant(NESTED)["已完成整改2个"] == (2, 1)
    worse = NESTED.replace("已完成，长期坚持", "正在整改")
    counts = count_items(notice(worse))
    assert counts.item_statuses == {"in_progress": 2}


@pytest.mark.parametrize(("ongoing", "counted"), [("", (2,)), ("，长期坚持1个", (2, 1))])
def test_what_is_kept_up_may_be_counted_apart(ongoing: str, counted: tuple[int, ...]) -> None:
    text = (
        f"巡察反馈2个问题，已完成整改1个{ongoing}。\n一、整改情况\n"
        "1.针对“甲”的问题\n整改情况：已完成\n2.针对“乙”的问题\n整改情况：已完成，长期坚持\n"
    )
    assert meant(text)["已完成整改1个"] == counted


def test_an_empty_section_beside_others_is_an_area() -> None:
    document = notice(NESTED + "（三）作风方面\n")
    assert [section.heading.text for section in areas(document)][-1:] == ["作风方面"]
    assert count_items(document).areas == 3


def test_nothing_is_meant_by_a_number_of_what_is_not_counted() -> None:
    text = "巡察反馈1个问题，制定整改措施26条，已完成整改1个。\n一、整改情况\n1.针对“甲”的问题\n"
    numbers = [(one.subject, one.value) for one in notice(text).declarations]
    assert numbers == [("problems", 1), ("measures", 26), ("completed", 1)]
    assert list(meant(text).values()) == [(1,), (), ()]


def test_page_and_sheet_are_given_what_the_check_accepts() -> None:
    document = notice(NESTED)
    counts = count_items(document)
    shown = document_of(document).declared
    assert [one.counted for one in shown] == [counts.meant_by(one) for one in document.declarations]
    assert not check(NESTED, ["NL501", "NL502", "NL503"]).violations
