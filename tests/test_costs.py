"""Where each cost of the outline repair comes from: a case is read rightly, and not beyond a bound.

A cost that is to be changed stands between the bounds given here; a notice that needs another one
is a case to add.
"""

from __future__ import annotations

import pytest
from support import notice

from notice_lint.parsing.outline import costs

PARTS = "原因分析：重视不够。\n整改措施：完善制度。\n整改情况：已完成整改。\n"
AREAS = ("（一）关于理论武装方面", "（二）关于作风建设方面")


def written(*lines: str) -> str:
    """Write lines, with all parts below each problem."""
    return "".join(f"{line}\n{PARTS if '针对' in line else ''}" for line in lines)


CASES: dict[str, tuple[str, list[str]]] = {
    "bracket amid items": (
        written(
            "一、整改情况", AREAS[0], "1.针对“甲”的问题", "（二）针对“乙”的问题", "3.针对“丙”的问题"
        ),
        ["（二）"],
    ),
    "bracket and part": (
        written(
            *("一、整改工作基本情况", "高度重视。", "二、巡察反馈问题整改落实情况"),
            *(AREAS[0], "1.针对“甲”的问题", "2.针对“乙”的问题"),
            *(AREAS[1], "1.针对“丙”的问题", "2.针对“丁”的问题"),
            *("（3）关于队伍建设方面", "1.针对“戊”的问题", "2.针对“己”的问题"),
            *("四、下一步打算", "持续用力。"),
        ),
        ["（3）", "四、"],
    ),
    "number of a sub-item": (
        written(
            *("一、整改情况", AREAS[0], "1.针对“甲”的问题"),
            *("（1）关于学习", "（2）关于考勤", "（1）关于记录", "2.针对“乙”的问题"),
        ),
        ["（1）"],
    ),
    "last part": (
        written(
            *("一、巡察反馈问题整改落实情况", AREAS[0], "1.针对“甲”的问题", "2.针对“乙”的问题"),
            *(AREAS[1], "1.针对“丙”的问题", "2.针对“丁”的问题", "3、下一步打算", "持续用力。"),
        ),
        ["3、"],
    ),
    "lone sub-item": ("1.甲\n（1）乙\n3.丙\n", ["（1）"]),
    "lists in labels": (
        "".join(
            f"{number}.针对“{words}”的问题\n整改措施：\n1.加强学习。\n2.完善制度。\n整改情况：已完成整改。\n"
            for number, words in ((1, "甲"), (2, "乙"))
        ),
        [],
    ),
    "list as long as the items": (
        "1.甲\n整改情况：已完成整改。\n2.乙\n整改措施：\n1.加强学习。\n2.完善制度。\n3.严格考核。\n",
        [],
    ),
    "two changed places": ("1.甲\n3.乙\n2.丙\n4.丁\n", ["3."]),
    "number gone": (
        written("1.针对“甲”的问题", "2.针对“乙”的问题", "针对“丙”的问题", "3.针对“丁”的问题"),
        [""],
    ),
}
"""For each case its text, and the markers that are wrong."""

BOUNDS = {
    "DEPARTURE_COST": ((0.9, "bracket amid items"), (1.4, "bracket and part")),
    "ANEW_COST": ((1.0, "lists in labels"), (1.8, "number of a sub-item")),
    "SWAP_COST": ((1.2, "two changed places"),),
    "MISTYPED_NUMBER_COST": ((0.0, "number of a sub-item"), (0.5, "last part")),
    "LIST_ENDS_COST": ((0.0, "list as long as the items"),),
    "LIST_COST": ((0.4, "last part"), (1.6, "lists in labels")),
    "UNCOUNTED_COST": ((1.2, "number gone"),),
    "PLAN_COST": ((1.6, "last part"),),
    "FORM_COST": ((0.7, "bracket and part"),),
    "LONE_COST": ((0.2, "last part"), (1.1, "number of a sub-item")),
    "LONE_SUB_COST": ((0.5, "lone sub-item"),),
    "STYLE_COST": ((1.7, "bracket and part"), (2.1, "bracket amid items")),
    "BRACKET_COST": ((1.3, "number of a sub-item"), (1.7, "bracket and part")),
}
"""For each cost the values at which a case is read otherwise."""
EACH = [(name, value, case) for name, bounds in BOUNDS.items() for value, case in bounds]


def reading(text: str) -> list[tuple[str, int, str | None]]:
    markers = [heading.marker for heading in notice(text).headings]
    return [(marker.text, marker.level, marker.fault) for marker in markers]


@pytest.mark.parametrize("case", CASES)
def test_a_case_is_read_rightly(case: str) -> None:
    text, wrong = CASES[case]
    assert [marker for marker, _, fault in reading(text) if fault] == wrong


@pytest.mark.parametrize(("name", "value", "case"), EACH)
def test_beyond_a_bound_it_is_not(
    name: str, value: float, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, _ = CASES[case]
    right = reading(text)
    monkeypatch.setattr(costs, name, value)
    assert reading(text) != right


def test_every_cost_has_a_case_on_the_right_side_of_it() -> None:
    assert set(BOUNDS) == {name for name in vars(costs) if name.endswith("_COST")}
    for name, bounds in BOUNDS.items():
        low = [value for value, _ in bounds if value < getattr(costs, name)]
        high = [value for value, _ in bounds if value > getattr(costs, name)]
        assert len(low) <= 1 >= len(high)
        assert low or high
