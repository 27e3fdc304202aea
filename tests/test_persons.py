"""Numbers of persons: found and masked however they are written, and nothing else is."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import check

from notice_lint.text.masking import masked
from notice_lint.text.persons import personal_numbers

IDENTITY = "440923197508123416"
CARD = "6222020000000000109"
MOBILE = "13900005551"
GAPS = st.sampled_from(
    [" ", "-", "\u00a0", "\u3000", "\u200b", "－", "—", "\n", "\r\n  ", "\u2009 ", "\ufeff"]
)
GROUPS = {IDENTITY: (6, 8, 4), CARD: (4, 4, 4, 4, 3), MOBILE: (3, 4, 4)}
SCRIPTS = [
    str.maketrans("0123456789", digits)
    for digits in (
        "0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
        "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿", "⓪①②③④⑤⑥⑦⑧⑨", "⓿❶❷❸❹❺❻❼❽❾", "⓿➊➋➌➍➎➏➐➑➒",
    )
]  # fmt: skip


@st.composite
def written(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a number and one of its forms."""
    digits = draw(st.sampled_from(sorted(GROUPS)))
    gap = draw(st.one_of(st.just(""), GAPS))
    groups, start = [], 0
    for size in GROUPS[digits]:
        groups.append(digits[start : start + size])
        start += size
    form = (
        gap.join(groups)
        if "\n" not in gap
        else gap.join(("".join(groups[:1]), "".join(groups[1:])))
    )
    return digits, form.translate(draw(st.sampled_from(SCRIPTS)))


def bare(text: str) -> str:
    """Return text with nothing between its digits."""
    plain = "".join(str(unicodedata.digit(char, char)) for char in text)
    return re.sub(r"[^0-9A-Za-z\u4e00-\u9fff*]", "", plain)


def test_every_digit_of_every_script_is_one() -> None:
    for char in map(chr, range(sys.maxunicode + 1)):
        digit = unicodedata.decimal(char, None)
        if digit is not None and unicodedata.unidata_version <= "15.0.0":
            number = IDENTITY.replace(str(digit), char)
            assert [each.digits for each in personal_numbers(number)] == [IDENTITY], char


@pytest.mark.parametrize("mark", ["①", "⒈", "⑴", "❶"])
def test_a_marker_in_a_circle_hides_no_number_behind_it(mark: str) -> None:
    assert [number.digits for number in personal_numbers(f"{mark}{MOBILE}")] == [MOBILE]
    assert masked("①登记；②归档；③审核；④补登；⑤公开。") == "①登记；②归档；③审核；④补登；⑤公开。"


@given(written(), st.sampled_from(("当事人", "（", "共3人：", "")))
def test_no_form_of_a_number_stays_whole(number: tuple[str, str], before: str) -> None:
    digits, form = number
    text = f"{before}{form}，其他"
    assert digits not in bare(masked(text))
    assert len(masked(text)) == len(text)
    assert digits[-4:] in bare(masked(text))


@given(written())
def test_every_form_is_found(number: tuple[str, str]) -> None:
    digits, form = number
    assert [one.digits for one in personal_numbers(f"涉及{form}。")] == [digits]


APART = (
    ".", "·", "・", "/", "_", "~", "+", ":", "*", "a", "—/", "）（", "”“", "\t", "|", " | ", "，", "、", "\n\n",
)  # fmt: skip
"""What may part the groups of a number: marks, letters, borders of cells."""


