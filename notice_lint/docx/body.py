"""The text of a .docx as a person sees it: in order, with automatic numbers, without deletions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from notice_lint.document.source import RunPlace
from notice_lint.docx.numbering import Numbering
from notice_lint.docx.package import Package, W, attribute

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WRAPPERS = frozenset(
    W + name
    for name in (
        "hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml",
        "bdo", "dir", "ruby", "rubyBase",
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

    def _notes(self, kind: str) -> dict[str, Any]:
        tree = self.package.xml(self.package.related(f"/{kind}s"))
        if tree is None:
            return {}
        return {
            attribute(one, "id") or "": one
            for one in tree.iter(W + kind)
            if attribute(one, "type") in (None, "normal")
        }

    def read(self, tree: Any = None) -> tuple[Story, Any]:
        """Return the story of the document and the element it stands in; raises InputError.

        `tree` is the main part where somebody holds it as XML already.
        """
        tree = self.package.xml(self.package.main) if tree is None else tree
        body = tree.find(W + "body") if tree is not None else None
        if body is None:
            raise self.package.broken(self.package.main)
        self._blocks(body)
        return self.story, body

    def _blocks(self, parent: Any) -> None:
        for one in parent:
            if one.tag == W + "p":
                self._paragraph(one)
            elif one.tag == W + "tbl":
                self._table(one)
            elif one.tag in BLOCKS:
                self._blocks(one)
            elif one.tag == MC + "AlternateContent":
                self._blocks(_choice(one))

    def _table(self, table: Any) -> None:
        """Read a table row by row; the cells of a row that hold one paragraph each share a line."""
        for row in table.iter(W + "tr"):
            if next(row.iterancestors(W + "tbl")) is not table:
                continue
            cells = [one for one in row.iter(W + "tc") if next(one.iterancestors(W + "tr")) is row]
            simple = all(
                len(cell.findall(W + "p")) == 1 and cell.find(W + "tbl") is None for cell in cells
            )
            for index, cell in enumerate(cells):
                if simple and index:
                    self._join()
                self._blocks(cell)

    def _join(self) -> None:
        """Put a tab in place of the line break before a further cell."""
        if self.story.text and self.story.text[-1] == "\n":
            self.story.text[-1] = "\t"

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
        for one in parent:
            start = self.story.length
            if one.tag == W + "r":
                self._run(one, boxes)
            elif one.tag in WRAPPERS:
                self._inside(one, boxes)
            elif one.tag == MC + "AlternateContent":
                self._inside(_choice(one), boxes)
            elif one.tag in (W + "commentRangeStart", W + "commentRangeEnd"):
                self.story.comments.setdefault(attribute(one, "id") or "", []).append(start)
            if one.tag in CHANGES and (self.story.length > start or CHANGES[one.tag] == "del"):
                self.story.changes.append((CHANGES[one.tag], start, self.story.length))

    def _run(self, run: Any, boxes: list[Any]) -> None:
        if len(self.story.runs) > self.package.limits.runs:
            raise self.package.error("文件里的文字片段太多，无法读取", "too many runs to be read")
        properties = run.find(W + "rPr")
        hidden = properties is not None and _is_on(properties.find(W + "vanish"))
        for one in run:
            words = "" if hidden else _words(one)
            if words:
                self._place(words, self.paragraph, one)
            elif one.tag in (W + "footnoteReference", W + "endnoteReference"):
                kind = "footnote" if one.tag == W + "footnoteReference" else "endnote"
                note = self.notes[kind].get(attribute(one, "id") or "")
                boxes.extend([note] if note is not None else [])
            elif one.tag in (W + "drawing", W + "pict", MC + "AlternateContent"):
                boxes.extend(_boxes(_choice(one) if one.tag.startswith(MC) else one))

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
    for one in drawing.iter(W + "txbxContent"):
        if next(one.iterancestors(MC + "Fallback"), None) is None:
            yield one


def _is_on(element: Any) -> bool:
    return element is not None and attribute(element, "val") not in ("0", "false", "off")


_SIGNS = {
    W + "tab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "",
}


def _words(element: Any) -> str:
    if element.tag == W + "t":
        return (element.text or "").replace("\r", " ").replace("\n", " ")
    if element.tag == W + "br":
        return "\n" if attribute(element, "type") in (None, "textWrapping") else ""
    if element.tag == W + "sym":
        code = attribute(element, "char") or ""
        return _symbol(code)
    return _SIGNS.get(element.tag, "")


def _symbol(code: str) -> str:
    """Return the character of a symbol; those of the private area of a font have none."""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    return "" if 0xE000 <= value <= 0xF8FF or not 0 < value < 0x110000 else chr(value)
