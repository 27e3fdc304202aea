"""What pasting does to a text: marks of Markdown in it, or all of it on one line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import check, notice
from test_head_and_foot import BODY, CONTACTS, OPENINGS, Parts, expected, facts

from notice_lint.parsing.lexer.pasted import plain
from notice_lint.text.folding import view

WRITTEN = Parts().written()


def bold_headings(text: str) -> str:
    return re.sub(r"^([一二三]、.*|\d\..*)$", r"**\1**", text, flags=re.MULTILINE)


def bold_labels(text: str) -> str:
    return re.sub(r"^(..(?:分析|措施|情况)：)", r"**\1**", text, flags=re.MULTILINE)


def hashes(text: str) -> str:
    return re.sub(r"^([一二三]、)", r"## \1", f"# {text}", flags=re.MULTILINE)


def bullets(text: str) -> str:
    return re.sub(r"^(..(?:分析|措施|情况))：", r"- **\1**：", text, flags=re.MULTILINE)


def rules(text: str) -> str:
    return text.replace("一、", "---\n一、").replace("欢迎", "***\n欢迎", 1)


MARKED = (bold_headings, bold_labels, hashes, bullets, rules)


@pytest.mark.parametrize("write", MARKED)
def test_marks_of_markdown_are_read_through_and_told_once(write: object) -> None:
    text = write(WRITTEN)  # type: ignore[operator]
    assert text != WRITTEN
    assert facts(notice(text)) == expected(Parts())
    clean = [one.code for one in check(WRITTEN).violations]
    assert sorted(one.code for one in check(text).violations) == sorted([*clean, "NL115"])


def test_stars_that_are_no_marks_stay() -> None:
    for words in ("2024年**月**日", "联系电话：138****0000", "3*4*5", "#1楼", "#整改#", "a ** b"):
        assert plain(words).marks == ()


def test_markdown_itself_has_no_such_marks() -> None:
    assert "NL115" not in {
        one.code for one in check(bold_labels(WRITTEN), (), "markdown").violations
    }


@pytest.mark.parametrize("parting", [" ", "　", "", "  "])
@pytest.mark.parametrize("opening", [OPENINGS[0], OPENINGS[3], OPENINGS[8]])
@pytest.mark.parametrize("contact", [CONTACTS[0], CONTACTS[2]])
def test_a_notice_on_one_line_is_read(parting: str, opening: object, contact: object) -> None:
    parts = Parts(opening=opening, contact=contact)  # type: ignore[arg-type]
    text = parts.written().strip().replace("\n", parting)
    assert facts(notice(text)) == expected(parts), text


def test_a_long_paragraph_with_numbers_is_no_notice_on_one_line() -> None:
    words = "整改措施：1.修订制度；2.严格考勤；3.每月通报。" * 12
    text = WRITTEN.replace("整改措施：一是修订学习制度。二是严格考勤。", words)
    assert len(notice(text).items) == 2


@settings(deadline=None)
@given(st.text("*#-_ \n一、1.甲。", max_size=80))
def test_what_is_read_through_keeps_every_place(text: str) -> None:
    folded = view(text)
    read = plain(folded)
    assert len(read.view) == len(folded)
    blanked = {place for span in read.marks for place in range(span.start, span.end)}
    assert all(read.view[i] == (" " if i in blanked else folded[i]) for i in range(len(folded)))


@settings(deadline=None)
@given(st.lists(st.sampled_from(BODY.splitlines()), min_size=4, max_size=40))
def test_any_one_line_gives_a_notice(lines: list[str]) -> None:
    text = "".join(lines)
    spans = [one.span() for one in notice(text).paragraphs]
    assert "".join(text[one.start : one.end] for one in spans) == text
