"""Word files: .docx of Word and WPS, read part by part."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from notice_lint.document.headings import heading_marks
from notice_lint.document.source import Directive, Residue, Source
from notice_lint.document.tables import tables_of, with_bold_header
from notice_lint.docx.body import Body, Story
from notice_lint.docx.format import StyleResolver
from notice_lint.docx.headings import bold_words, heading_levels
from notice_lint.docx.package import Package, W, attribute
from notice_lint.docx.visible import without_invisible
from notice_lint.limits import LIMITS, Limits
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

OWN_AUTHOR = "notice-lint"
"""Author of the comments that the tool itself writes."""
_CHANGES = {
    "ins": Wording("修订（增补）", "a tracked insertion"),
    "del": Wording("修订（删除）", "a tracked deletion"),
}
_COMMENT = Wording("批注", "a comment")


def read_docx(data: bytes, path: str, limits: Limits = LIMITS) -> Source:
    """Make a Source of a .docx: a line for each paragraph; raises InputError."""
    package = Package(data, path, limits)
    story, body = Body(package).read()
    comments = _comments(package)
    resolver = StyleResolver(package)
    source = Source(
        path=path,
        kind="docx",
        text="".join(story.text),
        raw="".join(story.text),
        sha256=hashlib.sha256(data).hexdigest(),
        directives=tuple(_directives(story, comments)),
        residue=tuple(_residue(story, comments)),
        paragraphs=tuple(story.paragraphs),
        layout=resolver.layout(story.elements, body),
        runs=tuple(story.runs),
    )
    return without_invisible(_marked(source, story, resolver))


def _marked(source: Source, story: Story, resolver: StyleResolver) -> Source:
    """Return a document with its tables and headings."""
    text = source.text
    bold = bold_words(story, resolver)
    tables = tuple(
        with_bold_header(table, [bold.holds(text, cell.span) for cell in table.cells])
        for table in tables_of(text, story.tables)
    )
    levels = dict(heading_levels(text, story, resolver))
    marks = heading_marks(text, levels, bold, tables)
    return replace(source, tables=tables, heading_marks=marks)


def _comments(package: Package) -> dict[str, Any]:
    tree = package.xml(package.related("/comments"))
    if tree is None:
        return {}
    return {attribute(comment, "id") or "": comment for comment in tree.iter(W + "comment")}


def _words(comment: Any) -> str:
    return "".join(node.text or "" for node in comment.iter(W + "t")).strip()


def _is_directive(comment: Any) -> bool:
    return _words(comment).replace(" ", "").startswith(("notice-lint:", "notice-lint："))


def _range(story: Story, name: str) -> tuple[int, int] | None:
    places = story.comments.get(name)
    return (places[0], places[-1]) if places else None


def _directives(story: Story, comments: dict[str, Any]) -> Iterator[Directive]:
    """Yield the suppressions that stand in Word comments; each is about its paragraph."""
    for name, comment in comments.items():
        place = _range(story, name)
        if place and _is_directive(comment):
            yield Directive(_words(comment), Span(*place), place[0], alone=False)


def _residue(story: Story, comments: dict[str, Any]) -> Iterator[Residue]:
    """Yield what reviewers left; comments of the tool and suppressions are not among it."""
    for kind, start, end in story.changes:
        yield Residue(_CHANGES[kind], _seen(start, end, story.length))
    for name, comment in comments.items():
        place = _range(story, name)
        if place and attribute(comment, "author") != OWN_AUTHOR and not _is_directive(comment):
            yield Residue(_COMMENT, _seen(*place, story.length))


def _seen(start: int, end: int, length: int) -> Span:
    """Return a range that shows something: what nothing is left of stands at the next character."""
    return Span(start, end) if end > start else Span(start, min(start + 1, length))
