"""Consistency at its edges: how many places were looked at, what is left out, where it stands."""

from __future__ import annotations

import pytest
from support import check

from notice_lint.document.violation import Violation
from notice_lint.ruleset.profile import default_profile

ITEM = "1.针对“学习不深入”的问题。{}\n中共白鹭镇委员会\n{}年7月1日\n"


def found(text: str, code: str) -> list[Violation]:
    return list(check(text, [code]).violations)


def places(text: str, code: str) -> int:
    (ran,) = [ran for ran in check(text, [code]).rules if ran.code == code]
    return ran.places


def test_every_event_before_the_day_of_issue_was_looked_at() -> None:
    calendar = default_profile().catalogue["NL609"].options.lexicon.content.entries
    for year in (1990, 2021, 2024, 2090):
        held = sum(f"{year}-07-01" >= event.before.isoformat() for event in calendar)
        assert places(ITEM.format("一是组织学习。", year), "NL609") == held
    assert held == len(calendar)


@pytest.mark.parametrize(
    ("day", "is_told"), [("今年3月底", True), ("3月底", False), ("2024年3月底", True)]
)
def test_a_deadline_is_past_where_its_year_is_told(day: str, is_told: bool) -> None:
    text = f"一、下一步工作打算\n对2个问题持续跟踪，确保{day}前全部完成整改。\n"
    quotes = [each.quote for each in found(f"{text}中共白鹭镇委员会\n2024年7月1日\n", "NL608")]
    assert quotes == [day] * is_told


def test_the_number_in_a_heading_is_told_beside_what_was_counted() -> None:
    items = "".join(f"{n}.针对“第{n}类台账”的问题\n整改情况：已完成。\n" for n in (1, 2))
    (finding,) = found(f"一、关于学习方面的3个问题\n{items}", "NL501")
    assert (finding.params["declared"], finding.params["counted"]) == (3, 2)
    assert places(f"一、关于学习方面的2个问题\n{items}", "NL501") >= 1
    assert not found(f"一、关于学习方面的2个问题\n{items}", "NL501")


@pytest.mark.parametrize(
    ("list_", "counted"),
    [
        ("一是甲事。二是乙事。", 2),
        ("一是甲事。二是乙事。三是丙事。", None),
        ("一是甲事。三是丙事。", None),  # the gap is another rule's
        ("二是乙事。四是丁事。", None),
    ],
)
def test_a_list_is_counted_from_its_first(list_: str, counted: int | None) -> None:
    findings = found(ITEM.format(f"采取三项措施：{list_}", 2024), "NL514")
    assert [each.params["counted"] for each in findings] == ([counted] if counted else [])


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("投入（含配套资金）100万元，其中修路60万元、修桥50万元。", "100万元"),
        ("培训20人，其中党员15人、干部10人。", "20人"),
        ("培训20人，其中兼任的党员15人、干部10人。", ""),
        ("培训20人，其中党员15人、同时是干部的10人。", ""),
        ("培训20人，其中党员5人、干部1人。", ""),
    ],
)
def test_parts_of_a_whole_are_told_at_the_whole(words: str, quote: str) -> None:
    findings = found(ITEM.format(words, 2024), "NL508")
    assert [each.quote for each in findings] == [quote] * bool(quote)
