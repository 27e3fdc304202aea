"""The parse tree lifted to the typed document."""

from __future__ import annotations

from collections.abc import Sequence

from notice_lint.document.notice import Marker, ProblemItem, Purpose, Section, StatusClass
from notice_lint.document.paragraphs import Enumerator
from notice_lint.parsing.grammar_records import ParseNode
from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lift.enumerators import Enumerators
from notice_lint.parsing.lift.items import ItemReader, filed_as, leaves, problem_words, trees
from notice_lint.parsing.lift.quoting import Quoter
from notice_lint.parsing.outline.transitions import Interpretation
from notice_lint.parsing.token import Token
from notice_lint.text.spans import Span

Node = Section | ProblemItem


def lift_outline(
    start: ParseNode, enumerators: Sequence[Enumerator], reader: ItemReader
) -> tuple[Node, ...]:
    """Lift the sections and items of a document; `enumerators` are all it has, in order."""
    return tuple(_Lifter(enumerators, reader).nodes(start, "", 0))


class _Lifter:
    def __init__(self, enumerators: Sequence[Enumerator], reader: ItemReader) -> None:
        self.reader = reader
        self.enumerators = Enumerators(enumerators)
        self.quoter = reader.quoter
        self.filed: StatusClass | None = None
        """The status that the heading of a section around gives to all items."""

    def nodes(self, tree: ParseNode, path: str, level: int) -> list[Node]:
        """Lift what a document, section or item holds."""
        return [
            self.section(child, path) if child.data == "section" else self.item(child, path, level)
            for child in trees(tree, "section", "item")
        ]

    def section(self, tree: ParseNode, path: str) -> Section:
        head, *texts = leaves(tree)
        marker = read_marker(head, self.quoter)
        assert marker is not None
        here = _path(path, marker)
        body = tuple([token.piece.span for token in texts])
        filed = filed_as(head.piece.words)
        around, self.filed = self.filed, filed or self.filed
        children = tuple(self.nodes(tree, here, marker.level))
        self.filed = around
        form = alphabet("heading_form").match(head.piece.words)
        return Section(
            marker=marker,
            level=marker.level,
            heading=self.quoter.phrase(head.piece.core),
            span=_around(head.piece.span, body, children),
            path=here,
            purpose=PURPOSES.get(form.terminal) if form else None,
            body=body,
            children=children,
            filed=filed,
            aside=alphabet("aside").match(head.piece.words) is not None,
        )

    def item(self, tree: ParseNode, path: str, level: int) -> ProblemItem:
        head = leaves(tree)[0]
        marker = read_marker(head, self.quoter)
        here = _path(path, marker)
        depth = marker.level if marker else level + 1
        content = self.reader.content(tree)
        children = tuple(self._sub_items(tree, here, depth))
        parts = [part.span for part in content.parts]
        inside = [*content.statement, *parts, *[token.piece.span for token in content.texts]]
        return ProblemItem(
            marker=marker if marker and marker.text else None,
            level=depth,
            problem=problem_words(head, self.quoter),
            span=_around(head.piece.span, inside, children),
            path=here,
            parts=content.parts,
            statement=content.statement,
            enumerators=tuple(self.enumerators.within(content.texts)),
            children=children,
            row=self._row(head),
            filed=self.filed,
        )

    def _row(self, head: Token) -> tuple[int, int] | None:
        """Return the table and the row that give an item, if any."""
        mark = head.piece.mark
        if mark is None or not mark.table:
            return None
        cell = self.quoter.source.location(head.piece.core).cell
        return cell[:2] if cell else None

    def _sub_items(self, tree: ParseNode, path: str, level: int) -> list[ProblemItem]:
        return [self.item(sub, path, level) for sub in trees(tree, tree.data)]


def read_marker(token: Token, quoter: Quoter) -> Marker | None:
    """Return the marker of a heading as written and as meant."""
    mark = token.piece.mark
    if mark is None or token.reading is None:
        return None
    reading: Interpretation = token.reading
    phrase = quoter.phrase(mark.span)
    return Marker(
        text=phrase.text,
        span=phrase.span,
        style=mark.style.removesuffix("_MARK").lower(),
        number=mark.value,
        level=reading.rank.level,
        meant=reading.number,
        fault=reading.fault,
        in_table=mark.table > 0,
    )


PURPOSES: dict[str, Purpose] = {
    "PLAN": "plan",
    "WORK": "work",
    "RECTIFICATION": "rectification",
    "DIRECTION": "direction",
    "PROBLEM": "problem",
    "DEFECT": "defect",
}
"""What each form of a heading says that its section is about."""


def _path(path: str, marker: Marker | None) -> str:
    if marker is None or not marker.text:
        return path
    return f"{path}/{marker.short}" if path else marker.short


def _around(head: Span, inside: Sequence[Span], children: Sequence[Node]) -> Span:
    ends = [span.end for span in (head, *inside)] + [child.span.end for child in children]
    return Span(head.start, max(ends))
