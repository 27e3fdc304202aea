"""The elements and words of a web page, with their places in the file; any text at all is read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from html.parser import HTMLParser

from msgspec import Struct

from notice_lint.document.source import LINE_BREAK

BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl",
        "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td",
        "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
VOID = frozenset(
    (
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    )
)  # fmt: skip
SKIPPED = frozenset(
    (
        "script", "style", "noscript", "template", "svg", "head", "iframe", "select", "button",
        "nav", "footer",
    )
)  # fmt: skip
CELLS = frozenset(("td", "th"))
_ROW_GROUPS = frozenset(("tbody", "thead", "tfoot"))
_LISTS = frozenset(("ol", "ul", "menu"))
_TABLE = frozenset(("table",))
_DEFINITIONS = frozenset(("dt", "dd"))
_IMPLIED_ENDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), _LISTS),
    "td": (CELLS, _TABLE),
    "th": (CELLS, _TABLE),
    "tr": (frozenset(("tr",)), _TABLE),
    **dict.fromkeys(_ROW_GROUPS, (_ROW_GROUPS, _TABLE)),
    **dict.fromkeys(_DEFINITIONS, (_DEFINITIONS, frozenset(("dl",)))),
}
"""For a tag the elements that it ends, and those beyond which it ends none (HTML 13.1.2.4)."""
_TABLE_PARTS = frozenset((*CELLS, *_ROW_GROUPS, "tr", "table"))
_DEEPEST = 512
"""Elements in each other, beyond which browsers give up nesting too."""


class PageElement(Struct, eq=False):
    """An element, with the pieces of text directly or further down in it."""

    tag: str
    attributes: Mapping[str, str]
    parent: PageElement | None
    start: int
    """Where in the file its content begins."""
    first: int
    """Index of its first piece."""
    opened: int
    """Number of its start among the starts and ends of all elements."""
    last: int = 0
    """Index behind its last piece."""
    closed: int = 0
    """Number of its end."""

    @property
    def names(self) -> str:
        """Its id and its classes."""
        return f"{self.attributes.get('id', '')} {self.attributes.get('class', '')}"

    @property
    def style(self) -> str:
        """What it says of its own setting, in small letters."""
        return self.attributes.get("style", "").lower()


_NO_TAG = "\ufdd1"
"""Stands for a < that begins no tag while a page is read; no text may hold this character."""
_COMMENT_END = re.compile(r"--!?\s*>")


def _length_behind(ending: re.Pattern[str], raw: str) -> int:
    """Return how much of a text begins with the last place where something ends, and follows it."""
    starts = [match.start() for match in ending.finditer(raw)]
    return len(raw) - starts[-1] if starts else len(raw) + 1


class TextPiece(Struct, frozen=True):
    """A run of text, or a break: where it stands in the file and what it reads."""

    start: int
    end: int
    text: str
    is_break: bool = False


class PageReader(HTMLParser):
    """Reads a page into pieces and elements."""

    def __init__(self, raw: str) -> None:
        """Read a whole page."""
        super().__init__(convert_charrefs=False)
        self.raw = raw
        self.pieces: list[TextPiece] = []
        self.elements: list[PageElement] = []
        self._open: list[PageElement] = []
        self._open_tags: Counter[str] = Counter()
        self._skipping = 0
        self._steps = 0
        self._starts = [0, *(line_break.end() for line_break in re.finditer("\n", raw))]
        # no tag begins behind the last >, and a parser that looks for the end of each would look
        # at all that follows every < once more
        last = raw.rfind(">") + 1
        self._behind = {_COMMENT_END: _length_behind(_COMMENT_END, raw)}
        self.feed(raw[:last])
        self.close()
        self.feed(raw[last:].replace("<", _NO_TAG))
        self.close()
        self._close(0)

    def parse_comment(self, i: int, report: bool = True) -> int:
        """Skip a comment; one that nothing ends is none, and its end is looked for no more."""
        return super().parse_comment(i, report) if self._is_ended(i, _COMMENT_END) else -1

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: ARG002
        """Skip `<![if …]>` up to its end, as browsers do; the standard library refuses many."""
        return self.parse_bogus_comment(i, report=False)

    def _is_ended(self, start: int, ending: re.Pattern[str]) -> bool:
        return len(self.rawdata) - start >= self._behind[ending]

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; one that is left open, such as a cell before another, is ended."""
        if tag in _IMPLIED_ENDS:
            self._end_implied(*_IMPLIED_ENDS[tag])
        if tag == "br" or tag in BLOCKS:
            self._break()
        if tag not in VOID and len(self._open) < _DEEPEST:
            self._begin(tag, {name: value or "" for name, value in attrs})

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        is_skipped = bool(self._skipping) or tag in SKIPPED
        self._skipping += is_skipped
        self._steps += 1
        element = PageElement(
            tag,
            attributes,
            self._open[-1] if self._open else None,
            self._offset() + len(self.get_starttag_text() or ""),
            len(self.pieces),
            self._steps,
        )
        self._open.append(element)
        self._open_tags[tag] += 1
        if not is_skipped:
            self.elements.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element of a tag; one that none is open for is left out."""
        place = self._innermost(tag) if self._open_tags[tag] else None
        if place is None:
            return
        if tag in BLOCKS:
            self._break()
        self._close(place)

    def _innermost(self, tag: str) -> int | None:
        """Return the index of the open element that an end tag ends; cells end nothing outside."""
        if tag == "table" or tag not in _TABLE_PARTS:
            border = frozenset(() if tag == "table" else CELLS)
        else:
            border = _TABLE
        return self._last_open(frozenset((tag,)), border)

    def _last_open(self, tags: frozenset[str], border: frozenset[str]) -> int | None:
        for index in reversed(range(len(self._open))):
            if self._open[index].tag in tags:
                return index
            if self._open[index].tag in border:
                return None
        return None

    def _end_implied(self, tags: frozenset[str], border: frozenset[str]) -> None:
        place = self._last_open(tags, border) if any(map(self._open_tags.get, tags)) else None
        if place is not None:
            self._break()
            self._close(place)

    def _close(self, place: int) -> None:
        """Close the open elements from an index on, the innermost first."""
        closed = self._open[place:]
        del self._open[place:]
        self._skipping = max(0, self._skipping - len(closed)) if self._skipping else 0
        for element in reversed(closed):
            self._steps += 1
            element.last, element.closed = len(self.pieces), self._steps
        self._open_tags.subtract(element.tag for element in closed)

    def _break(self, at: int | None = None) -> None:
        at = self._offset() if at is None else at
        if not self._skipping and not (self.pieces and self.pieces[-1].is_break):
            self.pieces.append(TextPiece(at, at, "\n", True))

    def handle_data(self, data: str) -> None:
        """Take text as it is; in a preformatted element its lines are lines."""
        at = self._offset()
        if self._skipping:
            return
        data = data.replace(_NO_TAG, "<")
        if not self._open_tags["pre"]:
            self.pieces.append(TextPiece(at, at + len(data), data))
            return
        for start, end in _lines(data):
            if start:
                self._break(at + start - 1)
            self.pieces.append(TextPiece(at + start, at + end, data[start:end]))

    def handle_entityref(self, name: str) -> None:
        """Take a named character."""
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """Take a numbered character."""
        self._reference(f"&#{name}")

    def _reference(self, written: str) -> None:
        at = self._offset()
        end = at + len(written)
        closed = self.raw[end : end + 1] == ";"
        if not self._skipping:
            words = unescape(written + ";").replace("\xa0", " ")
            self.pieces.append(TextPiece(at, end + closed, words))


def _lines(data: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line_break in LINE_BREAK.finditer(data):
        yield start, line_break.start()
        start = line_break.end()
    yield start, len(data)
