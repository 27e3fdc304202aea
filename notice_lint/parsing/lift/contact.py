"""Contact details, with and without labels and separators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Literal, cast

from msgspec.structs import replace

from notice_lint.document.ends import Contact, ContactField
from notice_lint.parsing.lexer.alphabet import Hit, alphabet
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.parsing.lift.quoting import Quoter
from notice_lint.text.expression import Expression
from notice_lint.text.spans import Span

Channel = Literal["phone", "email", "address", "postcode", "person"]

_CHUNK = Expression(r"[^;。\n]+")
_CHUNKS = Expression(r"[^。\n]+")
_MAIL = Expression(r"[^、/;或和()]+?(?=[、/;或和()]|[,。] *[一-鿿]|$)")
_REMARK = Expression(r"\([^()]*[^\d()*xX \-][^()]*\)?")
"""A remark in brackets, such as office hours; an area code in brackets is none."""
_CODE_END = Expression(r"[(),、]")
_LIST_NUMBER = Expression(r"(?<=[;,。、 ])(?:\d{1,2} ?[.、)]|\(\d{1,2}\)|[①-⑳]) *$")
_NUMBER = Expression(
    r"(?!\d{1,4} *[号楼室层栋幢])"
    r"[+(]?[\d*xX×](?:(?!(?<=\d{7}) +[(\d]{3})[\d*xX×()\-+~转OolI .]|[A-Za-z](?=\d))*"
)
"""A phone number, however misspelt: digits and what people type between them; no 18号."""
_BARE = Expression(r"[^;,。、\n ]+")
_OPEN = " .(-~转"
_EDGE = " :;,。、.()|"
_SEPARATORS = " :;,。、().|"


def read_contact(pieces: Sequence[Segment], quoter: Quoter) -> Contact:
    """Read the contact details of the pieces that hold them."""
    fields = tuple(_joined([field for piece in pieces for field in _fields(piece, quoter)]))
    return Contact(Span(pieces[0].span.start, pieces[-1].span.end), fields)


def _joined(fields: Sequence[ContactField]) -> Iterator[ContactField]:
    """Join a label that stands alone with the value on the next line, as in cells of a table."""
    waiting: ContactField | None = None
    for field in fields:
        if waiting and field.label is None:
            yield ContactField(waiting.channel, waiting.label, field.value)
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = field if field.value is None else None
        if waiting is None:
            yield field
    if waiting:
        yield waiting


def _fields(piece: Segment, quoter: Quoter) -> Iterator[ContactField]:
    labels = _labels(piece.words)
    ends = [_before_number(piece.words, label.start) for label in labels] + [len(piece.words)]
    yield from _bare(piece, (0, ends[0]), quoter)
    for label, (_, end) in zip(labels, pairwise(ends), strict=True):
        if label.terminal == "CONTACT_LEAD":
            yield from _bare(piece, (label.end, end), quoter)
        elif label.terminal != "OTHER_LABEL":
            channel = label.terminal.partition("_")[0].lower()
            name = quoter.phrase(piece.locate(label.start, label.end))
            empty = ContactField(cast("Channel", channel), name, None)
            yield from _labelled(piece, (label.end, end), empty, quoter)


def _before_number(words: str, end: int) -> int:
    """Return where the number that a label has in a list begins, else the place itself."""
    number = _LIST_NUMBER.search(words, 0, end)
    return number.start() if number else end


def _labels(words: str) -> list[Hit]:
    """Find labels: at the beginning or behind a separator; 拨打 and 寄至 stand anywhere."""
    labels = (hit for hit in alphabet("contact").scan(words) if _is_apart(words, hit))
    hits: list[Hit] = []
    for hit in sorted([*labels, *alphabet("contact_verb").scan(words)], key=_start):
        if not hits or hit.start >= hits[-1].end:
            hits.append(hit)
    return hits


_start = attrgetter("start")


def _is_apart(words: str, hit: Hit) -> bool:
    before = words[hit.start - 1 : hit.start]
    return not before or before in _SEPARATORS or words[hit.end : hit.end + 1] == ":"


def _labelled(
    piece: Segment, within: tuple[int, int], empty: ContactField, quoter: Quoter
) -> Iterator[ContactField]:
    """Yield a detail for each value behind a label, or its `empty` one where there is none."""
    values = _values(piece.words, within, empty.channel)
    if not values:
        yield empty
    for left, right in values:
        yield replace(empty, value=quoter.phrase(piece.locate(left, right)))


def _values(words: str, within: tuple[int, int], channel: Channel) -> list[tuple[int, int]]:
    """Find the values behind a label: one, or all numbers of a phone label."""
    chunk = (_CHUNKS if channel == "phone" else _CHUNK).search(words, *within)
    start, stop = _trimmed(words, chunk.span() if chunk else within)
    if start >= stop:
        return []
    if channel not in ("phone", "email"):
        return [(start, _code_end(words, start, stop) if channel == "postcode" else stop)]
    bare = _REMARK.sub(lambda remark: "。" * len(remark.group()), words[:stop])
    form, first = (_NUMBER, within[0]) if channel == "phone" else (_MAIL, start)
    values = map(_trimmed_end, form.finditer(bare, first))
    return [value for value in values if value[0] < value[1]] or [(start, stop)]


def _code_end(words: str, start: int, stop: int) -> int:
    """Return where a postcode ends: before a bracket or comma; the end where there is none."""
    end = _CODE_END.search(words, start + 1, stop)
    return end.start() if end else stop


def _trimmed_end(match: re.Match[str]) -> tuple[int, int]:
    words = match.group().rstrip(_OPEN + ",。、;")
    return match.start(), match.start() + len(words)


def _trimmed(words: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    while start < end and words[start] in _EDGE:
        start += 1
    while end > start and words[end - 1] in _EDGE and not _closes(words, start, end):
        end -= 1
    return start, end


def _closes(words: str, start: int, end: int) -> bool:
    """Tell whether the last sign is a bracket that was opened in between."""
    inside = words[start:end]
    return inside.endswith(")") and inside.count("(") >= inside.count(")")


def _bare(piece: Segment, span: tuple[int, int], quoter: Quoter) -> Iterator[ContactField]:
    """Read details that stand without a label by their own form."""
    for match in _BARE.finditer(piece.words, *span):
        left, right = _trimmed(piece.words, match.span())
        hit = alphabet("contact_value").match(piece.words[left:right])
        if hit:
            channel = cast("Channel", hit.terminal.lower())
            end = right if channel == "address" else left + hit.end
            yield ContactField(channel, None, quoter.phrase(piece.locate(left, end)))
