"""Markdown as a person reads it: marks of form left out, every character kept in its place.

Covers what notices use of CommonMark 0.31: headings, emphasis, lists, quotes, links, comments,
escapes, front matter; and the marks of CriticMarkup for comments and tracked changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from notice_lint.text.wording import Wording

_SYNTAX = re.compile(
    r"""
      (?P<matter> \A---[ \t]*\n (?:.*\n)*? ---[ \t]*(?:\n|\Z) )
    | (?P<comment> ^[ \t]*<!-- (?:.|\n)*? -->[ \t]*\n | <!-- (?:.|\n)*? --> )
    | (?P<deleted> \{-- (?:.|\n)*? --\} | \{>> (?:.|\n)*? <<\} )
    | (?P<inserted> \{\+\+ | \+\+\} )
    | (?P<escape> \\ [!-/:-@\[-`{-~] )
    | (?P<hard> (?:\\|[ ]{2,}) (?=\n) )
    | (?P<rule> ^[ ]{0,3} (?:-[ ]*){3,}$ | ^[ ]{0,3} (?:\*[ ]*){3,}$ | ^[ ]{0,3} (?:_[ ]*){3,}$ )
    | (?P<quote> ^[ ]{0,3} (?:>[ ]?)+ )
    | (?P<heading> ^[ ]{0,3} \#{1,6} (?:[ \t]+|$) )
    | (?P<closing> [ \t]+\#+[ \t]*$ )
    | (?P<bullet> ^[ ]* [-*+] [ \t]+ )
    | (?P<image> !\[ [^\]\n]* \] \( [^)\n]* \) )
    | (?P<link> \] \( [^)\n]* \) | \[ (?=[^\]\n]*\]\() )
    | (?P<tag> </? [A-Za-z] [^<>\n]* > )
    | (?P<strong> (?<!\*)\*\*(?!\*) | ~~ | `+ | (?<!_)__(?!_) )
    | (?P<emphasis> (?<![*\d])\*(?![*\d\s]) | (?<![*\s\d])\*(?![*\d]) )
    """,
    re.VERBOSE | re.MULTILINE,
)


def visible(raw: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of `raw` that a reader sees, in code points, half-open."""
    place = 0
    for found in _SYNTAX.finditer(raw):
        if found.start() > place:
            yield place, found.start()
        place = found.start() + 1 if found.lastgroup == "escape" else found.end()
    if place < len(raw):
        yield place, len(raw)


_CHANGES = (
    (re.compile(r"\{\+\+(?:.|\n){1,2000}?\+\+\}"), Wording("增补", "an insertion")),
    (re.compile(r"\{--(?:.|\n){1,2000}?--\}"), Wording("删改", "a deletion")),
    (re.compile(r"\{>>(?:.|\n){1,2000}?<<\}"), Wording("批注", "a comment")),
)


def changes(raw: str) -> Iterator[tuple[Wording, int, int]]:
    """Yield comments and tracked changes with their ranges in `raw`."""
    for form, label in _CHANGES:
        yield from ((label, found.start(), found.end()) for found in form.finditer(raw))
