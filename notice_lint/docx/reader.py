"""Word files: .docx of Word and WPS, read part by part."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from notice_lint.document.source import Directive, Residue, Source
from notice_lint.docx.body import Body, Story
from notice_lint.docx.format import StyleResolver
from notice_lint.docx.package import Package, W, attribute
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
    text = "".join(story.text)
    comments = _comments(package)
    return Source(
        path=path,
        kind="docx",
        text=text,
        raw=text,
        sha256=hashlib.sha256(data).hexdigest(),
        directives=tuple(_directives(story, comments)),
        residue=tuple(_residue(story, comments, len(text))),
        paragraphs=tuple(story.paragraphs),
        layout=StyleResolver(package).layout(story.elements, body),
        runs=tuple(story.runs),
    )


def _comments(package: Package) -> dict[str, Any]:
    tree = package.xml(package.related("/comments"))
    if tree is None:
        return {}
    return {attribute(one, "id") or "": one for one in tree.iter(W + "comment")}


def _words(comment: Any) -> str:
    return "".join(one.text or "" for one in comment.iter(W + "t")).strip()


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


def _residue(story: Story, comments: dict[str, Any], length: int) -> Iterator[Residue]:
    """Yield what reviewers left; comments of the tool and suppressions are not among it."""
    for kind, start, end in story.changes:
        yield Residue(_CHANGES[kind], _seen(start, end, length))
    for name, comment in comments.items():
        place = _range(story, name)
        if place and attribute(comment, "author") != OWN_AUTHOR and not _is_directive(comment):
            yield Residue(_COMMENT, _seen(*place, length))


def _seen(start: int, end: int, length: int) -> Span:
    """Return a range that shows something: what nothing is left of stands at the next character."""
    return Span(start, end) if end > start else Span(start, min(start + 1, length))
