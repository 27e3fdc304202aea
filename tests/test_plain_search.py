"""Without the shortcuts of matching/ every search finds the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support import notice

from notice_lint.matching import switch
from notice_lint.matching.paragraph_index import ParagraphIndex
from notice_lint.matching.pattern import Pattern

ROOT = Path(__file__).parent.parent


def findings(paths: list[Path], plain: str) -> Any:
    """Return all findings of a process of its own: patterns remember what they have analyzed."""
    run = subprocess.run(
        [sys.executable, "-m", "notice_lint", "check", "--format", "json", *map(str, paths)],
        env={**os.environ, switch.VARIABLE: plain, "NOTICE_LINT_CACHE_DIR": ""},
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    return json.loads(run.stdout)["files"]


def test_the_findings_are_the_same_with_and_without_shortcuts() -> None:
    paths = sorted((ROOT / "examples").glob("*.*"))
    quick = findings(paths, "")
    assert sum(len(file["violations"]) for file in quick) > 20
    assert findings(paths, "1") == quick


@pytest.mark.usefixtures("plain")
def test_with_the_switch_every_paragraph_is_searched() -> None:
    index = notice("一、整改情况\n没有一处\n").index
    assert isinstance(index, ParagraphIndex)
    searched = [paragraph for paragraph, _ in index.matches(Pattern("甲乙"))]
    assert searched == list(index.paragraphs)


def test_without_it_only_those_that_may_match() -> None:
    index = notice("一、整改情况\n其中有甲乙一处。\n只有甲和乙。\n").index
    searched = [paragraph.text for paragraph, _ in index.matches(Pattern("甲乙"))]
    assert searched == ["其中有甲乙一处。"]
