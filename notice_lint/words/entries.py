"""What a word list may hold: entries with guards, dates and a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from notice_lint.document.violation import Force, Safety, Severity
from notice_lint.matching.pattern import Pattern
from notice_lint.text.wording import Wording

Certainty = Literal["high", "mid", "low"]
Grace = Literal["0m", "3m", "6m", "12m"]
"""Months after a change in which the earlier name may still be written."""


class WordSource(Struct, frozen=True, omit_defaults=True):
    """Where it stands that a word is written so."""

    zh: str
    en: str = ""
    force: Force = "custom"
    read: date | None = None
    """When somebody read it there; articles and days are named only then."""

    @property
    def wording(self) -> Wording:
        """The source as a message names it."""
        return Wording(self.zh, self.en or self.zh)

    @classmethod
    def of_text(cls, text: str) -> WordSource:
        """Make a source of its name alone."""
        return cls(text)


class WordEntry(Struct, frozen=True, omit_defaults=True):
    """One entry of a word list."""

    wrong: str = ""
    """What is not written so, to the letter."""
    pattern: Pattern | None = None
    """The exception: an expression for what cannot be said to the letter."""
    right: str | None = None
    """What is written instead; may name the groups of `pattern`."""
    not_after: tuple[str, ...] = ()
    """No fault directly behind one of these words."""
    not_before: tuple[str, ...] = ()
    """No fault directly before one of these words."""
    only_after: tuple[str, ...] = ()
    """A fault only directly behind one of these words."""
    only_before: tuple[str, ...] = ()
    """A fault only directly before one of these words."""
    earlier: tuple[str, ...] = ()
    """A fault only behind one of these words, anywhere in the same clause."""
    later: tuple[str, ...] = ()
    """A fault only before one of these words, anywhere in the same clause."""
    not_with: tuple[str, ...] = ()
    """No fault in a clause with one of these words."""
    unless: Pattern | None = None
    """No fault where this matches across the same words."""
    document: Pattern | None = None
    """Only in documents whose title or preamble hold this."""
    since: date | None = None
    """Only in documents issued on this day or later."""
    grace: Grace | None = None
    """For how long after that day the earlier name is let pass."""
    frame: tuple[str, ...] = ()
    """Words before it in its clause that show it is told of former times."""
    certainty: Certainty | None = None
    fix: Safety | None = None
    """How far the replacement can be trusted, where it is less than the rule says."""
    severity: Severity | None = None
    """Where it is milder than the rule's own."""
    source: WordSource | None = None
    """Where it differs from that of the list."""
    proven: bool = False
    """Whether a word of two characters without a guard stands nowhere in a large clean corpus."""
    is_redundant: bool = False
    """Whether the wrong words are the right ones and some too many."""
    off: bool = False
    """Whether an entry of this word in our lists is switched off and nothing put in its place."""
    note: Wording = Wording("", "")
    """What the message adds."""

    @property
    def has_guard(self) -> bool:
        """Whether anything is said of what stands around the word."""
        beside = self.not_after or self.not_before or self.only_after or self.only_before
        return bool(beside or self.earlier or self.later)

    def stands(self, text: str, start: int, end: int) -> bool:
        """Tell whether the words around a place allow for a fault there."""
        before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
        if self.only_after and not before.endswith(self.only_after):
            return False
        if self.only_before and not after.startswith(self.only_before):
            return False
        if before.endswith(self.not_after) or after.startswith(self.not_before):
            return False
        return self._has_company(before, after)

    def _has_company(self, before: str, after: str) -> bool:
        """Tell whether the clause holds the words that the entry asks for."""
        if not (self.earlier or self.later or self.not_with):
            return True
        before, after = _CLAUSE_END.split(before)[-1], _CLAUSE_END.split(after)[0]
        if any(word in before or word in after for word in self.not_with):
            return False
        return _holds_one(before, self.earlier) and _holds_one(after, self.later)

    def in_force(self, issued: str) -> bool:
        """Tell whether a document of a day (ISO 8601) is late enough for the entry."""
        if self.since is None:
            return True
        return issued > self._last_day(int((self.grace or "0m").rstrip("m")))

    def _last_day(self, months: int) -> str:
        """Return the last day, as text, on which the entry is not in force."""
        assert self.since
        if not months:
            return date.fromordinal(self.since.toordinal() - 1).isoformat()
        years, month = divmod(self.since.month - 1 + months, 12)
        return f"{self.since.year + years:04}-{month + 1:02}-{self.since.day:02}"


def _holds_one(text: str, words: tuple[str, ...]) -> bool:
    """Tell whether a text holds one of some words, where there are any."""
    return not words or any(word in text for word in words)


REACH = 24
"""Code points on either side in which guards are looked for; no guard of ours has more than 8."""
_CLAUSE_END = re.compile("[，。；：！？,;:\\n]")
PLACE, OR = "_", "/"
"""Where the word stands in a phrase of a collocation; what parts the words beside it."""


class Collocation(Struct, frozen=True, omit_defaults=True):
    """A word that is mistaken for another, and the words beside which only the other is meant."""

    wrong: str
    right: str
    phrases: tuple[str, ...] = ()
    """Phrases that only the right word makes; `_` is its place, `/` parts words beside it."""
    earlier: tuple[str, ...] = ()
    """Words behind which, in one clause, only the right word is meant."""
    later: tuple[str, ...] = ()
    """Words before which, in one clause, only the right word is meant."""
    not_with: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    only_before: tuple[str, ...] = ()
    certainty: Certainty | None = None
    fix: Safety | None = None
    severity: Severity | None = None
    source: WordSource | None = None

    @property
    def entries(self) -> Iterator[WordEntry]:
        """An entry for each phrase, for the words behind and for those before."""
        for before, after in self._surroundings:
            wrong, right = before + self.wrong + after, before + self.right + after
            yield replace(self._alone, wrong=wrong, right=right)
        if self.earlier:
            yield replace(self._alone, earlier=self.earlier)
        if self.later:
            yield replace(self._alone, later=self.later)

    @property
    def _surroundings(self) -> Iterator[tuple[str, str]]:
        """What stands before and behind the word in each phrase."""
        for phrase in self.phrases:
            before, _, after = phrase.partition(PLACE)
            yield from product(before.split(OR), after.split(OR))

    @property
    def _alone(self) -> WordEntry:
        """The word with what holds wherever it stands."""
        return WordEntry(
            wrong=self.wrong,
            right=self.right,
            not_with=self.not_with,
            not_after=self.not_after,
            not_before=self.not_before,
            only_before=self.only_before,
            certainty=self.certainty,
            fix=self.fix,
            severity=self.severity,
            source=self.source,
        )


class WordListHead(Struct, frozen=True, omit_defaults=True):
    """What holds for all entries of a list that do not say otherwise."""

    source: WordSource | None = None
    certainty: Certainty = "high"
    grace: Grace | None = None
    frame: tuple[str, ...] = ()

    def complete(self, entry: WordEntry) -> WordEntry:
        """Return an entry with what the list says for all of them."""
        return WordEntry(
            **{name: getattr(entry, name) for name in entry.__struct_fields__}
            | {
                "source": entry.source or self.source,
                "certainty": entry.certainty or self.certainty,
                "grace": entry.grace or self.grace,
                "frame": entry.frame or self.frame,
            }
        )
