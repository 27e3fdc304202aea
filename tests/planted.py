"""Faults planted in real prose, at every place where they fit: marks, words, dates, numbers, parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from faults import SENTENCES
from msgspec import Struct

from notice_lint.document.notice import Notice, ProblemItem
from notice_lint.text.spans import Span

HAN = "[\u4e00-\u9fff]"
PAIRS = (("《", "》"), ("“", "”"), ("（", "）"))
PARTS = {"cause": "NL201", "measures": "NL202", "status": "NL203"}
FRAME = {
    "title": "NL101", "preamble": "NL103", "supervision": "NL106", "signature": "NL107",
    "issue_date": "NL108",
}  # fmt: skip
DATED = {"NL603", "NL606", "NL807"}
"""Codes that depend on when a notice was issued."""
CONTACT = re.compile("电话|邮箱|邮编|地址|邮政")


class Plant(Struct, frozen=True):
    """A text with one fault: its code, its kind, and where a finding must touch it."""

    code: str
    kind: str
    text: str
    place: Span


def plants(notice: Notice) -> Iterator[Plant]:
    """Yield a plant for every place in a notice that a fault of some kind fits."""
    text = notice.source.text
    yield from _marks(text)
    yield from _words(text)
    yield from _dates(notice)
    yield from _numbers(notice)
    yield from _parts(notice)
    yield from _frame(notice)
    yield from _sentences(text)


def _put(code: str, kind: str, text: str, where: Span, new: str) -> Plant:
    """Return a text with other words at a place; a finding may reach one character beyond them."""
    changed = text[: where.start] + new + text[where.end :]
    return Plant(code, kind, changed, Span(where.start, where.start + len(new) + 1))


def _marks(text: str) -> Iterator[Plant]:
    for opener, closer in PAIRS:
        for pair in re.finditer(f"{opener}[^{opener}{closer}\n]{{2,30}}{closer}", text):
            inside = pair.group()[1:-1]
            if not re.search("[《》“”（）]", inside):
                yield _put("NL702", "no end", text, Span(*pair.span()), pair.group()[:-1])
                yield _put("NL702", "no start", text, Span(*pair.span()), pair.group()[1:])
    for mark in re.finditer(f"(?<={HAN})[，。；、](?={HAN})", text):
        where = Span(*mark.span())
        yield _put("NL705", "twice", text, where, mark.group() * 2)
        if mark.group() == "，":
            yield _put("NL705", "and a stop", text, where, "，。")
            if text.count(",") < 20:
                yield _put("NL701", "half-width", text, where, ",")


def _words(text: str) -> Iterator[Plant]:
    for word in ("进行", "开展", "落实", "加强", "组织", "监督", "责任", "制度"):
        for place in re.finditer(f"(?<=，){word}(?={HAN})", text):
            yield _put("NL803", "a word twice", text, Span(*place.span()), word * 2)


def _dates(notice: Notice) -> Iterator[Plant]:
    text = notice.source.text
    opening = notice.preamble.span.end if notice.preamble else 0
    for date in re.finditer(r"\d{1,2}月(\d{1,2})日", text):
        day = Span(*date.span(1))
        if date.start() > opening:
            changed = text[: day.start] + "32" + text[day.end :]
            yield Plant("NL601", "no such day", changed, Span(date.start(), date.end() + 1))


def _numbers(notice: Notice) -> Iterator[Plant]:
    text = notice.source.text
    for heading in notice.headings:
        marker = heading.marker
        digits = re.search(r"\d+", marker.text)
        if digits and marker.number and marker.fault is None:
            start = marker.span.start + digits.start()
            where = Span(start, start + len(digits.group()))
            yield _put("NL301", "a heading", text, where, str(marker.number + 20))
    for enumerator in notice.enumerators:
        if enumerator.value == 2 and enumerator.text.startswith("二"):
            start = enumerator.span.start
            yield _put("NL307", "in a sentence", text, Span(start, start + 1), "五")


def _parts(notice: Notice) -> Iterator[Plant]:
    kinds = Counter(part.kind for item in notice.all_items for part in item.parts)
    for item in notice.all_items:
        own = Counter(part.kind for part in item.parts)
        if item.children or (item.parts and item.parts[0].span.start == item.span.start):
            continue
        for kind, code in PARTS.items():
            if own[kind] == 1 and kinds[kind] * 2 > len(notice.all_items):
                yield from _without_part(notice, item, kind, code)


def _without_part(notice: Notice, item: ProblemItem, kind: str, code: str) -> Iterator[Plant]:
    """Yield the notice with a part that stands on lines of its own left out."""
    text = notice.source.text
    (part,) = (part for part in item.parts if part.kind == kind)
    start = text.rfind("\n", 0, part.span.start) + 1
    end = text.find("\n", part.span.end)
    alone = not text[start : part.span.start].strip() and not text[part.span.end : end].strip()
    if part.label and alone and len(item.parts) > 1:
        yield Plant(code, "left out", text[:start] + text[end + 1 :], item.span)


def _frame(notice: Notice) -> Iterator[Plant]:
    text = notice.source.text
    for name, code in FRAME.items():
        part = getattr(notice, name)
        if part is None:
            continue
        start = text.rfind("\n", 0, part.span.start) + 1
        end = text.find("\n", part.span.end) + 1 or len(text)
        if not CONTACT.search(text[start:end]):
            yield Plant(code, "left out", text[:start] + text[end:], Span(0, len(text)))


def _sentences(text: str) -> Iterator[Plant]:
    lines = re.finditer("[^\n]{20,}。(?=\n)", text)
    prose = [line for line in lines if not CONTACT.search(line.group())]
    for code, sentence, _ in SENTENCES:
        if code not in DATED:
            for line in prose:
                yield _put(code, sentence, text, Span(line.end(), line.end()), sentence)
