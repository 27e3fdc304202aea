"""One label for two parts: each is there, with what of the text is its own."""

from __future__ import annotations

import pytest
from support import check, notice
from test_families import CLOSING, OPENING

from notice_lint.document.notice import Notice

PARTS = ("NL201", "NL202", "NL203", "NL204", "NL207", "NL208", "NL307")


def written(label: str, text: str) -> str:
    items = "".join(
        f"{number}.针对“{problem}”的问题\n{label}：{text}\n整改情况：已完成整改。\n"
        for number, problem in enumerate(("学习不深入", "会风不实"), 1)
    )
    return f"{OPENING}一、巡察反馈问题整改落实情况\n{items}{CLOSING}"


def bodies(read: Notice, kind: str) -> list[str]:
    parts = [part for item in read.all_items for part in item.parts if part.kind == kind]
    return ["".join(span.of(read.source.text) for span in part.body) for part in parts]


@pytest.mark.parametrize("label", ["原因分析及整改措施", "问题原因和整改举措", "【原因、措施】"])
def test_what_is_listed_is_the_measures(label: str) -> None:
    text = written(label, "对制度重视不够。一是修订制度。二是严格考勤。")
    read = notice(text.replace("】：", "】"))
    assert bodies(read, "cause") == ["对制度重视不够。"] * 2
    assert bodies(read, "measures") == ["一是修订制度。二是严格考勤。"] * 2
    assert check(text, PARTS).violations == ()


def test_what_is_one_sentence_says_both() -> None:
    text = written("原因分析及整改措施", "对制度重视不够，修订制度。")
    read = notice(text)
    assert bodies(read, "cause") == bodies(read, "measures") == ["对制度重视不够，修订制度。"] * 2
    assert check(text, PARTS).violations == ()


def test_the_second_paragraph_is_the_second_part() -> None:
    read = notice(written("原因分析及整改措施", "对制度重视不够。\n镇里修订制度。"))
    assert bodies(read, "cause") == ["对制度重视不够。"] * 2
    assert bodies(read, "measures") == ["镇里修订制度。"] * 2


def test_a_part_with_a_label_of_its_own_is_given_once() -> None:
    text = written("原因分析及整改措施", "对制度重视不够。\n整改措施：修订制度。")
    assert bodies(notice(text), "measures") == ["修订制度。"] * 2
    assert check(text, PARTS).violations == ()


def test_two_words_for_one_part_are_one() -> None:
    text = written("整改措施及取得成效", "修订制度。").replace(
        "整改措施", "原因分析：不够。\n整改措施"
    )
    assert bodies(notice(text), "measures") == ["修订制度。"] * 2
