"""The outline repair: one slip is one fault, on the heading that a person would correct."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from support import check, notice

from notice_lint.parsing.outline import repair
from notice_lint.text.numerals import han_number

NUMBERING = ("NL301", "NL302", "NL303", "NL304", "NL305", "NL306", "NL308")


class Line(Struct, frozen=True):
    level: int
    number: int
    words: str

    def marked(self, level: int, number: int) -> str:
        han = han_number(number)
        marker = {1: f"{han}、", 2: f"（{han}）", 3: f"{number}.", 4: f"（{number}）"}[level]
        return marker + self.words

    @property
    def text(self) -> str:
        return self.marked(self.level, self.number)


def outline(groups: list[list[list[int]]], continuous: bool) -> list[Line]:
    """Build an outline: parts hold groups, groups hold items, items hold so many sub-items."""
    lines: list[Line] = []
    for part, inside in enumerate(groups, 1):
        lines.append(Line(1, part, f"第{han_number(part)}部分整改落实情况"))
        number = 0
        for group, items in enumerate(inside, 1):
            lines.append(Line(2, group, f"关于方向{han_number(group)}有差距方面"))
            number = number if continuous else 0
            for subs in items:
                number += 1
                lines.append(
                    Line(3, number, f"针对“事项{han_number(number)}不到位”的问题。完善制度。")
                )
                lines += [
                    Line(4, n, f"关于情形{han_number(n)}。抓好整改。") for n in range(1, subs + 1)
                ]
    return lines


SUBS = st.sampled_from((0, 0, 0, 2, 3))
GROUPS = st.lists(st.lists(SUBS, min_size=2, max_size=4), min_size=2, max_size=4)
OUTLINES = st.builds(outline, st.lists(GROUPS, min_size=2, max_size=3), st.booleans()).filter(
    lambda lines: len(lines) <= 60
)


def written(lines: list[Line], index: int = -1, marked: str = "") -> str:
    return "".join(
        (marked if place == index else line.text) + "\n" for place, line in enumerate(lines)
    )


def due(before: list[Line], level: int) -> set[int]:
    """Return the numbers that a heading of a level may rightly have behind some others.

    Below another heading it may begin anew or go on.
    """
    number = last = 0
    for line in before:
        if line.level < level:
            number = 0
        elif line.level == level:
            number = last = line.number
    return {number + 1, last + 1}


@settings(max_examples=60, deadline=None)
@given(OUTLINES)
def test_clean_outline_has_no_fault(lines: list[Line]) -> None:
    assert check(written(lines), NUMBERING).violations == ()


@settings(max_examples=300, deadline=None)
@given(OUTLINES, st.data())
def test_one_mistyped_marker_is_one_violation_there(lines: list[Line], data: st.DataObject) -> None:
    """A marker that would be right where it stands cannot be told from one that is meant."""
    index = data.draw(st.integers(0, len(lines) - 1))
    line = lines[index]
    level = data.draw(st.sampled_from((line.level, line.level, 1, 2, 3, 4)))
    number = data.draw(st.integers(1, 12)) if level == line.level else line.number
    marked = line.marked(level, number)
    assume(marked != line.text)
    assume(number not in due(lines[:index], level))
    result = check(written(lines, index, marked), NUMBERING)
    found = [(v.code, result.source.location(v.span).line) for v in result.violations]
    assert [place for _, place in found] == [index + 1], (marked, line.text, found)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("一、甲\n（一）乙\n（三）丙\n（四）丁\n", "（三）"),
        ("1.甲\n2.乙\n2.丙\n4.丁\n", "2."),
        ("1.甲\n3.乙\n2.丙\n4.丁\n", "3."),
        ("一、甲\n一、乙\n三、丙\n", "一、"),
        ("（一）甲\n1.乙\n2.丙\n（1）丁\n1.戊\n2.己\n（三）庚\n", "（1）"),
    ],
)
def test_one_fault(text: str, fault: str) -> None:
    assert [one.marker.text for one in notice(text).headings if one.marker.fault] == [fault]


@pytest.mark.parametrize(
    "text",
    [
        "（一）甲\n（二）乙\n",
        "1.甲\n2.乙\n",
        "一、甲\n1.乙\n2.丙\n二、丁\n1.戊\n",
        "一、甲\n（一）乙\n1.丙\n2.丁\n（二）戊\n3.己\n4.庚\n二、辛\n（一）壬\n1.癸\n2.子\n",
        "一、甲\n（一）乙\n1.丙\n二、丁\n（一）戊\n2.己\n三、庚\n（一）辛\n3.壬\n",
        "1.针对“甲”的问题\n整改措施：\n1.加强学习。\n2.完善制度。\n2.针对“乙”的问题\n整改措施：\n1.开展培训。\n2.严格考核。\n",
        "1.针对“甲”的问题\n整改措施：\n1.学习。\n2.考核。\n整改情况：已整改。\n2.针对“乙”的问题\n整改措施：\n1.培训。\n2.检查。\n整改情况：已整改。\n",
        "1.甲\n整改情况：已整改。\n2.乙\n整改措施：\n1.加强学习。\n2.完善制度。\n3.严格考核。\n",
        "问题1：甲\n1.乙。\n2.丙。\n问题2：丁\n1.戊。\n2.己。\n",
        "1.甲\n①乙\n②丙\n2.丁\n",
    ],
)
def test_no_fault(text: str) -> None:
    assert [one.marker.text for one in notice(text).headings if one.marker.fault] == []


def slips(lines: list[Line], rng: random.Random) -> str:
    """Write an outline with some markers mistyped."""
    marked = [line.text for line in lines]
    for _ in range(rng.randint(3, 6)):
        index = rng.randrange(len(lines))
        line = lines[index]
        level = rng.choice((line.level, line.level, 1, 2, 3, 4))
        marked[index] = line.marked(level, rng.choice((line.number, rng.randint(1, 9))))
    return "\n".join(marked)


def random_outline(rng: random.Random) -> list[Line]:
    def group() -> list[int]:
        return [rng.choice((0, 0, 0, 2, 3)) for _ in range(rng.randint(2, 4))]

    parts = [[group() for _ in range(rng.randint(2, 4))] for _ in range(rng.randint(2, 3))]
    return outline(parts, rng.random() < 0.5)


def test_the_beam_loses_nothing_in_outlines_of_several_slips(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = random.Random(7)
    texts = [slips(random_outline(rng), rng) for _ in range(12)]
    found = [[one.marker for one in notice(text).headings] for text in texts]
    monkeypatch.setattr(repair, "BEAM", 128)
    assert [[one.marker for one in notice(text).headings] for text in texts] == found


MARKS = (
    "一、",
    "二、",
    "三、",
    "（一）",
    "（3）",
    "1.",
    "2.",
    "3.",
    "（1）",
    "①",
    "第一、",
    "A.",
    "问题1：",
)


def disordered(count: int) -> str:
    rng = random.Random(1)
    return "\n".join(rng.choice(MARKS) + "针对“事项”的问题。完善制度。" for _ in range(count))


def labelled(count: int) -> str:
    rng = random.Random(1)
    labels = ("问题：甲", "原因：乙", "措施：丙", "整改情况：已完成", "学习不深入", "关于学习方面")
    return "\n".join(rng.choice(labels) for _ in range(count))


def calls(text: str) -> int:
    """Count the calls that reading a text takes."""
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event == "call"

    sys.setprofile(count)
    try:
        notice(text)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("text", [disordered, labelled])
def test_a_heading_more_costs_no_more_in_a_longer_outline(text: Callable[[int], str]) -> None:
    notice(text(10))
    assert calls(text(2_000)) <= 4.6 * calls(text(500))


@pytest.mark.parametrize(("items", "lists"), [(".", "、"), ("、", ".")])
def test_a_list_in_a_label_keeps_its_delimiter_to_its_last_line(items: str, lists: str) -> None:
    text = "一、巡察反馈问题整改落实情况\n"
    for number, problem in enumerate(("学习不深入", "会风不实"), 1):
        text += f"{number}{items}针对“{problem}”的问题\n原因分析：重视不够。\n整改措施：\n"
        text += "".join(f"{n}{lists}{words}。\n" for n, words in enumerate(MEASURES, 1))
        text += "整改情况：已完成整改。\n"
    read = notice(text)
    assert [item.problem.text for item in read.all_items] == [
        "针对“学习不深入”的问题",
        "针对“会风不实”的问题",
    ]
    assert check(text, [code for code in CODES if code != "NL304"]).violations == ()


CODES = (*NUMBERING, "NL201", "NL202", "NL203")
MEASURES = ("修订学习制度", "严格考勤", "组织研讨")
