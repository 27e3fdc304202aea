"""Markdown for comments: what a table holds is what was found, and no text of a document acts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace
from support import check, rendered, report

from notice_lint.reports.markdown_text import plain
from notice_lint.reports.model.report import Failure, Report
from notice_lint.reports.on_screen.markdown import ROOM
from notice_lint.text.harmless import harmless

EXAMPLES = sorted(Path(__file__).parent.parent.glob("examples/*.*"))
FOLDED = re.compile(r"(?:<details><summary>[^<>]+</summary>|</details>)\n")
HOSTILE = (
    "|", "\\", "\\|", "`", "``", "*", "_", "[a](http://host.example)", "![a](b)", "<b>", "<!--", "@team", "#12",
    "org/repo#3", "GH-7", "!5", "~bug", "%v1", "$x$", "&lt;", "&#124;", ":tada:", "https://host.example",
    "www.host.example", "a@host.example", "0123abc4567", "\n", "\r\n", "\n\n# a\n", "\t", "\0", "\u202e", "---",
    "</details>", "- a", "1. a", "> a",
)  # fmt: skip
WILD = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20)), max_size=10).map("".join)


def tokens(text: str) -> Iterator[Token]:
    for one in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        yield one
        yield from one.children or ()


def cells(text: str) -> list[str]:
    parsed = list(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text))
    pairs = pairwise(parsed)
    return [inside.content and said(inside) for one, inside in pairs if one.type == "td_open"]


def said(inline: Token) -> str:
    """What a reader sees of a cell."""
    children: Sequence[Token] = inline.children or ()
    assert {one.type for one in children} <= {"text", "text_special"}
    return "".join(one.content for one in children)


def seen(text: str) -> str:
    return harmless(" ".join(text.split()))


@settings(max_examples=300, deadline=None)
@given(WILD)
@example("0123abc456700")
@example("".join(HOSTILE))
@example(" ".join(HOSTILE))
def test_words_are_shown_as_they_are_and_do_nothing(words: str) -> None:
    (cell,) = cells(f"| a |\n| --- |\n| {plain(words)} |\n") or [""]
    assert cell.replace("\u200b", "").strip() == seen(words).strip()
    assert not re.search(r"[@#!~%$&^]\w|:[A-Za-z/+]|[A-Za-z]-\d|www\.|\b\d*[a-f][0-9a-f]{6,}", cell)


@settings(max_examples=60, deadline=None)
@given(WILD)
def test_no_finding_breaks_the_tables(words: str) -> None:
    told = report(check(EXAMPLES[2].read_text(encoding="utf-8")))
    file = told.files[0]
    found = tuple(replace(one, message=words, title=words, quote=words) for one in file.violations)
    text = rendered("markdown", replace(told, files=(replace(file, path=words, violations=found),)))
    kinds = [one.type for one in tokens(text)]
    before = [one.type for one in tokens(rendered("markdown", told))]
    for kind in ("td_open", "heading_open", "table_open"):
        assert kinds.count(kind) == before.count(kind)
    assert not {"link_open", "image", "html_inline", "code_inline", "em_open", "fence"} & set(kinds)
    blocks = [one.content for one in tokens(text) if one.type == "html_block"]
    assert all(FOLDED.fullmatch(one) for one in blocks)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_row_tells_place_severity_rule_message_and_quote(lang: str) -> None:
    told = report(check("一、整改情况\n1.针对“甲”的问题\n", ["NL201"]), lang=lang)  # type: ignore[arg-type]
    (one,) = told.files[0].violations
    severity = {"zh": "错误", "en": "error"}[lang]
    assert cells(rendered("markdown", told)) == [
        "2:3 一/1", severity, f"NL201 {one.title}", one.message, "针对“甲”的问题",
    ]  # fmt: skip


def test_repeats_are_one_row_and_long_lists_are_folded() -> None:
    items = "".join(f"{number}.针对“事项{number}”的问题\n" for number in range(1, 7))
    told = report(check(f"一、整改情况\n{items}", ["NL202"]))
    assert len(cells(rendered("markdown", told))) == 5
    assert "×6：一1–6" in rendered("markdown", told)
    long = report(check(EXAMPLES[2].read_text(encoding="utf-8")))
    assert "<details><summary>另有 5 行</summary>" in rendered("markdown", long)
    assert len(cells(rendered("markdown", long))) == 13 * 5


def test_several_files_failures_and_suppressions_are_told() -> None:
    text = "一、整改情况\n%% notice-lint: ignore[NL201] -- 另有说明\n1.针对“甲”的问题\n"
    told = report(check(text), check("一、整改情况\n1.针对“甲”的问题\n", ["NL201"]))
    told = replace(told, failures=(Failure("b.png", "这是图片"),), suppressed=True)
    found = cells(rendered("markdown", told))
    assert found[:2] == ["b.png", "这是图片"]
    assert "另有说明" in found
    assert found[6:10] == ["test.txt", "1", "0", "0"]


def test_a_comment_holds_it_whatever_its_length() -> None:
    told = report(check(EXAMPLES[2].read_text(encoding="utf-8")))
    many: Report = replace(told, files=told.files * 200)
    text = rendered("markdown", many)
    assert len(text) <= ROOM + 500
    assert "因篇幅所限，另有" in text
    assert (
        len(rendered("markdown", replace(many, failures=(Failure("x" * 99, "y" * 400),) * 300)))
        <= ROOM + 500
    )
