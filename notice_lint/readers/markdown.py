"""Markdown as a person reads it: marks of form left out, every character in its place.

Covers what notices use of CommonMark 0.31: headings, emphasis, lists, quotes, links, comments,
escapes, front matter; and the marks of CriticMarkup for comments and tracked changes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from notice_lint.document.headings import BoldWords, heading_marks
from notice_lint.document.source import Directive, text_offset
from notice_lint.document.tables import table_of
from notice_lint.readers.markdown_blocks import MarkdownBlocks, Substitution, read_blocks
from notice_lint.readers.writer import ShownText, TextWriter
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

_SYNTAX = re.compile(
    r"""
      (?P<matter> \A---[ \t]*\n (?:.*\n)*? ---[ \t]*(?:\n|\Z) )
    | (?P<hidden> ^[ \t]*<!-- | <!-- | \{-- | \{>> )
    | (?P<inserted> \{\+\+ | \+\+\} )
    | (?P<escape> \\ [!-/:-@\[-`{-~] )
    | (?P<hard> (?:\\|[ ]{2,}) (?=\n) )
    | (?P<rule> ^[ ]{0,3} (?:-[ ]*){3,}$ | ^[ ]{0,3} (?:\*[ ]*){3,}$ | ^[ ]{0,3} (?:_[ ]*){3,}$ )
    | (?P<quote> ^[ ]{0,3} (?:>[ ]?)+ )
    | (?P<heading> ^[ ]{0,3} \#{1,6} (?:[ \t]+|$) )
    | (?P<closing> [ \t]+\#+[ \t]*$ )
    | (?P<bullet> ^[ ]* [-*+] [ \t]+ )
    | (?P<image> !\[ [^\]\n]{0,999} \] \( [^)\n]{0,999} \) )
    | (?P<link> \] \( [^)\n]{0,999} \) | \[ (?=[^\]\n]{0,999}\]\() )
    | (?P<tag> </? [A-Za-z] [^<>\n]{0,999} > )
    | (?P<strong> (?<!\*)\*\*(?!\*) | ~~ | `+ | (?<!_)__(?!_) )
    | (?P<emphasis> (?<![*\d])\*(?![*\d\s]) | (?<![*\s\d])\*(?![*\d]) )
    """,
    re.VERBOSE | re.MULTILINE,
)


"""Words of a link, addresses and tags are bounded, so that a line of brackets is read in one go."""
_ENDINGS = {"<!--": "-->", "{--": "--}", "{>>": "<<}"}
"""What begins and ends what is not shown."""
_REST_OF_LINE = re.compile(r"[ \t]*\n")

_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(?P<words>(?:(?!\1).)+?)(?<=\S)\1")


def read_markdown(raw: str, _: Sequence[Directive] = ()) -> ShownText:
    """Return what a person reads of a text; instructions are comments, which nobody sees."""
    blocks = read_blocks(raw)
    writer = TextWriter(raw)
    place = 0
    for substitution in sorted(_substitutions(raw, blocks)):
        writer.copy(place, substitution.start)
        writer.put(substitution.words, substitution.start)
        place = substitution.end
    writer.copy(place, len(raw))
    return _marked(writer, blocks)


def _substitutions(raw: str, blocks: MarkdownBlocks) -> Iterator[Substitution]:
    """Yield what is seen otherwise, blocks first: what is inside of one of them is no form."""
    substitutions = sorted(blocks.substitutions)
    yield from substitutions
    ranges = [(substitution.start, substitution.end) for substitution in substitutions]
    for form in _forms(raw):
        index = bisect_left(ranges, (form.end,))
        if index == 0 or ranges[index - 1][1] <= form.start:
            yield form


def _forms(raw: str) -> Iterator[Substitution]:
    """Yield the marks of form in a text, in order, and what stands for each."""
    unended: set[str] = set()
    place = 0
    while match := _SYNTAX.search(raw, place):
        place = match.end()
        if match.lastgroup == "hidden":
            hidden = None if match.group().strip() in unended else _hidden(raw, match)
            if hidden is None:
                unended.add(match.group().strip())
                continue
            yield hidden
            place = hidden.end
            continue
        end = match.start() + 1 if match.lastgroup == "escape" else match.end()
        place = max(match.end(), match.start() + 1)
        is_break = _BREAK_TAG.fullmatch(match.group())
        yield Substitution(match.start(), end, "\n" if is_break else "")


def _hidden(raw: str, match: re.Match[str]) -> Substitution | None:
    """Return what a comment or a deletion hides, with its line where it has one of its own."""
    opening = match.group().lstrip()
    ending = _ENDINGS[opening]
    end = raw.find(ending, match.end())
    if end < 0:
        return None
    end += len(ending)
    rest = _REST_OF_LINE.match(raw, end)
    is_alone = opening == "<!--" and _begins_line(raw, match.start()) and rest is not None
    if is_alone and rest:
        return Substitution(match.start(), rest.end(), "")
    return Substitution(match.end() - len(opening), end, "")


def _begins_line(raw: str, place: int) -> bool:
    return place == 0 or raw[place - 1] == "\n"


def _marked(writer: TextWriter, blocks: MarkdownBlocks) -> ShownText:
    text, anchors = writer.text, writer.anchors

    def shown(span: Span) -> Span:
        return Span(text_offset(span.start, anchors), text_offset(span.end, anchors))

    cells = ((replace(cell, span=shown(cell.span)) for cell in table) for table in blocks.tables)
    tables = tuple(filter(None, (table_of(text, table) for table in cells)))
    levels = {text_offset(start, anchors): level for start, level in blocks.levels.items()}
    bold = BoldWords(
        (shown(Span(*match.span("words"))) for match in _BOLD.finditer(writer.raw)),
        map(shown, blocks.numbers),
    )
    return ShownText(text, anchors, tables, heading_marks(text, levels, bold, tables))


_CHANGES = (
    (re.compile(r"\{\+\+(?:.|\n){1,2000}?\+\+\}"), Wording("增补", "an insertion")),
    (re.compile(r"\{--(?:.|\n){1,2000}?--\}"), Wording("删改", "a deletion")),
    (re.compile(r"\{>>(?:.|\n){1,2000}?<<\}"), Wording("批注", "a comment")),
)


def changes(raw: str) -> Iterator[tuple[Wording, int, int]]:
    """Yield comments and tracked changes with their ranges in `raw`."""
    for form, label in _CHANGES:
        yield from ((label, match.start(), match.end()) for match in form.finditer(raw))
