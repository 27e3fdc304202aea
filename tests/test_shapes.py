"""Invented notices of every shape are parsed as they were meant."""

from __future__ import annotations

import random
from typing import Any

import pytest
from shapes import CHOICES, Notice, Shape, Truth, consistent, proper_shape, random_shape
from support import check, notice

from notice_lint.document.notice import Notice as Parsed
from notice_lint.document.notice import Section

ONE_CHANGE = [(name, value) for name, values in CHOICES.items() for value in values]


def facts(parsed: Parsed) -> dict[str, Any]:
    every = parsed.all_items
    return {
        "title": parsed.title.text if parsed.title else None,
        "items": [item.problem.text for item in parsed.items],
        "children": len(every) - len(parsed.items),
        "sections": sum(isinstance(node, Section) for node in parsed.walk()),
        "causes": sum(item.part("cause") is not None for item in every),
        "measures": sum(item.part("measures") is not None for item in every),
        "statuses": [part.status for item in every for part in item.parts if part.kind == "status"],
        "faults": [one.marker.text for one in parsed.headings if one.marker.fault],
        "set aside": parsed.set_aside,
    }


def expected(truth: Truth, shape: Shape) -> dict[str, Any]:
    folded = str.maketrans("，：；", ",:;") if shape.ascii else {}
    return {
        "title": truth.title,
        "items": [words.translate(folded) for words in truth.items],
        "children": truth.children,
        "sections": truth.sections,
        "causes": truth.causes,
        "measures": truth.measures,
        "statuses": truth.statuses,
        "faults": [],
        "set aside": (),
    }


def assert_parsed(shape: Shape, seed: int) -> None:
    text, truth = Notice(shape, seed).write()
    parsed = notice(text)
    assert facts(parsed) == expected(truth, shape), text
    assert parsed.preamble
    assert parsed.preamble.inspection_team
    assert parsed.preamble.inspected_body
    assert parsed.preamble.inspection_start.startswith("2023-10")  # type: ignore[union-attr]
    assert parsed.preamble.inspection_end.startswith("2023-12")  # type: ignore[union-attr]
    assert parsed.preamble.feedback_date == "2024-01-12"
    assert parsed.preamble.publishing
    assert parsed.supervision
    assert parsed.signature
    assert parsed.issue_date
    assert parsed.issue_date.iso == "2024-07-01"
    assert parsed.contact
    assert [one.text for one in parsed.contact.values("phone")] == ["0000-5550123"]
    assert [one.text for one in parsed.contact.values("email")] == ["qh@lianlan.example"]
    assert parsed.contact.values("address")


@pytest.mark.parametrize(("name", "value"), ONE_CHANGE)
def test_each_variant(name: str, value: Any) -> None:
    assert_parsed(consistent(Shape(**{name: value})), 1)


@pytest.mark.parametrize("seed", range(150))
def test_variants_together(seed: int) -> None:
    assert_parsed(random_shape(random.Random(seed)), seed)


@pytest.mark.parametrize("seed", range(120))
def test_nothing_is_said_against_what_is_fit_to_print(seed: int) -> None:
    text, _ = Notice(proper_shape(random.Random(seed)), seed).write()
    findings = [v for v in check(text).violations if str(v.severity) != "info"]
    assert not findings, text
