"""What is held of a run does not grow with what was found in its files, in any format."""

from __future__ import annotations

import gc
import sys
import tracemalloc
import weakref
from functools import cache
from pathlib import Path

import pytest
from support import report

from notice_lint.docx.write.document import open_word
from notice_lint.docx.write.plain import plain_docx
from notice_lint.formats import ON_SCREEN
from notice_lint.readers import from_text
from notice_lint.reports import writers
from notice_lint.reports.file_output import FileRenderer, ReportNeeds
from notice_lint.reports.format import TextOptions
from notice_lint.reports.model.build import rule_infos
from notice_lint.reports.model.report import FileReport, Report
from notice_lint.reports.registry import format_named
from notice_lint.reports.tally import Tally
from notice_lint.reports.terminal import Terminal
from notice_lint.reports.to_file.xlsx import workbook
from notice_lint.reports.writers import Output, open_report
from notice_lint.ruleset.engine import lint
from notice_lint.ruleset.profile import default_profile

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

import corpora

FEW, MANY = 10, 30
HELD = 6_000
"""Bytes that may be held of a file: its name and what is counted. All that is known of such a file
as JSON has 250,000."""


@cache
def large() -> FileReport:
    told = report(
        lint(from_text(corpora.notice(1), path="a.txt"), default_profile()), document=True
    )
    return told.files[0]


def peak(name: str, count: int) -> int:
    """Return the bytes that are held at most while so many files are written."""
    told = Report("default", "zh", (), rules=rule_infos(default_profile().catalogue.values(), "zh"))
    options = TextOptions(Terminal(100, False))
    renderer = FileRenderer(told, ReportNeeds((name,), options, report=False))
    gc.collect()
    gc.freeze()  # beside all that other tests left, what is garbage would be counted as held
    tracemalloc.start()
    writer = open_report(Output(name, format_named(name)), told, options)
    tally = Tally()
    for _ in range(count):
        output = renderer.output(large())
        tally.merge(output.tally)
        for _ in writer.add(output):
            pass
    for _ in writer.end(tally):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    gc.unfreeze()
    return most


@pytest.mark.parametrize("name", [*ON_SCREEN, "xlsx"])
def test_memory_does_not_grow_with_what_is_found(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writers, "AT_HAND", 1)
    monkeypatch.setattr(workbook, "FITTED", 0)
    peak(name, 1)
    assert peak(name, MANY) - peak(name, FEW) < HELD * (MANY - FEW)


def test_a_word_file_is_put_away_before_the_next_is_opened() -> None:
    data = plain_docx("整改通报\n").data
    gc.collect()
    gc.disable()
    try:
        documents = [weakref.ref(open_word(data).document.part) for _ in range(5)]
    finally:
        gc.enable()
    assert sum(document() is not None for document in documents) == 1
