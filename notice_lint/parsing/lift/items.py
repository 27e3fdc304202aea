"""The parts of a problem item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter

from msgspec import Struct

from notice_lint.document.notice import Part, StatusClass
from notice_lint.document.paragraphs import Phrase
from notice_lint.parsing.build import MisfitTokens
from notice_lint.parsing.grammar_records import ParseNode
from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.statuses import find_status
from notice_lint.parsing.lift.quoting import Quoter
from notice_lint.parsing.token import Token
from notice_lint.parsing.vocabulary import Vocabulary
from notice_lint.text.expression import Expression
from notice_lint.text.spans import Span

STATEMENT = "statement"
"""The part that says how the problem shows; text directly below the heading says so too."""
_WRITTEN_BRACKETS = Expression(r"^[【〖\[［(（](.*)[】〗\]］)）]$")
_BRACKETS = Expression(r"^[【\[(](.*)[】\])]$")
_VALUES = frozenset(("STATUS", "STATUS_MARK", "BARE_STATUS"))


class Content(Struct, frozen=True):
    """What an item holds besides its sub-items."""

    parts: tuple[Part, ...]
    statement: tuple[Span, ...]
    texts: tuple[Token, ...]


def trees(node: ParseNode, *rules: str) -> list[ParseNode]:
    """Return the children of a node made by some rules, or by any."""
    made = [child for child in node.children if isinstance(child, ParseNode)]
    return [tree for tree in made if tree.data in rules] if rules else made


def below(node: ParseNode, rule: str) -> Iterator[ParseNode]:
    """Yield all that one rule made below a node, at any depth."""
    for tree in node.children:
        if isinstance(tree, ParseNode):
            if tree.data == rule:
                yield tree
            yield from below(tree, rule)


def leaves(node: ParseNode, *terminals: str) -> list[Token]:
    """Return the tokens directly below a node, of some terminals or of all."""
    tokens = [child for child in node.children if isinstance(child, Token)]
    return [token for token in tokens if token.terminal in terminals] if terminals else tokens


def first_leaf(node: ParseNode) -> Token | None:
    """Return the first token directly below a node."""
    return next((child for child in node.children if isinstance(child, Token)), None)


class ItemReader(Struct, frozen=True):
    """Reads what items hold."""

    vocabulary: Vocabulary
    quoter: Quoter
    misfits: Mapping[int, list[MisfitTokens]]
    """What was set aside, by the identity of the heading it stands below."""

    def content(self, item: ParseNode) -> Content:
        """Read what an item holds, what is there once too often included."""
        blocks = self._blocks(item)
        before = leaves(item, "TEXT")
        parts = [part for tokens in blocks for part in self._parts(tokens)]
        stated = [tokens[1:] for tokens in blocks if self._kind(tokens) == STATEMENT]
        statement = [token.piece.span for tokens in (before, *stated) for token in tokens]
        texts = [token for tokens in (before, *blocks) for token in tokens if _is_text(token)]
        return Content(tuple(parts), tuple(statement), tuple(texts))

    def _blocks(self, item: ParseNode) -> list[list[Token]]:
        """Return the tokens of each part of an item, those set aside included, in order."""
        kinds = self.vocabulary.parts_of(item.data) - {item.data}
        fitting = [leaves(tree) for tree in trees(item, *kinds)]
        aside = [list(misfit.tokens) for misfit in self.misfits.get(id(leaves(item)[0]), ())]
        blocks = fitting + [tokens for tokens in aside if self._kind(tokens) in kinds]
        return sorted(blocks, key=lambda tokens: tokens[0].piece.span)

    def _kind(self, tokens: list[Token]) -> str:
        return self.vocabulary.part_of(tokens[0].kind)

    def _parts(self, tokens: list[Token]) -> Iterator[Part]:
        kind = self._kind(tokens)
        if kind == STATEMENT:
            return
        if any(token.terminal in _VALUES for token in tokens):
            yield self._status(kind, tokens)
        else:
            yield self._part(kind, tokens)

    def _label(self, tokens: list[Token]) -> Token | None:
        is_label = self.vocabulary.traits(tokens[0].kind).role == "label"
        return tokens[0] if is_label else None

    def _part(self, kind: str, tokens: list[Token]) -> Part:
        label = self._label(tokens)
        body = tuple([token.piece.span for token in tokens if token is not label])
        phrase = self.quoter.phrase(label.piece.core) if label else None
        return Part(kind, phrase, _whole(tokens), body)

    def _status(self, kind: str, tokens: list[Token]) -> Part:
        """Return a part that holds a status; text behind it is no part of its place."""
        label = self._label(tokens)
        phrase = self.quoter.phrase(label.piece.core) if label else None
        value = next(token for token in tokens if token.terminal in _VALUES)
        words = _BRACKETS.sub(r"\1", value.piece.words)
        text = _WRITTEN_BRACKETS.sub(r"\1", self.quoter.phrase(value.piece.core).text)
        text = text.strip(" 。√✓✔☑✅☒")
        class_ = self.quoter.statuses.get(text) or status_class(words)
        place = _whole([token for token in tokens if token in (label, value)])
        return Part(kind, phrase, place, (value.piece.span,), text, class_)


def problem_words(head: Token, quoter: Quoter) -> Phrase:
    """Return the words of a heading or label, or the first sentence of text that opens an item."""
    piece = head.piece
    if piece.mark is not None or piece.kind not in ("TEXT", "TOPIC"):
        return quoter.phrase(piece.core)
    sentence = alphabet("heading").match(piece.words)
    end = sentence.end if sentence else len(piece.words)
    return quoter.phrase(piece.locate(0, end))


def _is_text(token: Token) -> bool:
    return token.terminal in ("TEXT", "BARE_MEASURES", "BARE_CAUSE")


def _whole(tokens: Iterable[Token]) -> Span:
    spans = [token.piece.span for token in tokens]
    return Span(spans[0].start, max(map(attrgetter("end"), spans)))


def status_class(words: str) -> StatusClass | None:
    """Return the class that the words of a status belong to; None when they belong to none."""
    place = find_status(words)
    hit = alphabet("status").match(words, place.start) if place else None
    return _CLASSES.get(hit.terminal) if hit else None


def filed_as(words: str) -> StatusClass | None:
    """Return the class of status that the heading of a section gives to all items below it."""
    hit = alphabet("filed").match(words)
    return _CLASSES[hit.terminal.removeprefix("FILED_")] if hit else None


_CLASSES: dict[str, StatusClass] = {
    "COMPLETED": "completed",
    "COMPLETED_ONGOING": "completed_ongoing",
    "BASICALLY_COMPLETED": "basically_completed",
    "IN_PROGRESS": "in_progress",
    "NOT_STARTED": "not_started",
}
