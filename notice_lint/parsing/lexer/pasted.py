"""What pasting leaves: marks of Markdown in a plain text, a whole notice on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.text.expression import Expression
from notice_lint.text.spans import Span

FEW_LINES = 4
"""A notice on one line has at most its title and its date on lines of their own."""
LONG = 200
"""Code points from which a line may be a whole notice: the shortest has a title and two items."""

AHEAD = 400
"""Code points by which it is judged whether a paragraph begins, however long the line is."""

_BLANK = Expression(r"(?<=[\u4e00-\u9fff”。;:!?】)]) +(?=[\u4e00-\u9fff“(【\d])")
_MARKS = Expression(
    r"^ *#{1,6} +(?=\S)"  # a heading
    r"|^ *[-*+] +(?=\*\*)"  # a bullet before bold words
    r"|(?:^|(?<=[ 。,;:!?、“”()【】]))(?P<bold>\*\*)[^*\n]{2,400}?(?P<plain>\*\*)"  # bold words
    r"|^ *(?:-{3,}|\*{3,}|_{3,}) *$",  # a rule across the page
    re.MULTILINE,
)
_LINE = Expression(r"[^\n\r]+")
_BEGINS = Expression(
    r"(?<=[。;:!?”】) ])(?=[^ 的])"
    r"|(?<=[\u4e00-\u9fff”])(?=\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、](?=[\u4e00-\u9fff“]))"
    r"|(?<=问题)"
)
_SPACED = 10
"""Code points to a blank below which blanks stand between words: a paragraph is longer."""
_BEGINS_BEHIND_MARK = Expression(r"(?:(?<=[。;:!?”】)])|(?<=[。;:!?”】)] ))(?=[^ 的])|(?<=问题)")
"""What is looked at where blanks say nothing; each place asked about costs as much as a line."""
_LIGHT = frozenset(("ORGAN_LINE", "DATE_LINE", "PAGE_NUMBER"))
"""What is too little to begin a paragraph in the middle of a line."""


class Plain(NamedTuple):
    """A folded text in which marks of Markdown are blanks, and where those marks are."""

    view: str
    marks: tuple[Span, ...]


def plain(view: str) -> Plain:
    """Read through the marks of Markdown that an assistant left in a text."""
    marks = tuple(span for match in _MARKS.finditer(view) for span in _spans(match))
    parts, end = [], 0
    for start, stop in marks:
        parts += [view[end:start], " " * (stop - start)]
        end = stop
    return Plain("".join((*parts, view[end:])), marks)


def _spans(match: re.Match[str]) -> tuple[Span, ...]:
    if match["bold"] is None:
        return (Span(*match.span()),)
    return Span(*match.span("bold")), Span(*match.span("plain"))


def pieces(view: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text with their places; a notice pasted as one line is parted again."""
    lines = [(line.start(), line.group()) for line in _LINE.finditer(view)]
    are_few = sum(not words.isspace() for _, words in lines) <= FEW_LINES
    for start, words in lines:
        if are_few and len(words) > LONG:
            yield from _parted(start, words)
        else:
            yield start, words


def _parted(start: int, words: str) -> Iterator[tuple[int, str]]:
    title = alphabet("pasted_title").match(words)
    first = title.end if title else 0
    begins = _BEGINS_BEHIND_MARK if words.count(" ") * _SPACED > len(words) else _BEGINS
    begun = (match.start() for match in begins.finditer(words, first))
    opened = [place for place in begun if place > first and _opens(words, place)]
    places = sorted({first, *opened, *_behind_blanks(words, first, opened)})
    ends = [*places, len(words)]
    for left, right in zip([0, *places], ends, strict=True):
        if right > left:
            yield start + left, words[left:right]


def _behind_blanks(words: str, first: int, opened: Sequence[int]) -> list[int]:
    """Return where words begin behind blanks, if those stand where paragraphs ended."""
    behind = sum(words[place - 1] == " " for place in opened)
    if behind * 5 < len(opened) * 4 or not opened:
        return []
    return [blank.end() for blank in _BLANK.finditer(words, first)]


def _opens(words: str, place: int) -> bool:
    """Tell whether a paragraph begins at a place: a heading, a label or a closing line."""
    ahead = words[place : place + AHEAD]
    hit = alphabet("line").match(ahead)
    if words[place - 1] == "题":
        return hit is not None and ahead[hit.end - 1] == ":"
    return hit is not None and hit.terminal not in _LIGHT