@pytest.mark.parametrize("gap", APART)
@pytest.mark.parametrize("digits", GROUPS)
def test_a_number_in_pieces_or_in_cells_is_one(digits: str, gap: str) -> None:
    form, start = "", 0
    for size in GROUPS[digits]:
        form += (gap if form else "") + digits[start : start + size]
        start += size
    text = f"当事人（{form}），其他"
    assert [number.digits for number in personal_numbers(text)] == [digits]
    assert digits not in re.sub("[^0-9*]", "", masked(text))


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("一三九零零零零五五五一", MOBILE),
        ("幺三九〇〇〇〇五五五幺", MOBILE),
        ("壹叁玖零零零零伍伍伍壹", MOBILE),
        ("一三九 零零零零 五五五一", MOBILE),
        ("1三9零零零零5五5一", MOBILE),
        ("①③⑨〇〇〇〇⑤⑤⑤①", MOBILE),
        ("l39OOOO555l", MOBILE),
        ("四四零九二三一九七五零八一二三四一六", IDENTITY),
        ("六二二二零二零零零零零零零零零零一零九", CARD),
        ("1 3 9 0 0 0 0 5 5 5 1", MOBILE),
        ("13 90 00 05 55 1", MOBILE),
        ("(139)00005551", MOBILE),
        ("0086 139 0000 5551", "0086" + MOBILE),
        ("+86.139.0000.5551", MOBILE),
        ("013900005551", "0" + MOBILE),
        ("440923 1975-08-12 3416", IDENTITY),
        ("4 4 0 9 2 3 1 9 7 5 0 8 1 2 3 4 1 6", IDENTITY),
        ("440923.750812.341", "440923750812341"),
        *(
            (paper, paper)
            for paper in (
                "E12345678", "EA1234567", "G12345678", "DE1234567", "P1234567", "C12345678", "CA1234567", "W12345678",
                "H1234567890", "FRA110101010100",
            )
        ),
        ("Ｅ１２３４５６７８", "Ｅ12345678"),
        ("E1234 5678", "E12345678"),
        ("A123456(7)", "A1234567"),
        ("护照号码为141234567", "141234567"),
        ("台胞证（12345678）", "12345678"),
        ("军官证（军字第1234567号）", "1234567"),
    ],
)  # fmt: skip
def test_a_number_is_found_whatever_it_is_written_with(text: str, digits: str) -> None:
    (number,) = personal_numbers(f"核实{text}的情况")
    assert number.digits == digits
    shown = masked(f"核实{text}的情况")
    assert shown.count("*") >= 2
    assert len(shown) == len(text) + 5


@pytest.mark.parametrize(
    "text",
    [
        "分别为139、1200、3500万元",
        "139\t2023\t2024",
        "138|2300|4500",
        "4500\n3200\n5600\n3100",
        "1\n3\n9\n1\n2\n1\n1\n5\n5\n5\n1",
        "版本1.3.9.0.12",
        "二〇二三年一月三日至二〇二四年一月一日",
        "办理居住证1234567本，护照20230115起停办",
        "合同C20230115号、P2023015项目",
        "一一三三五五七七九九零零二二四四",
        "139.1234.5678.9012",
        "《HSK12345678》",
    ],
)
def test_figures_in_a_row_are_no_number(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "2019 2020 2021 2022 2023年分别投入1200 1300 1400万元",
        "收入\n4500\n3200\n5600\n3100",
        "联系电话：0668-5550123、0668-5550124",
        "临委发〔2023〕12号，2023-10-08至2024-01-12",
        "110105********0021",
        "2021\t2022\t2023\t2024\t2025",
        "粤K·A0123，IP 10.20.0.0，1:500",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("440923 19750812 3416", "NL901"),
        ("440923-19750812-3416", "NL901"),
        ("４４０９２３１９７５０８１２３４１６", "NL901"),
        ("4409231975\u200b08123416", "NL901"),
        ("护照E12345678", "NL901"),
        ("6222-0200-0000-0000-109", "NL903"),
        ("+8613900005551", "NL902"),
        ("１３９００００５５５１", "NL902"),
    ],
)
def test_rules_find_every_form_and_repeat_none(form: str, code: str) -> None:
    result = check(f"1.针对“补贴错发”的问题。一是核对{form}的补贴。二是完善制度。", [code])
    assert [violation.code for violation in result.violations] == [code]
    shown = result.violations[0].message.zh + result.violations[0].quote
    assert bare(form.removeprefix("护照").removeprefix("+86")) not in bare(shown)
