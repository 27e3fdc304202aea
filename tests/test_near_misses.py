"""Typos planted in set phrases and idioms of an invented notice are found, each with its term."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

import pytest

from notice_lint.checks.words.term_slips import NearMissOptions
from notice_lint.matching.bigrams import bigram, pair_numbers, pair_of
from notice_lint.matching.repeats import repeats
from notice_lint.matching.windows import ENDS, HEAD, SIZE, TAIL, WindowTable, marked
from notice_lint.ruleset.profile import default_profile
from notice_lint.ruleset.selftest import run
from notice_lint.words.confusions import confusions
from notice_lint.words.near_terms import swapped

RULE = default_profile().catalogue["NL810"]
WORDS = ("NL802", "NL804", "NL810", "NL822")
NOTICE = "1.针对“学习不深入”的问题。一是镇党委在整改中{}，推动各项任务完成。二是{}，按月通报。\n"
PLANTED = 300


def options() -> NearMissOptions:
    assert isinstance(RULE.options, NearMissOptions)
    return RULE.options


def plants(seed: int) -> Iterator[tuple[str, str]]:
    """Yield terms with one slip each: a character that is confused with the right one, or a swap."""
    random_ = random.Random(seed)
    chars = sorted({char for term in options().index.terms for char in term})
    while True:
        term = random_.choice(options().index.terms)
        position = random_.randrange(len(term))
        if random_.random() < 0.3:
            if position < len(term) - 1 and term[position] != term[position + 1]:
                yield term, swapped(term, position)
            continue
        alike = [char for char in chars if confusions().confuses(char, term[position])]
        if alike:
            slip = random_.choice(alike)
            yield term, f"{term[:position]}{slip}{term[position + 1 :]}"


def test_planted_typos_are_found_with_the_right_word() -> None:
    rules = [default_profile().catalogue[code] for code in WORDS]
    planted = plants(1507)
    count = 0
    for _ in range(PLANTED):
        term, slip = next(planted)
        text = NOTICE.format(slip, "强化督促指导")
        right = NOTICE.format(term, "强化督促指导")
        fixes = (
            edit
            for rule in rules
            for violation in run(rule, text).violations
            for fix in violation.fixes
            for edit in fix.edits
        )
        count += any(
            text[: edit.place.start] + edit.text + text[edit.place.end :] == right for edit in fixes
        )
    assert count >= 0.85 * PLANTED


@pytest.mark.parametrize("seed", range(3))
def test_terms_as_they_are_say_nothing(seed: int) -> None:
    random_ = random.Random(seed)
    text = NOTICE.format(*("、".join(random_.sample(options().index.terms, 40)) for _ in "ab"))
    assert run(RULE, text).violations == ()


@pytest.mark.parametrize("text", ["", "甲", "甲乙", "一二三四五六七八九十", "𠀀甲乙\ud800丙丁"])
@pytest.mark.parametrize("apart", [1, 3])
@pytest.mark.parametrize("stroke", [2, 1 << 18])
def test_each_place_has_the_number_of_its_pair(
    text: str, apart: int, stroke: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notice_lint.matching.bigrams._STROKE", stroke)
    padded = text + "\n" * apart
    numbers = [bigram(padded[place] + padded[place + apart]) for place in range(len(text))]
    assert list(pair_numbers(text, apart)) == numbers


@pytest.mark.parametrize("pair", ["甲乙", "的了", "a\n", "\ud800龥"])
def test_a_pair_comes_back_from_its_number(pair: str) -> None:
    assert pair_of(bigram(pair)) == pair


def near(text: str, known: Iterable[tuple[str, int]]) -> set[str]:
    """Return the windows that share what is marked with a known one, found the slow way."""
    windows = (text[start : start + SIZE] for start in range(len(text) - SIZE + 1))
    return {
        window
        for window in windows
        for right, marks in known
        if (marks & HEAD and window[:-1] == right[:-1])
        or (marks & TAIL and window[1:] == right[1:])
        or (marks & ENDS and (window[0], window[-1]) == (right[0], right[-1]))
    }


@pytest.mark.parametrize("stroke", [1, 3, 1 << 17])
@pytest.mark.parametrize("seed", range(20))
def test_windows_that_share_characters_with_known_ones_are_found(
    seed: int, stroke: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notice_lint.matching.windows._STROKE", stroke)
    random_ = random.Random(seed)
    known = [("".join(random_.choices("甲乙丙丁", k=SIZE)), mark) for mark in (HEAD, TAIL, ENDS)]
    text = "".join(random_.choices("甲乙丙丁甲乙丙丁𠀀\n", k=200))
    expected = near(text, known)
    assert expected
    assert WindowTable(bytes(marked(known))).near(text) == expected


@pytest.mark.parametrize("text", ["", "甲乙丙", "甲乙丙丁"])
def test_a_short_text_has_no_more_windows_than_there_are(text: str) -> None:
    assert WindowTable(bytes(marked([("甲乙丙丁", HEAD)]))).near(text) == near(
        text, [("甲乙丙丁", HEAD)]
    )


WRITTEN = [
    ("多次沟同后，按月梳里欠款。", ["沟同", "梳里"]),
    ("多次沟通后，按月梳理欠款。", []),
    ("集中整治“两违”建筑，组织班子成员走访。", []),
    ("由云岫镇兴云路网格员登记。", []),
    ("纠正误写为“沟同”的标语。", []),
    ("提高技求含量，严格玫治标准。", ["技求", "玫治标准"]),
    ("明确府政部门职责。", ["府政部门"]),
    ("由李建社、王贯侧分别负责，与恒信基楚有限公司结算。", []),
    ("保存技求两个字，边学边查边改，在兴技村设点。", []),
]


@pytest.mark.parametrize(("sentence", "written"), WRITTEN)
def test_a_common_word_with_another_character_is_told_unless_it_is_none(
    sentence: str, written: list[str]
) -> None:
    text = NOTICE.format("逐项销号", sentence.rstrip("。"))
    violations = run(RULE, text).violations
    assert [text[slice(*violation.span)] for violation in violations] == written


def test_a_slip_is_told_again_in_the_next_document() -> None:
    text = NOTICE.format("惩前后毖", "多次沟同")
    first, second = (len(run(RULE, text).violations) for _ in range(2))
    assert first == second == 2


TEXTS = [
    "",
    "甲",
    "甲甲",
    "甲乙甲乙丙丙",
    "进行进行创卫创卫，，20202020",
    "𠀀甲甲乙乙",
    "甲甲甲甲甲",
]


@pytest.mark.parametrize("text", TEXTS)
def test_repeats_are_the_same_by_arithmetic(text: str, request: pytest.FixtureRequest) -> None:
    by_arithmetic = sorted(repeats(text))
    request.getfixturevalue("plain")
    assert by_arithmetic == sorted(repeats(text))
