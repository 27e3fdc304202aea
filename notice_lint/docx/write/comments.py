"""Word comments on the very words that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from msgspec import Struct

from notice_lint.docx.package import W, attribute
from notice_lint.docx.reader import OWN_AUTHOR
from notice_lint.docx.write.document import PROPERTIES, RUN, RunPiece, WordDocument, xml_text
from notice_lint.text.spans import Span

INITIALS = "NL"
TIME = "%Y-%m-%dT%H:%M:%SZ"
"""How Word writes the time of a comment or a change."""

_COMMENTS = "/comments"
_COMPANIONS = ("/commentsExtended", "/commentsIds", "/commentsExtensible")
"""Kinds of parts that say more about comments; each names them by what the one before says."""
_MARKS = (W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference")


class WordComment(Struct, frozen=True):
    """What is said about a span of `Source.text`."""

    span: Span
    text: str


def write_comments(word: WordDocument, notes: Iterable[WordComment], when: datetime) -> bytes:
    """Return the file with comments of the tool, in place of those it wrote before.

    What cannot hold a comment is commented on as near as can be: a number at the first word of its
    paragraph, a note at its reference, a text box at its place, an empty range at the run it is in.
    """
    from docx.text.run import Run

    remove_own(word.document)
    for note in notes:
        runs = [Run(run, word.document) for run in _anchor(word, note.span)]
        word.document.add_comment(runs, xml_text(note.text), OWN_AUTHOR, INITIALS)
    _date(word.document, when)
    return word.save()


def _date(document: Any, when: datetime) -> None:
    for comment in _own_comments(document):
        comment.set(W + "date", when.strftime(TIME))


def _own_comments(document: Any) -> Iterator[Any]:
    """Yield the comments that the tool wrote."""
    for part in _related(document, _COMMENTS):
        for comment in part.element.iter(W + "comment"):
            if attribute(comment, "author") == OWN_AUTHOR:
                yield comment


def _anchor(word: WordDocument, span: Span) -> tuple[Any, Any]:
    """Return the first and the last run that a comment on a span includes."""
    touched = [piece for piece in word.inside(span) if piece.element is not None]
    if not touched:
        return _near(word, span)
    first = next((piece for piece in touched if word.is_in_body(piece.element)), None)
    if first is None:
        host = word.host(touched[0].element)
        return host, host
    last = next(piece for piece in reversed(touched) if word.is_in_body(piece.element))
    start, end = max(span.start, first.start), min(span.end, last.end)
    word.cut(start)
    word.cut(end)
    covered = word.inside(Span(start, end))
    return covered[0].run, covered[-1].run


def _near(word: WordDocument, span: Span) -> tuple[Any, Any]:
    """Return the run nearest to a place where no character is; an empty paragraph is given one."""
    number, paragraph = word.paragraph_at(span.start)
    pieces = list(word.of_paragraph(number))
    if not word.is_in_body(paragraph):
        run = word.host(paragraph)
    elif pieces:
        run = _nearest(pieces, span.start).run
    else:
        run = paragraph.makeelement(RUN)
        paragraph.append(run)
    return run, run


def _nearest(pieces: list[RunPiece], offset: int) -> RunPiece:
    before = [piece for piece in pieces if piece.start <= offset]
    return before[-1] if before else pieces[0]


def remove_own(document: Any) -> None:
    """Remove the comments that the tool wrote; those of people stay, answers to its own too."""
    comments = list(_own_comments(document))
    names = {attribute(comment, "id") for comment in comments}
    for mark in list(document.element.iter(*_MARKS)):
        if attribute(mark, "id") in names:
            _remove_mark(mark)
    gone = {words for comment in comments for words in _local(comment, "paraId")}
    for comment in comments:
        comment.getparent().remove(comment)
    for name in _companions(document) if gone else ():
        _replace(document, name, _without(document.part.rels[name].target_part.blob, gone))


def _remove_mark(mark: Any) -> None:
    """Remove a mark, and the run that held nothing else."""
    holder = mark.getparent()
    holder.remove(mark)
    if holder.tag == RUN and all(child.tag == PROPERTIES for child in holder):
        holder.getparent().remove(holder)


def _related(document: Any, kind: str) -> list[Any]:
    relations = document.part.rels.values()
    inner = [relation for relation in relations if not relation.is_external]
    return [relation.target_part for relation in inner if relation.reltype.endswith(kind)]


def _companions(document: Any) -> list[str]:
    """Return the names of the relationships to what says more, in the order it builds up."""
    relations = document.part.rels
    return [
        name
        for kind in _COMPANIONS
        for name, relation in relations.items()
        if relation.reltype.endswith(kind)
    ]


def _local(element: Any, name: str) -> list[str]:
    """Return the values of an attribute at or below an element, whatever its namespace."""
    return [
        str(value)
        for descendant in element.iter("*")
        for key, value in descendant.attrib.items()
        if key.rpartition("}")[2] == name
    ]


def _without(blob: bytes, gone: set[str]) -> bytes:
    """Return a part without what it says about comments that are gone; answers stand alone."""
    from lxml import etree

    tree = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
    for entry in list(tree):
        names = {*_local(entry, "paraId"), *_local(entry, "durableId")}
        if names & gone:
            gone |= names
            tree.remove(entry)
        for key in [key for key in entry.attrib if str(key).endswith("}paraIdParent")]:
            if entry.attrib[key] in gone:
                del entry.attrib[key]
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _replace(document: Any, name: str, blob: bytes) -> None:
    """Put other bytes into the part that a relationship leads to."""
    from docx.opc.part import Part

    relation = document.part.rels.pop(name)
    old = relation.target_part
    part = Part(old.partname, old.content_type, blob, old.package)
    document.part.relate_to(part, relation.reltype)
