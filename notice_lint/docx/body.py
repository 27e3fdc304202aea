"""The text of a .docx as a person sees it: in order, with automatic numbers, without deletions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from notice_lint.document.source import RunPlace
from notice_lint.document.tables import TableDraft
from notice_lint.docx.numbering import Numbering
from notice_lint.docx.package import Package, W, attribute
from notice_lint.docx.symbols import extended_symbol, symbol
from notice_lint.docx.tables import TableReader, cells_of, rows_of
from notice_lint.text.invisible import shown_lines
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WRAPPERS = frozenset(
    W + name
    for name in (
        "hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml",
        "bdo", "dir", "rubyBase",
    )
)  # fmt: skip
"""Elements inside a paragraph whose content is seen."""
BLOCKS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
CHANGES = {W + "ins": "ins", W + "moveTo": "ins", W + "del": "del", W + "moveFrom": "del"}


class Story(Struct):
    """What has been read so far."""

    text: list[str] = field(default_factory=list)
    length: int = 0
    runs: list[RunPlace] = field(default_factory=list)
    origins: list[Any] = field(default_factory=list)
    """For each of `runs` the child of a run that holds its characters; None for a number."""
    paragraphs: list[tuple[int, int]] = field(default_factory=list)
    """Pairs (offset in text, number of the paragraph, 1-based)."""
    changes: list[tuple[str, int, int]] = field(default_factory=list)
    """Tracked changes: `ins` or `del`, and the range they are about."""
    elements: list[tuple[int, Any]] = field(default_factory=list)
    """Pairs (offset in text, paragraph element)."""
    comments: dict[str, list[int]] = field(default_factory=dict)
    """For each comment where its range begins and ends."""
    tables: list[TableDraft] = field(default_factory=list)
    """The outer before the inner."""

    def write(self, words: str) -> None:
        """Add text."""
        self.text.append(words)
        self.length += len(words)


class Body:
    """Reads the body of one document."""

    def __init__(self, package: Package) -> None:
        """Read what the text depends on: lists, footnotes; raises InputError."""
        self.package = package
        self.story = Story()
        self.numbering = Numbering(package)
        self.notes = {kind: self._notes(kind) for kind in ("footnote", "endnote")}
        self.paragraph = 0
        self._outer: TableDraft | None = None
        """The table that is being read."""

    def _notes(self, kind: str) -> dict[str, Any]:
        tree = self.package.xml(self.package.related(f"/{kind}s"))
        if tree is None:
            return {}
        return {
            attribute(note, "id") or "": note
            for note in tree.iter(W + kind)
            if attribute(note, "type") in (None, "normal")
        }

    def read(self, tree: Any = None) -> tuple[Story, Any]:
        """Return the story of the document and the element it stands in; raises InputError.

        `tree` is the main part where somebody holds it as XML already.
        """
        tree = self.package.xml(self.package.main) if tree is None else tree
        body = tree.find(W + "body") if tree is not None else None
        if body is None:
            name = self.package.main
            raise self.package.broken(Wording(f"{name} 里没有正文", f"{name} holds no text"))
        self._blocks(body)
        return self.story, body

    def _blocks(self, parent: Any) -> None:
        for child in parent:
            if child.tag == W + "p":
                self._paragraph(child)
            elif child.tag == W + "tbl":
                self._table(child)
            elif child.tag in BLOCKS:
                self._blocks(child)
            elif child.tag == MC + "AlternateContent":
                self._blocks(_choice(child))

    def _table(self, table: Any) -> None:
        """Read a table cell by cell; each paragraph has a line of its own."""
        draft = TableDraft(self._outer)
        self.story.tables.append(draft)
        self._outer, outer = draft, self._outer
        reader = TableReader(draft)
        for row in rows_of(table):
            reader.begin_row(row)
            for cell in cells_of(row):
                start = self.story.length
                self._blocks(cell)
                reader.add(cell, Span(start, self.story.length))
        self._outer = outer

    def _paragraph(self, paragraph: Any) -> None:
        self.paragraph += 1
        number = self.paragraph
        self.story.paragraphs.append((self.story.length, number))
        self.story.elements.append((self.story.length, paragraph))
        properties = paragraph.find(W + "pPr")
        label = self.numbering.label(properties)
        if label:
            self._place(label, number)
        boxes: list[Any] = []
        self._inside(paragraph, boxes)
        self.story.write("\n")
        for box in boxes:
            self._blocks(box)

    def _inside(self, parent: Any, boxes: list[Any]) -> None:
        """Read what a paragraph holds; text boxes and notes are read behind it."""
        for child in parent:
            start = self.story.length
            if child.tag == W + "r":
                self._run(child, boxes)
            elif child.tag in WRAPPERS:
                self._inside(child, boxes)
            elif child.tag == MC + "AlternateContent":
                self._inside(_choice(child), boxes)
            elif child.tag in (W + "commentRangeStart", W + "commentRangeEnd"):
                self.story.comments.setdefault(attribute(child, "id") or "", []).append(start)
            if child.tag in CHANGES and (self.story.length > start or CHANGES[child.tag] == "del"):
                self.story.changes.append((CHANGES[child.tag], start, self.story.length))

    def _run(self, run: Any, boxes: list[Any]) -> None:
        if len(self.story.runs) > self.package.limits.runs:
            raise self.package.error("文件里的文字片段太多，无法读取", "too many runs to be read")
        is_hidden = _is_hidden(run)
        for child in run:
            words = "" if is_hidden else _words(child)
            if words:
                self._place(words, self.paragraph, child)
            elif child.tag == W + "ruby":
                self._inside(child, boxes)
            else:
                boxes.extend(self._beside(child))

    def _beside(self, child: Any) -> Iterator[Any]:
        """Yield what a child of a run shows away from its line: a note, or text boxes."""
        if child.tag in _NOTES:
            note = self.notes[_NOTES[child.tag]].get(attribute(child, "id") or "")
            if note is not None:
                yield note
        elif child.tag == MC + "AlternateContent":
            yield from _boxes(_choice(child))
        elif child.tag in (W + "drawing", W + "pict"):
            yield from _boxes(child)

    def _place(self, words: str, paragraph: int, origin: Any = None) -> None:
        start = self.story.length
        self.story.write(words)
        self.story.runs.append(RunPlace(start, self.story.length, paragraph, origin is None))
        self.story.origins.append(origin)


def _choice(alternate: Any) -> Any:
    """Return the one alternative that is shown: the first choice, else the fallback."""
    choice = alternate.find(MC + "Choice")
    return choice if choice is not None else alternate.find(MC + "Fallback")


def _boxes(drawing: Any) -> Iterator[Any]:
    """Yield the text boxes of a drawing, each once."""
    for box in drawing.iter(W + "txbxContent"):
        if next(box.iterancestors(MC + "Fallback"), None) is None:
            yield box


def _is_hidden(run: Any) -> bool:
    """Tell whether a run is hidden text; a switch without a value is on (17.3.2.41, 17.17.4)."""
    properties = run.find(W + "rPr")
    vanish = properties.find(W + "vanish") if properties is not None else None
    return vanish is not None and attribute(vanish, "val") not in ("0", "false", "off")


_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_SIGNS = {
    W + "tab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "",
}


def _words(element: Any) -> str:
    if element.tag == W + "t":
        return shown_lines((element.text or "").replace("\r", " ").replace("\n", " "))
    if element.tag == W + "br":
        return "\n" if attribute(element, "type") in (None, "textWrapping") else ""
    if element.tag == W + "sym":
        return symbol(attribute(element, "font") or "", attribute(element, "char") or "")
    if element.tag == MC + "AlternateContent":
        return extended_symbol(_choice(element))
    return _SIGNS.get(element.tag, "")
