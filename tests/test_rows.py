"""Items in tables: the same notice in many kinds of table gives the same tree."""

from __future__ import annotations

from itertools import product

import pytest
from tabled import AREAS, CARRIERS, FORMS, PROBLEMS, WITH_AREAS, noticed

from notice_lint.document.notice import Notice, ProblemItem, Section
from notice_lint.document.source import Source
from notice_lint.parsing.parse import parse
from notice_lint.ruleset.engine import lint
from notice_lint.ruleset.profile import default_profile

ItemWords = tuple[str, str, str, str]


def said(notice: Notice, item: ProblemItem) -> ItemWords:
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
