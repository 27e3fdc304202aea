"""What is looked for instead of an expression is in all that the expression matches."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Set
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import asdict
from shapes import Notice, random_shape
from support import notice

from notice_lint.matching.alternatives import Alternative, alternatives
from notice_lint.matching.bigrams import bigrams, pair_numbers
from notice_lint.matching.branches import branches, named
from notice_lint.matching.line_terminals import PATIENCE, LineTerminal, WaysBefore
from notice_lint.matching.literals import required_literals
from notice_lint.matching.pattern import Pattern, matches_of_parts
from notice_lint.matching.syntax_tree import parse
from notice_lint.ruleset.profile import default_profile

LITERALS = {
    "ab": {"ab"},
    "a|bc": {"a", "bc"},
    "(?:a|bc)d": {"ad", "bcd"},
    "x?yz": {"yz"},
    "[ab]c": {"ac", "bc"},
    "(?:ab)+c": {"ab"},
    "a{3,}": {"aaa"},
    "日.{0,3}月底": {"月底"},
    "(?<=月)初": {"月初"},
    "三(?=日)": {"三日"},
    "(?!b)a": {"a"},
    "[^a]b": {"b"},
    r"[（〔](?P<year>(?:19|20)\d)": {"（19", "（20", "〔19", "〔20"},
    r"(?:x\d*ab|cd)e": {"abe", "cde"},
    r"(?:(?<=a)b\d)c": {"ab"},
}


def literals_of(expression: str) -> set[str] | None:
    found = Pattern(expression).literals
    return None if found is None else set(found)


@pytest.mark.parametrize(("expression", "expected"), LITERALS.items())
def test_strings_that_every_match_holds(expression: str, expected: set[str]) -> None:
    assert literals_of(expression) == expected


WITHOUT_BLANKS = {
    "整 {0,2}改 *:": {"整改:"},
    "[ 、]ab": {"ab"},
    "a +(?:b|cd)": {"ab", "acd"},
    r"a\sb": {"a", "b"},
    "a(?=  b)": {"ab"},
}


@pytest.mark.parametrize(("expression", "expected"), WITHOUT_BLANKS.items())
def test_strings_that_every_match_holds_but_for_its_blanks(
    expression: str, expected: set[str]
) -> None:
    strings = required_literals(parse(expression) or (), " ")
    assert strings
    assert strings <= expected


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was compiled during a test."""
    texts: list[str] = []

    def noted(text: str, flags: int = 0) -> re.Pattern[str]:
        texts.append(text)
        return compile_(text, flags)

    compile_ = re.compile
    monkeypatch.setattr(re, "compile", noted)
    return texts


def test_a_pattern_is_compiled_where_a_text_may_hold_a_match(compiled: list[str]) -> None:
    pattern = Pattern("[一-鿿]水库(?P<number>[0-9]+)")
    assert pattern.search("石桥河") is None
    assert list(pattern.finditer("石桥河")) == []
    assert pattern.match("石桥河") is pattern.fullmatch("石桥河") is None
    assert pattern.text not in compiled
    match = pattern.search("桥水库1，河水库22", 5)
    assert match
    assert match["number"] == "22"
    assert [match.start() for match in pattern.finditer("桥水库1，河水库22")] == [0, 5]
    assert pattern.text in compiled


def test_a_way_is_compiled_where_the_words_stand_with_blanks_or_without(
    compiled: list[str],
) -> None:
    parts = branches("(?:本镇)?整 {0,2}改 {0,2}措 {0,2}施 *[:：]")
    ways = WaysBefore([LineTerminal("MEASURES", parts, named(parts))])["整"]
    before = list(compiled)
    assert not any(way.match("整顿作风：抓措施", 0, 8) for way in ways)
    assert compiled == before
    assert all(way.match("整  改措 施 ：抓", 0, 9) for way in ways)
    assert compiled != before


