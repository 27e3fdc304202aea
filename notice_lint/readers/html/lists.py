"""The numbers that a browser shows before the items of ordered lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from notice_lint.docx.numbering import numeral
from notice_lint.readers.html.page import PageElement


class MarkerStyle(Struct, frozen=True):
    """How the items of a list are numbered."""

    format: str
    """A format of Word; see numeral."""
    suffix: str = "."


_LOWER, _UPPER = MarkerStyle("lowerLetter"), MarkerStyle("upperLetter")
_CHINESE = MarkerStyle("chineseCountingThousand", "、")
_TYPES: Mapping[str, MarkerStyle] = {
    "1": MarkerStyle("decimal"),
    "a": _LOWER,
    "A": _UPPER,
    "i": MarkerStyle("lowerRoman"),
    "I": MarkerStyle("upperRoman"),
}
"""Values of the attribute `type`."""
_STYLES: Mapping[str, MarkerStyle | None] = {
    "decimal": _TYPES["1"],
    "decimal-leading-zero": MarkerStyle("decimalZero"),
    "lower-alpha": _LOWER,
    "lower-latin": _LOWER,
    "upper-alpha": _UPPER,
    "upper-latin": _UPPER,
    "lower-roman": _TYPES["i"],
    "upper-roman": _TYPES["I"],
    "cjk-ideographic": _CHINESE,
    "simp-chinese-informal": _CHINESE,
    "trad-chinese-informal": _CHINESE,
    "cjk-decimal": MarkerStyle("ideographDigital", "、"),
    **dict.fromkeys(("none", "disc", "circle", "square")),
}
"""Values of list-style-type; None for those without a number."""
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:([^;]*)")
_MOST = 10**6
"""A number beyond which none is meant as one."""


def item_markers(elements: Iterable[PageElement]) -> dict[int, str]:
    """Return the marker of each item of an ordered list, by the number of its start."""
    markers: dict[int, str] = {}
    for list_, items in _ordered_lists(elements):
        for number, item in _numbered(list_, items):
            style = _style(item, list_)
            if style is not None:
                markers[item.opened] = numeral(number, style.format) + style.suffix
    return markers


def _ordered_lists(
    elements: Iterable[PageElement],
) -> Iterable[tuple[PageElement, list[PageElement]]]:
    """Return each ordered list with its items."""
    lists: dict[int, tuple[PageElement, list[PageElement]]] = {}
    for element in elements:
        list_ = element.parent if element.tag == "li" else None
        if list_ is not None and list_.tag == "ol":
            lists.setdefault(id(list_), (list_, []))[1].append(element)
    return lists.values()


def _numbered(
    list_: PageElement, items: Sequence[PageElement]
) -> Iterator[tuple[int, PageElement]]:
    """Yield the items of a list with their numbers (HTML 4.4.5 and 4.4.8)."""
    step = -1 if "reversed" in list_.attributes else 1
    following = _whole(list_.attributes.get("start"), len(items) if step < 0 else 1)
    for item in items:
        number = _whole(item.attributes.get("value"), following)
        yield number, item
        following = number + step


def _whole(text: str | None, default: int) -> int:
    digits = re.match(r"\s*([+-]?\d{1,9})", text or "")
    return int(digits[1]) if digits and abs(int(digits[1])) < _MOST else default


def _style(item: PageElement, list_: PageElement) -> MarkerStyle | None:
    """Return how an item is numbered: its own style before that of the list, CSS before `type`."""
    for element in (item, list_):
        named = _LIST_STYLE.search(element.style)
        for name in named[1].split() if named else ():
            if name in _STYLES:
                return _STYLES[name]
        if element.attributes.get("type") in _TYPES:
            return _TYPES[element.attributes["type"]]
    return _TYPES["1"]
