"""The same notice in every form that offices write gives the same tree, and nothing more to say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import carriers
import pytest
from forms import CONTENTS, FILES, FLAT, SECTIONS, TEXTS, Content, Form, Item, normal, printed, text

from notice_lint.document.notice import Notice, ProblemItem, Section
from notice_lint.document.source import Source
from notice_lint.parsing.parse import parse
from notice_lint.readers import from_bytes
from notice_lint.ruleset.engine import lint
from notice_lint.ruleset.profile import default_profile

CASES = [
    (form, content)
    for forms, only_flat in ((TEXTS | FILES, False), (FLAT, True))
    for form in forms
    for content in CONTENTS
    if CONTENTS[content].is_flat or not only_flat
]
FORMS: dict[str, Form] = {**TEXTS, **FILES, **FLAT}
STYLE = {
    "wrapped and indented": {"NL113"},
    "half-width": {"NL701"},
    "full-width digits": {"NL304", "NL403", "NL604", "NL708"},
    "** left over": {"NL115"},
    "# left over": {"NL115"},
    "measures 1、": {"NL304"},
}
"""What a form departs from on purpose: findings on it are right."""
_CLASSES = {
    "已完成整改": "completed",
    "正在整改": "in_progress",
    "基本完成整改": "basically_completed",
    "已完成整改，并长期坚持": "completed_ongoing",
    "": None,
}
_LEAD = re.compile("^(?:针对|关于)?(.*?)(?:的问题)?$")


def wanted(item: Item) -> Any:
    """Return what an item says, as it must be read."""
    children = tuple(map(wanted, item.children))
    parts = (normal(item.cause), _listed(item.measures), _CLASSES[item.status])
    return problem(item.problem), *parts, children


def problem(words: str) -> str:
    found = _LEAD.match(normal(words))
    return found.group(1) if found else ""


def _listed(words: str) -> str:
    """Return measures without what counts them."""
    return normal(re.sub("[一二三]是|[①-⑳]|（[0-9]）|[0-9]、", "", words))


def said(notice: Notice, item: ProblemItem) -> Any:
    """Return what was read of an item."""
    words = [
        "".join(span.of(notice.source.text) for part in item.parts if part.kind == kind for span in part.body)
        for kind in ("cause", "measures")
    ]  # fmt: skip
    status = next((part.status for part in item.parts if part.kind == "status"), None)
    children = tuple(said(notice, child) for child in item.children)
    return problem(item.problem.text), normal(words[0]), _listed(words[1]), status, children


def tree(notice: Notice) -> list[tuple[str, list[tuple[str, Any]]]]:
    """Return the sections, each with its items and the areas that those stand in."""
    return [
        (normal(section.heading.text), list(_items(notice, section, "")))
        for section in notice.sections
        if isinstance(section, Section)
    ]


def _items(notice: Notice, section: Section, area: str) -> Iterator[tuple[str, Any]]:
    for child in section.children:
        if isinstance(child, ProblemItem):
            yield area, said(notice, child)
        else:
            yield from _items(notice, child, normal(child.heading.text))


def expected(content: Content) -> list[tuple[str, list[tuple[str, Any]]]]:
    items = [(normal(area.name), wanted(item)) for area in content.areas for item in area.items]
    return [(SECTIONS[0], []), (SECTIONS[1], items), (SECTIONS[2], [])]


def faults(source: Source) -> set[str]:
    """Return the codes of all errors and warnings on a document."""
    violations = lint(source, default_profile()).violations
    return {one.code for one in violations if one.severity != "info"}


@cache
def plain_faults(content: str) -> frozenset[str]:
    return frozenset(faults(text(CONTENTS[content])))


@pytest.mark.parametrize(("form", "content"), CASES)
def test_one_notice_in_every_form(form: str, content: str) -> None:
    source = FORMS[form](CONTENTS[content])
    assert tree(parse(source)) == expected(CONTENTS[content])
    assert faults(source) - STYLE.get(form, set()) <= plain_faults(content)


def test_there_are_many_forms_and_the_plain_one_has_no_fault() -> None:
    assert len(FORMS) >= 40
    assert {content: plain_faults(content) for content in CONTENTS} == dict.fromkeys(
        CONTENTS, frozenset()
    )


@pytest.mark.skipif(carriers.SOFFICE is None, reason="LibreOffice is not installed")
def test_the_notice_printed_to_pdf(tmp_path: Path) -> None:
    data = carriers.converted(printed(CONTENTS["areas"]), "pdf", tmp_path)
    source = from_bytes(data, "a.pdf")
    assert tree(parse(source)) == expected(CONTENTS["areas"])
    assert faults(source) == set()
