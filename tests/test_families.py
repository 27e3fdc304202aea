"""Markers of every make, at every level: the same notice gives the same tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import check, notice

from notice_lint.document.notice import Notice, ProblemItem, Section
from notice_lint.text.numerals import han_number

Mark = Callable[[int], str]

FAMILIES: dict[str, Mark] = {
    "第一、": lambda n: f"第{han_number(n)}、",
    "第一，": lambda n: f"第{han_number(n)}，",
    "第1个问题：": lambda n: f"第{n}个问题：",
    "第一方面": lambda n: f"第{han_number(n)}方面　",
    "第一部分": lambda n: f"第{han_number(n)}部分　",
    "【问题1】": lambda n: f"【问题{n}】",
    "【1】": lambda n: f"【{n}】",
    "[1]": lambda n: f"[{n}]",
    "问题（一）": lambda n: f"问题（{han_number(n)}）",
    "问题1": lambda n: f"问题{n} ",
    "整改事项1：": lambda n: f"整改事项{n}：",
    "事项一": lambda n: f"事项{han_number(n)}　",
    "序号：1": lambda n: f"序号：{n}\n",
    "编号：01": lambda n: f"编号：{n:02}\n",
    "No.1": lambda n: f"No.{n} ",
    "A.": lambda n: f"{'ABCDEFGHIJ'[n - 1]}.",
    "a)": lambda n: f"{'abcdefghij'[n - 1]}) ",
    "(a)": lambda n: f"({'abcdefghij'[n - 1]})",
    "Ⅰ.": lambda n: f"{'ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ'[n - 1]}.",
    "i)": lambda n: f"{['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'][n - 1]}) ",
    "甲、": lambda n: f"{'甲乙丙丁戊己庚辛壬癸'[n - 1]}、",
    "（甲）": lambda n: f"（{'甲乙丙丁戊己庚辛壬癸'[n - 1]}）",
    "壹、": lambda n: f"{'壹贰叁肆伍陆柒捌玖拾'[n - 1]}、",
    "1：": lambda n: f"{n}：",
    "1）、": lambda n: f"{n}）、",
    "（1、": lambda n: f"（{n}、",
    "01 ": lambda n: f"{n:02} ",
    "１．": lambda n: chr(ord("０") + n) + "．",
    "❶": lambda n: chr(ord("❶") + n - 1) + " ",
    "#1#": lambda n: f"问题清单{n}号：",
}
"""How the first marker of each looks, and how the others are made."""

COMPOUND: dict[str, Callable[[int, int, int], str]] = {
    "1.1": lambda _part, area, item: f"{area}.{item} ",
    "1-1": lambda _part, area, item: f"{area}-{item}　",
    "1.1.1": lambda part, area, item: f"{part}.{area}.{item} ",
    "2-3-1": lambda part, area, item: f"{part}-{area}-{item}、",
    "（一）1.": lambda _part, area, item: f"（{han_number(area)}）{item}.",
    "一、1.": lambda _part, area, item: f"{han_number(area)}、{item}.",
    "A1.": lambda _part, area, item: f"{'ABCDE'[area - 1]}{item}. ",
}
"""Markers of items that say where they stand."""

AREAS = ("关于理论武装方面", "关于作风建设方面", "关于队伍建设方面")
PROBLEMS = (
    ("集体学习不够经常", "学习计划执行不严"),
    ("票据审核把关不严", "公务接待手续不全", "固定资产底数不清"),
    ("谈心谈话频次偏低", "入户走访不够到位"),
)
PARTS = "原因分析：日常督促不够。\n整改措施：一是修订制度。二是严格考核。\n整改情况：已完成整改。\n"
OPENING = (
    "中共青禾镇委员会关于巡察整改进展情况的通报\n"
    "根据县委统一部署，2023年10月8日至12月15日，县委第二巡察组对青禾镇党委进行了巡察，"
    "并于2024年1月12日反馈了意见。现将整改情况公布如下：\n"
)
CLOSING = (
    "欢迎干部群众对巡察整改工作进行监督。联系电话：0668-5550123；邮政地址：临岚县青禾镇人民政府。\n"
    "中共青禾镇委员会\n2024年7月1日\n"
)
USUAL: dict[str, Mark] = {
    "section": lambda n: f"{han_number(n)}、",
    "area": lambda n: f"（{han_number(n)}）",
    "item": lambda n: f"{n}.",
}


def written(
    marks: dict[str, Mark] | None = None,
    item: Callable[[int, int, int], str] | None = None,
    *,
    problem: str = "针对“{}”的问题",
) -> str:
    """Write the same notice with some markers; `item` says all three numbers of an item."""
    given = USUAL | (marks or {})
    lines = [given["section"](1) + "整改工作组织情况", "镇党委召开会议，逐条认领问题。"]
    lines.append(given["section"](2) + "巡察反馈问题整改落实情况")
    for area, problems in enumerate(PROBLEMS, 1):
        lines.append(given["area"](area) + AREAS[area - 1])
        for number, words in enumerate(problems, 1):
            mark = item(2, area, number) if item else given["item"](number)
            lines += [mark + problem.format(words), PARTS.rstrip()]
    lines += [given["section"](3) + "下一步工作打算", "镇党委将持续用力，巩固整改成果。"]
    return OPENING + "\n".join(lines) + "\n" + CLOSING


def tree(read: Notice) -> list[Any]:
    """Return what a notice holds, whatever its markers."""
    return [_node(one) for one in read.sections]


def _node(node: Section | ProblemItem) -> Any:
    children = [_node(one) for one in node.children]
    if isinstance(node, Section):
        return "section", node.heading.text, children
    parts = [node.part(kind) is not None for kind in ("cause", "measures", "status")]
    return "item", node.problem.text, parts, children


def faults(read: Notice) -> list[str]:
    return [f"{one.marker.text}{one.marker.fault}" for one in read.headings if one.marker.fault]


NAMED = {"第1个问题：", "【问题1】", "问题（一）", "问题1", "整改事项1：", "事项一", "#1#"}
"""Markers that call what they number a problem head no section."""
PLACES = [
    (family, place)
    for family in FAMILIES
    for place in USUAL
    if family != "１．" and not (family in NAMED and place == "section")
]


@pytest.mark.parametrize(("family", "place"), PLACES)
def test_a_family_is_read_at_every_level(family: str, place: str) -> None:
    read = notice(written({place: FAMILIES[family]}))
    assert tree(read) == tree(notice(written()))
    assert faults(read) == []


@pytest.mark.parametrize("family", FAMILIES)
def test_items_are_read_whatever_their_words(family: str) -> None:
    plain = written({"item": FAMILIES[family]}, problem="{}")
    assert tree(notice(plain)) == tree(notice(written(problem="{}")))


@pytest.mark.parametrize("family", COMPOUND)
def test_items_that_say_where_they_stand(family: str) -> None:
    read = notice(written(item=COMPOUND[family]))
    assert tree(read) == tree(notice(written()))
    assert faults(read) == []
    assert [one.marker.number for one in read.items if one.marker] == [1, 2, 1, 2, 3, 1, 2]


@pytest.mark.parametrize("family", ["第一、", "【问题1】", "A.", "甲、", "Ⅰ.", "问题（一）"])
def test_items_may_run_on(family: str) -> None:
    counted: Iterator[int] = iter(range(1, 100))
    text = written(item=lambda _part, _area, _item: FAMILIES[family](next(counted)))
    read = notice(text)
    assert tree(read) == tree(notice(written()))
    assert faults(read) == []


def test_families_nest() -> None:
    usual = tree(notice(written()))
    decimal = written(
        {"section": lambda n: f"{n} ", "area": lambda n: f"2.{n} "},
        item=lambda part, area, item: f"{part}.{area}.{item} ",
    )
    chapters = written(
        {"section": FAMILIES["第一部分"], "area": USUAL["section"], "item": USUAL["item"]}
    )
    letters = written({"section": FAMILIES["甲、"], "area": FAMILIES["A."], "item": FAMILIES["a)"]})
    roman = written({"section": FAMILIES["Ⅰ."], "area": USUAL["item"], "item": FAMILIES["i)"]})
    formal = written({"section": FAMILIES["壹、"], "area": USUAL["section"], "item": USUAL["area"]})
    for text in (decimal, chapters, letters, roman, formal):
        assert tree(notice(text)) == usual
        assert faults(notice(text)) == []


DEFECTIVE = ("学习制度执行不严", "财务管理不够规范", "联系群众不够紧密")
"""Areas whose words are those of problems, so that only the numbers tell what restarts."""


@pytest.mark.parametrize("outer", ["问题类别1", "甲、", "Ⅰ.", "第一，"])
@pytest.mark.parametrize("inner", ["A.", "a)", "【1】", "❶"])
def test_what_restarts_stands_below(outer: str, inner: str) -> None:
    marks = FAMILIES | {"问题类别1": lambda n: f"问题类别{n} "}
    lines = ["一、巡察反馈问题整改落实情况"]
    for area, words in enumerate(DEFECTIVE, 1):
        lines += [marks[outer](area) + words, "抽查发现部分台账缺少签字。"]
        for number in (1, 2):
            lines += [marks[inner](number) + f"第{number}种表现不规范", PARTS.rstrip()]
    read = notice(OPENING + "\n".join(lines) + "\n" + CLOSING)
    assert faults(read) == []
    (section,) = read.sections
    assert [len(child.children) for child in section.children] == [2, 2, 2]


def test_a_family_below_another_that_begins_anew_elsewhere() -> None:
    parts = "原因分析：督促不够。\n"
    done = "整改措施：逐户核查。整改情况：已完成。\n"
    subs = f"A.低保漏保。{done}B.低保错保。{done}"
    rest = "（2）养老监管不严。\n" + PARTS + "（3）救助不及时。\n" + PARTS
    text = (
        OPENING
        + "一、局党组反馈问题整改情况\n（1）兜底网织得不密。\n"
        + parts
        + subs
        + rest
        + "二、中心党总支反馈问题整改情况\n（1）收费不规范。\n"
        + PARTS
        + rest
        + CLOSING
    )
    read = notice(text)
    assert [len(section.children) for section in read.sections] == [3, 3]
    assert [item.problem.text for item in read.items[0].children] == ["低保漏保", "低保错保"]
    assert check(text, ["NL202", "NL203", "NL301"]).violations == ()


def test_numbers_that_repeat_another_stand_below_it() -> None:
    lines = ["壹、总体情况", "高度重视。", "贰、具体问题整改情况"]
    for area, words in enumerate(("落实职责", "廉政风险", "机关党建"), 1):
        lines.append(f"问题类别{area} {words}")
        for number in (1, 2):
            lines += [f"{area}-{number} 第{number}种表现", PARTS.rstrip()]
    (_, section) = notice(OPENING + "\n".join(lines) + "\n" + CLOSING).sections
    assert [len(child.children) for child in section.children] == [2, 2, 2]


def test_a_usual_style_below_families_keeps_its_level() -> None:
    lines = ["甲、整改工作怎么抓", "先学后改。", "乙、反馈问题怎么改"]
    for letter, words in zip("ABC", DEFECTIVE, strict=True):
        lines.append(f"{letter}. {words}")
        for number in (1, 2):
            lines += [f"({number}) 第{number}种表现", PARTS.rstrip()]
    read = notice(OPENING + "\n".join(lines) + "\n" + CLOSING)
    assert faults(read) == []
    (_, section) = read.sections
    levels = [[item.level for item in area.children] for area in section.children]
    assert levels == [[4, 4], [4, 4], [4, 4]]


FALSE_FRIENDS = (
    "2021年，完善制度。\n2022年，严格考核。",
    "1月，召开会议。\n2月，开展自查。\n3月，完成整改。",
    "1名干部参加培训。\n2名干部轮岗交流。",
    "1.5万元用于维修。\n2.5万元用于采购。",
    "第一批任务已经完成。\n第二批任务正在推进。",
    "第一季度，开展自查。\n第二季度，开展督查。",
    "一是完善制度。\n二是严格考核。",
    "0668-5550123转1。\n0668-5550124转2。",
    "三会一课制度得到落实。\n二级单位同步整改。",
)


@pytest.mark.parametrize("lines", FALSE_FRIENDS)
def test_numbers_that_count_nothing_are_text(lines: str) -> None:
    text = written().replace("一是修订制度。二是严格考核。", f"\n{lines}", 1)
    read = notice(text)
    assert tree(read) == tree(notice(written()))
    assert len(read.headings) == len(notice(written()).headings)


@pytest.mark.parametrize("marks", ["①②③", "abc", "甲乙丙"])
def test_measures_listed_by_a_family_are_no_items(marks: str) -> None:
    listed = "\n".join(
        f"{one}）{words}" for one, words in zip(marks, ("修订制度。", "补齐台账。"), strict=False)
    )
    text = written().replace("一是修订制度。二是严格考核。", f"\n{listed}")
    assert tree(notice(text)) == tree(notice(written()))


@pytest.mark.parametrize("place", USUAL)
@pytest.mark.parametrize("wrong", ["3：", "3、", "3,", "（3、", "（三、", "三：", "第3、"])
def test_a_mistyped_marker_hides_nothing(place: str, wrong: str) -> None:
    """Whatever the third marker of a level became, the others stay what they are."""
    number = {"section": "三", "area": "三", "item": "3"}[place]
    if number not in wrong:
        pytest.skip("another numeral")
    usual = USUAL[place]
    read = notice(written({place: lambda n: wrong if n == 3 else usual(n)}))
    assert tree(read) == tree(notice(written()))


def test_another_make_among_siblings_is_told() -> None:
    text = written().replace("（二）关于作风", "㈡关于作风")
    assert [one.quote for one in check(text, ["NL308"]).violations] == ["㈡"]
    digits = written({"item": lambda n: f"{n + 8} "})
    assert check(digits, ["NL308"]).violations == ()


def _shape(read: Notice) -> list[tuple[str, int, str]]:
    """Return what is a section and what an item, with its level."""
    return [(type(node).__name__, node.level, _words(node)) for node in read.nodes]


def _words(node: Section | ProblemItem) -> str:
    return node.heading.text if isinstance(node, Section) else node.problem.text


SLIPS = ("（1）", "1、", "1.", "二.", "㈡", "2）", "（2)", "二,", "3、", "（四）", "2．")


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 40), st.sampled_from(SLIPS))
def test_a_safe_fix_changes_no_section_and_no_item(place: int, slip: str) -> None:
    lines = written().splitlines()
    headed = [index for index, line in enumerate(lines) if line[0] in "一二三（123"]
    index = headed[place % len(headed)]
    lines[index] = slip + lines[index].lstrip("一二三123（）、.")
    text = "\n".join(lines) + "\n"
    result = check(text, ["NL301", "NL302", "NL303", "NL304", "NL305", "NL308", "NL311"])
    edits = [
        edit
        for violation in result.violations
        for fix in violation.fixes
        if fix.safety == "safe"
        for edit in fix.edits
    ]
    fixed = text
    for edit in sorted(edits, key=lambda edit: edit.place, reverse=True):
        fixed = fixed[: edit.place.start] + edit.text + fixed[edit.place.end :]
    assert _shape(notice(fixed)) == _shape(notice(text))


NOISE = st.sampled_from(
    (
        *"一二三四五六七八九十1234567890ⅠⅡⅢABCabciv甲乙丙壹贰①②③（）()【】[]第条项问题序号编：:、.．,，-— \n",
        "针对“学习不深入”的问题",
        "关于作风建设方面",
        "原因分析：",
        "整改措施：",
        "整改情况：已完成。",
        "问题：",
        "下一步打算",
    )
)


@settings(max_examples=300, deadline=None)
@given(st.lists(NOISE, max_size=60))
def test_any_numbering_at_all_is_read(pieces: list[str]) -> None:
    text = "".join(pieces)
    read = notice(text)
    for node in read.nodes:
        assert 0 <= node.span.start <= node.span.end <= len(text)
    check(text)


def test_a_family_that_seems_to_count_below_one_not_placed_yet() -> None:
    numbers = (129, 130, 131, 132, 133, 134, 1, 2)
    text = "".join(f"第{han_number(number)}条 学习制度由办公室负责。\n" for number in numbers)
    assert notice(text).headings


@pytest.mark.parametrize("runs_on", [True, False])
def test_a_marker_that_calls_what_it_heads_an_area_does(runs_on: bool) -> None:
    numbers = iter(range(1, 20))
    text = written(
        {"area": lambda n: f"第{han_number(n)}方面：", "item": lambda n: f"（{han_number(n)}）"},
        item=(lambda _part, _area, _item: f"（{han_number(next(numbers))}）") if runs_on else None,
        problem="{}",
    )
    for words in AREAS:
        text = text.replace(words, words.removeprefix("关于").removesuffix("方面"))
    read = notice(text)
    assert [len(area.children) for area in read.sections[1].children] == [2, 3, 2]
    assert faults(read) == []
