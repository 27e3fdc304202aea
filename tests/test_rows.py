"""Items in tables: the same notice in many kinds of table gives the same tree."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path

import pytest
from support import Call, calls
from tabled import (
    AREAS,
    CARRIERS,
    FOOT,
    FORMS,
    HEAD,
    HEADER,
    PROBLEMS,
    WITH_AREAS,
    Block,
    Merged,
    Row,
    as_markdown,
    as_page,
    as_word,
    noticed,
    numbered,
    page_block,
    paragraphs,
    table_per_area,
)

from notice_lint.document.notice import Notice, ProblemItem, Section
from notice_lint.document.source import Source
from notice_lint.parsing.parse import parse
from notice_lint.readers import from_text
from notice_lint.ruleset.engine import lint
from notice_lint.ruleset.profile import default_profile

Carrier = Callable[[Sequence[Block]], Source]


def said(notice: Notice, item: ProblemItem) -> tuple[str, ...]:
    """Return what an item says, without the stops that close its parts."""
    return (item.problem.text, *(part_text(notice, item, kind) for kind in KINDS))


KINDS = ("cause", "measures", "status")


def part_text(notice: Notice, item: ProblemItem, kind: str) -> str:
    spans = [span for part in item.parts if part.kind == kind for span in part.body]
    words = "，".join(span.of(notice.source.text).strip("。") for span in spans)
    return words.replace("；", "，")


def faults(source: Source) -> list[tuple[str, str]]:
    """Return the errors and warnings on a document."""
    result = lint(source, default_profile())
    return [(one.code, one.quote) for one in result.violations if one.severity != "info"]


EXPECTED = [tuple(words.replace("；", "，") for words in problem) for problem in PROBLEMS]


@pytest.mark.parametrize(("form", "carrier"), list(product(FORMS, CARRIERS)))
def test_one_notice_in_every_kind_of_table(form: str, carrier: str) -> None:
    blocks = noticed(*FORMS[form]())
    source = CARRIERS[carrier](blocks)
    notice = parse(source)
    assert [said(notice, item) for item in notice.all_items] == EXPECTED
    assert not any(item.children for item in notice.all_items)
    assert faults(source) == []
    if form in WITH_AREAS:
        assert areas(notice) == [(area.name, len(area.problems)) for area in AREAS]


def areas(notice: Notice) -> list[tuple[str, int]]:
    """Return the sections that hold items, with how many they hold."""
    sections = [node for node in notice.nodes if isinstance(node, Section)]
    counts = [
        (section.heading.text, sum(isinstance(child, ProblemItem) for child in section.children))
        for section in sections
    ]
    return [(name, count) for name, count in counts if count]


def changed(rows: list[Row], place: tuple[int, int], words: str) -> list[Row]:
    """Return rows with other words in one cell."""
    cells = [list(row) for row in rows]
    cells[place[0]][place[1]] = words
    return [tuple(row) for row in cells]


TABLE: list[Row] = [HEADER, *numbered(1, PROBLEMS)]
MISSING = {2: "NL201", 3: "NL202", 4: "NL203"}


@pytest.mark.parametrize(("carrier", "column"), list(product(CARRIERS, MISSING)))
def test_an_empty_cell_is_a_part_that_is_missing_in_that_row(carrier: str, column: int) -> None:
    source = CARRIERS[carrier](noticed(changed(TABLE, (2, column), "")))
    found = [one for one in lint(source, default_profile()).violations if one.severity != "info"]
    assert [one.code for one in found] == [MISSING[column]]
    assert source.location(found[0].span).cell in ((1, 3, 1), (1, 3, 2))


WIDE: list[Row] = [
    [*HEADER, "成效", "责任单位"],
    *([*row, "落实见效", "党政办"] for row in numbered(1, PROBLEMS)),
]


@pytest.mark.parametrize(("carrier", "column"), list(product(CARRIERS, (5, 6))))
def test_an_empty_cell_of_a_column_that_the_other_rows_fill(carrier: str, column: int) -> None:
    source = CARRIERS[carrier](noticed(changed(WIDE, (2, column), "")))
    found = [one for one in lint(source, default_profile()).violations if one.severity != "info"]
    assert [(one.code, one.quote) for one in found] == [("NL213", PROBLEMS[1].problem)]
    assert faults(CARRIERS[carrier](noticed(WIDE))) == []


def test_a_column_that_few_rows_fill_is_not_asked_of_the_others() -> None:
    sparse = [[*row[:-1], "" if place > 1 else row[-1]] for place, row in enumerate(WIDE)]
    assert faults(as_word(noticed(sparse))) == []


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ("12356", [("NL301", "5")]),
        ("12335", [("NL301", "3")]),
        ("13245", [("NL301", "3")]),
        ("12 45", [("NL311", "票据审核把关不严")]),
        ("34567", [("NL301", "3")]),
        ("一二三四五", []),
        ("     ", []),
    ],
)
def test_numbers_of_rows(numbers: str, expected: list[tuple[str, str]]) -> None:
    rows: list[Row] = [
        HEADER,
        *((n.strip(), *one) for n, one in zip(numbers, PROBLEMS, strict=True)),
    ]
    source = as_word(noticed(rows))
    assert faults(source) == expected
    assert [item.row for item in parse(source).all_items] == [(1, row) for row in range(2, 7)]


def test_numbers_go_on_or_begin_anew_from_table_to_table() -> None:
    parted: list[Block] = ["（一）学习教育方面", [HEADER, *numbered(1, PROBLEMS[:2])]]
    for start, numbering in ((1, "restart"), (3, "continuous")):
        source = as_page(
            noticed(*parted, "（二）财务管理方面", [HEADER, *numbered(start, PROBLEMS[2:])])
        )
        assert faults(source) == []
        assert parse(source).numbering == numbering


def test_what_goes_for_several_rows_is_a_part_of_each() -> None:
    shared = Merged("一是集中学习。二是逐项落实。", down=2)
    rows: list[Row] = [
        HEADER,
        ("1", PROBLEMS[0].problem, PROBLEMS[0].cause, shared, PROBLEMS[0].status),
        ("2", PROBLEMS[1].problem, PROBLEMS[1].cause, PROBLEMS[1].status),
        *numbered(3, PROBLEMS[2:]),
    ]
    for carrier in (as_word, as_page):
        source = carrier(noticed(rows))
        notice = parse(source)
        assert faults(source) == []
        first, second = (part_text(notice, item, "measures") for item in notice.all_items[:2])
        assert first == second == "一是集中学习。二是逐项落实"
        assert [one.text for one in notice.enumerators] == ["一是", "二是"]


def test_status_and_measures_in_one_column() -> None:
    rows: list[Row] = [
        ("序号", "反馈问题", "产生原因", "整改落实情况"),
        ("1", "1.学习不够经常", "不够重视", "修订学习制度。已完成整改。"),
        ("2", "（二）记录不够规范", "责任心不强", "√ 已完成整改，统一了格式"),
        ("3", "资产底数不清。12处房产没有登记", "制度不全", "正在整改。已登记8处"),
    ]
    notice = parse(as_word(noticed(rows)))
    assert [item.problem.text for item in notice.all_items] == [
        "学习不够经常", "记录不够规范", "资产底数不清",
    ]  # fmt: skip
    assert [part_text(notice, item, "measures") for item in notice.all_items] == [
        "修订学习制度", "统一了格式", "已登记8处",
    ]  # fmt: skip
    statuses = [item.part("status") for item in notice.all_items]
    assert [part and (part.text, part.status) for part in statuses] == [
        ("已完成整改", "completed"), ("已完成整改", "completed"), ("正在整改", "in_progress"),
    ]  # fmt: skip


CONTACTS: list[Row] = [
    ("联系电话", "0668-5550123"), ("邮政地址", "临岚县青禾镇人民政府"),
    ("电子邮箱", "qinghe@lianlan.example"),
]  # fmt: skip
INVITATION = "欢迎广大干部群众对巡察整改工作进行监督。"


@pytest.mark.parametrize(
    "closing",
    [
        [INVITATION, CONTACTS],
        [f"{INVITATION}联系方式如下：", CONTACTS],
        [[("监督方式", INVITATION), *CONTACTS]],
        [INVITATION, [(*CONTACTS[0], *CONTACTS[1]), (*CONTACTS[2], "联系人", "李明")]],
        [INVITATION, list(zip(*CONTACTS, strict=True))],
    ],
)
@pytest.mark.parametrize("carrier", [as_word, as_page])
def test_contact_details_in_a_table(carrier: Carrier, closing: list[Block]) -> None:
    source = carrier([*HEAD, TABLE, *FOOT[:2], *closing, *FOOT[3:]])
    contact = parse(source).contact
    assert contact is not None
    for channel, words in zip(("phone", "address", "email"), CONTACTS, strict=True):
        assert [value.text for value in contact.values(channel)] == [words[1]]
    assert faults(source) == []


@pytest.mark.parametrize(
    "signed",
    [
        [[(FOOT[3], FOOT[4])]],
        [[(FOOT[3], ""), ("", FOOT[4])]],
        [[("", FOOT[3]), ("", FOOT[4])]],
    ],
)
def test_a_table_that_places_the_signature_is_read_as_its_lines(signed: list[Block]) -> None:
    for carrier in (as_word, as_page):
        source = carrier([*HEAD, TABLE, *FOOT[:3], *signed])
        notice = parse(source)
        assert faults(source) == []
        assert notice.signature
        assert notice.signature.text == FOOT[3]
        assert notice.issue_date
        assert notice.issue_date.iso == "2024-07-01"


FIGURES: list[list[Row]] = [
    [("项目", "金额（万元）", "笔数"), ("培训费", "1.2", "3"), ("合计", "1.2", "3")],
    [
        ("方面", "问题", "整改措施", "完成率"),
        ("学习", "2个", "6项", "100%"), ("财务", "3个", "5项", "100%"),
    ],
    [("姓名", "职务"), ("李明", "镇长"), ("王芳", "会计")],
]  # fmt: skip


@pytest.mark.parametrize("figures", FIGURES)
@pytest.mark.parametrize("carrier", CARRIERS)
def test_other_tables_stay_tables(carrier: str, figures: list[Row]) -> None:
    source = CARRIERS[carrier](noticed(TABLE, "有关情况见下表。", figures, "以上情况已经核实。"))
    notice = parse(source)
    assert [said(notice, item) for item in notice.all_items] == EXPECTED
    assert faults(source) == []
    assert [one.value for one in notice.declarations] == [5]


@pytest.mark.parametrize("body", [(), tuple(paragraphs())])
def test_an_annex_lists_the_items_or_repeats_them(body: tuple[Block, ...]) -> None:
    annex = ("附件：整改情况一览表", *FOOT[3:], "附件", "整改情况一览表", TABLE)
    source = as_word([*HEAD, *body, "具体情况见附件。", *FOOT[:3], *annex])
    notice = parse(source)
    assert [said(notice, item) for item in notice.all_items] == EXPECTED
    assert faults(source) == []


def test_a_table_that_repeats_the_items_of_the_text_gives_none() -> None:
    source = as_word(noticed(*paragraphs(), "整改情况汇总如下。", TABLE))
    assert len(parse(source).all_items) == len(PROBLEMS)
    assert faults(source) == []


def test_a_table_goes_on_on_another_page() -> None:
    for head in ([], [HEADER]):
        pages: list[Block] = [TABLE[:3], [*head, *TABLE[3:]]]
        source = as_word(noticed(*pages))
        notice = parse(source)
        assert [said(notice, item) for item in notice.all_items] == EXPECTED
        assert faults(source) == []


def test_cells_are_words_and_no_sentences() -> None:
    words = "责任心不强,把关不严、抓手不多　，会议 偏多"
    person = "开展培训；联系人身份证号11010519491231002X"
    rows = changed(changed(TABLE, (1, 2), words), (2, 3), f"{person}，登陆系统")
    found = {code for code, _ in faults(as_word(noticed(rows)))}
    assert "NL901" in found
    # a half-width mark is one in a cell, too
    of_sentences = {code for code in found if code.startswith("NL7")} - {"NL701"}
    assert not of_sentences | found & {"NL113"}


def test_structure_names_table_and_row(call: Call, place: Path) -> None:
    (place / "a.md").write_text(as_markdown(noticed(*table_per_area())).raw, encoding="utf-8")
    text = json.loads(call("parse", "--format", "json", "a.md").out)
    items = [
        item
        for part in text["sections"]
        for below in part["children"]
        for item in below["children"]
    ]
    assert [item["table"] for item in items] == [[1, 2], [1, 3], [2, 2], [2, 3], [3, 2]]


def test_a_row_more_costs_no_more_in_a_longer_table() -> None:
    def read(size: int) -> int:
        rows = [HEADER, *((str(n), *PROBLEMS[n % 5]) for n in range(1, size))]
        source = from_text(
            f"<html><body>{''.join(map(page_block, noticed(rows)))}", "a.html", "html"
        )
        return calls(lambda: parse(source))

    read(50)
    assert read(2_000) <= 4.4 * read(500)


HEADS = {
    "measures": ("序号", "存在问题", "原因分析", "怎么改的", "整改状态"),
    "status": ("序号", "存在问题", "原因分析", "整改措施", "改到哪一步"),
    "problem": ("编号", "指出的短板", "根源剖析", "怎么改的", "改到哪一步"),
}


@pytest.mark.parametrize("heads", HEADS.values(), ids=list(HEADS))
def test_a_column_whose_head_nobody_knows_is_known_by_its_cells(heads: Row) -> None:
    source = CARRIERS["markdown"](noticed([heads, *numbered(1, PROBLEMS)]))
    notice = parse(source)
    assert [said(notice, item) for item in notice.all_items] == EXPECTED
    assert faults(source) == []


def test_a_table_nobody_understands_is_told_where_no_item_was_read() -> None:
    rows = [(number, problem, "另行处理", done) for number, problem, _, done, _ in
            numbered(1, PROBLEMS)]  # fmt: skip
    source = CARRIERS["markdown"](noticed([("甲", "乙", "丙", "丁"), *rows]))
    assert [code for code, _ in faults(source)] == ["NL117"]
