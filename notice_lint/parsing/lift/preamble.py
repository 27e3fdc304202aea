"""What the opening paragraphs say: period, teams, inspected bodies, feedback, publication."""

from __future__ import annotations

import re
from collections.abc import Sequence

from notice_lint.document.ends import Preamble
from notice_lint.document.paragraphs import Phrase
from notice_lint.parsing.lexer.alphabet import Hit, alphabet
from notice_lint.parsing.lexer.segments import Segment
from notice_lint.parsing.lift.dates import Day, read_days
from notice_lint.parsing.lift.parties import body_names, body_ranges, team_names, team_runs
from notice_lint.parsing.lift.quoting import Quoter
from notice_lint.text.spans import Span

_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_ONWARD = re.compile(r"(?:起|开始)")
_DATES = ("PERIOD", "INSPECTED_ON", "FEEDBACK")


def read_preamble(pieces: Sequence[Segment], scribe: Quoter) -> Preamble:
    """Read the opening paragraphs."""
    opening = _Opening(scribe)
    for piece in pieces:
        opening.read(piece)
    return opening.preamble(Span(pieces[0].span.start, pieces[-1].span.end))


class _Opening:
    """Gathers what each paragraph says; what is said first counts."""

    def __init__(self, scribe: Quoter) -> None:
        self.scribe = scribe
        self.year: int | None = None
        self.phrases: dict[str, Phrase] = {}
        self.days: dict[str, str | None] = {}
        self.teams: dict[str, Phrase] = {}
        self.bodies: dict[str, Phrase] = {}
        self.addressed: list[Phrase] = []
        """To whom the findings were fed back."""

    def read(self, piece: Segment) -> None:
        hits = list(alphabet("opening").scan(piece.words))
        for hit in hits:
            if hit.terminal in _DATES:
                self._date(piece, hit)
            elif hit.terminal == "PUBLISHING":
                self._say("publishing", piece, (hit.start, hit.end))
        self._parties(piece, hits)

    def _say(self, name: str, piece: Segment, at: tuple[int, int]) -> None:
        self.phrases.setdefault(name, self.scribe.phrase(piece.locate(*at)))

    def _date(self, piece: Segment, hit: Hit) -> None:
        """Take a date for what it is about; a year is carried over from the one before."""
        name = "feedback" if hit.terminal == "FEEDBACK" else "period"
        if name in self.phrases:
            return
        self._say(name, piece, (hit.start, hit.end))
        words = piece.words[hit.start : hit.end]
        year = self.year or _year_named(piece.words[: hit.start])
        first, last = [*read_days(words, year), Day(), Day()][:2]
        if name == "feedback":
            self.days["feedback"] = first.iso
            return
        if hit.terminal == "INSPECTED_ON":
            last = Day() if _ONWARD.search(words) else first
        self.days |= {"start": first.iso, "end": last.iso}
        self.year = last.year or first.year or self.year

    def _parties(self, piece: Segment, hits: Sequence[Hit]) -> None:
        for run in team_runs(piece, hits, first="team" not in self.phrases):
            self._say("team", piece, run)
            for name in team_names(piece, run, self.scribe):
                self.teams.setdefault(name.text, name)
        for is_inspected, at in body_ranges(piece, hits):
            if not is_inspected:
                self.addressed.append(self.scribe.phrase(piece.locate(*at)))
                continue
            self._say("body", piece, at)
            for name in body_names(piece, at, self.scribe):
                self.bodies.setdefault(name.text, name)

    def preamble(self, span: Span) -> Preamble:
        """Return all that was found; who was told the findings was inspected."""
        bodies = tuple(self.bodies.values()) or tuple(self.addressed[:1])
        return Preamble(
            span=span,
            inspection_team=self.phrases.get("team"),
            inspected_body=self.phrases.get("body") or next(iter(bodies), None),
            period=self.phrases.get("period"),
            inspection_start=self.days.get("start"),
            inspection_end=self.days.get("end"),
            feedback=self.phrases.get("feedback"),
            feedback_date=self.days.get("feedback"),
            publishing=self.phrases.get("publishing"),
            teams=tuple(self.teams.values()),
            bodies=bodies,
        )


def _year_named(words: str) -> int | None:
    years = _YEAR.findall(words)
    return int(years[-1]) if years else None
