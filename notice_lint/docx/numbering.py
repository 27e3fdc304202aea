"""Automatic numbers, computed the way Word shows them (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct, field

from notice_lint.docx.package import DEEPEST_STYLE, Package, W, attribute, child_value
from notice_lint.text.numerals import han_number, small_number

LEVELS = 9
"""Levels of a list in Word (17.9.6)."""


class ListLevel(Struct, frozen=True):
    """How one level of a list is numbered."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    """Such as （%2）."""
    suffix: str = "tab"
    restart: int | None = None
    """Level, 1-based, after which it restarts; 0 for never, None for any higher one."""
    legal: bool = False
    """Whether all numbers in its text are decimal."""


class List(Struct, frozen=True):
    """One w:num: its levels, where it restarts, and the abstract list it counts with."""

    abstract: str
    levels: Mapping[int, ListLevel]
    restarts: Mapping[int, int]


class Counter(Struct):
    """The numbers an abstract list has come to."""

    values: dict[int, int] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    """Lists that have counted with it."""

    def begin(self, number: str, level: int, restarts: Mapping[int, int]) -> None:
        """Set the levels that a list restarts, when the list counts for the first time."""
        if number in self.used:
            return
        self.used.add(number)
        for index, start in restarts.items():
            # a new w:num over the same abstract list goes on counting where the other one stopped,
            # but for the levels that it overrides; without this the second list begins at 4.
            self.values.pop(index, None)
            if index == level:
                self.values[index] = start - 1

    def count(self, list_: List, level: int) -> None:
        """Go on by one at a level; the levels below begin anew unless they say otherwise."""
        start = list_.restarts.get(level, list_.levels[level].start)
        self.values[level] = self.values.get(level, start - 1) + 1
        for deeper in range(level + 1, LEVELS):
            restart = list_.levels.get(deeper, ListLevel()).restart
            # lvlRestart 0 counts on over the whole document: 1. 2. below 一、, 3. 4. below 二、
            if restart is None or (restart and level < restart):
                self.values.pop(deeper, None)


class Numbering:
    """Numbers the paragraphs of one document, in order."""

    def __init__(self, package: Package) -> None:
        """Read the lists and the styles that number; raises InputError."""
        self._lists = _lists(package)
        self._styles = _styles(package)
        self._counters: dict[str, Counter] = {}

    def label(self, properties: Any) -> str:
        """Return the number that a paragraph shows, without what parts it from the text."""
        number, level = self._numbering(properties)
        list_ = self._lists.get(number or "0")
        if list_ is None or level not in list_.levels:
            return ""
        counter = self._counters.setdefault(list_.abstract, Counter())
        counter.begin(number or "0", level, list_.restarts)
        counter.count(list_, level)
        list_level = list_.levels[level]
        label = _PLACE.sub(lambda place: _shown(place, list_, counter, list_level), list_level.text)
        if list_level.format in ("bullet", "none"):
            return ""
        return label + (" " if list_level.suffix == "space" else "")

    def _numbering(self, properties: Any) -> tuple[str | None, int]:
        """Return list and level of a paragraph: its own, else those of its style."""
        number = child_value(properties, "numPr", "numId") if properties is not None else None
        level = child_value(properties, "numPr", "ilvl") if properties is not None else None
        style = child_value(properties, "pStyle") if properties is not None else None
        by_style = self._styles.get(style or "", (None, None))
        # each by itself: a paragraph may take the list of its style and stand at another level;
        # numId 0 says that it has no number, and must not fall back on the style
        number = number if number is not None else by_style[0]
        level = level if level is not None else by_style[1]
        return number, small_number(level, 0)


_PLACE = re.compile(r"%([1-9])")


def _shown(place: re.Match[str], list_: List, counter: Counter, list_level: ListLevel) -> str:
    index = int(place[1]) - 1
    level = list_.levels.get(index, ListLevel())
    value = counter.values.get(index, level.start)
    return numeral(value, "decimal" if list_level.legal else level.format)


def _lists(package: Package) -> dict[str, List]:
    tree = package.xml(package.related("/numbering"))
    if tree is None:
        return {}
    abstracts = _by(tree.iter(W + "abstractNum"), lambda each: attribute(each, "abstractNumId"))
    linked = _by(abstracts.values(), lambda each: child_value(each, "styleLink"))
    lists: dict[str, List] = {}
    for number in tree.iter(W + "num"):
        named = abstracts.get(child_value(number, "abstractNumId") or "")
        if named is not None:
            # a list that names a style has no levels: those of another list are meant (17.9.21)
            abstract = linked.get(child_value(named, "numStyleLink") or "", named)
            lists[attribute(number, "numId") or ""] = _list(number, abstract)
    return lists


def _by(elements: Iterable[Any], key: Callable[[Any], str | None]) -> dict[str, Any]:
    """Return elements by a name that they give; those that give none are left out."""
    return {name: element for element in elements if (name := key(element)) is not None}


def _list(number: Any, abstract: Any) -> List:
    levels = dict(_level(level) for level in abstract.findall(W + "lvl"))
    restarts: dict[int, int] = {}
    for override in number.findall(W + "lvlOverride"):
        index = small_number(attribute(override, "ilvl"), 0)
        level = override.find(W + "lvl")
        if level is not None:
            levels[index] = _level(level)[1]
        start = child_value(override, "startOverride")
        if start is not None:
            restarts[index] = small_number(start, 1)
    return List(attribute(abstract, "abstractNumId") or "", levels, restarts)


def _level(element: Any) -> tuple[int, ListLevel]:
    restart = child_value(element, "lvlRestart")
    legal = element.find(W + "isLgl")
    return small_number(attribute(element, "ilvl"), 0), ListLevel(
        start=small_number(child_value(element, "start"), 1),
        format=child_value(element, "numFmt") or "decimal",
        text=child_value(element, "lvlText") or "",
        suffix=child_value(element, "suff") or "tab",
        restart=small_number(restart, 0) if restart is not None else None,
        legal=legal is not None and attribute(legal, "val") not in ("0", "false", "off"),
    )


def _styles(package: Package) -> dict[str, tuple[str | None, str | None]]:
    """Return list and level of every paragraph style that numbers, inherited ones included."""
    tree = package.xml(package.related("/styles"))
    if tree is None:
        return {}
    styles = {attribute(style, "styleId") or "": style for style in tree.iter(W + "style")}
    return {name: _inherited(name, styles) for name in styles}


def _inherited(name: str, styles: Mapping[str, Any]) -> tuple[str | None, str | None]:
    number = level = None
    seen: set[str] = set()
    while name in styles and name not in seen and len(seen) < DEEPEST_STYLE:
        seen.add(name)
        style = styles[name]
        number = number or child_value(style, "pPr", "numPr", "numId")
        level = level or child_value(style, "pPr", "numPr", "ilvl")
        name = child_value(style, "basedOn") or ""
    return number, level


def numeral(value: int, format_: str) -> str:
    """Write a number in a format of Word (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""
    if value < 1:
        return str(value)
    return _FORMATS.get(format_, str)(value)


_POSITIONAL = str.maketrans("0123456789", "〇一二三四五六七八九")


def _positional(value: int) -> str:
    return str(value).translate(_POSITIONAL)


def _enclosed(first: int, last: int) -> Callable[[int], str]:
    return lambda value: chr(first + value - 1) if value <= last else str(value)


def _letters(value: int) -> str:
    letter = chr(ord("A") + (value - 1) % 26)
    return letter * ((value - 1) // 26 + 1)


_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)


def _roman(value: int) -> str:
    words = ""
    for size, sign in _ROMAN:
        count, value = divmod(value, size)
        words += sign * count
    return words


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": lambda value: str(value).translate({n: n + 0xFEE0 for n in range(48, 58)}),
    "chineseCounting": lambda value: han_number(value) if value < 100 else _positional(value),
    "chineseCountingThousand": han_number,
    "japaneseCounting": han_number,
    "taiwaneseCountingThousand": han_number,
    "ideographDigital": _positional,
    "japaneseDigitalTenThousand": _positional,
    "taiwaneseDigital": _positional,
    "ideographTraditional": lambda value: (
        "甲乙丙丁戊己庚辛壬癸"[value - 1] if value <= 10 else str(value)
    ),
    "ideographZodiac": lambda value: (
        "子丑寅卯辰巳午未申酉戌亥"[value - 1] if value <= 12 else str(value)
    ),
    "decimalEnclosedCircle": _enclosed(0x2460, 20),
    "decimalEnclosedCircleChinese": _enclosed(0x2460, 20),
    "decimalEnclosedParen": _enclosed(0x2474, 20),
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    "ideographEnclosedCircle": _enclosed(0x3280, 10),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
}
