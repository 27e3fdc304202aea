"""Any text, any grammar: parsing ends, its spans nest, and its repair has a price."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark.exceptions import GrammarError
from test_properties import ANY
from test_repair import GRAMMAR, TERMINALS, grammar_of

from notice_lint.datafiles.grammar_file import GrammarFile
from notice_lint.document.notice import Notice, ProblemItem, Section
from notice_lint.parsing.parse import parse
from notice_lint.parsing.repair import Repairer
from notice_lint.parsing.vocabulary import vocabulary
from notice_lint.readers import from_text

CHANGES = (
    ("supervision contact?", "supervision? contact?"),  # what was required may be left out
    ("signature issue_date", "signature? issue_date"),
    ("signature issue_date", "signature issue_date?"),
    ("signature issue_date", "issue_date signature"),  # another order
    ("supervision contact?", "contact? supervision"),
    ("supervision contact?", "supervision contact"),  # what was optional is required
    ("_above* title subtitle?", "_above* title? subtitle?"),
    ("_above* title subtitle?", "_above* title subtitle"),
    ("preamble: TEXT* LEAD (LEAD | TEXT)*", "preamble: LEAD+"),
    ("_cause _measures _status after_status?", "_measures _cause _status after_status?"),
    ("_cause: cause _remark*", "_cause: cause"),
    ("_status: status _remark*", "_status: status"),
    ("statement | field", "statement"),
    ("cause: CAUSE TEXT+ |", "cause: CAUSE TEXT* |"),
    ("measures: MEASURES TEXT+ |", "measures: MEASURES TEXT* |"),
    ("annex?", "annex"),
    ("page_foot?", "page_foot"),
    ("formula? annex?", "formula annex?"),
)
VARIANTS = 24
"""Grammars that are tried."""


@cache
def variants() -> tuple[GrammarFile, ...]:
    """Return grammars with some of the changes each, those that are ambiguous left out."""
    chance = random.Random(13)
    drawn = (chance.sample(CHANGES, chance.randint(1, 6)) for _ in range(VARIANTS * 4))
    sound = (grammar for changes in drawn if (grammar := _changed(changes)))
    return tuple(grammar for grammar, _ in zip(sound, range(VARIANTS), strict=False))


def _changed(changes: Sequence[tuple[str, str]]) -> GrammarFile | None:
    text = GRAMMAR
    for old, new in changes:
        text = text.replace(old, new, 1)
    grammar = grammar_of(text)
    try:
        _ = vocabulary(grammar).automaton.start
    except GrammarError:
        return None
    return grammar


def nested(notice: Notice) -> Iterator[tuple[int, int]]:
    """Yield the spans of what stands in sections and items, each checked against what holds it."""
    for node in notice.walk():
        start, end = node.span
        inside = list(node.children)
        for child in inside:
            assert start <= child.span.start <= child.span.end <= end
        for before, after in pairwise(inside):
            assert before.span.end <= after.span.start or before.span == after.span
        if isinstance(node, ProblemItem):
            assert all(start <= part.span.start <= part.span.end <= end for part in node.parts)
        yield node.span.start, node.span.end


def test_many_grammars_are_sound() -> None:
    assert len(variants()) == VARIANTS


@settings(max_examples=150, deadline=None)
@given(ANY, st.integers(0, VARIANTS - 1))
def test_any_text_is_parsed_by_any_grammar(text: str, number: int) -> None:
    source = from_text(text)
    notice = parse(source, grammar=variants()[number])
    for start, end in nested(notice):
        assert 0 <= start <= end <= len(source.text)
    for repair in notice.repairs:
        assert 0 <= repair.span.start <= repair.span.end <= len(source.text)
    assert all(isinstance(node, Section | ProblemItem) for node in notice.sections)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(TERMINALS), max_size=40), st.integers(0, VARIANTS - 1))
def test_any_tokens_have_a_repair_at_a_price(terminals: list[str], number: int) -> None:
    words = vocabulary(variants()[number])
    depth = 0
    balanced = []
    for terminal in terminals:
        depth += (terminal in words.openers) - (terminal == "_END")
        if depth >= 0:
            balanced.append(terminal)
        depth = max(depth, 0)
    balanced += ["_END"] * depth
    steps = Repairer(words).steps(balanced)
    assert [step.terminal for step in steps if step.kind != "insert"][:-1] == balanced
    cost = sum(words.traits(step.terminal).missing for step in steps if step.kind == "insert")
    assert cost < 200
    assert pytest.approx(cost) == cost
