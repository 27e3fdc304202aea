"""Which lines of a Word file are set as headings: outline levels and bold words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from notice_lint.document.headings import BoldWords
from notice_lint.docx.body import Story
from notice_lint.docx.format import StyleResolver
from notice_lint.docx.package import W, attribute, child_value
from notice_lint.text.numerals import whole_number
from notice_lint.text.spans import Span

_LINE = re.compile(r"[^\n]+")
_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
"""Names of the styles of Word for headings, whatever they say of an outline."""
_HEAVY = re.compile("(?<!雅)黑|小标宋|SimHei", re.IGNORECASE)
"""Fonts of headings and titles in official documents, bold by themselves; 微软雅黑 is not."""


def heading_levels(text: str, story: Story, resolver: StyleResolver) -> Iterator[tuple[int, int]]:
    """Yield the lines of headings, each with its level."""
    for (start, paragraph), (end, _) in pairwise([*story.elements, (len(text), None)]):
        level = _level(paragraph, resolver)
        for line in _LINE.finditer(text, start, end) if level else ():
            if line.group().strip():
                yield line.start(), level


def _level(paragraph: Any, resolver: StyleResolver) -> int:
    """Return the level of a paragraph in the outline, 1 to 9; 0 for body text."""
    chain = resolver.styles_of(paragraph)
    for settings in (paragraph, *chain):
        value = child_value(settings, "pPr", "outlineLvl")
        if value is not None:
            level = whole_number(value)
            return level + 1 if level is not None and 0 <= level < 9 else 0
    names = (_HEADING_NAME.fullmatch(child_value(style, "name") or "") for style in chain)
    return next((int(name[1]) for name in names if name), 0)


def bold_words(story: Story, resolver: StyleResolver) -> BoldWords:
    """Return the words of a document that are bold, or set in a heavy font."""
    bold: list[Span] = []
    numbers: list[Span] = []
    styles: tuple[Any, Sequence[Any]] = (None, ())
    for place, origin in zip(story.runs, story.origins, strict=True):
        span = Span(place.start, place.end)
        if origin is None:
            numbers.append(span)
            continue
        paragraph = story.elements[place.paragraph - 1][1]
        if paragraph is not styles[0]:
            styles = paragraph, resolver.styles_of(paragraph)
        if _is_bold(resolver.run_settings(origin.getparent(), styles[1]), resolver):
            bold.append(span)
    return BoldWords(bold, numbers)


def _is_bold(settings: Sequence[Any], resolver: StyleResolver) -> bool:
    for setting in settings:
        element = setting.find(W + "b") if setting is not None else None
        if element is not None:
            if attribute(element, "val") not in ("0", "false", "off"):
                return True
            break
    return _HEAVY.search(resolver.east_asian(settings)) is not None
