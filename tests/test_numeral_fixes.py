"""Fixes of marks and numerals never change an amount: the digits before and after are the same."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from notice_lint.decisions.decisions import Decisions
from notice_lint.fix import Fixer, FixOptions
from notice_lint.ruleset.layers import Layer, base_layers
from notice_lint.ruleset.profile import build
from notice_lint.text.numerals import number_value

CODES = ("NL701", "NL705", "NL706", "NL707", "NL708", "NL709", "NL710", "NL713", "NL714", "NL715")
UNITS = st.sampled_from(
    ["元", "万元", "亿元", "户", "公里", "%", "％", "吨", "名", "次", "㎡", "个月"]
)
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


@st.composite
def amounts(draw: st.DrawFn) -> str:
    """Draw an amount or a range as authors write it, rightly and wrongly."""
    first = draw(st.integers(0, 99_999)) / draw(st.sampled_from([1, 10, 100]))
    second = draw(st.integers(1, 9_999))
    unit, mark = (
        draw(UNITS),
        draw(st.sampled_from(["-", "—", "～", "至", "~", "--", "、", "，", ","])),
    )
    number = f"{first:g}"
    forms = [
        f"{number}{unit}",
        f"{number}{mark}{second}{unit}",
        f"{number}{unit}{mark}{second}{unit}",
        f"{number.translate(WIDE)}{unit}",
        f"{number.replace('.', '．')}{unit}",
        f"{number.replace('.', '。')}{unit}",
        f"{second:,}{unit}",
        f"二0二{second % 10}年",
        f"2O{second % 90 + 10}年",
        f"{second % 7 + 2}、{second % 7 + 3}十户",
    ]
    return draw(st.sampled_from(forms))


def values(text: str) -> list[str]:
    """Return the digits of all numbers in order, whatever marks stand between them."""
    plain = unicodedata.normalize("NFKC", text).replace("O", "0").replace("〇", "0")
    digits = "".join(
        str(number_value(char)) if char in "一二三四五六七八九" else char for char in plain
    )
    return re.findall(r"[0-9]", digits)


PROFILE = build("numerals", [*base_layers("default"), Layer("numerals", select=CODES)])
FIXER = Fixer(PROFILE, Decisions(), FixOptions(unsafe=True))


def fixed(text: str) -> str:
    """Apply every fix that may be applied, pass by pass, as the program does."""
    return FIXER.fix(text.encode(), "a.txt").data.decode()


@settings(max_examples=200, deadline=None)
@example(["0元", "0~1%"])
@given(st.lists(amounts(), min_size=1, max_size=3))
def test_fixes_keep_every_digit_and_unit(written: list[str]) -> None:
    words = "，并投入".join(written)
    text = f"1.针对“投入不足”的问题。一是投入{words}。二是定期检查。\n"
    after = fixed(text)
    assert values(after) == values(text)
    assert points(after) >= points(text)
    assert [char for char in after if char in UNIT_CHARS] == [c for c in text if c in UNIT_CHARS]
    assert signs(after) >= signs(text)


UNIT_CHARS = "万亿元户里吨名次月年"


def points(text: str) -> int:
    """Count the decimal points."""
    return len(re.findall(r"(?<=[0-9])\.(?=[0-9])", unicodedata.normalize("NFKC", text)))


def signs(text: str) -> int:
    """Count the signs of per cent; a range may get one that it lacked."""
    return text.count("%") + text.count("％")
