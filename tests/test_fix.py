"""Fixes applied to files: nothing else changes, and what is fixed is no longer found."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from carriers import docx, docx_tracked, page, saved
from docx import Document
from docx.oxml.ns import qn
from docx_revisions import RevisionDocument
from hypothesis import given, settings
from hypothesis import strategies as st
from test_word import rough

from notice_lint.engine import Plan
from notice_lint.errors import InputError, NoticeLintError
from notice_lint.fix import Fixed, Fixer, FixOptions, patch
from notice_lint.profile import Profile, default_profile
from notice_lint.readers import from_bytes
from notice_lint.rule import BadCase, Rule
from notice_lint.text import Span
from notice_lint.violation import Edit

PLAN = Plan(today=date(2031, 1, 2))
WHEN = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
CASES = [
    pytest.param(rule, case, id=f"{rule.code}-{number}")
    for rule in default_profile().catalogue.values()
    if rule.is_checked
    for number, case in enumerate(rule.bad, 1)
    if case.fixed
]


def alone(rule: Rule) -> Profile:
    own = {code: one for code, one in default_profile().catalogue.items() if not one.is_checked}
    return Profile("alone", own | {rule.code: replace(rule, enabled=True)})


def fixed(data: bytes, path: str = "a.txt", **options) -> Fixed:
    profile = options.pop("profile", default_profile())
    return Fixer(profile, PLAN, FixOptions(**options)).fix(data, path)


def settled(one: Fixed) -> None:
    """Assert that nothing of what was fixed is left, nothing new came, and a second run is idle."""
    skipped = {skip.violation.code for skip in one.skipped}
    left = {violation.code for violation in one.after.violations}
    assert not (set(one.applied) & left) - skipped
    assert not left - {violation.code for violation in one.before.violations}


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_every_rule_fixes_its_own_cases(rule: Rule, case: BadCase) -> None:
    suffix = {"markdown": "md", "html": "html"}.get(case.kind, "txt")
    one = fixed(case.text.encode(), f"a.{suffix}", unsafe=True, profile=alone(rule))
    shown = {fix.safety for found in one.before.violations for fix in found.fixes}
    settled(one)
    if "display" not in shown:
        assert one.data.decode() == case.fixed
        assert not one.after.violations
    again = fixed(one.data, f"a.{suffix}", unsafe=True, profile=alone(rule))
    assert again.data == one.data


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_every_rule_fixes_its_own_cases_in_word(rule: Rule, case: BadCase) -> None:
    profile = alone(rule)
    for seed in range(2):
        data = rough(case.text, seed)
        one = fixed(data, "a.docx", unsafe=True, profile=profile)
        settled(one)
        assert fixed(one.data, "a.docx", unsafe=True, profile=profile).data == one.data
        expected = patch.apply(one.before.source.text, one.edits)
        assert from_bytes(one.data, "a.docx").text == expected
        assert "".join(plain_texts(one.data)) == expected.replace("\n", "")
        before = one.before.source.text.split("\n")[:-1]
        tracked = fixed(data, "a.docx", unsafe=True, profile=profile, track=WHEN).data
        assert decided(tracked, accept=True) == expected.split("\n")[:-1]
        assert decided(tracked, accept=False) == before
        loose = rough(case.text, seed, wrapped=False)
        tracked = fixed(loose, "a.docx", unsafe=True, profile=profile, track=WHEN).data
        assert decided_by_another(tracked, accept=True) == expected.split("\n")[:-1]
        assert decided_by_another(tracked, accept=False) == before


def plain_texts(data: bytes) -> Iterator[str]:
    for one in Document(io.BytesIO(data)).element.body.iter("{*}t"):
        yield one.text or ""


def decided(data: bytes, *, accept: bool) -> list[str]:
    """Accept or reject all tracked changes by the letter of the standard; return the paragraphs."""
    document = Document(io.BytesIO(data))
    dropped, kept = ("w:del", "w:ins") if accept else ("w:ins", "w:del")
    for one in list(document.element.body.iter(qn(dropped))):
        one.getparent().remove(one)
    for one in list(document.element.body.iter(qn(kept))):
        for child in list(one):
            one.addprevious(child)
        one.getparent().remove(one)
    for one in document.element.body.iter(qn("w:delText")):
        one.tag = qn("w:t")
    return from_bytes(saved(document), "a.docx").text.split("\n")[:-1]


def decided_by_another(data: bytes, *, accept: bool) -> list[str]:
    """Let another program do the same, which knows no changes inside hyperlinks and the like."""
    document = RevisionDocument(io.BytesIO(data))
    (document.accept_all if accept else document.reject_all)()
    return from_bytes(saved(document), "a.docx").text.split("\n")[:-1]
