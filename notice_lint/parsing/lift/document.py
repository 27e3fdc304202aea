"""The document as a whole: each part in its place or, failing that, among what was set aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from lark import Tree
from msgspec import Struct

from notice_lint.document.notice import Contact, Heading, IssueDate, PageBlock, Preamble, SetAside
from notice_lint.document.paragraphs import Phrase
from notice_lint.parsing.lexer.alphabet import alphabet
from notice_lint.parsing.lexer.paragraphs import ParagraphReading
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.parsing.lift.contact import read_contact
from notice_lint.parsing.lift.dates import Day, read_days
from notice_lint.parsing.lift.items import below, leaves, trees
from notice_lint.parsing.lift.outline import read_marker
from notice_lint.parsing.lift.preamble import read_preamble
from notice_lint.parsing.lift.quoting import Quoter
from notice_lint.parsing.lift.recovery import Misfit
from notice_lint.parsing.outline.tokens import END, Token
from notice_lint.text.spans import Span

PART_NAMES = {
    "TITLE": "title",
    "SUBTITLE": "subtitle",
    "NOTE": "note",
    "LEAD": "preamble",
    "TEXT": "text",
    "STRAY": "text",
    "SECTION": "section",
    "ITEM": "item",
    "CAUSE": "cause",
    "MEASURES": "measures",
    "STATUS_LABEL": "status",
    "STATUS": "status",
    "STATUS_MARK": "status",
    "STATEMENT": "statement",
    "FIELD": "field",
    "SUPERVISION": "supervision",
    "CONTACT": "contact",
    "FORMULA": "formula",
    "ORGAN_LINE": "signature",
    "DATE_LINE": "issue_date",
    "ANNEX": "annex",
    "PAGE_HEAD": "page_head",
    "PAGE_FOOT": "page_foot",
    "$END": "end",
    END: "section",
}
"""The glossary's name for each terminal, in the order in which a notice has them."""
AROUND = {"page_head", "page_foot", "end"}
"""What nobody is asked to write."""


class ParsedDocument(Struct, frozen=True):
    """What the parser made of a Source."""

    page: ParagraphReading
    flow: tuple[Token, ...]
    start: Tree[Token]
    misfits: tuple[Misfit, ...]
    scribe: Quoter

    def pieces(self, rule: str, terminal: str) -> list[Segment]:
        """Return the pieces of a part: in its place, else where they were set aside."""
        found = [leaf.piece for tree in trees(self.start, rule) for leaf in leaves(tree)]
        strays = (leaf for misfit in self.misfits for leaf in misfit.leaves)
        return found or [leaf.piece for leaf in strays if leaf.terminal == terminal]

    def phrase(self, rule: str, terminal: str) -> Phrase | None:
        """Return the words of a part; those of several lines are parted by a blank."""
        found = self.pieces(rule, terminal)
        if not found:
            return None
        text = " ".join(self.scribe.phrase(piece.span).text for piece in found)
        return Phrase(text, Span(found[0].span.start, found[-1].span.end))

    def preamble(self) -> Preamble | None:
        """Return the opening, if any paragraph says who inspected whom."""
        found = self.pieces("preamble", "LEAD")
        if not any(piece.kind == "LEAD" for piece in found):
            return None
        return read_preamble(found, self.scribe)

    def contact(self) -> Contact | None:
        """Return the contact details."""
        found = self.pieces("contact", "CONTACT")
        return read_contact(found, self.scribe) if found else None

    def issue_date(self) -> IssueDate | None:
        """Return the date below the signature."""
        found = self.pieces("issue_date", "DATE_LINE")
        if not found:
            return None
        phrase = self.scribe.phrase(found[0].span)
        day = next(iter(read_days(found[0].words)), Day())
        return IssueDate(phrase.text, day.iso if _exists(day) else None, phrase.span)

    def running_text(self) -> list[Segment]:
        """Return the paragraphs that stand in no item, and those that sum up behind the last."""
        sections = below(self.start, "section")
        own = [leaf.piece for tree in sections for leaf in leaves(tree, "TEXT")]
        known = set(map(id, own))
        own += [
            leaf.piece
            for leaf in self.flow
            if leaf.terminal == "TEXT"
            and id(leaf.piece) not in known
            and alphabet("summary").match(leaf.piece.words)
        ]
        return self.pieces("preamble", "LEAD") + sorted(own, key=lambda piece: piece.span)

    def page_blocks(self) -> Iterator[PageBlock]:
        """Yield the lines of the web page above and below the notice."""
        head = [leaf.piece.span for leaf in self.flow if leaf.terminal == "PAGE_HEAD"]
        foot = [leaf.piece.span for leaf in self.flow if leaf.terminal == "PAGE_FOOT"]
        if head:
            yield PageBlock("head", tuple(head))
        if foot:
            yield PageBlock("foot", tuple(foot))

    def set_aside(self) -> Iterator[SetAside]:
        """Yield what fits nowhere, and a signature given twice."""
        order = list(PART_NAMES.values())
        placed = {str(tree.data) for tree in self.start.children if isinstance(tree, Tree)}
        for misfit in self.misfits:
            names = {PART_NAMES[name] for name in misfit.expected} - AROUND
            span = Span(misfit.leaves[0].piece.span.start, misfit.leaves[-1].piece.span.end)
            found = PART_NAMES[misfit.leaves[0].terminal]
            expected = tuple(sorted(names, key=order.index))
            yield SetAside(found, span, expected, found in placed)
        signed = [leaf.piece for tree in trees(self.start, "signature") for leaf in leaves(tree)]
        yield from _again("signature", signed)
        told = [leaf.piece for tree in trees(self.start, "contact") for leaf in leaves(tree)]
        yield from _again("contact", told)

    def headings(self) -> Iterator[Heading]:
        """Yield every numbered line."""
        open_: list[tuple[int, int]] = []
        for index, leaf in enumerate(self.flow):
            reading = leaf.reading
            marker = read_marker(leaf, self.scribe) if reading else None
            if reading is None or marker is None:
                continue
            rank = int(reading.rank)
            while open_ and open_[-1][0] >= rank:
                open_.pop()
            above = open_[-1][1] if open_ else -1
            open_.append((rank, index))
            yield Heading(
                marker=marker,
                words=self.scribe.phrase(leaf.piece.core),
                span=leaf.piece.span,
                group=above * 16 + rank,
            )


def _again(part: str, pieces: Sequence[Segment]) -> Iterator[SetAside]:
    """Yield the first line of a part that repeats an earlier one: more go with it."""
    seen: set[str] = set()
    for piece in pieces:
        if piece.words in seen:
            yield SetAside(part, piece.span, ("issue_date",), True)
            return
        seen.add(piece.words)


def _exists(day: Day) -> bool:
    try:
        date(day.year or 0, day.month or 1, day.day or 1)
    except ValueError:
        return False
    return True
