"""Numbers that files and requests state of themselves, as no program writes them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import carriers
import pytest
from support import THREE_ITEMS, Call, write

from notice_lint.text.counting import KINDS
from notice_lint.text.numerals import number_value, small_number, whole_number

NUMBERS = ("9" * 5000, "9" * 400, "--5", "-1", "1e9", "²", "٣", "", " 1", "1\n", "NaN")
"""Longer than Python turns into a number, longer than a fraction can be, and no numbers at all."""
_STATED = re.compile(rb'( w:\w+=")-?\d+"')
pytestmark = pytest.mark.usefixtures("place")


def restated(data: bytes, number: str) -> bytes:
    """Return a Word file in which every number of its settings is another."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("word/") and name.endswith(".xml"):
                value = number.replace("\n", "&#10;").encode()
                part = _STATED.sub(rb"\g<1>" + value + b'"', part)
            target.writestr(name, part)
    return packed.getvalue()


def table(text: str) -> bytes:
    from fuzz.seeds import docx_with_a_table

    return docx_with_a_table()


@pytest.mark.parametrize(
    "make", [carriers.docx, carriers.docx_set, carriers.docx_numbered, carriers.docx_tracked, table]
)
@pytest.mark.parametrize("number", NUMBERS)
def test_a_word_file_that_states_odd_numbers_is_read_and_mended(
    call: Call, make: Callable[[str], bytes], number: str
) -> None:
    text = THREE_ITEMS.replace("已整改。", "已整改。。")
    Path("m.docx").write_bytes(restated(make(text), number))
    for arguments in (
        ("check", "--no-cache", "--select", "NL", "-o", "docx"), ("fix", "--unsafe"), ("parse",),
    ):  # fmt: skip
        ended = call(*arguments, "m.docx")
        assert ended.code in (0, 1), ended.err
        assert not ended.err or "程序内部出错" not in ended.err


def test_whole_numbers_are_those_of_nine_digits() -> None:
    assert [whole_number(number) for number in NUMBERS] == [*[None] * 3, -1, *[None] * 7]
    assert [small_number(text, 7) for text in ("99999", "100000", "-1", "0", None)] == [
        99_999, 7, 7, 0, 7,
    ]  # fmt: skip


@pytest.mark.parametrize("digits", ["9" * 5000, "九" * 5000, "十" * 5000])
def test_a_numeral_of_thousands_of_digits_is_none(digits: str) -> None:
    assert number_value(digits) is None
    assert [kind.value(digits) for kind in KINDS] == [None] * len(KINDS)


def test_a_configuration_that_asks_for_an_odd_version_is_told(call: Call) -> None:
    write("a.txt", THREE_ITEMS)
    write("notice-lint.yaml", f"required-version: '>={'9' * 5000}'\n")
    ended = call("check", "a.txt")
    assert (ended.code, "notice-lint.yaml:1:" in ended.err) == (2, True)


def test_a_request_that_states_odd_numbers_is_refused() -> None:
    pytest.importorskip("starlette")
    from served import NOTICE, server

    with server() as new:
        visitor = new()
        address = visitor.bring(NOTICE.encode(), "m.txt")
        for number in NUMBERS:
            for act, field in _buttons():
                answer = visitor.act(address, act, **{field: number})
                assert answer.status_code == 200
                assert number.strip() == "1" or "请刷新后再试" in answer.text, (act, number[:9])
            headers = {"content-length": number, "content-type": "text/plain"}
            if number.isdecimal() and number.isascii():
                answer = visitor.client.post("/documents", content=b"x", headers=headers)
                assert answer.status_code == 413


def _buttons() -> Iterator[tuple[str, str]]:
    yield from (("accept", "choice"), ("rewrite", "line"), ("dismiss", "dismiss"))
