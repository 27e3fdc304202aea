"""The document as a whole: each part in its place or, failing that, among what was set aside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from notice_lint.document.ends import Contact, IssueDate, Preamble
from notice_lint.document.notice import Heading
from notice_lint.document.paragraphs import Phrase
from notice_lint.parsing.build import Parsed
from notice_lint.parsing.lexer.paragraphs import ParagraphReading
from notice_lint.parsing.lexer.segments import SUMMARY, Segment
from notice_lint.parsing.lift.contact import read_contact
from notice_lint.parsing.lift.dates import Day, read_days
from notice_lint.parsing.lift.items import below, leaves, trees
from notice_lint.parsing.lift.outline import read_marker
from notice_lint.parsing.lift.preamble import read_preamble
from notice_lint.parsing.lift.quoting import Quoter
from notice_lint.parsing.token import Token
from notice_lint.text.spans import Span


class ParsedDocument(Struct, frozen=True):
    """What the parser made of a Source."""

    page: ParagraphReading
    tokens: tuple[Token, ...]
    parsed: Parsed
    quoter: Quoter

    def pieces(self, rule: str, terminal: str) -> list[Segment]:
        """Return the pieces of a part: in its place, else where they were set aside."""
        pieces = [token.piece for tree in trees(self.parsed.tree, rule) for token in leaves(tree)]
        strays = (token for misfit in self.parsed.misfits for token in misfit.tokens)
        return pieces or [token.piece for token in strays if token.terminal == terminal]

    def phrase(self, rule: str, terminal: str) -> Phrase | None:
        """Return the words of a part; those of several lines are parted by a blank."""
        pieces = self.pieces(rule, terminal)
        if not pieces:
            return None
        text = " ".join(self.quoter.phrase(piece.span).text for piece in pieces)
        return Phrase(text, Span(pieces[0].span.start, pieces[-1].span.end))

    def preamble(self) -> Preamble | None:
        """Return the opening, if any paragraph says who inspected whom."""
        pieces = self.pieces("preamble", "LEAD")
        if not any(piece.kind == "LEAD" for piece in pieces):
            return None
        return read_preamble(pieces, self.quoter)

    def contact(self) -> Contact | None:
        """Return the contact details."""
        pieces = self.pieces("contact", "CONTACT")
        return read_contact(pieces, self.quoter) if pieces else None

    def issue_date(self) -> IssueDate | None:
        """Return the date below the signature."""
        pieces = self.pieces("issue_date", "DATE_LINE")
        if not pieces:
            return None
        phrase = self.quoter.phrase(pieces[0].span)
        day = next(iter(read_days(pieces[0].words)), Day())
        return IssueDate(phrase.text, day.iso if _exists(day) else None, phrase.span)

    def running_text(self) -> list[Segment]:
        """Return the paragraphs that stand in no item, those that sum up the items included."""
        tree = self.parsed.tree
        around = [tree, *below(tree, "section")]
        texts = [token.piece for part in around for token in leaves(part, "TEXT", SUMMARY)]
        return self.pieces("preamble", "LEAD") + sorted(texts, key=lambda piece: piece.span)

    def headings(self) -> Iterator[Heading]:
        """Yield every numbered line."""
        open_: list[tuple[int, int]] = []
        for index, token in enumerate(self.tokens):
            reading = token.reading
            marker = read_marker(token, self.quoter) if reading else None
            if reading is None or marker is None:
                continue
            rank = int(reading.rank)
            while open_ and open_[-1][0] >= rank:
                open_.pop()
            above = open_[-1][1] if open_ else -1
            open_.append((rank, index))
            yield Heading(
                marker=marker,
                words=self.quoter.phrase(token.piece.core),
                span=token.piece.span,
                group=above * 16 + rank,
            )


def _exists(day: Day) -> bool:
    try:
        date(day.year or 0, day.month or 0, day.day or 1)
    except ValueError:
        return False
    return True
