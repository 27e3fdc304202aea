"""Edits as values: those of two rounds made at once, and where they stand in a file."""

from __future__ import annotations

from itertools import combinations, pairwise
from random import Random

import pytest

from notice_lint import readers
from notice_lint.document.violation import Edit
from notice_lint.errors import InputError
from notice_lint.fix import patch
from notice_lint.fix.editors import MARKUP, TextEditor, editor_for
from notice_lint.fix.overlaps import EditSet
from notice_lint.limits import LIMITS
from notice_lint.text.spans import Span


def drawn(random: Random, length: int) -> list[Edit]:
    """Return some edits of a text of a length that do not overlap."""
    chosen = EditSet()
    edits: list[Edit] = []
    for _ in range(random.randint(0, 4)):
        start = random.randint(0, length)
        end = min(length, start + random.choice((0, 0, 1, 2, 4)))
        edit = Edit(Span(start, end), random.choice(("", "甲", "乙丙")))
        if chosen.fits(edit) and edit not in edits:
            chosen.add(edit)
            edits.append(edit)
    return edits


@pytest.mark.parametrize("seed", range(8))
def test_two_rounds_at_once_come_to_the_same(seed: int) -> None:
    random = Random(seed)
    for _ in range(150):
        text = "".join(random.choices("abcdefghij", k=random.randint(0, 9)))
        first = drawn(random, len(text))
        between = patch.apply(text, first)
        second = drawn(random, len(between))
        together = patch.compose(first, second)
        assert patch.apply(text, together) == patch.apply(between, second)
        places = sorted(edit.place for edit in together)
        assert all(left.end <= right.start for left, right in pairwise(places))


def test_later_edits_that_join_earlier_ones_are_one_edit() -> None:
    first = [Edit(Span(0, 1), "甲甲"), Edit(Span(3, 4), "乙乙")]
    second = [Edit(Span(1, 5), "丙")]
    assert patch.compose(first, second) == (Edit(Span(0, 4), "甲丙乙"),)
    assert patch.origin(first, 0) == 0
    assert patch.origin(first, 2) == 1
    assert patch.origin(first, 6) == 4


def test_an_edit_fits_beside_others_and_beside_itself() -> None:
    chosen = EditSet()
    edits = [Edit(Span(0, 2), "甲"), Edit(Span(4, 6), "乙"), Edit(Span(6, 9), "丙")]
    for edit in edits:
        assert chosen.fits(edit)
        chosen.add(edit)
    for edit in edits:
        assert chosen.fits(edit)
        assert not chosen.fits(Edit(edit.place, "丁"))
    assert chosen.fits(Edit(Span(2, 4), ""))
    for place in ((1, 3), (3, 5), (5, 7), (0, 9), (3, 8)):
        assert not chosen.fits(Edit(Span(*place), ""))
    assert chosen.fits(Edit(Span(3, 3), "丁"))


def test_what_fits_does_not_depend_on_the_order() -> None:
    """Each edit is held against all that could touch it, however many stand between."""
    edits = [Edit(Span(start, end), "") for start, end in combinations(range(6), 2)]
    for edit in edits:
        for other in edits:
            chosen = EditSet()
            chosen.add(Edit(Span(0, 1), "甲"))
            chosen.add(other)
            alone = not (other.overlaps(edit) and other != edit)
            assert chosen.fits(edit) is (alone and not Edit(Span(0, 1), "甲").overlaps(edit))


PAGE = "<p>一&nbsp;二<b>三</b>四&amp;五</p>\n<p>六</p>"


def page_editor() -> TextEditor:
    source = readers.from_bytes(PAGE.encode(), "a.html")
    editor = editor_for(PAGE.encode(), source, LIMITS, tracked=False)
    assert isinstance(editor, TextEditor)
    return editor


def edit_of(editor: TextEditor, words: str, text: str) -> Edit:
    start = editor.source.text.index(words)
    return Edit(Span(start, start + len(words)), text)


@pytest.mark.parametrize(
    ("words", "text", "page"),
    [
        ("一 二", "七", PAGE.replace("一&nbsp;二", "七")),
        ("四&五", "<七>&", PAGE.replace("四&amp;五", "&lt;七&gt;&amp;")),
        ("六", "", PAGE.replace("六", "")),
        ("二三", "", None),
        ("五\n六", "", None),
    ],
)
def test_a_page_is_edited_where_no_tag_stands(words: str, text: str, page: str | None) -> None:
    editor = page_editor()
    edit = edit_of(editor, words, text)
    if page is None:
        assert editor.refusal(edit) is MARKUP
        page = PAGE
    else:
        assert editor.refusal(edit) is None
    assert editor.apply([edit]).decode() == page


def test_words_are_put_in_behind_what_stands_before() -> None:
    editor = page_editor()
    text = editor.source.text
    for words, page in (
        ("四", PAGE.replace("三</b>", "三七</b>")),
        ("五", PAGE.replace("&amp;", "&amp;七")),
        ("六", PAGE.replace("六", "七六")),
        ("一", PAGE.replace("一", "七一")),
    ):
        at = text.index(words)
        assert editor.apply([Edit(Span(at, at), "七")]).decode() == page


def test_a_plain_text_may_hold_what_looks_like_a_tag() -> None:
    data = "一<二&amp;三\r\n四\n".encode("gb18030")
    editor = editor_for(data, readers.from_bytes(data, "a.txt"), LIMITS, tracked=False)
    assert isinstance(editor, TextEditor)
    edits = [edit_of(editor, "<二&amp;", "<"), Edit(Span(0, 0), "〇")]
    assert editor.apply(edits).decode("gb18030") == "〇一<三\r\n四\n"


def test_what_cannot_be_edited_is_refused() -> None:
    with pytest.raises(InputError, match="改写后其他字节会变"):
        TextEditor(b"a", readers.from_bytes(b"b", "a.txt"))
    with pytest.raises(InputError, match="修订记录"):
        editor_for(b"a", readers.from_bytes(b"a", "a.txt"), LIMITS, tracked=True)
