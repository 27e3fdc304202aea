"""What is looked for instead of an expression is in all that the expression matches."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from shapes import Notice, random_shape
from support import notice

from notice_lint.needles import branches, grams, may_hold
from notice_lint.pattern import Pattern
from notice_lint.profile import default_profile

NEEDLES = {
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
}


def needles(expression: str) -> set[str] | None:
    found = Pattern(expression).needles
    return None if found is None else set(found)


@pytest.mark.parametrize(("expression", "expected"), NEEDLES.items())
def test_strings_that_every_match_holds(expression: str, expected: set[str]) -> None:
    assert needles(expression) == expected


@pytest.mark.parametrize(
    "expression", ["", "a|", "a*", "(?i)ab", r"\d", ".", "(?:a|b)?", "(?=a)|b?"]
)
def test_nothing_is_looked_for_where_a_match_may_be_anything(expression: str) -> None:
    assert needles(expression) is None


def test_an_expression_is_divided_at_its_own_alternatives_only() -> None:
    assert [one.text for one in branches(r"a[|]\||(b|c)|d")] == [r"a[|]\|", "(b|c)", "d"]


def test_a_reference_to_another_alternative_keeps_it_whole() -> None:
    assert [one.text for one in branches(r"(a)|b\1")] == [r"(a)|b\1"]


def test_a_pattern_without_dead_alternatives_has_the_same_groups() -> None:
    pattern = Pattern("(?P<one>a)(?P<two>b)|(c)|(?P<three>d)")
    lean = pattern.lean(grams("xd"))
    found = lean.search("xd")
    assert lean.text != pattern.text
    assert found
    assert found.groupdict() == {"one": None, "two": None, "three": "d"}
    assert found.groups() == (None, None, None, "d")


@pytest.mark.parametrize("text", ["ab", "aba", "\U00020000a", "a\ud800", "a", ""])
def test_a_text_may_hold_whatever_is_in_it(text: str) -> None:
    present = grams(text)
    parts = (text[a:b] for a in range(len(text)) for b in range(a + 1, len(text) + 1))
    assert all(may_hold(present, part) for part in parts)


def test_a_text_does_not_hold_what_is_nowhere_in_it() -> None:
    assert not any(may_hold(grams("ab"), string) for string in ("c", "ba", "abc", "aa"))


def patterns(value: Any) -> Iterator[Pattern]:
    if isinstance(value, Pattern):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from patterns(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from patterns(getattr(value, field.name))


def test_the_rules_find_the_same_as_by_searching_everything() -> None:
    texts = [Notice(random_shape(random.Random(seed)), seed).write()[0] for seed in range(12)]
    documents = [notice(text) for text in texts]
    for rule in default_profile().rules:
        for pattern in patterns(rule.options):
            plain = re.compile(pattern.text)
            for document in documents:
                lean = document.index.lean(pattern)
                held = {id(one) for one in document.index.holding(lean)}
                for one in document.paragraphs:
                    spans = [found.span() for found in plain.finditer(one.text)]
                    assert [found.span() for found in lean.finditer(one.text)] == spans
                    assert not spans or id(one) in held
