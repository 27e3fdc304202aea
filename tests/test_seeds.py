"""Five real notices, read from the folder that NOTICE_LINT_CORPUS names; skipped without it."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from support import check

from notice_lint import readers
from notice_lint.document.notice import Notice, Section
from notice_lint.parsing.parse import parse
from notice_lint.ruleset.engine import lint
from notice_lint.ruleset.profile import default_profile
from notice_lint.ruleset.result import FileResult

FOLDER = os.environ.get("NOTICE_LINT_CORPUS", "")
pytestmark = pytest.mark.skipif(not FOLDER, reason="NOTICE_LINT_CORPUS is not set")
NUMBERS = ("000", "001", "002", "003", "004")


def path(number: str) -> str:
    return str(next(Path(FOLDER).glob(f"{number}*.txt")))


def parsed(number: str) -> Notice:
    return parse(readers.read(path(number)))


def checked(number: str) -> FileResult:
    return lint(readers.read(path(number)), default_profile())


def lines(number: str, code: str) -> list[int]:
    result = checked(number)
    return [result.source.location(v.span).line for v in result.violations if v.code == code]


LEVELS = {"000": (3, 6), "001": (3, 26), "002": (2, 7), "003": (2, 7), "004": (3, 3)}
ITEMS = {"000": (15, 0), "001": (51, 17), "002": (16, 0), "003": (27, 0), "004": (15, 16)}


@pytest.mark.parametrize("number", NUMBERS)
def test_outline(number: str) -> None:
    notice = parsed(number)
    levels = Counter(node.level for node in notice.walk() if isinstance(node, Section))
    assert (levels[1], levels[2]) == LEVELS[number]
    children = [one for one in notice.all_items if one not in notice.items]
    assert (len(notice.items), len(children)) == ITEMS[number]
    if number == "001":
        assert sum(one.marker is not None for one in children) == 12
    if number == "003":
        assert sum(one.marker is None for one in notice.items) == 2


@pytest.mark.parametrize("number", NUMBERS)
def test_numbering_is_told_apart(number: str) -> None:
    runs_on = number in ("001", "002")
    assert parsed(number).numbering == ("continuous" if runs_on else "restart")


@pytest.mark.parametrize("number", NUMBERS)
def test_causes_and_statuses(number: str) -> None:
    items = parsed(number).all_items
    assert sum(one.part("cause") is not None for one in items) == (15 if number == "000" else 0)
    statuses = Counter(p.status for one in items for p in one.parts if p.kind == "status")
    assert statuses == {
        "000": {"completed_ongoing": 13, "in_progress": 2},
        "002": {"completed_ongoing": 11, "in_progress": 5},
    }.get(number, {})


@pytest.mark.parametrize("number", NUMBERS)
def test_every_item_has_measures_somewhere(number: str) -> None:
    assert all(any(one.part("measures") for one in item.walk()) for item in parsed(number).items)


PREAMBLES = {
    "000": ("2020-06-09", "2020-09-04", "2020-11", 2),
    "001": ("2023-03-06", "2023-04-14", "2023-01-23", 8),
    "002": ("2023-09", "2023-12", "2024-03-14", 5),
    "003": ("2020-04-30", "2020-07-30", "2020-09-16", 3),
    "004": ("2022-08-24", "2022-11-03", "2023-02-21", 4),
}


@pytest.mark.parametrize("number", NUMBERS)
def test_preamble(number: str) -> None:
    preamble = parsed(number).preamble
    start, end, feedback, body = PREAMBLES[number]
    assert preamble
    assert preamble.inspection_start == start
    assert preamble.inspection_end == end
    assert preamble.feedback_date == feedback
    assert preamble.inspection_team
    assert preamble.inspection_team.text.endswith("巡察组")
    assert len(preamble.inspection_team.text) == 7
    assert preamble.inspected_body
    assert len(preamble.inspected_body.text) == body


@pytest.mark.parametrize("number", NUMBERS)
def test_title_signature_and_date(number: str) -> None:
    notice = parsed(number)
    assert (notice.title is None) == (number == "004")
    if notice.title:
        assert notice.title.text.endswith("通报")
        assert "\n" not in notice.title.text
    assert (notice.subtitle is not None) == (number == "003")
    assert notice.signature
    assert notice.signature.text.startswith("中共")
    assert notice.issue_date
    assert (
        notice.issue_date.iso
        == {
            "000": "2021-06-01",
            "001": "2024-02-02",
            "002": "2024-09-25",
            "003": "2021-02-18",
            "004": "2023-07-24",
        }[number]
    )


CHANNELS = {
    "000": {"phone": 7, "address": 7, "email": 13},
    "001": {"phone": 8, "email": 17, "address": 16, "postcode": 6},
    "002": {"person": 3, "phone": 12, "address": 20, "email": 19},
    "003": {"phone": 7, "email": 22},
}
"""For each notice the channels and the length of their values."""


@pytest.mark.parametrize("number", NUMBERS)
def test_contact(number: str) -> None:
    contact = parsed(number).contact
    if number == "004":
        assert contact is None
        return
    assert contact
    values = {one.channel: len(one.value.text) for one in contact.fields if one.value}
    assert values == CHANNELS[number]


def test_page_around_001_is_furniture() -> None:
    notice = parsed("001")
    found = {block.place: len(block.lines) for block in notice.page}
    assert found == {"head": 2, "foot": 3}
    assert all(not parsed(number).page for number in NUMBERS if number != "001")


@pytest.mark.parametrize("number", NUMBERS)
def test_nothing_is_set_aside(number: str) -> None:
    assert parsed(number).set_aside == ()


def test_markers_of_000_are_reported_and_no_others() -> None:
    assert lines("000", "NL302") == [9, 38, 63]
    assert all(not lines(number, "NL302") for number in NUMBERS if number != "000")
    assert all(not lines(number, code) for number in NUMBERS for code in ("NL301", "NL306"))


def test_missing_parts() -> None:
    for code in ("NL101", "NL401"):
        assert [number for number in NUMBERS if lines(number, code)] == ["004"]
    assert [number for number in NUMBERS if lines(number, "NL404")] == ["000", "001", "003"]
    assert [number for number in NUMBERS if lines(number, "NL402")] == ["003"]


def test_enumerators() -> None:
    assert {number: lines(number, "NL307") for number in NUMBERS} == {
        "000": [],
        "001": [151],
        "002": [28],
        "003": [79],
        "004": [],
    }


def test_broken_paragraphs_of_003() -> None:
    assert lines("003", "NL113") == [19, 31, 43, 51, 81, 93, 109, 123, 143]


def test_items_without_cause_or_status() -> None:
    assert [len(lines(number, "NL201")) for number in NUMBERS] == [0, 1, 1, 1, 1]
    assert [len(lines(number, "NL203")) for number in NUMBERS] == [0, 1, 0, 1, 1]
    assert [len(lines(number, "NL202")) for number in NUMBERS] == [0, 0, 0, 0, 0]


EXPECTED = {
    "000": {
        "NL302": 3,  # （1） three times where the siblings are （一）
        "NL404": 1,  # a landline without area code
        "NL502": 1,  # 11 and 4 declared, 13 and 2 labelled
        "NL701": 1,  # (…号) in half-width brackets, the only pair of them
        "NL702": 1,  # 《关于印发<…>的通知( is never closed
        "NL704": 1,  # <…> inside 《
        "NL801": 1,  # [2020]
        "NL802": 4,  # 习近平书记, 两个坚决维护, 十九大五中全会, 党管原则
        "NL803": 2,  # 创卫创卫 twice
        "NL804": 1,  # 截止目前
    },
    "001": {
        "NL115": 2,  # site header and footer
        "NL201": 1,  # no item has a cause analysis
        "NL203": 1,  # nor a status
        "NL307": 1,  # an 一是 that no 二是 follows
        "NL404": 1,  # eight digits without area code
        "NL605": 1,  # feedback on 1月23日 before the inspection of the same year
        "NL606": 1,  # 今年8月, issued in February
        "NL701": 1,  # half-width throughout, told once
        "NL703": 1,  # “…“三重一大”…”
        "NL802": 1,  # 沿链、补链、强链
        "NL804": 2,  # 截止2023年8月底, 截止2023年底
        "NL905": 1,  # leads being looked into
        "NL908": 2,  # 已通过日召开; 补贴合计,
    },
    "002": {
        "NL102": 1,  # the title is cut by a blank line
        "NL201": 1,  # no item has a cause analysis
        "NL307": 1,  # 二是是
        "NL701": 1,  # (修订版) among full-width brackets
        "NL709": 2,  # 2021-2023年 twice
        "NL805": 1,  # 《合同法》 cited as current in 2024
        "NL905": 1,  # a lead handed to the discipline organ
    },
    "003": {
        "NL113": 9,  # sentences cut where a page ended
        "NL201": 1,  # no item has a cause analysis
        "NL203": 1,  # nor a status
        "NL303": 3,  # (一) beside （一）
        "NL307": 1,  # 一是 twice
        "NL402": 1,  # no address
        "NL404": 1,  # seven digits without area code
        "NL505": 1,  # signed 镇委 for 镇委员会
        "NL610": 1,  # a meeting of September 2019, the inspection began in April 2020
        "NL701": 1,  # (社会公开稿) in half-width brackets
        "NL709": 1,  # 1-7 月
        "NL711": 1,  # and between two Chinese words
    },
    "004": {
        "NL101": 1,  # no title in the text
        "NL106": 1,  # nobody is invited to supervise
        "NL201": 1,  # no item has a cause analysis
        "NL203": 1,  # nor a status
        "NL401": 1,  # nor are there contact details
        "NL507": 1,  # 三馆一址, 四馆一址
        "NL701": 1,  # half-width throughout, told once
        "NL703": 2,  # “…“林长制”“河长制”…”
        "NL801": 2,  # 【2022】3号 twice
        "NL802": 4,  # 纪检委 twice, 从严治党 without 全面 twice
        "NL803": 1,  # 进行进行
        "NL904": 2,  # two people named with a warning and a talk
        "NL905": 2,  # matters handed to the discipline organ
    },
}
"""Each was read against the text, with the reason beside it; nothing else may be an error or a
warning."""


def test_places_of_consistency_dates_and_usage() -> None:
    assert lines("000", "NL801") == [10]
    assert lines("000", "NL802")[:2] == [17, 17]
    assert lines("000", "NL803") == [27, 30]
    assert lines("001", "NL605") == [7]
    assert lines("001", "NL606") == [133]
    assert lines("001", "NL908") == [63, 79]
    assert lines("002", "NL805") == [38]
    assert lines("003", "NL711") == [123]
    assert lines("004", "NL801") == [10, 11]
    assert lines("004", "NL507") == [28]


@pytest.mark.parametrize("number", NUMBERS)
def test_nothing_else_is_reported(number: str) -> None:
    found = Counter(v.code for v in checked(number).violations if v.severity != "info")
    assert found == EXPECTED[number]


@pytest.mark.parametrize("number", NUMBERS)
def test_half_width_and_cut_off_copies_do_not_raise(number: str) -> None:
    text = Path(path(number)).read_text(encoding="utf-8")
    for part in (text[: len(text) // 2], text[len(text) // 2 :], text.replace("\n", "")):
        assert check(part).rules
