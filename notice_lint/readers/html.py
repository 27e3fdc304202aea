"""Web pages: the node that holds the notice, read with its places in the source."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from msgspec import Struct, field

CONTAINER = re.compile(
    r"(?:^|\s)(?:zoom(?:con)?|ucap-content|trs_editor\S*|trs_preappend|article|article[-_]?con(?:tent)?"
    r"|con[-_]?text|content|detail[-_]?con(?:tent)?|news[-_]?con(?:tent)?|view|pages_content)(?:\s|$)",
    re.IGNORECASE,
)
"""Ids and classes under which the sites of government offices keep the text of an article."""
HEADLINE = re.compile(r"(?:^|\s)(?:\S*title|tit|headline)(?:\s|$)", re.IGNORECASE)
BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl",
        "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td",
        "th", "thead", "tr", "ul",
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
ENOUGH = 120
"""Characters with Chinese punctuation that make a node the article."""
_PROSE = re.compile(r"[，。；：、,;]")


class PageElement(Struct):
    """An element, with the pieces of text directly or further down in it."""

    tag: str
    names: str
    parent: PageElement | None
    first: int
    """Index of its first piece."""
    last: int = 0
    """Index behind its last piece."""


class TextPiece(Struct, frozen=True):
    """A run of text, or a break: where it stands in the source and what it reads."""

    start: int
    end: int
    text: str
    is_break: bool = False


class PageReader(HTMLParser):
    """Reads a page into pieces and nodes; any text at all is read."""

    def __init__(self, raw: str) -> None:
        """Read a whole page."""
        super().__init__(convert_charrefs=False)
        self.pieces: list[TextPiece] = []
        self.nodes: list[PageElement] = []
        self._open: list[PageElement] = []
        self._skipping = 0
        self._starts = [0, *(found.end() for found in re.finditer("\n", raw))]
        self.raw = raw
        self.feed(raw)
        self.close()
        for node in self._open:
            node.last = len(self.pieces)

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a node."""
        if tag == "br" or tag in BLOCKS:
            self._break()
        if tag in VOID:
            return
        if self._skipping or tag in SKIPPED:
            self._skipping += 1
            self._open.append(PageElement(tag, "", None, len(self.pieces)))
            return
        given = dict(attrs)
        names = f"{given.get('id') or ''} {given.get('class') or ''}"
        node = PageElement(tag, names, self._open[-1] if self._open else None, len(self.pieces))
        self.nodes.append(node)
        self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost node of a tag; one that none is open for is left out."""
        place = next(
            (i for i in reversed(range(len(self._open))) if self._open[i].tag == tag), None
        )
        if place is None:
            return
        if tag in BLOCKS:
            self._break()
        closed = self._open[place:]
        del self._open[place:]
        for node in closed:
            node.last = len(self.pieces)
        if self._skipping:
            self._skipping = max(0, self._skipping - len(closed))

    def _break(self) -> None:
        at = self._offset()
        if not self._skipping and not (self.pieces and self.pieces[-1].is_break):
            self.pieces.append(TextPiece(at, at, "\n", True))

    def handle_data(self, data: str) -> None:
        """Take text as it is."""
        at = self._offset()
        if not self._skipping and data:
            self.pieces.append(TextPiece(at, at + len(data), data))

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


class PageText(Struct, frozen=True):
    """The text of a page and the way back to its source."""

    text: str
    anchors: tuple[tuple[int, int], ...]


def read_page_text(raw: str) -> PageText:
    """Return the text of the notice that a page holds, with anchors to the source."""
    page = PageReader(raw)
    main = _main(page)
    if main is None:
        pieces = page.pieces
    else:
        headline = _headline(page, main)
        above = page.pieces[headline.first : headline.last] if headline else []
        pieces = [*above, TextPiece(0, 0, "\n", True), *page.pieces[main.first : main.last]]
    return _write(pieces)


def _main(page: PageReader) -> PageElement | None:
    """Return the node of the article: a known container, else the one with the densest prose."""
    weights = [0]
    for piece in page.pieces:
        weights.append(weights[-1] + len(_PROSE.findall(piece.text)) * 8 + len(piece.text.strip()))
    named = [
        node
        for node in page.nodes
        if node.tag in ("article", "main") or CONTAINER.search(node.names)
    ]
    for nodes in (named, [node for node in page.nodes if node.tag in BLOCKS]):
        heavy = [node for node in nodes if weights[node.last] - weights[node.first] >= ENOUGH]
        if heavy:
            most = max(weights[node.last] - weights[node.first] for node in heavy)
            full = [n for n in heavy if weights[n.last] - weights[n.first] >= 0.9 * most]
            return full[-1]
    return None


def _headline(page: PageReader, main: PageElement) -> PageElement | None:
    """Return the nearest headline before the article, unless the article holds its title itself."""
    opening = "".join(piece.text for piece in page.pieces[main.first : main.last])[:120]
    found = None
    for node in page.nodes:
        if node.first >= main.first:
            break
        if node.last > main.first:
            continue
        words = "".join(piece.text for piece in page.pieces[node.first : node.last]).strip()
        is_headline = node.tag in ("h1", "h2") or HEADLINE.search(node.names)
        if is_headline and 6 <= len(words) <= 120 and "关于" in words:
            found = node
    if found is None:
        return None
    words = "".join(piece.text for piece in page.pieces[found.first : found.last])
    return None if re.sub(r"\s", "", words) in re.sub(r"\s", "", opening) else found


class _BlockWriter(Struct):
    """Writes pieces as a browser shows them: white space collapsed, lines without blanks around."""

    text: list[str] = field(default_factory=list)
    length: int = 0
    anchors: list[tuple[int, int]] = field(default_factory=lambda: [(0, 0)])

    def put(self, words: str, raw: int) -> None:
        """Add characters that stand one by one in the source from a place on."""
        if self.anchors[-1][1] - self.anchors[-1][0] != raw - self.length:
            self.anchors.append((self.length, raw))
        self.text.append(words)
        self.length += len(words)

    @property
    def last(self) -> str:
        """The last character."""
        return self.text[-1][-1] if self.text else "\n"


_RUN = re.compile(r"[ \t\r\n\f]+|[^ \t\r\n\f]+")


def _write(pieces: list[TextPiece]) -> PageText:
    writer = _BlockWriter()
    for piece in pieces:
        if piece.is_break:
            if writer.last != "\n":
                writer.put("\n", piece.start)
        elif len(piece.text) != piece.end - piece.start:
            writer.put(piece.text, piece.start)
        else:
            _write_text(writer, piece)
    return PageText("".join(writer.text), tuple(dict(writer.anchors).items()))


def _write_text(writer: _BlockWriter, piece: TextPiece) -> None:
    for found in _RUN.finditer(piece.text):
        words = found.group()
        if not words.isspace() or "\u3000" in words:
            writer.put(words, piece.start + found.start())
        elif writer.last not in " \n":
            writer.put(" ", piece.start + found.start())
