"""The token stream that the grammar of a notice parses: pieces with the outline made explicit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from notice_lint.document.notice import Numbering
from notice_lint.parsing.lexer.lines import LogicalLine
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.parsing.outline.transitions import Interpretation
from notice_lint.parsing.outline.tree import HeadingNode, Role, build_tree

END = "_END"
PAGE = "PAGE_FOOT"
CLOSING = frozenset(("SUPERVISION", "CONTACT", "FORMULA", "ORGAN_LINE", "DATE_LINE", "ANNEX", PAGE))
ITEM_PARTS = frozenset(
    ("CAUSE", "MEASURES", "STATUS_LABEL", "STATUS", "STATUS_MARK", "STATEMENT", "FIELD")
)


class Token(NamedTuple):
    """A terminal of the grammar with the piece it stands for."""

    terminal: str
    piece: Segment
    reading: Interpretation | None = None

    @property
    def type(self) -> str:
        """The terminal, as Lark asks a token for it."""
        return self.terminal


class Stream(Struct, frozen=True):
    """Everything the parser needs."""

    leaves: tuple[Token, ...]
    numbering: Numbering | None


class _OpenNode(Struct):
    depth: int
    is_item: bool
    paragraph: LogicalLine


_SOLE = 90
_TOPIC = 91


def stream(pieces: Sequence[Segment]) -> Stream:
    """Turn pieces into the leaves of the grammar; sections and items are closed by `_END`."""
    nodes, numbering = build_tree(pieces)
    return Stream(tuple(_TokenWriter(pieces, nodes).write()), numbering)


def _topics(pieces: Sequence[Segment]) -> set[int]:
    """Return the places of topics that are not the only one below their heading."""
    topics: set[int] = set()
    below: list[int] = []
    for index, piece in enumerate((*pieces, None)):
        if piece is None or piece.kind == "HEADING":
            topics.update(below if len(below) > 1 else ())
            below = []
        elif piece.kind == "TOPIC":
            below.append(index)
    return topics


class _TokenWriter:
    """Walks the pieces with the open sections and items on a stack."""

    def __init__(self, pieces: Sequence[Segment], nodes: Sequence[HeadingNode]) -> None:
        self.pieces = pieces
        self.nodes = {node.index: node for node in nodes}
        self.last_heading = max(self.nodes, default=-1)
        self.topics = _topics(pieces)
        self.marks = Counter(id(one.paragraph) for one in pieces if one.kind == "STATUS_MARK")
        self.stack: list[_OpenNode] = []
        self.sole = False

    def write(self) -> Iterator[Token]:
        for index, piece in enumerate(self.pieces):
            if index in self.nodes:
                yield from self._heading(self.nodes[index])
            elif piece.kind in CLOSING and index > self.last_heading:
                yield from self._close(0, piece)
                yield Token(piece.kind, piece)
            elif piece.kind != "PAGE_NUMBER":
                yield from self._content(index, piece)
        if self.pieces:
            yield from self._close(0, self.pieces[-1])

    def _heading(self, node: HeadingNode) -> Iterator[Token]:
        if node.role is Role.TEXT:
            yield Token("TEXT", node.piece, node.reading)
            return
        yield from self._close(node.rank, node.piece)
        is_item = node.role is Role.ITEM
        self.stack.append(_OpenNode(node.rank, is_item, node.piece.paragraph))
        self.sole = node.role is Role.SOLE_ITEM
        yield Token("ITEM" if is_item else "SECTION", node.piece, node.reading)

    def _content(self, index: int, piece: Segment) -> Iterator[Token]:
        in_item = bool(self.stack) and self.stack[-1].is_item
        if self.sole and piece.kind == "TEXT":
            self.sole = False
            self.stack.append(_OpenNode(_SOLE, True, piece.paragraph))
            yield Token("ITEM", piece)
        elif index in self.topics and in_item:
            yield from self._close(_TOPIC, piece)
            self.stack.append(_OpenNode(_TOPIC, True, piece.paragraph))
            yield Token("ITEM", piece)
        elif piece.kind == "TOPIC" or (piece.kind in ITEM_PARTS and not in_item):
            yield Token("TEXT", piece)
        elif piece.kind == "STATUS_MARK":
            yield from self._close_run_on(piece)
            yield Token(piece.kind, piece)
        else:
            yield Token(piece.kind, piece)

    def _close_run_on(self, mark: Segment) -> Iterator[Token]:
        """Close the sub-items that run on in a paragraph whose one status is the whole item's."""
        inside = [one for one in self.stack if one.is_item and one.paragraph is mark.paragraph]
        if len(inside) > 1 and self.marks[id(mark.paragraph)] == 1:
            yield from self._close(inside[0].depth + 1, mark)

    def _close(self, depth: int, at: Segment) -> Iterator[Token]:
        while self.stack and self.stack[-1].depth >= depth:
            self.stack.pop()
            yield Token(END, at)
