"""The two grammars: sound in themselves, and the only place where structure is described."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import lark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notice_lint.matching.branches import branches, pruned, whole
from notice_lint.matching.first_set import first_set
from notice_lint.matching.literals import holds_one
from notice_lint.parsing.lark_grammars import NoLexer
from notice_lint.parsing.lexer import alphabet as lexer
from notice_lint.parsing.lexer.alphabet import (
    ALPHABETS,
    Alphabet,
    Hit,
    alphabet,
    alphabets,
)
from notice_lint.parsing.outline.costs import RANKS
from notice_lint.parsing.vocabulary import usual_vocabulary
from notice_lint.text.folding import view

ROOT = Path(__file__).parent.parent
LINES = (ROOT / "grammar/lines.lark").read_text(encoding="utf-8")
NOTICE = (ROOT / "grammar/notice.lark").read_text(encoding="utf-8")


def test_notice_grammar_has_no_conflict(caplog: pytest.LogCaptureFixture) -> None:
    lark.logger.setLevel(logging.DEBUG)
    try:
        with caplog.at_level(logging.DEBUG, logger="lark"):
            lark.Lark(NOTICE, parser="lalr", lexer=NoLexer, debug=True)
    finally:
        lark.logger.setLevel(logging.CRITICAL)
    assert "conflict" not in caplog.text.lower()


def test_every_terminal_of_the_notice_has_a_name() -> None:
    declared = set(re.findall(r"[A-Z_]{3,}", " ".join(re.findall(r"%declare (.*)", NOTICE))))
    names = usual_vocabulary().names
    assert set(names.terminals) <= declared | {"STRAY"}
    for terminal in declared - {"_END", "LABEL_ABOVE"}:
        assert usual_vocabulary().part_of(terminal) in names.parts, terminal


def test_every_marker_has_a_rank() -> None:
    marks = {name for name in alphabet("line").names if name.endswith("_MARK")}
    assert marks == set(RANKS)


@pytest.mark.parametrize("name", ALPHABETS)
def test_every_alphabet_compiles(name: str) -> None:
    assert alphabet(name).match("") is None or name in (
        "before",
        "behind",
        "enumerator",
    )
    list(alphabet(name).scan("整改情况：已完成。一是甲，2023年3月6日"))


@pytest.mark.parametrize("name", ALPHABETS)
def test_what_is_left_of_an_alphabet_before_a_character_matches_as_all_of_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [
        view(line)
        for path in sorted((ROOT / "examples").glob("*.*"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    texts += [text.replace(" ", "") for text in texts if " " in text]

    def hits() -> list[Hit | None]:
        known = Alphabet(alphabets()[name].terminals)
        matched = [known.match(text, at) for text in texts for at in range(len(text) + 1)]
        return [*matched, *(hit for text in texts for hit in known.scan(text))]

    shortened = hits()
    monkeypatch.setattr(lexer, "plain_search", lambda: True)
    assert hits() == shortened


@pytest.mark.parametrize(
    ("expression", "begins"),
    [
        ("甲|乙丙", "乙甲"),
        ("甲?乙", "乙甲"),
        ("(?:丙)*丁", "丁丙"),
        (r"(?<!年)\d{1,2}月", r"\d"),
        ("[一-丁]戊", "一-丁"),
        ("甲?", ""),
        ("[^甲]乙", ""),
        (".乙", ""),
        ("(?i:No)", ""),
    ],
)
def test_what_an_expression_begins_with(expression: str, begins: str) -> None:
    assert sorted(first_set(expression).inside) == sorted(begins)


EXPRESSIONS = (
    "(?:甲乙|丙丁{1,2}|(?:甲|戊)+)(?:乙|丁)*丙?(?=[甲乙]|$)",
    " {0,2}(?:甲 *乙|乙 ?甲)(?: +丙| *丁)(?:甲|乙|丙|丁|戊){0,3}",
    "(?:(?=.{1,4}戊)|(?<=丁))(?:甲|乙[甲 *乙]*丙|丙{2,3}|(?!丁)[甲-龥]){1,5}",
    "(?:甲|乙)?(?:丙|(?<!乙)丁 {0,2}甲)(?:戊|己|庚|辛|壬|癸)*|[^甲乙]{2}丙|(?:|甲)乙丙丁戊甲乙丙丁戊",
)


@given(st.sampled_from(EXPRESSIONS), st.text("甲乙丙丁戊 ", max_size=9), st.integers(0, 9))
def test_pruned_expressions_match_as_whole_ones(expression: str, text: str, start: int) -> None:
    start = min(start, len(text))
    divided = branches(expression)
    assert whole(divided) == expression or re.compile(whole(divided))
    left = pruned(divided, text[start : start + 1])
    matches = [re.compile(part.whole).match(text, start) for part in left]
    first = next((match.span() for match in matches if match), None)
    for part, match in zip(left, matches, strict=True):
        assert not (match and part.words) or holds_one(text.replace(" ", ""), part.words)
    expected = re.compile(expression).match(text, start)
    assert first == (expected.span() if expected else None)


def literals(grammar: str) -> list[str]:
    lines = [line for line in grammar.splitlines() if not line.startswith("//")]
    pattern = re.compile(r"/((?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\[])+)/")
    return [found for line in lines for found in pattern.findall(line)]


@pytest.mark.parametrize("literal", literals(LINES))
def test_alternatives_of_a_literal_are_bracketed(literal: str) -> None:
    """Lark joins literals as they are, so a bare `|` would reach beyond its own literal."""
    depth = 0
    for char in re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", "x", literal):
        depth += (char == "(") - (char == ")")
        assert char != "|" or depth > 0


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("一、整改情况", "PART_MARK"),
        ("十二、整改情况", "PART_MARK"),
        ("二、6月时正在整改的问题", "PART_MARK"),
        ("三、2024年工作", "PART_MARK"),
        ("(一)整改情况", "GROUP_MARK"),
        ("(二十)、整改情况", "GROUP_MARK"),
        ("㈢整改情况", "GROUP_MARK"),
        ("1.整改", "ITEM_MARK"),
        ("12、整改", "ITEM_MARK"),
        ("1. 2023年以来", "ITEM_MARK"),
        ("1.2023年以来", "ITEM_MARK"),
        ("(1)关于", "SUB_MARK"),
        ("①关于", "CIRCLE_MARK"),
        ("1)关于", "PAREN_MARK"),
        ("问题1:学习不深入", "NAMED_MARK"),
        ("反馈问题一:学习不深入", "NAMED_MARK"),
        ("反馈问题:学习不深入", "STATEMENT"),
        ("原因分析:", "CAUSE"),
        ("产生原因:重视不够", "CAUSE"),
        ("问题产生的原因:重视不够", "CAUSE"),
        ("【原因分析】重视不够", "CAUSE"),
        ("整改情况:已完成", "SITUATION"),
        ("整改落实情况:", "SITUATION"),
        ("整改进展情况:", "SITUATION"),
        ("整改措施:", "MEASURES"),
        ("采取的措施及取得的成效:", "MEASURES"),
        ("整改措施及落实情况:", "MEASURES"),
        ("主要做法:", "MEASURES"),
        ("完成情况:已完成", "STATUS_LABEL"),
        ("整改状态:已完成", "STATUS_LABEL"),
        ("责任单位:党政办", "FIELD"),
        ("整改时限:立行立改", "FIELD"),
        ("2024年7月1日", "DATE_LINE"),
        ("二〇二四年七月一日", "DATE_LINE"),
        ("2024.7.1", "DATE_LINE"),
        ("中共青禾镇委员会", "ORGAN_LINE"),
        ("中共青禾镇委", "ORGAN_LINE"),
        ("中共青禾镇委员会 2024年7月1日", "SIGNED_LINE"),
        ("欢迎广大干部群众对整改情况进行监督。", "SUPERVISION"),
        ("联系电话:0000-5550123", "CONTACT"),
        ("联系方式:", "CONTACT"),
        ("特此通报。", "FORMULA"),
        ("附件:台账", "ANNEX"),
        ("- 3 -", "PAGE_NUMBER"),
        ("第3页 共5页", "PAGE_NUMBER"),
    ],
)
def test_lines_are_told_apart(words: str, kind: str) -> None:
    hit = alphabet("line").match(words)
    assert hit
    assert hit.terminal == kind


@pytest.mark.parametrize(
    "words",
    [
        "3.15万元已经到位",
        "2024.7.1前完成",
        "2023年以来",
        "一是加强学习",
        "二季度末完成",
        "问题整改不到位",
        "原因是多方面的",
        "整改情况良好",
        "联系群众不够紧密",
        "100多名干部",
        "一二产业融合",
    ],
)
def test_running_text_is_nothing_else(words: str) -> None:
    assert alphabet("line").match(words) is None


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("已完成", "completed"),
        ("已完成整改", "completed"),
        ("完成整改", "completed"),
        ("整改完成", "completed"),
        ("已整改", "completed"),
        ("已全部完成整改", "completed"),
        ("已完全整改到位", "completed"),
        ("已全部办结", "completed"),
        ("该问题已完成整改", "completed"),
        ("整改完毕", "completed"),
        ("已整改并长期坚持", "completed_ongoing"),
        ("已完成整改，并长期坚持", "completed_ongoing"),
        ("已经完成并长期坚持", "completed_ongoing"),
        ("已经完成，长期坚持", "completed_ongoing"),
        ("已阶段性完成并长期坚持", "completed_ongoing"),
        ("长期坚持", "completed_ongoing"),
        ("阶段性完成整改", "basically_completed"),
        ("基本完成整改，并持续整改", "basically_completed"),
        ("取得阶段性成效", "basically_completed"),
        ("整改落实取得明显成效", "basically_completed"),
        ("部分整改", "basically_completed"),
        ("整改中", "in_progress"),
        ("正在整改，并取得阶段性成效", "in_progress"),
        ("正在整改", "in_progress"),
        ("正在推进", "in_progress"),
        ("需长期持续整改", "in_progress"),
        ("未完成但达到序时进度", "in_progress"),
        ("申请延期整改", "in_progress"),
        ("未完成", "not_started"),
        ("尚未整改", "not_started"),
        ("差不多了", None),
        ("大体可以", None),
    ],
)
def test_words_of_a_status_have_a_class(words: str, status: str | None) -> None:
    from notice_lint.parsing.lift.items import status_class
    from notice_lint.text.folding import view

    assert status_class(view(words)) == status
