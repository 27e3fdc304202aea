"""The token stream that the grammar of a notice parses: pieces with the outline made explicit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from notice_lint.document.notice import Numbering
from notice_lint.parsing.lexer.lines import LogicalLine
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.parsing.opening_causes import open_with_causes
from notice_lint.parsing.outline.listed import Listing, announces, counts, goes_on, listed
from notice_lint.parsing.outline.node import HeadingNode, Role
from notice_lint.parsing.outline.tree import build_tree
from notice_lint.parsing.token import (
    ABOVE,
    COMPOUND,
    END,
    ITEM,
    LISTED,
    REPEATABLE,
    REPEATED,
    SECTION,
    Token,
)
from notice_lint.parsing.unlabelled import label_measures
from notice_lint.parsing.vocabulary import Vocabulary


class Stream(Struct, frozen=True):
    """Everything the parser needs."""

    tokens: tuple[Token, ...]
    numbering: Numbering | None


class _OpenNode(Struct):
    depth: int
    is_item: bool
    paragraph: LogicalLine
    lists: Listing = ""
    """In what of its text an area has its problems, if anywhere."""
    is_planned: bool = False
    """Whether it is about what is to be done."""


_PROSE = frozenset(("TEXT", "LEAD"))
"""What may list problems in its text."""
_SOLE = 90
"""Depth of an item that the text of a section states: below all headings."""
_TOPIC = 91
"""Depth of an item that a topic sentence opens: below the item it is part of."""


def stream(pieces: Sequence[Segment], vocabulary: Vocabulary) -> Stream:
    """Turn segments into the tokens of the grammar; sections and items are closed by `_END`."""
    # where problems are only listed, text tells how they show
    answered = LISTED not in vocabulary.terminals
    nodes, numbering = build_tree(pieces, answered=answered)
    tokens = list(_TokenWriter(pieces, nodes, vocabulary).write())
    named = _nested(tokens, vocabulary)
    parted = label_measures(list(open_with_causes(named))) if answered else named
    return Stream(tuple(parted), numbering)


def _nested(tokens: Sequence[Token], vocabulary: Vocabulary) -> list[Token]:
    """Name the items that hold others, and the labels that stand above them, for what they are."""
    named = list(tokens)
    open_: list[int] = []
    for index, token in enumerate(tokens):
        if token.terminal == END:
            open_.pop()
            continue
        if token.terminal in (ITEM, LISTED) and open_ and tokens[open_[-1]].terminal == ITEM:
            named[open_[-1]] = named[open_[-1]]._replace(terminal=COMPOUND)
            if vocabulary.traits(tokens[index - 1].terminal).role == "label":
                named[index - 1] = tokens[index - 1]._replace(terminal=ABOVE)
        if token.terminal in (ITEM, LISTED, SECTION):
            open_.append(index)
    return named


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


def _listing(node: HeadingNode) -> Listing:
    """Return in what of its text an area without headings below has its problems."""
    if node.children or node.form not in (None, "DIRECTION", "RECTIFICATION", "DEFECT"):
        return ""
    return "paragraphs" if sum(kind in _PROSE for kind in node.direct) > 1 else "clauses"


class _TokenWriter:
    """Walks the pieces with the open sections and items on a stack."""

    def __init__(
        self,
        pieces: Sequence[Segment],
        nodes: Sequence[HeadingNode],
        vocabulary: Vocabulary,
    ) -> None:
        self.pieces = pieces
        self.vocabulary = vocabulary
        self.nodes = {node.index: node for node in nodes}
        self.last_heading = max(self.nodes, default=-1)
        self.topics = _topics(pieces)
        self.marks = Counter(id(piece.paragraph) for piece in pieces if piece.kind == "STATUS_MARK")
        self.stack: list[_OpenNode] = []
        self.sole = False
        self.closing: set[tuple[str, str]] = set()
        self.knows_listed = LISTED in vocabulary.terminals
        self.announced = False
        """Whether the paragraph before says that problems follow, or lists some."""

    def write(self) -> Iterator[Token]:
        for index, piece in enumerate(self.pieces):
            if index in self.nodes:
                yield from self._heading(self.nodes[index])
            elif self._closes(piece) and index > self.last_heading:
                yield from self._close(0, piece)
                yield self._closing(piece)
            elif self._sums_up(piece):
                yield from self._summary(piece)
            elif piece.kind != "PAGE_NUMBER":
                yield from self._content(index, piece)
        if self.pieces:
            yield from self._close(0, self.pieces[-1])

    def _closes(self, piece: Segment) -> bool:
        return piece.kind in self.vocabulary.closing_terminals

    def _sums_up(self, piece: Segment) -> bool:
        return self.vocabulary.traits(piece.kind).role == "summary"

    def _summary(self, piece: Segment) -> Iterator[Token]:
        """Yield what tells of all items above it, the last of which it ends."""
        if piece.kind not in self.vocabulary.terminals:
            yield Token("TEXT", piece)
            return
        items = [opener.depth for opener in self.stack if opener.is_item]
        if items:
            yield from self._close(items[0], piece)
        yield Token(piece.kind, piece)

    def _closing(self, piece: Segment) -> Token:
        """Return a closing line; one that only repeats another is no part of the notice."""
        repeatable = piece.kind, piece.words
        is_again = repeatable in self.closing and piece.kind in REPEATABLE
        self.closing.add(repeatable)
        return Token(REPEATED if is_again else piece.kind, piece)

    def _heading(self, node: HeadingNode) -> Iterator[Token]:
        if node.role is Role.TEXT:
            yield Token("TEXT", node.piece, node.reading)
            return
        yield from self._close(node.rank, node.piece)
        is_item = node.role is Role.ITEM
        is_planned = node.form == "PLAN"
        opener = _OpenNode(node.rank, is_item, node.piece.paragraph, _listing(node), is_planned)
        self.stack.append(opener)
        self.sole = node.role is Role.SOLE_ITEM
        yield Token(ITEM if is_item else SECTION, node.piece, node.reading)

    def _content(self, index: int, piece: Segment) -> Iterator[Token]:
        if self._may_list(piece):
            return listed(piece, self._listing(piece))
        return self._part_of_node(index, piece)

    def _listing(self, piece: Segment) -> Listing:
        """Return in what a text has its problems: as its area has, or as a paragraph above said."""
        self.announced = announces(piece.words) or (self.announced and goes_on(piece.words))
        above = self.stack[-1].lists if self.stack else ""
        return "paragraphs" if not above and self.announced and goes_on(piece.words) else above

    def _part_of_node(self, index: int, piece: Segment) -> Iterator[Token]:
        in_item = bool(self.stack) and self.stack[-1].is_item
        if self.sole and piece.kind == "TEXT":
            self.sole = False
            self.stack.append(_OpenNode(_SOLE, True, piece.paragraph))
            yield Token(ITEM, piece)
        elif index in self.topics and in_item:
            yield from self._close(_TOPIC, piece)
            self.stack.append(_OpenNode(_TOPIC, True, piece.paragraph))
            yield Token(ITEM, piece)
        elif piece.kind == "TOPIC" or (
            not in_item and piece.kind in self.vocabulary.item_terminals
        ):
            yield Token("TEXT", piece)
        else:
            if piece.kind == "STATUS_MARK":
                yield from self._close_run_on(piece)
            yield Token(self._part(piece.kind), piece)

    def _may_list(self, piece: Segment) -> bool:
        """Tell whether a text may list problems: below an area, or outside of any item."""
        # 主要是：一是…二是… reads as a cause and is a list
        is_list = piece.kind == "BARE_CAUSE" and counts(piece.words)
        if not self.knows_listed or not (piece.kind in _PROSE or is_list):
            return False
        if self.stack and self.stack[-1].is_item:
            return bool(self.stack[-1].lists)
        return not any(opener.is_planned for opener in self.stack)

    def _part(self, kind: str) -> str:
        """Return the terminal of a part; a column that the grammar has no part for is a remark."""
        is_unknown = kind.startswith("BARE_") and kind not in self.vocabulary.terminals
        return "BARE_FIELD" if is_unknown else kind

    def _close_run_on(self, mark: Segment) -> Iterator[Token]:
        """Close the sub-items that run on in a paragraph whose one status is the whole item's."""
        inside = [
            opener for opener in self.stack if opener.is_item and opener.paragraph is mark.paragraph
        ]
        if len(inside) > 1 and self.marks[id(mark.paragraph)] == 1:
            yield from self._close(inside[0].depth + 1, mark)

    def _close(self, depth: int, at: Segment) -> Iterator[Token]:
        while self.stack and self.stack[-1].depth >= depth:
            self.stack.pop()
            yield Token(END, at)