def test_a_way_that_is_asked_often_enough_is_compiled(compiled: list[str]) -> None:
    parts = branches("(?:本县)?整 {0,2}改 {0,2}情 {0,2}况 *[:：]")
    (way,) = WaysBefore([LineTerminal("MEASURES", parts, named(parts))])["整"]
    before = list(compiled)
    for _ in range(PATIENCE):
        assert way.match("整顿作风", 0, 4) is None
    assert compiled == before
    assert way.match("整顿作风", 0, 4) is None
    assert compiled != before


@pytest.mark.parametrize(
    "expression", ["", "a|", "a*", "(?i)ab", r"\d", ".", "(?:a|b)?", "(?=a)|b?"]
)
def test_nothing_is_looked_for_where_a_match_may_be_anything(expression: str) -> None:
    assert literals_of(expression) is None


def test_an_expression_is_divided_at_its_own_alternatives_only() -> None:
    assert [one.text for one in alternatives(r"a[|]\||(b|c)|d")] == [r"a[|]\|", "(b|c)", "d"]


def test_a_reference_to_another_alternative_keeps_it_whole() -> None:
    assert [one.text for one in alternatives(r"(a)|b\1")] == [r"(a)|b\1"]


@pytest.mark.parametrize("expression", [r"(a)|(b)\1", "(a)|(b)?(?(1)c|d)", "a|b?"])
def test_what_cannot_stand_by_itself_is_not_divided(expression: str) -> None:
    assert [one.text for one in alternatives(expression)] == [expression]


def test_a_part_of_a_pattern_has_the_same_groups() -> None:
    pattern = Pattern("(?P<one>a)(?P<two>b)|(c)|(?P<three>d)")
    found = pattern.parts[2].search("xd")
    assert found
    assert pattern.groups(found) == {"one": "", "two": "", "three": "d"}


TOGETHER = ("a|ab|b", "ab|a|b", "(?<=a)b|ab", "(?:aab)|b+|ab", "a(?=b)|b")


@pytest.mark.parametrize("expression", TOGETHER)
def test_parts_together_match_what_the_whole_matches(expression: str) -> None:
    pattern = Pattern(expression)
    assert len(pattern.parts) > 1
    for number in range(256):
        words = f"{number:08b}".translate({48: "a", 49: "b"})
        spans = [one.span() for one in re.finditer(expression, words)]
        assert [one.span() for one in matches_of_parts(pattern.parts, words)] == spans


@pytest.mark.parametrize("text", ["ab", "aba", "\U00020000a", "a\ud800", "a", ""])
def test_a_text_may_hold_whatever_is_in_it(text: str) -> None:
    present = bigrams(text, pair_numbers(text))
    parts = (text[a:b] for a in range(len(text)) for b in range(a + 1, len(text) + 1))
    assert all(held(present, part) for part in parts)


def test_a_text_does_not_hold_what_is_nowhere_in_it() -> None:
    present = bigrams("ab", pair_numbers("ab"))
    assert not any(held(present, string) for string in ("c", "ba", "abc", "aa"))


def held(present: Set[int], string: str) -> list[str]:
    return Alternative("", frozenset((string,))).possible_literals(present)


def patterns(value: Any) -> Iterator[Pattern]:
    if isinstance(value, Pattern):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from patterns(one)
    elif isinstance(value, Struct):
        for one in asdict(value).values():
            yield from patterns(one)


def test_the_rules_find_the_same_as_by_searching_everything() -> None:
    texts = [Notice(random_shape(random.Random(seed)), seed).write()[0] for seed in range(12)]
    documents = [notice(text) for text in texts]
    for rule in default_profile().rules:
        for pattern in patterns(rule.options):
            plain = re.compile(pattern.text)
            for document in documents:
                spans = {
                    id(one): [found.span() for found in matches]
                    for one, matches in document.index.matches(pattern)
                }
                for one in document.paragraphs:
                    expected = [found.span() for found in plain.finditer(one.text)]
                    assert spans.get(id(one), []) == expected
