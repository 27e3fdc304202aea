"""What was repaired, as a person would say it: missing, foreign, out of place, given twice."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from operator import itemgetter
from typing import Any, NamedTuple

from notice_lint.document.repairs import Repair
from notice_lint.parsing.build import ROOT, MisfitTokens, MissingPart, Parsed
from notice_lint.parsing.grammar_records import ParseNode
from notice_lint.parsing.lift.items import below, first_leaf, leaves, problem_words, trees
from notice_lint.parsing.lift.quoting import Quoter
from notice_lint.parsing.tables import FINISH
from notice_lint.parsing.token import Token
from notice_lint.parsing.vocabulary import TEXT, Vocabulary
from notice_lint.text.spans import Span
from notice_lint.text.wording import Wording

ITEM = "item"


class _Lack(NamedTuple):
    """A part that is missing in the document, or in one item or section."""

    part: str
    owner: int | None
    """Identity of the heading; None for the document."""


def read_repairs(parsed: Parsed, vocabulary: Vocabulary, quoter: Quoter) -> tuple[Repair, ...]:
    """Return the repairs of a document: first what is missing, then what stands wrong, in order."""
    reader = _RepairReader(parsed, vocabulary, quoter)
    aside = list(reader.misfits())
    return (*reader.missing(), *aside, *reader.disordered())


class _RepairReader:
    def __init__(self, parsed: Parsed, vocabulary: Vocabulary, quoter: Quoter) -> None:
        self.parsed = parsed
        self.vocabulary = vocabulary
        self.quoter = quoter
        self.order = list(vocabulary.names.parts)
        self.owners: dict[int, ParseNode] = {
            id(head): tree
            for rule in ("section", ITEM)
            for tree in below(parsed.tree, rule)
            if (head := first_leaf(tree))
        }
        self.lacks: dict[_Lack, MissingPart] = {
            _Lack(lack.part, _identity(lack.owner)): lack
            for lack in parsed.missing
            if lack.part != TEXT
        }
        self.empty = [lack for lack in parsed.missing if lack.part == TEXT]
        self._firsts: dict[int, Mapping[str, Token]] = {}
        self._starts: dict[int, list[tuple[Span, str]]] = {}
        self.given: dict[_Lack, Token] = {}
        """Parts that stand out of place, which a later one of the kind only repeats."""

    def missing(self) -> Iterator[Repair]:
        """Yield what is missing; call it behind `misfits`, which takes up what stands elsewhere."""
        of_document = [
            lack for lack in self.lacks.values() if lack.owner is None or lack.part == ITEM
        ]
        for lack in of_document:
            yield self._missing(lack.part, lack.within, None)
        yield from self._missing_below()
        for lack in self.empty:
            yield self._missing(TEXT, lack.within, lack.at)

    def _missing_below(self) -> Iterator[Repair]:
        """Yield what is missing in sections and items, part by part."""
        asked = [lack.part for lack in self.lacks.values() if lack.owner and lack.part != ITEM]
        for part in dict.fromkeys(asked):
            for tree in self._outermost():
                for item in self._lacking(tree, part):
                    yield self._missing(part, item.data, leaves(item)[0])

    def _missing(self, part: str, within: str, at: Token | None) -> Repair:
        names = self.vocabulary.named(part)
        words = problem_words(at, self.quoter) if at else None
        return Repair(
            kind="missing",
            part=part,
            within=within,
            span=words.span if words else Span(0, 0),
            name=names.name,
            place=names.place,
            owner=words.span if words else None,
            label=words.text if words else "",
        )

    def _outermost(self) -> Iterator[ParseNode]:
        """Yield the sections and the items that lie in no other item."""
        inside = {
            id(sub)
            for tree in self.owners.values()
            if tree.data == ITEM
            for sub in below(tree, ITEM)
        }
        yield from (tree for tree in self.owners.values() if id(tree) not in inside)

    def _lacking(self, tree: ParseNode, part: str) -> list[ParseNode]:
        """Return the items that lack a part, it and its sub-items alike.

        Where some sub-items have the part, those that lack it are meant instead of the item, but
        what only the last of them has closes the whole item.
        """
        if self._holder(tree, part):
            return []
        children = trees(tree, ITEM) if tree.data == ITEM else []
        if children:
            return self._lacking_below(tree, children, part)
        return [tree] if _Lack(part, id(leaves(tree)[0])) in self.lacks else []

    def _lacking_below(
        self, tree: ParseNode, children: Sequence[ParseNode], part: str
    ) -> list[ParseNode]:
        lacking = [self._lacking(child, part) for child in children]
        having = [index for index, items in enumerate(lacking) if not items]
        if not having:
            return [tree]
        if having == [len(children) - 1]:
            return []
        return [item for items in lacking for item in items]

    def _holder(self, tree: ParseNode, part: str) -> Token | None:
        """Return the first token of a part that stands directly in a tree, in place or not."""
        inside = self._first_tokens(tree).get(part)
        owner = first_leaf(tree) if tree.data != ROOT else None
        return inside or self.given.get(_Lack(part, _identity(owner)))

    def _first_tokens(self, tree: ParseNode) -> Mapping[str, Token]:
        """Return the first token of each part that stands directly in a tree, in its place."""
        if id(tree) not in self._firsts:
            heads = [token for child in trees(tree) if (token := first_leaf(child))]
            self._firsts[id(tree)] = {
                self.vocabulary.part_of(token.kind): token for token in reversed(heads)
            }
        return self._firsts[id(tree)]

    def misfits(self) -> Iterator[Repair]:
        """Yield what was set aside, and forget that it is missing in its place."""
        for misfit in self.parsed.misfits:
            yield self._misfit(misfit)

    def _misfit(self, misfit: MisfitTokens) -> Repair:
        token = misfit.tokens[0]
        part = self.vocabulary.part_of(token.kind)
        tree = self._place_of(part, misfit.owner)
        owner = None if tree.data == ROOT else misfit.owner
        first = self._holder(tree, part)
        kind = self._reason(part, misfit, (owner, first))
        self._take_up(misfit, owner)
        names = self.vocabulary.named(part)
        previous = self._before(tree, token) if tree.data == ITEM else None
        return Repair(
            kind=kind,
            part=part,
            within=tree.data,
            span=token.piece.core if tree.data == ITEM else _whole(misfit),
            name=names.name,
            place=names.place,
            expected=self._expected(misfit, kind),
            owner=problem_words(owner, self.quoter).span if owner else None,
            label=self.quoter.phrase(token.piece.core).text,
            first=first.piece.span if first else None,
            follows=self.vocabulary.named(previous).name if previous else None,
        )

    def _place_of(self, part: str, owner: Token | None) -> ParseNode:
        """Return the item or section that something stands in, or the document it belongs to."""
        tree = self.owners.get(id(owner), self.parsed.tree)
        of_document = self.vocabulary.parts_of(ROOT) - self.vocabulary.parts_of(tree.data)
        return self.parsed.tree if part in of_document else tree

    def _reason(
        self, part: str, misfit: MisfitTokens, at: tuple[Token | None, Token | None]
    ) -> Any:
        owner, first = at
        terminal = misfit.tokens[0].kind
        if _Lack(part, _identity(owner)) in self.lacks:
            return "misplaced"
        if first is not None:
            return "duplicate"
        is_known = part in self.vocabulary.held and part != TEXT
        if self.vocabulary.traits(terminal).role == "furniture" or not is_known:
            return "misplaced" if self._is_behind_the_end(misfit) else "foreign"
        return "misplaced"

    def _is_behind_the_end(self, misfit: MisfitTokens) -> bool:
        """Tell whether text stands where nothing of the notice may follow."""
        is_text = misfit.tokens[0].kind == "TEXT"
        return is_text and FINISH in misfit.expected

    def _take_up(self, misfit: MisfitTokens, owner: Token | None) -> None:
        for token in misfit.tokens:
            lack = _Lack(self.vocabulary.part_of(token.kind), _identity(owner))
            self.lacks.pop(lack, None)
            self.given.setdefault(lack, token)

    def _before(self, item: ParseNode, token: Token) -> str | None:
        """Return the part of an item that stands before a token."""
        if id(item) not in self._starts:
            parts = ((first_leaf(child), child.data) for child in trees(item))
            self._starts[id(item)] = sorted((head.piece.span, part) for head, part in parts if head)
        starts = self._starts[id(item)]
        place = bisect_left(starts, token.piece.span, key=itemgetter(0))
        return starts[place - 1][1] if place else None

    def _expected(self, misfit: MisfitTokens, kind: str) -> tuple[Wording, ...]:
        """Return what would have fitted; in place of what stands wrong, what is asked for."""
        fitting = [
            terminal
            for terminal in misfit.expected
            if terminal != FINISH and not self.vocabulary.is_made_elsewhere(terminal)
        ]
        asked = [name for name in fitting if self.vocabulary.is_asked(name)]
        chosen = asked if asked and kind == "misplaced" else fitting
        parts = sorted(set(map(self.vocabulary.part_of, chosen)), key=self._rank)
        return tuple(self.vocabulary.named(part).name for part in parts)

    def _rank(self, part: str) -> int:
        return self.order.index(part) if part in self.order else len(self.order)

    def disordered(self) -> Iterator[Repair]:
        """Yield the parts that stand in another of the grammar's orders than in most items."""
        orders = self._orders()
        usual = _usual(name for name, _ in orders.values())
        model = next((order for name, order in orders.values() if name == usual), ())
        for identity, (name, order) in orders.items():
            wrong = [pair for pair in combinations(order, 2) if pair[::-1] in _pairs(model)]
            if name != usual and wrong:
                yield self._disordered(self.owners[identity], wrong[0])

    def _orders(self) -> dict[int, tuple[str, tuple[str, ...]]]:
        """Return for each item of several parts the order of the grammar it has, and its parts."""
        orders = {
            identity: (name, _order(self.owners[identity]))
            for identity, name in self.parsed.arrangements.items()
            if identity in self.owners
        }
        return {identity: order for identity, order in orders.items() if len(order[1]) > 1}

    def _disordered(self, item: ParseNode, pair: tuple[str, str]) -> Repair:
        earlier, part = pair
        token = leaves(trees(item, part)[0])[0]
        names = self.vocabulary.named(part)
        return Repair(
            kind="misplaced",
            part=part,
            within=item.data,
            span=token.piece.core,
            name=names.name,
            place=names.place,
            owner=problem_words(leaves(item)[0], self.quoter).span,
            label=self.quoter.phrase(token.piece.core).text,
            follows=self.vocabulary.named(earlier).name,
        )


def _usual(names: Iterable[str]) -> str:
    """Return the name that most have; empty where none is that of more than half."""
    counts = Counter(names)
    name, times = counts.most_common(1)[0] if counts else ("", 0)
    return name if times * 2 > counts.total() else ""


def _whole(misfit: MisfitTokens) -> Span:
    return Span(misfit.tokens[0].piece.span.start, misfit.tokens[-1].piece.span.end)


def _identity(token: Token | None) -> int | None:
    return id(token) if token else None


def _order(item: ParseNode) -> tuple[str, ...]:
    parts = [child.data for child in item.children if isinstance(child, ParseNode)]
    return tuple(dict.fromkeys(part for part in parts if part != ITEM))


def _pairs(order: Sequence[str]) -> set[tuple[str, ...]]:
    return set(combinations(order, 2))
